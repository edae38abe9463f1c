"""What holds of every page of the papers that offices print, in both languages: read back, page by page."""

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import accumulate
from pathlib import Path

import pytest
from golden_sheets import golden_sheets, printed
from pdf_readers import needs_poppler, poppler_pages

from desktop.domain.sheet import Heading, Percent, Riel, Sheet, Table
from desktop.i18n.khmer import line_chunks
from desktop.printing.figures import written
from desktop.printing.paper import pdf

FOOT = re.compile(r"^(ទំព័រទី|Page |ឯកសារផ្លូវការ|Official copy|តួលេខឧទាហរណ៍|Example figures)|7K2M-Q4")
NAMES = ("office-km", "office-en", "summary-km", "summary-en")


@cache
def laid_out(name: str, folder: Path) -> tuple[tuple[str, ...], ...]:
    """The lines of every page without its notice and foot."""
    pages = poppler_pages(printed(name), folder, layout=True)
    lines = ((" ".join(line.split()) for line in page.splitlines()) for page in pages)
    return tuple(tuple(line for line in page if line and not FOOT.match(line)) for page in lines)


def tables(sheet: Sheet) -> list[Table]:
    return [block for block in sheet.blocks if isinstance(block, Table)]


@needs_poppler
@pytest.mark.parametrize("name", NAMES)
def test_every_number_stands_whole_on_one_line(name: str, tmp_path: Path) -> None:
    sheet = golden_sheets()[name]
    wanted: Counter[str] = Counter()
    for table in tables(sheet):
        for row in table.rows:
            for cell in row.cells:
                if isinstance(cell, int | Riel | Percent):
                    wanted.update(
                        re.findall(r"[0-9០-៩][0-9០-៩.,]*%?", written(cell, sheet.language, sheet.digits))
                    )
    assert sum(wanted.values()) > 400
    text = " ".join(" ".join(page) for page in laid_out(name, tmp_path))
    assert wanted - Counter(text.split()) == Counter()


@needs_poppler
@pytest.mark.parametrize("name", NAMES)
def test_no_heading_ends_a_page_and_no_table_goes_on_without_its_heads(name: str, tmp_path: Path) -> None:
    sheet = golden_sheets()[name]
    headings = {" ".join(block.text.split()) for block in sheet.blocks if isinstance(block, Heading)}
    spanning = {
        " ".join(str(row.cells[0]).split()) for table in tables(sheet) for row in table.rows if row.kind.spans
    }
    pages = laid_out(name, tmp_path)
    for page in pages[:-1]:
        assert page[-1] not in headings | spanning
    (heads,) = {table.columns for table in tables(sheet) if len(table.rows) > 40 and table.columns[0].title}
    first, results = heads[0].title, [page for page in pages if heads[0].title in " ".join(page)]
    assert len(results) > 3
    # From the first of these pages to the last one there is none without the heads.
    at = [number for number, page in enumerate(pages) if first in " ".join(page)]
    assert at == list(range(at[0], at[-1] + 1))


@needs_poppler
def test_khmer_lines_end_between_words(tmp_path: Path) -> None:
    """Each line of a cell or paragraph, which the structure keeps together, ends where ICU ends a word."""
    sheet = golden_sheets()["office-km"]
    some = [replace(one, rows=one.rows[:20]) if isinstance(one, Table) else one for one in sheet.blocks]
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(replace(sheet, blocks=tuple(some[:6]))))
    line = [shutil.which("pdfinfo") or "pdfinfo", "-struct-text", str(path)]
    said = subprocess.run(line, capture_output=True, check=True).stdout.decode().replace("\u200b", "")
    parted = 0
    for element in re.findall(r'(?:^ *".*"\n)+', said, re.MULTILINE):
        lines = [found.strip() for found in re.findall(r'^ *"(.*)"$', element, re.MULTILINE)]
        ends = set(accumulate(map(letters, line_chunks(" ".join(lines)))))
        for reached in accumulate(map(letters, lines)):
            assert reached in ends, lines
        parted += len(lines) - 1
    assert parted > 10


def letters(text: str) -> int:
    return len("".join(text.split()))
