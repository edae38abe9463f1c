"""The structure inside a PDF: what a screen reader reads, in which order, and that it misses nothing."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from example_sheets import english_report, khmer_report
from pdf_readers import needs_poppler
from pypdf import PdfReader

from desktop.domain.sheet import (
    Block,
    Chart,
    ChartKind,
    Contents,
    Heading,
    Paragraph,
    Reference,
    Series,
    Sheet,
    Table,
)
from desktop.printing.paper import pdf

PAINTS = {b"S", b"f", b"TJ", b"Tj"}


def everything() -> Sheet:
    """A report with every kind of block that a report has."""
    report = khmer_report()
    chart = Chart("គំនូសតាង", ChartKind.BARS, ("ក", "ខ"), (Series("", (1, 2)),))
    line = replace(chart, kind=ChartKind.LINE)
    blocks: tuple[Block, ...] = (Contents("មាតិកា", 2), chart, line, *report.blocks)
    return replace(report, blocks=blocks, reference=Reference("7K2M-Q4", "7K2M-Q4", "Code"))


def read(sheet: Sheet) -> PdfReader:
    return PdfReader(io.BytesIO(pdf(sheet)))


def elements(element: Any) -> Iterator[Any]:
    """An element and all under it, in reading order."""
    element = element.get_object()
    yield element
    for kid in element["/K"]:
        if not isinstance(kid, int):
            yield from elements(kid)


def tags(reader: PdfReader) -> list[str]:
    return [found["/S"] for found in elements(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])]


def test_the_document_is_tagged_and_shows_its_title() -> None:
    assert read(english_report()).pdf_header == "%PDF-1.7"
    root = read(english_report()).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is not None
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is not None
    assert root["/Lang"] == "en"


def test_headings_paragraphs_and_tables_are_what_they_are() -> None:
    found = tags(read(everything()))
    assert found[0] == "/Document"
    assert found.count("/H1") == 1
    headings = [block.level for block in everything().blocks if isinstance(block, Heading)]
    assert [tag for tag in found if tag in ("/H2", "/H3")] == [f"/H{level + 1}" for level in headings]
    # The table goes on over pages, and the items of a list stand together.
    assert found.count("/Table") == 1
    assert (found.count("/L"), found.count("/LI")) == (1, 3)
    assert (found.count("/TOC"), found.count("/TOCI")) == (1, 4)
    assert found.count("/Figure") == 3


def test_rows_of_a_table_hold_their_cells_and_its_heads_say_that_they_are() -> None:
    table = next(
        one
        for one in elements(read(english_report()).trailer["/Root"]["/StructTreeRoot"]["/K"])
        if one["/S"] == "/Table"
    )
    rows = [[cell.get_object() for cell in row.get_object()["/K"]] for row in table["/K"]]
    heads = [cell["/A"]["/Scope"] for cell in rows[0]]
    assert heads == ["/Column"] * 6
    assert (len(rows[1]), rows[1][0]["/A"]["/ColSpan"]) == (1, 6)
    assert [cell["/S"] for cell in rows[2]] == ["/TD"] * 6


def test_a_chart_says_its_values() -> None:
    every = elements(read(everything()).trailer["/Root"]["/StructTreeRoot"]["/K"])
    said = [one["/Alt"] for one in every if one["/S"] == "/Figure"]
    assert said == ["Code: 7K2M-Q4", "ក: ១; ខ: ២", "ក: ១, ខ: ២"]


@pytest.mark.parametrize(
    "sheet", [everything(), english_report(), Sheet("", "", "en", "latin", (), (Paragraph("x"),))]
)
def test_every_line_on_every_page_belongs_to_one_element_or_is_decoration(sheet: Sheet) -> None:
    reader = read(sheet)
    owned: list[list[int]] = [[] for _ in reader.pages]
    at = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}
    for element in elements(reader.trailer["/Root"]["/StructTreeRoot"]["/K"]):
        own = [kid for kid in element["/K"] if isinstance(kid, int)]
        if own:
            owned[at[element.raw_get("/Pg").idnum]] += own
    parents = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for number, page in enumerate(reader.pages):
        content = page.get_contents().get_data()
        marked = [int(found) for found in re.findall(rb"/MCID (\d+)", content)]
        assert marked == list(range(len(marked)))
        assert sorted(owned[number]) == marked
        assert (page["/StructParents"], len(parents[2 * number + 1])) == (number, len(marked))


@pytest.mark.parametrize("sheet", [everything(), english_report()])
def test_nothing_is_painted_outside_of_a_mark(sheet: Sheet) -> None:
    for page in read(sheet).pages:
        depth = 0
        for word in re.sub(rb"<[0-9A-F]*>", b"", page.get_contents().get_data()).split():
            depth += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(word, 0)
            assert depth > 0 or word not in PAINTS
        assert depth == 0


@needs_poppler
def test_a_screen_reader_reads_every_text_of_the_sheet_whole_and_in_order(tmp_path: Path) -> None:
    """Over lines and columns: what a reader of lines takes apart, the structure keeps together."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(khmer_report()))
    line = [shutil.which("pdfinfo") or "pdfinfo", "-struct-text", str(path)]
    said = subprocess.run(line, capture_output=True, check=True).stdout.decode()
    read = squeezed("".join(re.findall(r'^ *"(.*)"$', said, re.MULTILINE)))
    place = 0
    for text in texts(khmer_report()):
        place = read.find(squeezed(text), place)
        assert place >= 0, text


def texts(sheet: Sheet) -> Iterator[str]:
    for block in sheet.blocks:
        match block:
            case Heading(text=text) | Paragraph(text=text):
                yield text
            case Table(rows=rows):
                yield from (cell for row in rows for cell in row.cells if isinstance(cell, str))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]|\*\*", "", text)
