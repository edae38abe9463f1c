"""A piece of a part: attachments travel some bytes at a time, so that a broken line loses few of them."""

import hashlib
from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from desktop.domain.attachment import MAX_PDF_BYTES
from desktop.sync.body import Name

PIECE_BYTES = 32_000  # four seconds on a link of the second generation; why not more: docs/hub.md


class Piece(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`content` stands in the part of `size` bytes and digest `part` from byte `at` on."""

    at: Annotated[int, Meta(ge=0, lt=MAX_PDF_BYTES, multiple_of=PIECE_BYTES)]
    content: Annotated[bytes, Meta(min_length=1)]
    part: Name
    size: Annotated[int, Meta(ge=1, le=MAX_PDF_BYTES)]

    @property
    def is_cut_right(self) -> bool:
        """Whether it is one that `cut` makes: there is one way to cut, so that no two pieces overlap."""
        return len(self.content) == min(PIECE_BYTES, self.size - self.at)


def cut(content: bytes) -> Iterator[Piece]:
    """The pieces of a part, from its beginning."""
    part = hashlib.sha256(content).hexdigest()
    for at in range(0, len(content), PIECE_BYTES):
        yield Piece(at, content[at : at + PIECE_BYTES], part, len(content))
