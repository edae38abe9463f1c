"""Whole numbers, percent and riel go out and come in with either digits and either habit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n.digits import Digits, NotANumber, khmer_digits, latin_digits, parse_whole
from desktop.i18n.numbers import percent, riel, whole
from desktop.i18n.words import Language

STYLES: list[tuple[Language, Digits]] = [
    ("km", "khmer"),
    ("km", "latin"),
    ("en", "khmer"),
    ("en", "latin"),
]
COUNTS = st.integers(min_value=0, max_value=10**18 - 1)


def test_digits_change_shape_and_nothing_else_does() -> None:
    assert khmer_digits("ឃុំ 10, Ward 29") == "ឃុំ ១០, Ward ២៩"
    assert latin_digits("ឃុំ ១០, Ward ២៩") == "ឃុំ 10, Ward 29"


@given(COUNTS, st.sampled_from(STYLES))
def test_what_is_shown_can_be_typed_back(n: int, style: tuple[Language, Digits]) -> None:
    assert parse_whole(whole(n, *style)) == n


@given(COUNTS, st.sampled_from(["", ".", ",", " ", "\u00a0", "\u202f"]), st.booleans())
def test_every_habit_of_grouping_is_understood(n: int, separator: str, khmer: bool) -> None:
    text = f"{n:,}".replace(",", separator)
    assert parse_whole(khmer_digits(text) if khmer else text) == n


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("0", 0),
        ("007", 7),
        (" ១២ ", 12),
        ("១2", 12),
        ("1\u200b200", 1200),
        ("១.២០០.០០០", 1_200_000),
        ("\u200b១៩៤.៧៦៨", 194_768),
    ],
)
def test_numbers_as_people_type_them(text: str, n: int) -> None:
    assert parse_whole(text) == n


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u200b",
        "-5",
        "+5",
        "−5",
        "1.5",
        "១,៥",
        "0.500",
        "012.345",
        "1.20",
        "1.2000",
        "1.200,500",
        "1,200.50",
        "1.200 000",
        "1 200,000",
        "1..200",
        ".200",
        "1200.",
        "1,200,",
        "12.34.567",
        "1200.000",
        "1e3",
        "1_200",
        "0x10",
        "٣",
        "３",
        "²",
        "Ⅷ",
        "twelve",
        "1\n200",
        "5%",
        "1  200",
        "9" * 19,
        "9" * 5000,
    ],
)
def test_what_is_not_a_whole_number_is_refused_politely(text: str) -> None:
    with pytest.raises(NotANumber) as refusal:
        parse_whole(text)
    assert "Please" in str(refusal.value)
    assert len(str(refusal.value)) < 200


@given(st.text(alphabet="0123456789០១២៣៤៥៦៧៨៩., \u00a0\u202f\u200b-x", max_size=12))
def test_whatever_is_typed_is_either_its_digits_or_refused(text: str) -> None:
    try:
        n = parse_whole(text)
    except NotANumber:
        return
    assert n == int("".join(digit for digit in latin_digits(text) if digit in "0123456789"))


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        (("km", "khmer"), "១.២០០.០០០"),
        (("km", "latin"), "1.200.000"),
        (("en", "khmer"), "១,២០០,០០០"),
        (("en", "latin"), "1,200,000"),
    ],
)
def test_thousands_are_grouped_the_way_of_the_language(style: tuple[Language, Digits], shown: str) -> None:
    assert whole(1_200_000, *style) == shown
    assert whole(-1_200_000, *style) == "-" + shown


def test_riel_stand_with_their_sign_and_never_break_over_a_line() -> None:
    assert riel(1_200_000, "km", "khmer") == "១.២០០.០០០\u00a0៛"
    assert riel(1_200_000, "en", "latin") == "KHR\u00a01,200,000"


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (None, "–"),
        (Decimal(0), "0%"),
        (Decimal("0.004"), "<1%"),
        (Decimal("0.005"), "1%"),
        (Decimal("0.625"), "63%"),
        (Decimal("0.665"), "67%"),
        (Decimal(1651) / 1652, ">99%"),
        (Decimal(1), "100%"),
        (Decimal(12), "1,200%"),
    ],
)
def test_percent_is_whole_and_never_rounds_to_nothing_or_all(share: Decimal | None, shown: str) -> None:
    assert percent(share, "en", "latin") == shown


def test_percent_takes_khmer_digits() -> None:
    assert percent(Decimal("0.625"), "km", "khmer") == "៦៣%"
