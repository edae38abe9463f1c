"""The outside of a batch: a ZIP with exactly three stored members, written in exactly one way.

Any tool can open it. We read it by finding the three members and writing them again: unless that
gives the same bytes, it is not a batch. So there is nothing to hide in and nothing to overlap,
which general ZIP readers cannot promise (RELIABILITY.md, finding 4).
"""

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

from desktop.errors import UserError
from desktop.i18n.words import mark

NAMES = ("manifest.json", "manifest.json.minisig", "payload.json.bz2.age")
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION, _DATE = 20, 0x0021  # ZIP 2.0; 1 January 1980: the envelope tells no time


class NotABatch(UserError):
    message = mark(
        "“{name}” is not a batch of this program, or it was damaged on the way. Nothing was changed."
    )


class Members(NamedTuple):
    """The three members, as bytes."""

    manifest: bytes
    signature: bytes
    payload: bytes


def pack(members: Members) -> bytes:
    """The one way to write these three members as a ZIP."""
    local, central, offset = b"", b"", 0
    for name, content in zip(NAMES, members, strict=True):
        raw, crc, size = name.encode(), zlib.crc32(content), len(content)
        head = _LOCAL.pack(b"PK\3\4", _VERSION, 0, 0, 0, _DATE, crc, size, size, len(raw), 0) + raw
        fields = (b"PK\1\2", _VERSION, _VERSION, 0, 0, 0, _DATE, crc, size, size, len(raw), 0, 0, 0, 0, 0)
        central += _CENTRAL.pack(*fields, offset) + raw
        local += head + content
        offset += len(head) + size
    count = len(NAMES)
    return local + central + _END.pack(b"PK\5\6", 0, 0, count, count, len(central), offset, 0)


def unpack(body: bytes, name: str = "") -> Members:
    """The members of a batch. Raises `NotABatch` for anything that `pack` would not have written."""
    try:
        members = Members(*_members(body))
    except (struct.error, ValueError) as cause:
        raise NotABatch(name=name) from cause
    if pack(members) != body:
        raise NotABatch(name=name)
    return members


def _members(body: bytes) -> Iterable[bytes]:
    at = 0
    for name in NAMES:
        fields = _LOCAL.unpack_from(body, at)
        start = at + _LOCAL.size + len(name)
        size = fields[7]
        if fields[0] != b"PK\3\4" or start + size > len(body):
            raise ValueError(name)
        at = start + size
        yield body[start:at]
