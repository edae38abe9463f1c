"""A PDF made anew from what its pages show: scripts, files, forms, links, author and metadata stay behind.

The new file gets the pages' content, fonts and pictures and nothing else: it has no actions, no names, no
annotations, because nobody copied them. Pictures of cameras inside lose their own place and camera.
"""

import io
import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from desktop.domain.attachment import MAX_PDF_BYTES, MAX_PDF_PAGES
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.progress import UNWATCHED, Progress

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader
    from pypdf.generic import DictionaryObject, StreamObject

MAX_READ_BYTES = 20_000_000
MAX_OBJECTS = 50_000
_PAGE = {"/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents"}
_RESOURCES = {"/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading"}
_NAMED = {*_RESOURCES, "/CharProcs"}  # under these a key is whatever its author called a thing
# In a font, picture or pattern: what is not drawn. /OC hides layers; without it all of the page is seen.
_NOT_DRAWN = {
    *("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/EF", "/OPI", "/Ref", "/OC", "/Alternates"),
    *("/F", "/FFilter", "/FDecodeParms", "/A", "/AA", "/JS", "/Parent", "/StructParent", "/StructParents"),
    *("/Measure", "/PtData"),
}
_FOREIGN = {
    "/Filespec",
    "/F",
    "/EmbeddedFile",
    "/Metadata",
    "/Action",
    "/Annot",
    "/Catalog",
    "/Pages",
    "/Page",
}
_JPEG, _JPEG2000 = "/DCTDecode", "/JPXDecode"
# A JPEG's segments that are drawn: frames and tables (0xC0 to 0xCF), quantisation, height, restarts, scans.
_DRAWN = {*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD}
_COLOURS = (b"\xff\xe0\0\x10JFIF\0", b"\xff\xee\0\x0eAdobe")  # how colours are meant, without a thumbnail
_SCAN, _END = 0xDA, 0xD9
_SEGMENT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_DAMAGED = (
    *(ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError, ArithmeticError),
    *(OSError, EOFError, RecursionError, NotImplementedError, MemoryError, zlib.error),
)


class PdfIsDamaged(UserError):
    message = mark(
        "“{name}” cannot be read as a PDF, or holds something that cannot be made safe. Nothing was changed. "
        "Print it to a new PDF, or take a photo of the page."
    )


class PdfIsLocked(UserError):
    message = mark(
        "“{name}” is locked with a password. Nothing was changed. Save it without a password first."
    )


class PdfTooLarge(UserError):
    message = mark(
        "“{name}” is too large: a PDF may have {pages} pages and {most} kB. Nothing was changed. "
        "Take only the pages that are needed, or photos of them."
    )


def clean(content: bytes, name: str, progress: Progress = UNWATCHED) -> bytes:
    """The same pages in a new PDF of at most `MAX_PDF_BYTES`; the same bytes give the same bytes.

    `name` is how the person knows it. Raises `PdfTooLarge`, `PdfIsLocked` or `PdfIsDamaged`.
    """
    from pypdf.errors import PyPdfError

    if len(content) > MAX_READ_BYTES:
        raise PdfTooLarge(name=name, pages=MAX_PDF_PAGES, most=MAX_PDF_BYTES // 1000)
    try:
        made = _made_anew(_open(content, name), progress)
    except (PyPdfError, *_DAMAGED) as cause:
        raise PdfIsDamaged(name=name) from cause
    if len(made) > MAX_PDF_BYTES:
        raise PdfTooLarge(name=name, pages=MAX_PDF_PAGES, most=MAX_PDF_BYTES // 1000)
    return made


def _open(content: bytes, name: str) -> "PdfReader":
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise PdfIsLocked(name=name)
    if not 1 <= len(reader.pages) <= MAX_PDF_PAGES:
        raise PdfTooLarge(name=name, pages=MAX_PDF_PAGES, most=MAX_PDF_BYTES // 1000)
    return reader


def _made_anew(reader: "PdfReader", progress: Progress) -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.metadata = None
    seen: dict[int, object] = {}
    for done, page in enumerate(reader.pages):
        progress(done, len(reader.pages))
        _strip_page(page, seen)
        writer.add_page(page)
    for key in writer.root_object.keys() - {"/Type", "/Pages"}:
        del writer.root_object[key]
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _strip_page(page: "PageObject", seen: dict[int, object]) -> None:
    """Leave a page what it shows, and of its fonts and pictures what is drawn."""
    for key in page.keys() - _PAGE:
        del page[key]
    for under, found in _reached(page, seen):
        if under == "/Resources":
            drawn = found.keys() & _RESOURCES
        else:
            drawn = found.keys() - (set() if under in _NAMED else _NOT_DRAWN)
        for key in found.keys() - drawn:
            del found[key]
        _strip_picture(found)


def _reached(page: "PageObject", seen: dict[int, object]) -> Iterator[tuple[str, "DictionaryObject"]]:
    """Every dictionary and stream that a page leads to, each once, with the key it is found under.

    Each is stripped before it is followed. What belongs to a file and not to a page is cut off. `seen`
    holds what was visited, so that no other object can come to have its identity.
    """
    from pypdf.generic import ArrayObject, DictionaryObject, NullObject

    waiting: list[tuple[str, Any]] = [("", page)]
    while waiting:
        under, here = waiting.pop()
        if id(here) in seen:
            continue
        seen[id(here)] = here
        if len(seen) > MAX_OBJECTS:
            raise ValueError("more in it than any page needs")
        if isinstance(here, DictionaryObject):
            yield under, here
        for key in list(here) if isinstance(here, DictionaryObject) else range(len(here)):
            value = here[key].get_object()
            if isinstance(value, DictionaryObject) and value.get("/Type") in _FOREIGN:
                here[key] = NullObject()
            elif isinstance(value, DictionaryObject | ArrayObject):
                waiting.append((key if isinstance(key, str) else under, value))


def _strip_picture(found: "DictionaryObject") -> None:
    """A picture of a camera is kept as the camera wrote it, its place and time included: take those out."""
    from pypdf.generic import NameObject, StreamObject

    filters = found.get("/Filter")
    names = [str(each) for each in filters] if isinstance(filters, list) else [str(filters)]
    if not isinstance(found, StreamObject) or not {_JPEG, _JPEG2000} & set(names):
        return
    if names[-1] != _JPEG or _JPEG2000 in names:
        raise ValueError("a picture packed in a way that nobody looks into")
    found._data = b"".join(_drawn_segments(_unpacked(found, names[:-1])))
    found[NameObject("/Filter")] = NameObject(_JPEG)
    found.pop("/DecodeParms", None)


def _unpacked(found: "StreamObject", packed: list[str]) -> bytes:
    """The JPEG inside what else it was packed with."""
    from pypdf.generic import ArrayObject, EncodedStreamObject, NameObject

    inner = EncodedStreamObject()
    inner._data = found._data
    inner[NameObject("/Filter")] = ArrayObject(NameObject(name) for name in packed)
    return inner.get_data() if packed else found._data


def _drawn_segments(jpeg: bytes) -> Iterator[bytes]:
    """A JPEG without its notes: what is drawn, and how its colours are meant."""
    if jpeg[:2] != b"\xff\xd8":
        raise ValueError("not a JPEG")
    yield jpeg[:2]
    at = 2
    while (marker := jpeg[at + 1]) != _END:
        if jpeg[at] != 0xFF:
            raise ValueError("not a segment")
        after = at + 2 + max(int.from_bytes(jpeg[at + 2 : at + 4]), 2)
        if marker == _SCAN:  # points follow it, up to the next segment
            after = _SEGMENT.search(jpeg, after).start()  # type: ignore[union-attr]
        if marker in _DRAWN or jpeg[at:after].startswith(_COLOURS):
            yield jpeg[at:after]
        at = after
    yield jpeg[at : at + 2]  # a second picture after the end is left behind
