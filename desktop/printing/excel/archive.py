"""The ZIP around a workbook, looked over by its directory before a byte of it is unpacked.

Everything is bounded by what an honest form needs many times over. Unpacking stops at the sizes that the
directory declares, so a file that lies about them is damaged and no danger.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from desktop.printing.excel.refusing import (
    NotASpreadsheet,
    SpreadsheetHoldsMore,
    SpreadsheetIsLocked,
    SpreadsheetTooLarge,
)

MOST_BYTES = 5_000_000  # of the file
MOST_PARTS = 300
MOST_UNPACKED = 40_000_000  # bytes of all parts
MOST_OF_A_PART = 25_000_000
# XML of a large form packs to a twentieth; a bomb to a thousandth. Small parts may be all zeros.
MOST_RATIO, RATIO_FROM = 120, 200_000
_ENCRYPTED = 0x1
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a compound file: .xls, or .xlsx with a password
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_NAME = re.compile(r"\A[A-Za-z0-9_\-\[\]. ()]+(?:/[A-Za-z0-9_\-\[\]. ()]+)*\Z")
# What Excel, LibreOffice and WPS write into an ordinary workbook. Most of it is never read.
_ORDINARY = re.compile(
    r"""\[content_types\]\.xml | _rels/\.rels
    | (?:docprops|docmetadata)/[^/]+ | customxml/(?:_rels/)?[^/]+\.(?:xml|rels)
    | xl/(?:workbook|styles|sharedstrings|calcchain|metadata)\.xml
    | xl/_rels/workbook\.xml\.rels
    | xl/theme/(?:_rels/)?[^/]+\.(?:xml|rels)
    | xl/worksheets/(?:_rels/)?[^/]+\.(?:xml|rels)
    | xl/(?:drawings|charts)/(?:_rels/)?[^/]+\.(?:xml|vml|rels)
    | xl/(?:media/[^/]+\.(?:png|jpe?g|gif|bmp|emf|wmf)|printersettings/[^/]+\.bin)
    | xl/(?:comments[^/]*|persons/[^/]+|threadedcomments/[^/]+)\.xml
    | xl/(?:richdata|featurepropertybag)/(?:_rels/)?[^/]+\.(?:xml|rels)
    | xl/(?:comments|tables)/(?:_rels/)?[^/]+\.(?:xml|rels)""",
    re.VERBOSE,
)


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook that is safe to look into, by their names in small letters.

    Raises one of the refusals; then nothing but the directory was read, or unpacking stopped at its bounds.
    """
    if len(content) > MOST_BYTES:
        raise SpreadsheetTooLarge
    if content.startswith(_OLD_OR_LOCKED):
        raise SpreadsheetIsLocked
    if not content.startswith(b"PK\x03\x04"):
        raise NotASpreadsheet
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _look_over(entries, content)
            return {entry.filename.casefold(): _unpacked(archive, entry) for entry in entries}
    except _DAMAGED as cause:
        raise NotASpreadsheet from cause


_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    struct.error,
    UnicodeError,
    NotImplementedError,
    OSError,
)


def _look_over(entries: Sequence[zipfile.ZipInfo], content: bytes) -> None:
    if len(entries) > MOST_PARTS:
        raise SpreadsheetTooLarge
    for entry in entries:
        _must_be_ordinary(entry)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise SpreadsheetTooLarge
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise NotASpreadsheet
    _must_lie_apart(entries, content)


def _must_be_ordinary(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    if entry.flag_bits & _ENCRYPTED:
        raise SpreadsheetIsLocked
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotASpreadsheet
    if not _NAME.match(name) or ".." in name.split("/"):
        raise NotASpreadsheet
    if not _ORDINARY.fullmatch(name.casefold()):
        raise SpreadsheetHoldsMore
    ratio = entry.file_size / max(1, entry.compress_size)
    if entry.file_size > MOST_OF_A_PART or (entry.file_size > RATIO_FROM and ratio > MOST_RATIO):
        raise SpreadsheetTooLarge


def _must_lie_apart(entries: Sequence[zipfile.ZipInfo], content: bytes) -> None:
    """No part lies inside another, and each begins with the name that the directory gives it."""
    end = 0
    for entry in sorted(entries, key=lambda found: found.header_offset):
        if entry.header_offset < end:
            raise NotASpreadsheet
        header = _LOCAL_HEADER.unpack_from(content, entry.header_offset)
        name_size, extra_size = header[-2:]
        start = entry.header_offset + _LOCAL_HEADER.size
        if content[start : start + name_size] != entry.orig_filename.encode("utf-8"):
            raise NotASpreadsheet
        end = start + name_size + extra_size + entry.compress_size
        if end > len(content):
            raise NotASpreadsheet


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as part:
        found = part.read(entry.file_size + 1)
    if len(found) != entry.file_size:
        raise NotASpreadsheet
    return found


def part(found: Mapping[str, bytes], name: str) -> bytes:
    """A part that a workbook must have. Raises `NotASpreadsheet`."""
    content = found.get(name.casefold())
    if content is None:
        raise NotASpreadsheet
    return content
