"""Contents name the page a heading really stands on; charts write every value they draw."""

import io
import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from pdf_readers import needs_poppler, poppler_pages, pypdf_pages
from pypdf import PdfReader

from desktop.domain.sheet import (
    Block,
    Chart,
    ChartKind,
    Contents,
    Heading,
    NewPage,
    Paragraph,
    Percent,
    Riel,
    Series,
    Sheet,
    SheetCell,
)
from desktop.printing.paper import pdf, printout
from desktop.printing.tones import TONES

NAMES = tuple(f"Office-{number}" for number in range(120))


def english(*blocks: Block) -> Sheet:
    return Sheet("", "", "en", "latin", (), blocks)


def bars(values: tuple[SheetCell, ...]) -> Chart:
    return Chart("A chart", ChartKind.BARS, NAMES[: len(values)], (Series("", values),))


def long_report(parts: int) -> Sheet:
    """Headings at many heights of many pages, and contents that fill more than one."""
    blocks: list[Block] = [Contents("Contents", 2), NewPage()]
    for number in range(parts):
        blocks.append(Heading(f"Part {number}"))
        blocks.append(Heading(f"Under part {number}", 2))
        blocks.append(Paragraph("\n".join(["line"] * (number * 7 % 40))))
    return english(*blocks)


@needs_poppler
def test_the_contents_name_the_page_on_which_each_heading_stands(tmp_path: Path) -> None:
    pages = poppler_pages(pdf(long_report(50)), tmp_path, layout=True)
    listed = dict(re.findall(r"^ *((?:Part|Under part) \d+) +(\d+)$", "\n".join(pages), re.MULTILINE))
    assert len(listed) == 100
    for title, page in listed.items():
        assert re.search(rf"^ *{title}$", pages[int(page) - 1], re.MULTILINE), (title, page)


def test_each_line_of_the_contents_leads_to_its_heading() -> None:
    reader = PdfReader(io.BytesIO(pdf(long_report(9))))
    links = [note.get_object() for note in reader.pages[0]["/Annots"]]
    assert len(links) == 18
    assert [link["/Contents"] for link in links[:2]] == ["Part 0", "Under part 0"]
    found = [reader.get_page_number(link["/Dest"][0].get_object()) + 1 for link in links]
    text = pypdf_pages(pdf(long_report(9)))
    for place, page in enumerate(found[::2]):
        assert f"Part {place}" in text[page - 1]


def test_contents_hold_the_levels_asked_for() -> None:
    sheet = english(Contents("Contents"), Heading("One"), Heading("Below", 2), Paragraph("x"))
    first = pypdf_pages(pdf(sheet))[0]
    assert (first.count("One"), first.count("Below")) == (2, 1)


@needs_poppler
def test_every_value_of_a_chart_is_written_beside_what_is_drawn(tmp_path: Path) -> None:
    values: tuple[SheetCell, ...] = (7, Percent(Decimal("0.45")), Riel(1_234_500), "<10", None, 0)
    for kind in ChartKind:
        names = NAMES[: len(values)]
        chart = Chart("A chart", kind, names, (Series("Now", values), Series("Then", values[::-1])))
        words = poppler_pages(pdf(english(chart)), tmp_path)[0].replace("\n", " ")
        for written in (*names, "Now", "Then", "A chart"):
            assert written in words
        for written in ("7", "45%", "KHR 1,234,500", "<10", "–", "0"):
            assert len(re.findall(rf"(?<!\S){re.escape(written)}(?!\S)", words)) >= 2, written


def test_a_chart_of_many_offices_is_parted_between_them_and_loses_none() -> None:
    pages = pypdf_pages(pdf(english(bars(tuple(range(120))))))
    assert len(pages) > 2
    assert re.findall(r"Office-\d+", "\n".join(pages)) == list(NAMES)
    assert all(len(re.findall(r"Office-\d+", page)) >= 2 for page in pages)


@needs_poppler
def test_the_title_of_a_chart_stands_on_the_page_of_its_first_bars(tmp_path: Path) -> None:
    for count in range(38, 50):
        sheet = english(Paragraph("\n".join(["line"] * count)), bars((1, 2, 3)))
        for page in poppler_pages(pdf(sheet), tmp_path):
            assert ("A chart" in page) == ("Office-0" in page)


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_chart_of_nothing_known_is_drawn(kind: ChartKind) -> None:
    nothing = Chart("A chart", kind, NAMES[:3], (Series("", (None, "…", 0)),))
    assert printout(english(nothing)).pages == 1
    assert printout(english(Chart("A chart", kind, (), ()))).pages == 1


def test_a_number_in_a_narrow_column_under_a_line_is_not_broken() -> None:
    months = tuple(f"Month {number}" for number in range(24))
    chart = Chart("", ChartKind.LINE, months, (Series("Riel", (Riel(123_456_789),) * 24),))
    assert pypdf_pages(pdf(english(chart)))[0].count("KHR 123,456,789") == 24


def test_six_series_are_told_apart_without_colour() -> None:
    """As bars by how light they are and how hatched, as lines by their dashes and marks."""
    bars = {(round(sum(tone.colour), 1), tone.lean) for tone in TONES}
    lines_ = {(tone.dash, tone.corners, tone.turn) for tone in TONES}
    assert len(bars) == len(lines_) == 6
    greys = sorted({grey for grey, _ in bars})
    assert all(lighter - darker > 0.4 for darker, lighter in pairwise(greys))
