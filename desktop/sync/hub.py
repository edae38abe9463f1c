"""What a hub is: a letter box. It keeps sealed batches and understands nothing in them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from desktop.sync.letter import Letter


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the letters that a hub had for this computer, and the cursor to ask with after them."""

    letters: Sequence[Letter]
    cursor: str


@dataclass(frozen=True, slots=True)
class Given:
    """A hub's word, in its own bytes, that the letter with this digest is durable there."""

    digest: str
    receipt: bytes


@dataclass(frozen=True, slots=True)
class Address:
    """Where a hub is and how it is known.

    `authority` is whose certificates count there (PEM), or "" for the public authorities.
    """

    url: str
    authority: str = ""

    @property
    def safe(self) -> bool:
        """Whether it is spoken to under TLS, or lies on this computer itself."""
        parts = urlsplit(self.url)
        return parts.scheme == "https" or parts.hostname in ("127.0.0.1", "localhost", "::1")


class CursorUnknown(Exception):
    """The hub does not know the cursor (any more): begin anew. It may have been put back to a backup."""


class Hub(Protocol):
    """A letter box by any carrier. Putting the same letter twice is the same as once."""

    @property
    def name(self) -> str:
        """What the cursor and the receipts are kept under."""
        ...

    @property
    def place(self) -> str:
        """The name by which a person knows it."""
        ...

    def lacks(self, receivers: Mapping[str, str]) -> tuple[Sequence[str], Sequence[Given]]:
        """Of letters by digest, with their receivers: which to put, and its word for those it has already."""
        ...

    def expect(self, size: int) -> None:
        """So many bytes are given next, in all: who watches sees how far that is."""
        ...

    def put(self, letter: Letter) -> Given | None:
        """Give a letter; when it returns, the letter is durable there. A folder gives no word for it."""
        ...

    def get(self, cursor: str, known: Callable[[str], bool], *, parts: bool = False) -> Iterator[Page]:
        """The letters that came after the cursor, some at a time; those known by digest may be left out.

        Letters with pieces of attachments come only when asked for (`parts`), and then no others.
        An empty cursor asks for all. Raises `CursorUnknown` before the first page.
        """
        ...
