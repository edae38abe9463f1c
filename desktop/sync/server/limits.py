"""The bounds of a hub: sizes, patience, and how much of it one sender may take up."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from desktop.sync.batch import MAX_BATCH_BYTES
from desktop.sync.server import problems

RETRY_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds."""

    batch: int = MAX_BATCH_BYTES
    statement: int = 256_000  # an invitation for every office of a large province
    office: int = 256_000_000  # of one office's letters; a country's quarter is some 20 kB an office
    stranger: int = 2_000_000  # of a computer that nobody has accepted yet
    memory: int = 64_000_000  # of letters that are being checked and written at one time
    begun: int = 8_000_000  # of letters that came in part
    silence: float = 30  # between two pieces of a body
    slowest: float = 500  # bytes in a second, over the whole of a body
    per_sender: int = 4  # uploads of one office at one time
    per_address: int = 32  # uploads at one time from one address that show no token
    days: int = 400  # that a letter is kept


class Share:
    """Counts what each sender does at this moment, and refuses who takes more than a share."""

    def __init__(self) -> None:
        self._now: Counter[str] = Counter()

    @contextmanager
    def of(self, sender: str, most: int) -> Iterator[None]:
        """Raises a `Problem` when this sender does `most` things already."""
        if self._now[sender] >= most:
            raise problems.busy("too_many_at_once", RETRY_SECONDS)
        self._now[sender] += 1
        try:
            yield
        finally:
            self._now[sender] -= 1
            if not self._now[sender]:
                del self._now[sender]


class Memory:
    """So many bytes may be held at one time; who comes later waits. One larger than all waits to be alone."""

    def __init__(self, size: int) -> None:
        self._size, self._free = size, size
        self._changed = asyncio.Condition()

    @asynccontextmanager
    async def hold(self, size: int) -> AsyncIterator[None]:
        size = min(size, self._size)
        async with self._changed:
            await self._changed.wait_for(lambda: self._free >= size)
            self._free -= size
        try:
            yield
        finally:
            async with self._changed:
                self._free += size
                self._changed.notify_all()
