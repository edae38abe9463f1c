"""A sheet as a workbook: typed cells, heads that stay, and nothing that reckons, leads away or hides."""

import hashlib
import io
import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import get_args

import openpyxl
import pytest
from example_sheets import english_report, khmer_report, table
from formula_payloads import PAYLOADS
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from workbook_reader import Parts, assert_harmless

from desktop.config import resources
from desktop.domain.sheet import (
    Align,
    Block,
    Bullets,
    Callout,
    Chart,
    ChartKind,
    Code,
    Column,
    Contents,
    Decimals,
    Grade,
    Heading,
    NewPage,
    Paragraph,
    Percent,
    Reference,
    Riel,
    Row,
    RowKind,
    Series,
    Sheet,
    SheetCell,
    Signature,
    Signatures,
    Table,
    WritingLines,
)
from desktop.printing.breaking import clean
from desktop.printing.workbook import xlsx

EXCEL_HIGHEST_ROW, A4_PAPER = 409, 9


def opened(sheet: Sheet) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx(sheet)))


def sheet_with(*blocks: object, language: str = "en", digits: str = "latin") -> Sheet:
    return Sheet("Example", "", language, digits, (), tuple(blocks))  # type: ignore[arg-type]


def one_row(*cells: SheetCell, language: str = "en", digits: str = "latin") -> tuple[Worksheet, int]:
    """The worksheet of a table with one row, and the number of that row."""
    heads = tuple(Column(f"Head {place}", align=Align.RIGHT) for place, _ in enumerate(cells))
    book = opened(sheet_with(Table(heads, (Row(cells),)), language=language, digits=digits))
    return book.worksheets[1], 3


def test_figures_are_numbers_and_words_are_texts() -> None:
    worksheet, row = one_row("0012", 1200, Percent(Decimal("0.456")), Riel(12_500_000), "<10", None)
    found = [cell.value for cell in worksheet[row]]
    assert found == ["0012", 1200, 0.46, 12_500_000, "<10", None]
    assert [cell.data_type for cell in worksheet[row]] == ["s", "n", "n", "n", "s", "n"]
    formats = [cell.number_format for cell in worksheet[row]]
    assert formats[1:4] == ["#,##0", "0%", '"KHR "#,##0']


def test_figures_are_read_in_khmer_digits_and_stay_numbers() -> None:
    worksheet, row = one_row(1200, Percent(Decimal(1)), Riel(5), language="km", digits="khmer")
    assert [cell.value for cell in worksheet[row]] == [1200, 1, 5]
    formats = [cell.number_format for cell in worksheet[row]]
    assert formats == ["[$-12000453]#,##0", "[$-12000453]0%", '[$-12000453]#,##0" ៛"']


@pytest.mark.parametrize(
    ("share", "shown"),
    [("0.004", "<1%"), ("0.9999", ">99%"), ("0", 0), ("1", 1), ("1.204", 1.2), ("0.285714285714", 0.29)],
)
def test_a_percentage_holds_no_more_digits_than_are_printed(share: str, shown: object) -> None:
    worksheet, row = one_row(Percent(Decimal(share)))
    assert worksheet.cell(row, 1).value == shown


@pytest.mark.parametrize(
    ("language", "digits", "shape"), [("en", "latin", ""), ("km", "khmer", "[$-12000453]")]
)
def test_a_number_with_decimals_is_a_number_with_as_many_and_with_its_words_around_it(
    language: str, digits: str, shape: str
) -> None:
    worksheet, row = one_row(
        Decimals(Decimal("13.93"), percent=True),
        Decimals(Decimal("1.5")),
        Decimals(Decimal("7.0"), percent=True, before="Nation: ", after=" (2014)"),
        Decimals(Decimal(1200)),
        language=language,
        digits=digits,
    )
    assert [cell.value for cell in worksheet[row]] == [0.1393, 1.5, 0.07, 1200]
    assert [cell.number_format for cell in worksheet[row]] == [
        f"{shape}#,##0.00%",
        f"{shape}#,##0.0",
        f'{shape}"Nation: "#,##0.0%" (2014)"',
        f"{shape}#,##0",
    ]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Decimals(Decimal("123456789012345.5")), "123,456,789,012,345.5"),
        (Decimals(Decimal("1.5"), before='a "word": '), 'a "word": 1.5'),
        (Decimals(Decimal("1.5"), before="long " * 30), "long " * 30 + "1.5"),
        (Decimals(Decimal("1.5"), before="W" * 100), "W" * 100 + "1.5"),  # wider than any column
    ],
)
def test_a_number_that_excel_or_its_format_cannot_hold_whole_is_the_text_on_paper(
    cell: Decimals, shown: str
) -> None:
    worksheet, row = one_row(cell)
    assert worksheet.cell(row, 1).value == shown


def test_a_share_that_cannot_be_known_is_a_dash_and_a_number_too_long_for_excel_is_a_text() -> None:
    worksheet, row = one_row(Percent(None), 10**15 - 1, 10**15)
    assert [cell.value for cell in worksheet[row]] == ["–", 10**15 - 1, "1,000,000,000,000,000"]


def test_heads_stay_in_sight_and_repeat_on_every_printed_page() -> None:
    book = opened(khmer_report())
    worksheet = book.worksheets[1]
    head = next(row for row in range(1, 10) if worksheet.cell(row, 1).value == "ល.រ")
    assert worksheet.freeze_panes == f"A{head + 1}"
    assert worksheet.print_title_rows == f"${head}:${head}"
    assert worksheet.print_area.startswith("'")
    for each in book.worksheets:
        assert each.page_setup.paperSize == A4_PAPER
        assert (each.page_setup.fitToWidth or 1, each.page_setup.fitToHeight) == (1, 0)
        assert each.sheet_properties.pageSetUpPr.fitToPage


def test_who_may_hold_it_and_that_figures_are_examples_stand_on_every_worksheet_and_page() -> None:
    sheet = replace(english_report(), copy="No. 7")
    for worksheet in opened(sheet).worksheets:
        shown = {cell.value for row in worksheet.iter_rows(max_row=3) for cell in row}
        assert {"Official copy: holds exact figures, not to be shared · No. 7", sheet.notice} <= shown
        assert worksheet.oddFooter.left.text.endswith("not to be shared · No. 7")
        assert worksheet.oddFooter.right.text == "Page &P of &N"
        assert sheet.notice in worksheet.oddHeader.center.text
    shared = opened(replace(sheet, grade=Grade.SHAREABLE)).worksheets[1].oddFooter.left.text
    assert "may be shared" in shared
    assert shared.endswith("No. 7")
    opened_up = opened(replace(sheet, grade=Grade.OPEN, notice="", copy=""))
    assert not opened_up.worksheets[1].oddHeader.center.text
    assert not opened_up.worksheets[1].oddFooter.left.text


def test_tables_with_the_same_heads_share_a_worksheet_and_others_have_their_own() -> None:
    one = Table((Column("A"), Column("B")), (Row(("x", 1)),))
    other = Table((Column("C"),), (Row(("y",)),))
    sheet = sheet_with(
        Paragraph("Before all."),
        Heading("I. First"),
        Paragraph("Read first."),
        Heading("Part one", 2),
        one,
        Heading("Part two", 2),
        one,
        Paragraph("Under it."),
        Heading("Part three", 2),
        other,
        Heading("II. Second"),
        Paragraph("Only words."),
    )
    book = opened(sheet)
    assert book.sheetnames == ["Letter", "I. First", "I. First (2)"]

    def column(name: str) -> list[object]:
        return [row[0].value for row in book[name].iter_rows() if row[0].value is not None]

    assert column("Letter") == [
        "Example",
        "Before all.",
        "I. First",
        "See the worksheet “I. First”",
        "See the worksheet “I. First (2)”",
        "II. Second",
        "Only words.",
    ]
    assert column("I. First") == [
        "I. First",
        "A",
        "Part one",
        "x",
        "Part two",
        "x",
        "Under it.",
        "Read first.",
    ]
    assert column("I. First (2)") == ["I. First", "C", "Part three", "y"]


def test_every_kind_of_block_that_a_sheet_can_have_is_drawn() -> None:
    made = {
        Heading: Heading("x"),
        Contents: Contents("x"),
        Paragraph: Paragraph("x"),
        Bullets: Bullets(("x",)),
        WritingLines: WritingLines(3),
        Callout: Callout("x"),
        Code: Code("x"),
        NewPage: NewPage(),
        Table: Table((Column("A", group="B"),), (Row(("x",), RowKind.SUBGROUP), Row(("x",))), by_hand=True),
        Chart: Chart("x", ChartKind.BARS, ("a",), (Series("", (1,)),)),
        Signatures: Signatures(None, Signature(("x",))),
    }
    assert made.keys() == set(get_args(Block))
    assert len(opened(sheet_with(Heading("I"), *made.values())).worksheets) == 3


def test_every_block_of_a_sheet_finds_its_place() -> None:
    letter = sheet_with(
        Callout("1280", "Child helpline"),
        Code("7K2M-Q4"),
        NewPage(),
        Paragraph("A **strong** word."),
        Bullets(("one", "two")),
        Signatures(Signature(("Seen and agreed", "Governor")), Signature(("Reporter",), "Sok Example")),
    )
    worksheet = opened(letter).worksheets[0]
    shown = [cell.value for row in worksheet.iter_rows() for cell in row if cell.value]
    for text in ("1280", "Child helpline", "7K2M-Q4", "A strong word.", "• one", "Governor", "Sok Example"):
        assert text in shown, text
    assert [brk.id for brk in worksheet.row_breaks.brk] == [5]
    with pytest.raises(TypeError, match="not a block"):
        xlsx(sheet_with("a text"))


def test_a_chart_is_excels_own_and_drawn_from_the_cells_above_it() -> None:
    series = (Series("=1+1", (12, "<10", Riel(5))), Series("'Then", (Percent(Decimal("0.5")), None, 3)))
    for kind in ChartKind:
        sheet = sheet_with(Heading("Offices' [work]"), Chart("=TITLE()", kind, ("=A1", "b", "c"), series))
        parts = Parts(xlsx(sheet))
        assert_harmless(parts, chart=True)
        worksheet = opened(sheet).worksheets[1]
        rows = [[cell.value for cell in row] for row in worksheet.iter_rows(min_row=2, max_row=5)]
        assert rows == [["=TITLE()", "=1+1", "'Then"], ["=A1", 12, 0.5], ["b", "<10", None], ["c", 5, 3]]
        (drawn,) = worksheet._charts
        drawn_from = [one.val.numRef.f for one in drawn.series]
        assert drawn_from == [f"'Offices work'!${column}$3:${column}$5" for column in "BC"]
    hidden = Chart("Hidden", ChartKind.BARS, ("a", "b"), (Series("", ("<10", None)),))
    assert not opened(sheet_with(hidden)).worksheets[1]._charts


def test_the_paper_and_the_workbook_carry_the_same_number_dates_and_code() -> None:
    signed = Signature(("Reporter",), "Sok Example", ("Done at Example, 1 October 2026",))
    sheet = replace(
        sheet_with(Contents("Contents"), Heading("I. A"), Paragraph("b"), Signatures(None, signed)),
        authority=("Example Province",),
        letter_number="012/26",
        reference=Reference("7K2M-Q4", "TUMPEANG:7K2MQ4", "Code of the submission"),
    )
    worksheet = opened(sheet).worksheets[0]
    shown = [cell.value for row in worksheet.iter_rows() for cell in row if cell.value]
    for text in ("No.: 012/26", "7K2M-Q4", "Done at Example, 1 October 2026"):
        assert text in shown, text
    assert worksheet.oddFooter.center.text.endswith("7K2M-Q4")
    assert not [text for text in shown if "...." in text]


def test_a_long_narrative_is_whole_and_no_row_is_higher_than_excel_has() -> None:
    words = " ".join(f"ពាក្យ{place}" for place in range(4_000))[:20_000]
    worksheet = opened(sheet_with(Paragraph(words), language="km", digits="khmer")).worksheets[0]
    rows = [row[0].value for row in worksheet.iter_rows() if row[0].value]
    assert "".join(rows[1:]) == words
    assert len(rows) > 2
    assert all((size.height or 0) < EXCEL_HIGHEST_ROW for size in worksheet.row_dimensions.values())


def test_names_of_worksheets_are_short_clean_and_each_their_own() -> None:
    many = table("km")
    titles = (
        "ក" * 60,
        "លទ្ធផលតាមសកម្មភាពរបស់គណៈកម្មាធិការ និងអង្គភាពពាក់ព័ន្ធទាំងអស់",
        "a[b]:c*d?/e\\'f'",
        "",
        "letter",
        "Letter",
    )
    blocks = [block for title in titles for block in (Heading(title), many)]
    names = opened(sheet_with(*blocks)).sheetnames
    assert len({name.casefold() for name in names}) == len(titles) + 1
    assert all(0 < len(name) <= 31 and not set("[]:*?/\\'") & set(name) for name in names)


@pytest.mark.parametrize("sheet", [khmer_report(), english_report()], ids=["km", "en"])
def test_nothing_in_a_workbook_reckons_leads_away_or_hides(sheet: Sheet) -> None:
    assert_harmless(Parts(xlsx(sheet)))


def test_what_looks_like_a_formula_is_a_text_everywhere() -> None:
    cells = [PAYLOADS[at : at + 5] for at in range(0, 250, 5)]
    rows = tuple(
        Row(tuple(five), kind) for five, kind in zip(cells, (RowKind.BODY, RowKind.TOTAL) * 25, strict=True)
    )
    heads = tuple(Column(payload) for payload in PAYLOADS[:5])
    groups = tuple(Row((payload,), RowKind.GROUP) for payload in PAYLOADS)
    told = tuple(
        block
        for text in PAYLOADS
        for block in (Heading(text, 2), Paragraph(text), Callout(text, text), Code(text))
    )
    table, words = (
        (Heading("Table"), Table(heads, (*rows, *groups))),
        (Heading("Words"), *told, Bullets(PAYLOADS)),
    )
    for title, blocks in ((PAYLOADS[0], (*table, *words)), *((title, table[:1]) for title in PAYLOADS[::25])):
        signatures = Signatures(Signature((title, title), title), Signature((title,), title))
        sheet = Sheet(
            title,
            title,
            "en",
            "latin",
            (title,),
            (Heading(title), *blocks, signatures),
            grade=Grade.OFFICIAL,
            copy=title,
            notice=title,
            copies_to=(title,),
            letter_number=title,
            reference=Reference(title, title, title),
        )
        content = xlsx(sheet)
        parts = Parts(content)
        assert_harmless(parts)
        cells = [
            cell
            for worksheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets
            for row in worksheet.iter_rows()
            for cell in row
        ]
        assert all(cell.data_type in "sn" for cell in cells)
        missing = {clean(text) for text in (PAYLOADS if len(blocks) > 2 else (title,))} - set(parts.texts())
        assert not missing


@pytest.mark.parametrize(
    "text", ["a\ufffeb", "a\uffff", "\x00\x0b\x1b", "_x0041_", "😀" * 40, "\U0010ffff", "**", "** **"]
)
def test_letters_that_xml_cannot_hold_leave_a_workbook_whole(text: str) -> None:
    signed = Signature((text,), text)
    sheet = Sheet(
        text, text, "km", "khmer", (text,),
        (Heading(text), Table((Column(text),), (Row((text,)),)), Signatures(signed, signed)),
        copy=text, notice=text, letter_number=text,
    )  # fmt: skip
    assert_harmless(Parts(xlsx(sheet)))


def test_making_it_twice_gives_the_same_bytes_in_any_process() -> None:
    first = xlsx(khmer_report())
    xlsx(english_report())
    assert xlsx(khmer_report()) == first
    code = (
        "import hashlib\nfrom example_sheets import khmer_report\n"
        "from desktop.printing.workbook import xlsx\n"
        "print(hashlib.sha256(xlsx(khmer_report())).hexdigest())"
    )
    places = os.pathsep.join((str(resources()), str(Path(__file__).parent)))
    changed = {"PYTHONPATH": places, "PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Phnom_Penh"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **changed},
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.strip() == hashlib.sha256(first).hexdigest()


def test_the_way_in_loads_no_spreadsheet_library() -> None:
    check = (
        "import sys, desktop.printing.workbook;"
        "heavy = {'xlsxwriter', 'openpyxl', 'uharfbuzz'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", check], cwd=resources(), check=True)
