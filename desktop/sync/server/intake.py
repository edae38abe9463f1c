"""Reading what a client sends: bounded before it is read, on the disk while it is slow, never endless."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import IO

from starlette.requests import ClientDisconnect, Request

from desktop.sync.server import problems
from desktop.sync.server.limits import Limits
from desktop.sync.server.problems import Problem

IN_MEMORY = 64_000  # bytes of one body before it is laid on the disk; most reports never get there
GRACE = 30  # seconds before the slowest speed counts


Broken = Callable[[bytes], object]


def nobody(_content: bytes) -> None:
    pass


@asynccontextmanager
async def body(
    request: Request, most: int, limits: Limits, before: bytes = b"", broken: Broken = nobody
) -> AsyncIterator[IO[bytes]]:
    """The whole body as a file, at most `most` bytes. Raises a `Problem` for what is larger or too slow.

    `before` is what came of it already. `broken` hears what there is of one that does not come whole.
    """
    size = _size(request, most - len(before))
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        file.write(before)
        try:
            async with asyncio.timeout(GRACE + size / limits.slowest):
                got = await _copy(request, file, size, limits.silence)
            if got != size:
                raise problems.bad_request("cut_off")
        except TimeoutError as cause:
            broken(_whole(file))
            raise Problem(HTTPStatus.REQUEST_TIMEOUT, "too_slow") from cause
        except Problem:
            broken(_whole(file))
            raise
        file.seek(0)
        yield file


async def small(request: Request, limits: Limits) -> bytes:
    """A short body as bytes."""
    async with body(request, limits.statement, limits) as file:
        return file.read()


def _whole(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _size(request: Request, most: int) -> int:
    said = request.headers.get("content-length")
    if said is None or not said.isascii() or not said.isdigit():
        raise Problem(HTTPStatus.LENGTH_REQUIRED, "length_required")
    if int(said) > most:
        raise problems.too_large("too_large")
    return int(said)


async def _copy(request: Request, file: IO[bytes], size: int, silence: float) -> int:
    got = 0
    pieces = request.stream()
    while True:
        try:
            async with asyncio.timeout(silence):
                piece = await anext(pieces, None)
        except ClientDisconnect as cause:
            raise problems.bad_request("cut_off") from cause
        if piece is None:
            return got
        got += len(piece)
        if got > size:
            raise problems.too_large("too_large")
        file.write(piece)
