"""Letters that came only in part, because the line broke: held for a while, so that the rest is enough.

In memory and within bounds: who finds nothing here gives the whole letter again, and nothing is lost.
"""

import re
from collections.abc import Mapping

from desktop.sync.server import problems

LEAST = 2_000  # bytes that are worth a question
_RANGE = re.compile(r"bytes (\d{1,9})-(\d{1,9})/(\d{1,9})")

Whose = tuple[str, str]  # the office that shows its token, and the letter's digest


class Begun:
    """The beginnings of letters, the latest `size` bytes of them, each of the office that gave it."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held: dict[Whose, bytes] = {}

    def keep(self, whose: Whose, content: bytes) -> None:
        """Hold what came; the longer of two beginnings stays."""
        if len(content) < LEAST or len(content) <= len(self._held.get(whose, b"")):
            return
        self.forget(whose)
        self._held[whose] = content
        while sum(map(len, self._held.values())) > self._size:
            del self._held[next(iter(self._held))]

    def size(self, whose: Whose) -> int:
        return len(self._held.get(whose, b""))

    def before(self, whose: Whose, headers: Mapping[str, str]) -> bytes:
        """What stands before the bytes that a request brings. Raises a `Problem` where it is not here."""
        said = headers.get("content-range")
        if said is None:
            return b""
        found = _RANGE.fullmatch(said) if said.isascii() else None
        if found is None:
            raise problems.bad_request("range_unknown")
        first, last, size = map(int, found.groups())
        if last + 1 != size or str(size - first) != headers.get("content-length"):
            raise problems.bad_request("range_unknown")
        if self.size(whose) < first:
            raise problems.conflict("begin_anew")
        return self._held.get(whose, b"")[:first]

    def forget(self, whose: Whose) -> None:
        self._held.pop(whose, None)
