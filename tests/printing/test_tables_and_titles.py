"""Heads over heads, headings under headings, rows to be written in, and titles in even lines."""

from dataclasses import replace
from pathlib import Path

import pytest
from example_sheets import KHMER_ACTIVITIES
from hypothesis import given
from hypothesis import strategies as st
from pdf_readers import needs_poppler, poppler_pages, pypdf_pages

from desktop.domain.sheet import Align, Block, Column, Paragraph, Row, RowKind, Sheet, Table, WritingLines
from desktop.printing import lines
from desktop.printing.paper import pdf, printout
from desktop.printing.shaping import faces
from desktop.printing.table_head import head
from desktop.printing.text import Style

GROUPED = (
    Column("Form"),
    *(
        Column(title, 1, Align.RIGHT, group)
        for group in ("Identified", "Referred")
        for title in ("Girls", "Boys")
    ),
)


def english(*blocks: Block) -> Sheet:
    return Sheet("", "", "en", "latin", (), blocks)


def style() -> Style:
    of = faces()
    return Style(of.regular, of.bold, 9, 13)


@needs_poppler
def test_a_group_of_columns_has_its_name_over_theirs_on_every_page(tmp_path: Path) -> None:
    rows = tuple(Row((f"r{number}", 1, 2, 3, 4)) for number in range(100))
    for page in poppler_pages(pdf(english(Table(GROUPED, rows))), tmp_path, layout=True):
        heads = [line.split() for line in page.splitlines() if line.strip()][:3]
        assert sorted(sum(heads, [])) == sorted(["Form", "Identified", "Referred", *["Girls", "Boys"] * 2])


def test_a_head_without_groups_is_as_high_as_its_tallest_title() -> None:
    plain = tuple(replace(column, group="") for column in GROUPED)
    widths = [60.0] * 5
    assert head(plain, style(), widths).height < head(GROUPED, style(), widths).height
    assert head(plain, style(), widths).groups == ()


@needs_poppler
def test_no_heading_in_a_table_ends_a_page(tmp_path: Path) -> None:
    columns = (Column("What", 3), Column("How many", 1, Align.RIGHT))
    for count in range(30, 46):
        before = tuple(Row(("row", n)) for n in range(count))
        headed = (Row(("Group",), RowKind.GROUP), Row(("Subgroup",), RowKind.SUBGROUP), Row(("after", 1)))
        for page in poppler_pages(pdf(english(Table(columns, before + headed))), tmp_path, layout=True):
            printed = [line.strip() for line in page.splitlines() if line.strip()]
            assert printed[-2] not in ("Group", "Subgroup")


def test_rows_to_be_written_in_are_eight_millimetres_high() -> None:
    table = Table((Column("What", 1), Column("How many", 1)), tuple(Row(("x", None)) for _ in range(70)))
    assert printout(english(table)).pages == 2
    assert printout(english(replace(table, by_hand=True))).pages == 3


def test_lines_to_be_written_on_go_on_over_the_page() -> None:
    assert printout(english(Paragraph("x"), WritingLines(3))).pages == 1
    assert printout(english(Paragraph("x"), WritingLines(40))).pages == 2
    assert "x" in pypdf_pages(pdf(english(Paragraph("x"), WritingLines(400))))[0]


@given(
    st.lists(
        st.sampled_from([*KHMER_ACTIVITIES, "Word", "longer words", "2025-2030", "\n"]),
        min_size=1,
        max_size=4,
    ),
    st.floats(min_value=120, max_value=500),
)
def test_a_balanced_title_has_as_many_lines_and_none_is_wider(texts: list[str], width: float) -> None:
    units = lines.units(" ".join(texts), faces().title)
    filled, even = lines.fill(units, 12, width), lines.balanced(units, 12, width)
    assert len(even) == len(filled)
    assert max(line.width for line in even) <= max(max(line.width for line in filled), width) + 0.001
    assert [word for line in even for word in line.words] == [
        word._replace(spaces=even_word.spaces)
        for word, even_word in zip(
            (word for line in filled for word in line.words),
            (word for line in even for word in line.words),
            strict=True,
        )
    ]


@pytest.mark.parametrize("language", ["km", "en"])
def test_the_last_line_of_a_title_is_not_a_single_word(language: str) -> None:
    text = "ផែនការសកម្មភាពជាតិស្តីពីការបង្ការ និងឆ្លើយតបអំពើហិង្សាលើកុមារ ឆ្នាំ២០២៥-២០៣០"
    if language == "en":
        text = "on the implementation of the National Action Plan on Violence Against Children 2025-2030"
    even = lines.balanced(lines.units(text, faces().title), 12.5, 400)
    assert len(even) == 2
    assert even[1].width > even[0].width * 0.6
