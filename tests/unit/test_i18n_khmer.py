"""Khmer that looks the same is the same, breaks at words, and sorts as the alphabet does."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icu4py.breakers import CharacterBreaker

from desktop.i18n.khmer import has_khmer, line_chunks, normalise, search_key, soft
from desktop.i18n.sorting import sort_key

KHMER_TEXT = st.text(
    alphabet=[*map(chr, range(0x1780, 0x17EA)), "\u200b", "\u200c", "\u200d", " ", "a", "1", "\u0301"],
    max_size=30,
)
# Code points are written out: the second of each pair is the standard spelling.
LOOK_ALIKE = [
    ("\u179f\u17d2\u179a\u17d2\u178f\u17b8", "\u179f\u17d2\u178f\u17d2\u179a\u17b8"),  # ស្ត្រី
    ("\u178a\u17c1\u17b8", "\u178a\u17be"),  # ដើ
    ("\u1785\u17c6\u17b6", "\u1785\u17b6\u17c6"),  # ចាំ
    ("\u179f\u17c6\u17bb", "\u179f\u17bb\u17c6"),  # សុំ
    ("\u1780\u17c1\u17b6\u17c7", "\u1780\u17c4\u17c7"),  # កោះ
    ("\u1794\u17bb\u17c9\u1793\u17d2\u178f\u17c2", "\u1794\u17c9\u17bb\u1793\u17d2\u178f\u17c2"),  # ប៉ុន្តែ
    ("\u1796\u17c1\u17d2\u179a\u1785", "\u1796\u17d2\u179a\u17c1\u1785"),  # ព្រេច
    ("\u1780\u17c1\u17c1", "\u1780\u17c2"),  # កែ
    ("\u1798\u17b6\u17cc", "\u1798\u17cc\u17b6"),  # robat comes before the vowel
]


@pytest.mark.parametrize(("typed", "standard"), LOOK_ALIKE)
def test_look_alikes_become_the_standard_spelling(typed: str, standard: str) -> None:
    assert normalise(typed) == standard
    assert search_key(typed) == search_key(standard)


@pytest.mark.parametrize(
    "text",
    [
        "គណៈកម្មាធិការពិគ្រោះយោបល់កិច្ចការស្ត្រីនិងកុមារ",
        "ព្រះរាជាណាចក្រកម្ពុជា",
        "ខ្ញុំធ្វើការនៅឃុំព្រែកអញ្ចាញ",
        "ជាតិ សាសនា ព្រះមហាក្សត្រ",
        "ពាក់កណ្តាលគ្រា ទី៩ CCWC",
    ],
)
def test_standard_khmer_stays_as_it_is(text: str) -> None:
    assert normalise(text) == text


@given(KHMER_TEXT)
@example("\u1780\u17dd\u17d2\u1780")
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(KHMER_TEXT)
def test_the_result_is_in_normal_form_c_without_zero_width_spaces(text: str) -> None:
    assert unicodedata.is_normalized("NFC", normalise(text))
    assert "\u200b" not in normalise(text)


@given(st.permutations(["\u17d2\u178f", "\u17d2\u179a", "\u17b8", "\u17c9"]), KHMER_TEXT)
def test_the_order_of_marks_typed_after_a_letter_does_not_matter(marks: list[str], text: str) -> None:
    in_order = "\u179f\u17d2\u178f\u17d2\u179a\u17c9\u17b8"
    assert normalise("\u179f" + "".join(marks) + text) == normalise(in_order + text)


@given(st.text(max_size=30))
def test_a_search_key_is_its_own_key(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("បណ្\u178aាញ", "បណ្\u178fាញ"),
        ("ឃុំ ១២", "ឃុំ  12 "),
        ("កុ\u200bមារ", "កុ\u200dមារ"),
        ("CCWC", "ccwc"),
        ("ស៊ីម", "សុីម"),
        ("ឆ្នាំ\u00a0២០២៦", "ឆ្នាំ 2026"),
    ],
)
def test_a_search_finds_the_other_way_to_write_it(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


@pytest.mark.parametrize(("one", "other"), [("កុមារ", "កុមារី"), ("ដី", "តី"), ("ប៉ា", "បា"), ("ក្ដ", "កដ")])
def test_a_search_tells_different_words_apart(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


def test_khmer_is_noticed() -> None:
    assert has_khmer("CCWC ឃុំ")
    assert has_khmer("១២")
    assert not has_khmer("Prek Anchanh, 12")


def test_a_long_title_may_break_between_its_words() -> None:
    broken = soft("គណៈកម្មាធិការពិគ្រោះយោបល់កិច្ចការស្ត្រីនិងកុមារ ឆ្នាំ២០២៦។")
    assert broken.split("\u200b") == [
        "គណៈកម្មាធិការ",
        "ពិគ្រោះ",
        "យោបល់",
        "កិច្ចការ",
        "ស្ត្រី",
        "និង",
        "កុមារ ឆ្នាំ២០២៦។",
    ]


def test_a_closing_sign_stays_with_its_word() -> None:
    assert soft("ផ្សេងៗទៀត។").replace("\u200b", "|") == "ផ្សេងៗ|ទៀត។"


def test_a_misspelt_word_does_not_break_before_its_subscript() -> None:
    misspelt = "\u1780\u17d2\u179a\u17d2\u178f\u17b8" * 30
    assert not [chunk for chunk in line_chunks(misspelt) if chunk.endswith("\u17d2")]


@given(KHMER_TEXT)
def test_without_its_break_marks_soft_text_is_the_text(text: str) -> None:
    assert soft(text).replace("\u200b", "") == text.replace("\u200b", "")
    assert soft(soft(text)) == soft(text)


@given(st.one_of(KHMER_TEXT, st.text(max_size=30)))
def test_pieces_of_a_line_joined_are_the_line(text: str) -> None:
    assert "".join(line_chunks(text)) == text


@given(KHMER_TEXT)
@example("\u1780\u17d2\u17dd\u1780")
def test_no_break_falls_inside_a_cluster(text: str) -> None:
    plain = text.replace("\u200b", "")
    allowed = {0}
    for cluster in CharacterBreaker(plain, "km"):
        allowed.add(max(allowed) + len(cluster))
    position = 0
    for piece in soft(plain).split("\u200b"):
        assert position in allowed
        position += len(piece)


@pytest.mark.parametrize(
    "names",
    [
        ["ភូមិ (ក)", "ភូមិ ២", "ភូមិ 10", "ភូមិ ក", "ភូមិ២", "ភូមិ១០", "ភូមិក"],
        ["កក", "កា", "កុំ", "កំ", "កាំ", "កះ", "កោះ", "ក្រ", "ខ"],
        ["រ", "ឫស្សី", "ឬ", "ល", "ឭ", "ឮ", "វ"],
        ["អ", "អា", "ឥដ្ឋ", "អី", "ឧត្តម", "ឯក", "ឱស"],
        ["ទីក្រុង", "អូរ", "Zone"],
        ["ប", "ប៉", "បា", "ប៉ា", "បី", "ប្រ"],
    ],
)
def test_names_stand_in_alphabetical_order(names: list[str]) -> None:
    assert sorted(reversed(names), key=sort_key) == names
    assert sorted(sorted(names), key=sort_key) == names
