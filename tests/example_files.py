"""Example photos and PDFs for tests, full of what must not leave: places, names, scripts, files."""

import io
import secrets
from typing import Any

from PIL import Image
from PIL.TiffImagePlugin import IFDRational
from pypdf import PdfWriter
from pypdf.annotations import Link, Text
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas

SECRET = "ExampleSecret" + secrets.token_hex(6)  # stands in every place of a file where nobody looks


def photo(size: tuple[int, int] = (640, 480), *, noise: bool = False, orientation: int = 1) -> bytes:
    """A JPEG as a telephone writes it: with place, camera, owner, comment and a thumbnail."""
    picture = (
        Image.effect_noise(size, 90).convert("RGB") if noise else Image.linear_gradient("L").resize(size)
    )
    file = io.BytesIO()
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()
    profile = SECRET.encode() * 3
    picture.convert("RGB").save(
        file,
        "JPEG",
        quality=95,
        exif=_exif(orientation),
        comment=SECRET.encode(),
        xmp=xmp,
        icc_profile=profile,
    )
    return file.getvalue()


def _exif(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F], exif[0x0131], exif[0x013B] = SECRET, SECRET, SECRET  # camera, program, owner
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (IFDRational(13), IFDRational(6), IFDRational(1234, 100))
    place[29] = SECRET
    return exif


def pdf(pages: int = 2, *, picture: bytes | None = None) -> bytes:
    """A PDF as an office makes it, with everything in it that can do or tell something."""
    writer = PdfWriter(clone_from=io.BytesIO(_plain_pdf(pages, picture)))
    writer.add_metadata({"/Author": SECRET, "/Title": SECRET})
    writer.add_attachment(f"{SECRET}.txt", SECRET.encode())
    writer.add_annotation(0, Link(rect=(0, 0, 90, 90), url=f"https://example.org/{SECRET}"))
    writer.add_annotation(0, Text(rect=(0, 0, 50, 50), text=SECRET))
    writer.add_outline_item(title=SECRET, page_number=0)
    root = writer.root_object
    root[NameObject("/Metadata")] = writer._add_object(_stream(f"<x>{SECRET}</x>".encode(), "/Metadata"))
    root[NameObject("/OpenAction")] = _script()
    page = writer.pages[0]
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): _script()})
    page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/X"): TextStringObject(SECRET)})
    for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
        font.get_object()[NameObject("/Metadata")] = writer._add_object(_stream(SECRET.encode(), "/Metadata"))
    properties = DictionaryObject({NameObject("/P0"): DictionaryObject({NameObject("/Who"): _text()})})
    page["/Resources"][NameObject("/Properties")] = properties  # type: ignore[index]
    form = _stream(b"", "/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject([NumberObject(n) for n in (0, 0, 9, 9)])
    form[NameObject("/Ref")] = DictionaryObject({NameObject("/F"): _text()})
    form[NameObject("/Resources")] = DictionaryObject({NameObject("/Properties"): properties})
    drawn: Any = page["/Resources"].setdefault(NameObject("/XObject"), DictionaryObject())  # type: ignore[union-attr]
    drawn.get_object()[NameObject("/A")] = writer._add_object(form)  # a name that is also an action's
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _plain_pdf(pages: int, picture: bytes | None) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A5)
    for n in range(1, pages + 1):
        canvas.drawString(72, 400, f"Example page {n}")
        if picture is not None and n == 1:
            canvas.drawImage(_on_disk(picture), 72, 72, 200, 150)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _on_disk(picture: bytes) -> Any:
    from reportlab.lib.utils import ImageReader

    return ImageReader(io.BytesIO(picture))


def _stream(content: bytes, kind: str) -> StreamObject:
    stream = DecodedStreamObject()
    stream.set_data(content)
    stream[NameObject("/Type")] = NameObject(kind)
    return stream


def _script() -> DictionaryObject:
    names = {"/S": NameObject("/JavaScript"), "/JS": _text(), "/Type": NameObject("/Action")}
    return DictionaryObject({NameObject(key): value for key, value in names.items()})


def _text() -> TextStringObject:
    return TextStringObject(SECRET)
