"""Pages as they were looked at and found good: compared with what is printed now, as pictures and as words.

`RENEW_GOLDENS=1 ./test tests/printing/test_golden_pages.py` writes them anew; look at each before it is kept.

Words must be the same, in two readers. Pictures may differ a little, because every version of Poppler and
its FreeType draws letters a little darker or lighter. The version that drew them is written beside them: the
same one may differ by what rounding to 16 greys leaves; another one by as much as another program does.
Measured on these pages, in squares of 8 x 8 points of the picture: pdfium against Poppler differs by at most
27 of 255, Poppler's two backends by 25; of the squares at most 2 % by more than 16.
"""

import io
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from golden_sheets import golden_sheets, printed
from pdf_readers import needs_poppler, poppler_pages, pypdf_pages
from PIL import Image, ImageChops

from desktop.domain.sheet import Block, Heading, RowKind, Sheet, Table
from desktop.printing.paper import pdf

FOLDER = Path(__file__).with_name("goldens")
DRAWN_WITH = FOLDER / "drawn-with.txt"
RENEW = os.environ.get("RENEW_GOLDENS") == "1"
HOW_TO_RENEW = "Where the paper was meant to change: RENEW_GOLDENS=1, and look at the pages."
RESOLUTION = 60  # points of the picture to an inch
PICTURED = {
    "office-km": (1, 2, 3, 4, 5, 6),
    "office-en": (1, 6),
    "office-km-latin": (2,),
    "summary-km": (1, 2, 3, 4, 5, 12),
    "summary-en": (1, 2),
    "form-km": (1, 6, 8),
    "midterm-km": (1, 2, 4, 9, 24, 25),
    "feedback-km": (1, 2),
    "register-en": (1,),
}
PAGES = [(name, page) for name, pages in PICTURED.items() for page in pages]
PDFTOPPM = shutil.which("pdftoppm")


@dataclass(frozen=True)
class Tolerance:
    """How much a square of a picture may be lighter or darker, of 255, and how many may be by over 16."""

    square: int
    most: int
    share: float


SAME_POPPLER, ANOTHER = Tolerance(4, 24, 0.001), Tolerance(8, 32, 0.025)


@cache
def version() -> str:
    assert PDFTOPPM is not None
    said = subprocess.run([PDFTOPPM, "-v"], capture_output=True, check=True, text=True).stderr
    return said.splitlines()[0]


def picture(paper: bytes, page: int, folder: Path) -> Image.Image:
    """A page in 16 greys."""
    assert PDFTOPPM is not None
    path = folder / "paper.pdf"
    path.write_bytes(paper)
    options = ["-gray", "-png", "-r", str(RESOLUTION), "-f", str(page), "-l", str(page)]
    done = subprocess.run([PDFTOPPM, *options, str(path)], capture_output=True, check=True)
    return Image.open(io.BytesIO(done.stdout)).convert("L").point(lambda grey: grey // 17 * 17)


def differ(one: Image.Image, other: Image.Image, allowed: Tolerance) -> bool:
    if one.size != other.size:
        return True
    found = ImageChops.difference(one.reduce(allowed.square), other.reduce(allowed.square)).histogram()
    return any(found[allowed.most + 1 :]) or sum(found[17:]) > allowed.share * sum(found)


def words(text: str) -> Counter[str]:
    return Counter(text.split())


def test_every_page_of_which_there_is_a_picture_is_asked_for() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} == {f"{name}-{page}" for name, page in PAGES}
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 1_500_000


@needs_poppler
@pytest.mark.parametrize("name", PICTURED)
def test_the_words_of_every_page_are_the_same_in_two_readers(name: str, tmp_path: Path) -> None:
    golden = FOLDER / f"{name}.txt"
    found = poppler_pages(printed(name), tmp_path)
    if RENEW:
        golden.write_text("\f".join(found), encoding="utf-8", newline="\n")
    kept = [words(page) for page in golden.read_text(encoding="utf-8").split("\f")]
    assert [words(page) for page in found] == kept, HOW_TO_RENEW
    # Poppler joins a word that was parted at a hyphen; the other reader leaves it parted.
    again = (re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", page) for page in pypdf_pages(printed(name)))
    assert [words(page) for page in again] == kept


@needs_poppler
@pytest.mark.parametrize(("name", "page"), PAGES)
def test_a_page_looks_as_it_did_when_it_was_found_good(name: str, page: int, tmp_path: Path) -> None:
    golden = FOLDER / f"{name}-{page}.png"
    now = picture(printed(name), page, tmp_path)
    if RENEW:
        now.quantize(16).save(golden, optimize=True)
        DRAWN_WITH.write_text(version() + "\n", encoding="utf-8", newline="\n")
    same = DRAWN_WITH.read_text(encoding="utf-8").strip() == version()
    if differ(now, Image.open(golden).convert("L"), SAME_POPPLER if same else ANOTHER):
        now.save(tmp_path / golden.name)
        pytest.fail(f"{tmp_path / golden.name} does not look like {golden}. {HOW_TO_RENEW}")


def changed(sheet: Sheet, change: Callable[[Block], Block]) -> Sheet:
    return replace(sheet, blocks=tuple(change(block) for block in sheet.blocks))


def without_groups(block: Block) -> Block:
    """A table whose headings within look like any other row."""
    if not isinstance(block, Table):
        return block
    rows = tuple(replace(row, kind=RowKind.BODY) if row.kind.spans else row for row in block.rows)
    return replace(block, rows=rows)


def shorter(block: Block) -> Block:
    """A heading without its number."""
    return replace(block, text=block.text.split(" ", 1)[-1]) if isinstance(block, Heading) else block


def marked(block: Block) -> Block:
    """The first row's first measure says something else."""
    if not isinstance(block, Table):
        return block
    at = next(n for n, row in enumerate(block.rows) if row.kind is RowKind.BODY)
    other = replace(block.rows[at], cells=("ផ្សេង", *block.rows[at].cells[1:]))
    return replace(block, rows=(*block.rows[:at], other, *block.rows[at + 1 :]))


@needs_poppler
@pytest.mark.parametrize("change", [without_groups, shorter, marked])
def test_a_page_that_looks_different_is_noticed_with_either_tolerance(
    change: Callable[[Block], Block], tmp_path: Path
) -> None:
    good = picture(printed("office-km"), 1, tmp_path)
    other = picture(pdf(changed(golden_sheets()["office-km"], change)), 1, tmp_path)
    assert differ(good, other, SAME_POPPLER)
    assert differ(good, other, ANOTHER)


@needs_poppler
def test_a_line_that_moved_by_a_millimetre_is_noticed(tmp_path: Path) -> None:
    sheet = golden_sheets()["office-km"]
    moved = picture(pdf(replace(sheet, subtitle=sheet.subtitle + " " * 3 + ".")), 1, tmp_path)
    assert differ(picture(printed("office-km"), 1, tmp_path), moved, SAME_POPPLER)
