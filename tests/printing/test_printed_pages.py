"""How a sheet is shared out over pages: heads, groups, totals, headings, signatures, page numbers."""

import io
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from example_sheets import english_report, khmer_report, table
from pdf_readers import needs_poppler, poppler_pages, pypdf_pages
from pypdf import PdfReader

from desktop.domain.sheet import (
    Align,
    Column,
    Grade,
    Heading,
    Paragraph,
    Percent,
    Reference,
    Riel,
    Row,
    RowKind,
    Sheet,
    Signature,
    Signatures,
    Table,
)
from desktop.printing.paper import pdf, printout

COLUMNS = (Column("Head one", 1), Column("Head two", 3), Column("Head three", 1, Align.RIGHT))


def sheet_of(*blocks: object, **changes: object) -> Sheet:
    empty = Sheet("", "", "en", "latin", (), ())
    return replace(empty, blocks=blocks, **changes)  # type: ignore[arg-type]


def lines_of(page: str) -> list[str]:
    """The printed lines of a page without its foot."""
    lines = [" ".join(line.split()) for line in page.splitlines() if line.strip()]
    return [line for line in lines if not re.match(r"Page \d+ of \d+|Official copy", line)]


@needs_poppler
def test_every_page_says_which_of_how_many_it_is(tmp_path: Path) -> None:
    pages = poppler_pages(pdf(english_report()), tmp_path)
    assert len(pages) >= 3
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page


@needs_poppler
def test_khmer_pages_are_numbered_in_the_digits_of_the_sheet(tmp_path: Path) -> None:
    khmer = poppler_pages(pdf(khmer_report()), tmp_path)
    assert len(khmer) == 3
    assert "ទំព័រទី ១ នៃ ៣" in khmer[0]
    assert "ទំព័រទី ៣ នៃ ៣" in khmer[2]
    latin = poppler_pages(pdf(replace(khmer_report(), digits="latin")), tmp_path)
    assert "ទំព័រទី 1 នៃ 3" in latin[0]


@needs_poppler
def test_the_heads_of_a_table_stand_on_every_page_of_it(tmp_path: Path) -> None:
    rows = tuple(Row((f"r{number}", "text", number)) for number in range(200))
    pages = poppler_pages(pdf(sheet_of(Table(COLUMNS, rows))), tmp_path, layout=True)
    assert len(pages) > 3
    for page in pages:
        assert lines_of(page)[0] == "Head one Head two Head three"
    read = [line for page in pages for line in lines_of(page) if re.match(r"r\d", line)]
    assert read == [f"r{number} text {number}" for number in range(200)]


@needs_poppler
def test_the_notice_and_the_grade_stand_on_every_page(tmp_path: Path) -> None:
    for sheet, grade in (
        (khmer_report(), "ឯកសារផ្លូវការ៖ មានតួលេខពិតប្រាកដ មិនត្រូវចែករំលែក"),
        (english_report(), "Official copy: holds exact figures, not to be shared"),
    ):
        for page in poppler_pages(pdf(sheet), tmp_path):
            assert sheet.notice in page
            assert grade in page


@needs_poppler
def test_an_open_sheet_does_not_claim_to_be_official(tmp_path: Path) -> None:
    pages = poppler_pages(pdf(replace(english_report(), grade=Grade.OPEN)), tmp_path)
    assert not any("Official copy" in page for page in pages)


@needs_poppler
def test_a_group_row_never_ends_a_page_and_a_total_never_begins_one(tmp_path: Path) -> None:
    ends = set()
    for count in range(36, 58):
        before = tuple(Row(("", "row", n)) for n in range(count))
        groups = (Row(("Group A",), RowKind.GROUP), Row(("Group B",), RowKind.GROUP))
        after = (Row(("", "first", 1)), Row(("", "Total", 1), RowKind.TOTAL))
        pages = poppler_pages(pdf(sheet_of(Table(COLUMNS, before + groups + after))), tmp_path, layout=True)
        for page in pages:
            found = lines_of(page)
            assert "Group" not in found[-1]
            assert "Total" not in found[1]
        ends.add(lines_of(pages[0])[-1].split()[0])
    # Every way to end the page was met: before the groups, and with the total.
    assert ends == {"row", "Total"}


@needs_poppler
def test_a_small_table_is_not_parted_and_a_long_one_leaves_no_row_alone(tmp_path: Path) -> None:
    small = Table(COLUMNS, tuple(Row(("", "small", n)) for n in range(6)))
    parted = 0
    for count in range(36, 58):
        lines = Paragraph("\n".join(["line"] * (count - 8)))
        for page in poppler_pages(pdf(sheet_of(lines, small)), tmp_path):
            assert page.count("small") in (0, 6)
        long = Table(COLUMNS, tuple(Row(("", "long", n)) for n in range(20)))
        found = [page.count("long") for page in poppler_pages(pdf(sheet_of(lines, long)), tmp_path)]
        assert sum(found) == 20
        assert found[0] != 1
        assert found[-1] >= 3
        parted += found[0] > 0 and len(found) > 1
    assert parted > 5


@needs_poppler
def test_a_heading_never_ends_a_page(tmp_path: Path) -> None:
    for count in range(40, 58):
        lines = "\n".join(["line"] * count)
        sheet = sheet_of(Paragraph(lines), Heading("Heading"), Heading("Under it", 2), table("en"))
        for page in poppler_pages(pdf(sheet), tmp_path, layout=True):
            assert lines_of(page)[-1] not in ("Heading", "Under it")


@needs_poppler
def test_no_line_of_a_paragraph_stands_alone_on_a_page(tmp_path: Path) -> None:
    for count in range(40, 58):
        sheet = sheet_of(Paragraph("\n".join(["before"] * count)), Paragraph("\n".join(["after"] * 5)))
        for page in poppler_pages(pdf(sheet), tmp_path):
            assert lines_of(page).count("after") != 1


@needs_poppler
def test_signatures_never_stand_alone_on_the_last_page(tmp_path: Path) -> None:
    end = Signatures(Signature(("Seen and agreed", "Governor")), Signature(("Chief",), "Example Name"))
    for count in range(30, 58):
        long = Paragraph("\n".join(["line"] * count))
        table_of_lines = Table(COLUMNS, tuple(Row(("", "line", n)) for n in range(count)))
        for body in ((long,), (table_of_lines,), (long, Heading("Last"), Paragraph("a short line"))):
            pages = poppler_pages(pdf(sheet_of(*body, end, copies_to=("Office",))), tmp_path)
            assert "line" in pages[-1]
            assert "Seen and agreed" in pages[-1]
            assert "Example Name" in pages[-1]
            assert lines_of(pages[0])[-1] != "Last"


@needs_poppler
def test_a_signature_without_a_date_gets_dotted_lines_and_one_with_a_date_does_not(tmp_path: Path) -> None:
    blank = sheet_of(Signatures(None, Signature(("Chief",))))
    assert "Done at ......" in poppler_pages(pdf(blank), tmp_path)[0]
    dated = sheet_of(Signatures(None, Signature(("Chief",), dates=("Done at Example, 22 November 2026",))))
    assert "....." not in poppler_pages(pdf(dated), tmp_path)[0]


@needs_poppler
def test_copies_are_listed_with_the_file_as_the_last(tmp_path: Path) -> None:
    page = poppler_pages(pdf(khmer_report()), tmp_path)[-1]
    listed = page[page.index("ចម្លងជូន៖") :].splitlines()
    assert listed[1:4] == ["- រដ្ឋបាលស្រុក", "- លេខាធិការដ្ឋាន ក.ជ.ក ខេត្ត", "- ឯកសារ - កាលប្បវត្តិ"]


def test_a_sheet_without_a_line_of_authority_has_no_heading_of_the_kingdom() -> None:
    assert "Kingdom of Cambodia" in pypdf_pages(pdf(sheet_of(Paragraph("x"), authority=("Office",))))[0]
    assert "Kingdom of Cambodia" not in pypdf_pages(pdf(sheet_of(Paragraph("x"))))[0]


def test_a_row_higher_than_the_page_is_parted_and_loses_nothing() -> None:
    words = [f"w{number}" for number in range(900)]
    rows = (
        Row(("Group",), RowKind.GROUP),
        Row(("a", " ".join(words), 1)),
        Row(("", "end", 2), RowKind.TOTAL),
    )
    pages = pypdf_pages(pdf(sheet_of(Heading("Heading"), Table(COLUMNS, rows))))
    assert len(pages) > 1
    assert re.findall(r"w\d+", " ".join(pages)) == words
    assert "w0" in pages[0]


def test_landscape_turns_the_paper() -> None:
    for landscape, width in ((False, 595), (True, 842)):
        page = PdfReader(io.BytesIO(pdf(sheet_of(Paragraph("x"), landscape=landscape)))).pages[0]
        assert round(float(page.mediabox.width)) == width


def test_an_empty_sheet_is_one_page() -> None:
    assert printout(sheet_of()).pages == 1
    assert printout(sheet_of(Table(COLUMNS, ()))).pages == 1


@needs_poppler
@pytest.mark.parametrize(
    ("language", "digits", "expected"),
    [
        ("km", "khmer", ["១.២៣៤.៥៦៧", "៤៥%", "–", "១.២០០.០០០ ៛"]),
        ("km", "latin", ["1.234.567", "45%", "–", "1.200.000 ៛"]),
        ("en", "latin", ["1,234,567", "45%", "–", "KHR 1,200,000"]),
    ],
)
def test_figures_are_written_in_the_language_and_digits_of_the_sheet(
    language: str, digits: str, expected: list[str], tmp_path: Path
) -> None:
    cells = (1_234_567, Percent(Decimal("0.45")), Percent(None), Riel(1_200_000))
    columns = tuple(Column("", 1) for _ in cells)
    sheet = sheet_of(Table(columns, (Row(cells),)), language=language, digits=digits)
    assert poppler_pages(pdf(sheet), tmp_path)[0].splitlines()[: 2 * len(cells) : 2] == expected


@needs_poppler
def test_the_code_of_a_paper_stands_on_every_page_and_once_more_under_its_qr_code(tmp_path: Path) -> None:
    code = Reference("7K2M-Q4", "040101 2026Q3 7K2M-Q4", "Code")
    pages = poppler_pages(pdf(replace(english_report(), reference=code)), tmp_path)
    assert [page.count("7K2M-Q4") for page in pages] == [2, *[1] * (len(pages) - 1)]


@needs_poppler
def test_the_number_of_a_letter_is_dotted_until_it_is_given(tmp_path: Path) -> None:
    assert "No.: ......" in poppler_pages(pdf(english_report()), tmp_path)[0]
    numbered = poppler_pages(pdf(replace(english_report(), letter_number="12/26")), tmp_path)[0]
    assert "No.: 12/26" in numbered
    assert "...." not in numbered
