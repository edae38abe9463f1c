"""What an attachment is in a cell of a report, and what is left of a photo or PDF when it becomes one."""

import base64
import io
import random
import struct
import zlib

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import IndirectObject

from desktop.actions import attachments as taking
from desktop.actions import pdf_cleaning, photo_cleaning
from desktop.domain import attachment as domain
from desktop.domain.attachment import (
    MAX_CAPTION,
    MAX_PDF_BYTES,
    MAX_PDF_PAGES,
    MAX_PHOTO_BYTES,
    PLACES,
    Attachment,
    Kind,
    TooMany,
    TooMuchTogether,
)
from desktop.domain.report import is_cell_key
from desktop.errors import UserError
from desktop.sync import body
from tests.example_files import SECRET, pdf, photo

DIGEST = "0123456789abcdef" * 4
PHOTO = Attachment(Kind.PHOTO, 183_244, DIGEST, "ប្រជុំ គ.ក.ន.ក")
ALLOWED_KEYS = {
    "/Type",
    "/Kids",
    "/Count",
    "/Parent",
    "/Contents",
    "/MediaBox",
    "/CropBox",
    "/Resources",
    "/Rotate",
}


def every_object(content: bytes) -> str:
    """A PDF turned inside out: each object in words, each stream unpacked."""
    reader = PdfReader(io.BytesIO(content))
    found = [repr(reader.trailer)]
    for n in range(1, int(reader.trailer["/Size"])):
        there = reader.get_object(IndirectObject(n, 0, reader))
        found.append(repr(there))
        if hasattr(there, "get_data") and "/DCTDecode" not in str(there.get("/Filter")):
            found.append(there.get_data().decode("latin-1"))
        elif hasattr(there, "_data"):
            packed = "/ASCII85Decode" in str(there.get("/Filter"))
            jpeg = base64.a85decode(b"<~" + there._data.strip(), adobe=True) if packed else there._data
            found.append(jpeg.decode("latin-1"))
    return "\n".join(found)


def test_an_attachment_is_written_into_a_cell_as_one_line_and_read_back() -> None:
    assert PHOTO.answer == f"photo 183244 {DIGEST} ប្រជុំ គ.ក.ន.ក"
    assert domain.attachment(PLACES[0], PHOTO.answer) == PHOTO
    assert domain.attachment(PLACES[4], PHOTO.called("").answer) == PHOTO.called("")
    assert all(map(is_cell_key, PLACES))
    body._must_be_cell_keys(PLACES)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "photo",
        f"photo 0 {DIGEST}",
        f"photo 0183244 {DIGEST}",
        f"photo 183244 {DIGEST.upper()}",
        f"photo 183244 {DIGEST[1:]}",
        f"photo 183244 {DIGEST} ",
        f"photo 183244 {DIGEST}  two spaces",
        f"photo 183244 {DIGEST} two\nlines",
        f"photo 183244 {DIGEST} two  spaces",
        f"photo 183244 {DIGEST} {'a' * (MAX_CAPTION + 1)}",
        f"photo {MAX_PHOTO_BYTES + 1} {DIGEST}",
        f"pdf {MAX_PDF_BYTES + 1} {DIGEST}",
        f"film 183244 {DIGEST}",
        f" photo 183244 {DIGEST}",
        183_244,
        None,
    ],
)
def test_what_is_written_in_any_other_way_is_no_attachment(wrong: str | int | None) -> None:
    assert domain.attachment(PLACES[0], wrong) is None


def test_only_five_cells_of_a_report_hold_attachments() -> None:
    assert domain.attachment("attachment:6", PHOTO.answer) is None
    assert domain.attachment("narrative:challenges", PHOTO.answer) is None
    full = dict.fromkeys(PLACES, PHOTO.answer)
    assert list(domain.attachments(full)) == list(PLACES)
    with pytest.raises(TooMany, match="at most 5"):
        domain.place_for(full, PHOTO)
    assert domain.place_for({**full, PLACES[2]: None}, PHOTO) == PLACES[2]


def test_what_stands_in_a_cell_and_cannot_be_read_is_not_written_over() -> None:
    assert domain.place_for({PLACES[0]: "something newer"}, PHOTO) == PLACES[1]


def test_a_report_has_no_more_than_its_bytes_and_the_same_photo_twice_counts_once() -> None:
    large = [Attachment(Kind.PDF, MAX_PDF_BYTES, f"{n:064x}") for n in range(3)]
    answers = {PLACES[0]: large[0].answer, PLACES[1]: large[1].answer}
    assert domain.place_for(answers, large[1]) == PLACES[2]
    with pytest.raises(TooMuchTogether, match="2000 kB together.*3000"):
        domain.place_for(answers, large[2])


def test_a_caption_is_one_line_of_bounded_length() -> None:
    assert PHOTO.called("  two\n lines\t here ").caption == "two lines here"
    assert len(PHOTO.called("ក" * 500).caption) == MAX_CAPTION
    long = PHOTO.called("word " * 100)
    assert domain.attachment(PLACES[0], long.answer) == long


def test_of_a_photo_nothing_is_left_but_the_picture() -> None:
    before = photo()
    assert before.count(SECRET.encode()) >= 6
    kind, after = taking.clean(before, "x")
    assert kind is Kind.PHOTO
    assert SECRET.encode() not in after
    with Image.open(io.BytesIO(after)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (640, 480), {})
        assert not {"exif", "icc_profile", "comment", "xmp", "photoshop"} & picture.info.keys()


def test_a_photo_is_turned_the_right_way_up_before_its_turning_is_forgotten() -> None:
    with Image.open(io.BytesIO(photo_cleaning.clean(photo(orientation=6), "x"))) as turned:
        assert turned.size == (480, 640)


def test_a_photo_of_twelve_million_points_is_made_small_enough_for_a_slow_link() -> None:
    after = photo_cleaning.clean(photo((4000, 3000), noise=True), "x")
    assert len(after) <= MAX_PHOTO_BYTES
    with Image.open(io.BytesIO(after)) as picture:
        assert 1000 <= max(picture.size) <= photo_cleaning.LONGEST_SIDE


@pytest.mark.parametrize("written_as", ["PNG", "WEBP", "GIF", "BMP"])
def test_other_formats_become_a_jpeg_and_what_was_seen_through_is_white(written_as: str) -> None:
    sheet = (
        Image.new("RGBA", (20, 20), (255, 0, 0, 0))
        if written_as in ("PNG", "WEBP")
        else Image.new("RGB", (20, 20), "white")
    )
    file = io.BytesIO()
    sheet.save(file, written_as)
    with Image.open(io.BytesIO(photo_cleaning.clean(file.getvalue(), "x"))) as picture:
        assert picture.format == "JPEG"
        assert min(picture.getpixel((10, 10))) > 250  # type: ignore[type-var]


def huge_png(width: int, height: int) -> bytes:
    """A small file that says it is very large, with nothing in it that could be decoded."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    packed = [struct.pack(">I", len(c)) + n + c + struct.pack(">I", zlib.crc32(n + c)) for n, c in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


@pytest.mark.parametrize("size", [(8_200, 8_000), (11_000, 9_000), (65_000, 65_000)])
def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    with pytest.raises(photo_cleaning.PhotoTooLarge):
        taking.clean(huge_png(*size), "x")


def test_a_cut_off_photo_is_told_as_damaged() -> None:
    whole = photo(noise=True)
    with pytest.raises(photo_cleaning.PhotoIsDamaged, match="holiday.jpg"):
        taking.clean(whole[: len(whole) // 2], "holiday.jpg")


@pytest.mark.parametrize(
    "content", [b"", b"MZ program", b"PK\3\4 a document", b"\0\0\0\x18ftypheic", b"<svg/>"]
)
def test_what_is_neither_photo_nor_pdf_is_not_taken(content: bytes) -> None:
    with pytest.raises(taking.NeitherPhotoNorPdf):
        taking.clean(content, "x")


def test_of_a_pdf_nothing_is_left_but_what_its_pages_show() -> None:
    before = pdf(picture=photo())
    assert every_object(before).count(SECRET) >= 18
    kind, after = taking.clean(before, "x")
    assert kind is Kind.PDF
    assert SECRET not in every_object(after)
    assert SECRET.encode() not in after
    made = PdfReader(io.BytesIO(after))
    assert set(made.trailer) == {"/Size", "/Root"}
    assert set(made.root_object) == {"/Type", "/Pages"}
    assert all(set(page) <= ALLOWED_KEYS for page in made.pages)
    assert [page.extract_text().strip() for page in made.pages] == ["Example page 1", "Example page 2"]
    assert [len(page.images) for page in made.pages] == [1, 0]


def test_what_is_drawn_keeps_its_name_even_where_that_is_also_an_actions() -> None:
    made = PdfReader(io.BytesIO(pdf_cleaning.clean(pdf(), "x")))
    assert "/A" in made.pages[0]["/Resources"]["/XObject"]  # type: ignore[index]


def test_the_same_pdf_gives_the_same_bytes_so_that_it_is_kept_once() -> None:
    before = pdf(picture=photo())
    assert pdf_cleaning.clean(before, "x") == pdf_cleaning.clean(before, "y")


def test_a_progressive_picture_in_a_pdf_is_still_whole() -> None:
    file = io.BytesIO()
    Image.effect_noise((300, 200), 60).convert("RGB").save(
        file, "JPEG", progressive=True, comment=SECRET.encode()
    )
    second = file.getvalue() + photo((30, 30))  # a second picture behind the first, as some cameras write
    kept = b"".join(pdf_cleaning._drawn_segments(second))
    assert SECRET.encode() not in kept
    with Image.open(io.BytesIO(kept)) as after, Image.open(file) as before:
        assert after.tobytes() == before.tobytes()


def test_a_locked_pdf_is_told_as_locked_and_one_without_a_word_to_open_it_is_read() -> None:
    for word, opens in (("secret word", False), ("", True)):
        writer = PdfWriter(clone_from=io.BytesIO(pdf()))
        writer.encrypt(word, "owner word")
        file = io.BytesIO()
        writer.write(file)
        if opens:
            assert b"/Encrypt" not in pdf_cleaning.clean(file.getvalue(), "x")
        else:
            with pytest.raises(pdf_cleaning.PdfIsLocked):
                pdf_cleaning.clean(file.getvalue(), "x")


def test_a_pdf_with_too_many_pages_or_too_many_bytes_is_refused_with_the_limits() -> None:
    with pytest.raises(pdf_cleaning.PdfTooLarge, match=f"{MAX_PDF_PAGES} pages and 1000 kB"):
        pdf_cleaning.clean(pdf(MAX_PDF_PAGES + 1), "x")
    with pytest.raises(pdf_cleaning.PdfTooLarge):
        pdf_cleaning.clean(pdf(1, picture=photo((1200, 1200), noise=True)), "x")


@pytest.mark.filterwarnings("ignore:.*:UserWarning")  # Pillow's, about tags that nobody keeps
def test_damaged_and_hostile_files_are_only_ever_told_in_words() -> None:
    chance = random.Random(random.random())  # of the seed that the run prints
    taken = told = 0
    for whole in (pdf(1, picture=photo((40, 30))), photo((64, 48))):
        for _ in range(150):
            spoiled = bytearray(whole)
            for _ in range(chance.randint(1, 12)):
                spoiled[chance.randrange(8, len(spoiled))] = chance.randrange(256)
            del spoiled[chance.choice([len(spoiled), chance.randrange(8, len(spoiled))]) :]
            try:
                taking.clean(bytes(spoiled), "x")
                taken += 1
            except UserError:
                told += 1
    assert taken > 10
    assert told > 10
