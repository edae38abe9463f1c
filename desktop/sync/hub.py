"""What a hub is: a letter box. It keeps sealed batches and understands nothing in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.sync.merge import Letter


@dataclass(frozen=True, slots=True)
class Incoming:
    """Letters the hub had after the cursor, and the cursor to ask with next time."""

    letters: Sequence[Letter]
    cursor: str


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


class CursorUnknown(Exception):
    """The hub does not know the cursor (any more): begin anew. It may have been put back to a backup."""


class Hub(Protocol):
    """A letter box by any carrier. Putting the same letter twice is the same as once."""

    @property
    def name(self) -> str:
        """What the cursor is kept under."""
        ...

    def put(self, letter: Letter) -> None:
        """Give a letter; when it returns, the letter is durable there."""
        ...

    def get(self, cursor: str) -> Incoming:
        """Take the letters that came after the cursor; an empty cursor asks for all."""
        ...
