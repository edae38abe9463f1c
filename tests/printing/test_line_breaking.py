"""Lines end between words; never inside a letter cluster and never inside a number."""

import re

import pytest
from example_sheets import KHMER_ACTIVITIES
from hypothesis import given, settings
from hypothesis import strategies as st
from icu4py.breakers import CharacterBreaker

from desktop.printing import breaking, columns, lines
from desktop.printing.shaping import faces

TEXT = (
    "ក្នុងត្រីមាសទី២ ឆ្នាំ២០២៦ ខ្ញុំបាទបានផ្សព្វផ្សាយដល់ស្ត្រី ១១.១៧១នាក់ និងកុមារ ១ ៨១៣នាក់ ចំណាយអស់ ១.២០០.០០០ ៛ "
    "ស្មើនឹង ៤៥ % និងCOVID-19ឆ្នាំ២០២៦ ផ្សេងៗទៀត។ KHR 12,500,000 on 22/11/2026, 012 345 678"
)


def set_in_lines(text: str, width: float) -> list[str]:
    face = faces().regular
    filled = lines.fill(lines.units(breaking.clean(text), face), 10, width)
    return ["".join(" " * word.spaces + word.text for word in line.words) for line in filled]


@pytest.mark.parametrize("width", [12, 25, 40, 60, 90, 150, 250, 400])
def test_no_line_begins_inside_a_cluster(width: float) -> None:
    for text in (TEXT, *KHMER_ACTIVITIES, "ក្រ្តី" * 30 + "ស្ត្រី" * 40):
        solid = re.sub(r"\s", "", text)
        edges, reached = {0}, 0
        for cluster in CharacterBreaker(solid, "km"):
            reached += len(cluster)
            edges.add(reached)
        place = 0
        for line in set_in_lines(text, width):
            place += len(re.sub(r"\s", "", line))
            assert place in edges, line
        assert place == len(solid)


@pytest.mark.parametrize("width", [12, 25, 40, 60, 90, 150, 250, 400])
def test_a_number_is_never_split_however_narrow_the_line(width: float) -> None:
    found = set_in_lines(TEXT, width)
    for number in (
        "១១.១៧១",
        "១ ៨១៣",
        "១.២០០.០០០ ៛",
        "៤៥ %",
        "12,500,000",
        "22/11/2026",
        "012 345 678",
        "២០២៦",
    ):
        assert any(number in line for line in found), number


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ចំណាយ ១.២០០.០០០ ៛ ក្នុងឆ្នាំ", ["ចំណាយ", "១.២០០.០០០ ៛", "ក្នុង", "ឆ្នាំ"]),
        ("KHR 1,200,000 spent", ["KHR 1,200,000", "spent"]),
        ("KHR\u00a01,200,000", ["KHR 1,200,000"]),
        ("about 45 % of", ["about", "45 %", "of"]),
        ("in 2026 100 000 people", ["in", "2026 100 000", "people"]),
        ("ផ្សេងៗទៀត។", ["ផ្សេងៗ", "ទៀត។"]),
        ("ក\u200bខ", ["ក", "ខ"]),
        ("គ.ក.ន.ក ឃុំ", ["គ.ក.ន.ក", "ឃុំ"]),
    ],
)
def test_what_belongs_together_is_one_piece(text: str, pieces: list[str]) -> None:
    assert [piece.text for piece in breaking.pieces(text)] == pieces


def test_a_khmer_sentence_breaks_at_words() -> None:
    words = [piece.text for piece in breaking.pieces("គណៈកម្មាធិការទទួលបន្ទុកកិច្ចការនារី")]
    assert words == ["គណៈកម្មាធិការ", "ទទួលបន្ទុក", "កិច្ចការ", "នារី"]


def test_line_ends_that_were_written_stay() -> None:
    assert set_in_lines("ក\r\nខ\n\nគ", 400) == ["ក", "ខ", "", "គ"]


def test_khmer_and_latin_part_before_clusters_do() -> None:
    assert set_in_lines("និងCOVID-19ឆ្នាំ", 60) == ["និង", "COVID-19ឆ្នាំ"]


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.sampled_from("កខរ្ត្រិុំាះៗ។ 19០៥.,%៛aB-\u200b\n*😀"), max_size=80),
    st.floats(min_value=5, max_value=300),
)
def test_whatever_is_written_is_printed_once_and_in_order(text: str, width: float) -> None:
    kept = re.sub(r"[\s\u200b]", "", text)
    assert re.sub(r"\s", "", "".join(set_in_lines(text, width))) == kept


@given(st.text(st.sampled_from("កខ្ត្រី ១២ab*\u200b\u00a0\n"), max_size=60))
def test_stars_take_nothing_but_themselves_away(text: str) -> None:
    print_faces = faces()
    units = lines.starred(text, print_faces.regular, print_faces.bold)
    printed = "".join(run.text for unit in units for run in unit.runs)
    plain = re.sub(r"\*\*(.+?)\*\*", r"\1", text, flags=re.DOTALL)
    assert re.sub(r"\s", "", printed) == re.sub(r"[\s\u200b]", "", plain)


@given(
    st.lists(
        st.tuples(st.floats(min_value=0.1, max_value=10), st.floats(min_value=0, max_value=200)),
        min_size=1,
        max_size=12,
    )
)
def test_columns_fill_the_table_and_are_wide_enough_or_do_not_fit(pairs: list[tuple[float, float]]) -> None:
    weights, needed = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    found = columns.widths(weights, needed, 480)
    if found is None:
        assert sum(needed) > 480
        return
    assert sum(found) == pytest.approx(480)
    assert all(width >= least - 1e-9 for width, least in zip(found, needed, strict=True))
