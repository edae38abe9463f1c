"""A line to a hub over HTTPS: the only module that talks to the network.

A login page that answers 200 to everything, a proxy, a line that breaks at any byte, a hub that asks for
time: each ends in what is true, or in words that say what to do.
"""

import random
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase

from desktop.progress import UNWATCHED, Progress
from desktop.sync import http_trouble
from desktop.sync.http_trouble import BeginAnew, NoConnection, NotTheHub
from desktop.sync.hub import Address

MAX_ANSWER_BYTES: Final = 1_000_000  # of everything but a letter
WORTH_ASKING: Final = 2_000  # bytes of a letter that broke off: fewer are sent again sooner than asked for
PIECE: Final = 16_384  # bytes sent or read between two looks at whether the person said stop


Again = Callable[[], bytes | int]  # the answer itself, where all came; else how many bytes of the body did


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient to be. Times in seconds; waits double, and no two computers wait alike."""

    tries: int = 7  # without any progress
    tries_in_vain: int = 2  # where nothing at all is reached: there is no line now
    first_wait: float = 1
    longest_wait: float = 60
    to_connect: float = 15
    to_hear: float = 30
    sleep: Callable[[float], None] | None = None  # else in a way that the person can end
    chance: random.Random = field(default_factory=random.Random)

    def after(self, failed: int, asked: float = 0) -> float:
        """How many seconds to wait after so many failures; a hub may ask for more."""
        longest = float(min(self.first_wait * 2**failed, self.longest_wait))
        return max(min(asked, self.longest_wait), longest / 2 + self.chance.random() * longest / 2)


class Line:
    """Requests to one hub, each repeated until it is answered or patience ends."""

    def __init__(
        self, at: Address, token: str, progress: Progress = UNWATCHED, pace: Pace | None = None
    ) -> None:
        """Raises `NotTheHub` for an address that is not safe: no office card names one."""
        if not at.safe:
            raise NotTheHub
        self._url, self._progress, self._pace = at.url, progress, pace or Pace()
        self._before = self._whole = 0  # bytes that are done, of those that are expected
        self._session = requests.Session()
        self._session.auth = _Token(token)
        self._session.trust_env = at.url.startswith("https:")  # in the clear through no proxy
        if at.authority:
            self._session.mount("https://", _Pinned(at.authority))

    def expect(self, size: int) -> None:
        """So many bytes go or come next, in all: what is watched is told as a part of them."""
        self._before, self._whole = 0, size

    @property
    def host(self) -> str:
        return urlsplit(self._url).hostname or ""

    def close(self) -> None:
        self._session.close()

    def send(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        watched: bool = False,
        again: Again | None = None,
        **more: Any,
    ) -> bytes:
        """The answer's body. `again` tells after a break what came of the body, so that the rest is enough.

        Raises `NoConnection`, `NotTheHub`, `ProxyRefuses`, `HubRefused`, `HubFull` or `CursorUnknown`; and
        `Stopped`.
        """
        failed, first = 0, 0
        limit = self._pace.tries
        while True:
            counted = _Counted(body, self._moved if watched else UNWATCHED, first) if body else None
            part = (
                {"headers": {"Content-Range": f"bytes {first}-{len(body) - 1}/{len(body)}"}} if first else {}
            )
            asked = 0.0
            try:
                with self._open(method, path, data=counted, **part, **more) as answer:
                    content = _limited(answer)
                if answer.status_code < HTTPStatus.MULTIPLE_CHOICES:
                    self._before += len(body) if watched else 0
                    return content
                asked = http_trouble.explain(answer.status_code, content, answer.headers)
            except BeginAnew:
                first, again = 0, None
            except requests.RequestException as problem:
                http_trouble.not_for_ever(problem)
                limit = self._pace.tries_in_vain if http_trouble.in_vain(problem) else self._pace.tries
            failed += 1
            self._rest(failed, limit, asked)
            if again is not None and counted is not None and counted.gone >= WORTH_ASKING:
                came = again()
                if isinstance(came, bytes):
                    self._before += len(body) if watched else 0
                    return came
                first, failed = came, 0 if came > first else failed

    def fetch(self, path: str, size: int) -> bytes:
        """A body of this size; after a break it goes on where it stopped. Raises as `send` does."""
        got, failed = b"", 0
        while len(got) < size:
            before = len(got)
            got = self._go_on(path, got, size)
            failed = 0 if len(got) > before else failed + 1
            if len(got) < size:
                self._rest(failed, self._pace.tries)
        self._before += size
        return got

    def _moved(self, done: int, size: int) -> None:
        """Say how far a letter of this size is, within all that is expected."""
        self._progress(self._before + done, max(self._whole, self._before + size))

    def _go_on(self, path: str, got: bytes, size: int) -> bytes:
        headers = {"Range": f"bytes={len(got)}-"} if got else {}
        try:
            with self._open("GET", path, headers=headers) as answer:
                if answer.status_code == HTTPStatus.OK:
                    got = b""
                elif answer.status_code != HTTPStatus.PARTIAL_CONTENT:
                    http_trouble.explain(answer.status_code, _limited(answer), answer.headers)
                    return got
                for piece in answer.iter_content(PIECE):
                    got += piece
                    self._moved(len(got), size)
                    if len(got) > size:
                        raise NotTheHub
        except requests.RequestException as problem:
            http_trouble.not_for_ever(problem)
        return got

    def _rest(self, failed: int, limit: int, asked: float = 0) -> None:
        """Wait before the next try. Raises `NoConnection` after too many, and `Stopped`."""
        if failed >= limit:
            raise NoConnection
        self._progress(0)
        (self._pace.sleep or self._progress.pause)(self._pace.after(failed, asked))

    def _open(self, method: str, path: str, **more: Any) -> requests.Response:
        patience = (self._pace.to_connect, self._pace.to_hear)
        return self._session.request(
            method, self._url + path, timeout=patience, stream=True, allow_redirects=False, **more
        )


def introduction_of(url: str, pace: Pace | None = None) -> bytes:
    """What answers there as a hub's introduction. Raises `NoConnection`, `NotTheHub` and `ProxyRefuses`.

    The one request that believes no certificate, because it is asked in order to learn which to believe: what
    comes is worth only what its signature is worth.
    """
    patience = pace or Pace()
    urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
    try:
        with requests.get(
            f"{url}/v1/hub",
            verify=False,
            stream=True,
            allow_redirects=False,
            timeout=(patience.to_connect, patience.to_hear),
        ) as answer:
            return _limited(answer)
    except requests.RequestException as problem:
        http_trouble.not_for_ever(problem)
        raise NoConnection from problem


class _Token(AuthBase):
    """The computer's token on every request, whatever the computer's .netrc holds for the hub's name."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class _Counted:
    """A body, from some byte on, that tells how much of it went out, and ends where the person said stop."""

    def __init__(self, body: bytes, progress: Callable[[int, int], object], first: int = 0) -> None:
        self._body, self._at, self._progress, self._first = body, first, progress, first

    def __len__(self) -> int:
        return len(self._body) - self._first

    @property
    def gone(self) -> int:
        """How many bytes of it went out."""
        return self._at - self._first

    def read(self, size: int = -1) -> bytes:
        piece = self._body[self._at : self._at + (PIECE if size < 0 else min(size, PIECE))]
        self._at += len(piece)
        self._progress(self._at, len(self._body))
        return piece


class _Pinned(HTTPAdapter):
    """TLS that believes one authority and no other."""

    def __init__(self, authority: str) -> None:
        # A clock that is years off is nothing to speak of here: the hub's certificates allow for it.
        urllib3.disable_warnings(urllib3.exceptions.SystemTimeWarning)
        self._context = ssl.create_default_context(cadata=authority)
        super().__init__()

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        super().init_poolmanager(*args, **more, ssl_context=self._context)

    def cert_verify(self, *_args: object) -> None:
        """Nothing more: the library would add the public authorities to the one that counts."""

    def build_connection_pool_key_attributes(self, request: Any, _verify: object, cert: Any = None) -> Any:
        """The same for a bundle that the computer's environment names."""
        return super().build_connection_pool_key_attributes(request, True, cert)

    def proxy_manager_for(self, *args: Any, **more: Any) -> Any:
        return super().proxy_manager_for(*args, **more, ssl_context=self._context)


def _limited(answer: requests.Response) -> bytes:
    """The answer's body, as much of it as any answer may have."""
    content = b""
    for piece in answer.iter_content(PIECE):
        content += piece
        if len(content) > MAX_ANSWER_BYTES:
            raise NotTheHub
    # A head that is cut off within the length leaves a length that is no number, which nobody complains of.
    empty = answer.headers.get("Content-Length") == "0" or answer.status_code == HTTPStatus.NO_CONTENT
    if not content and not empty:
        raise requests.ConnectionError("the answer was cut off in its head")
    return content
