"""Dates and periods read the way the administration writes them."""

import datetime as dt

import pytest
from babel.dates import get_month_names

from desktop.i18n import dates
from desktop.i18n.digits import Digits
from desktop.i18n.words import Language

DAY = dt.date(2026, 11, 2)
KHMER: tuple[Language, Digits] = ("km", "khmer")
ENGLISH: tuple[Language, Digits] = ("en", "latin")


def test_a_day_in_khmer() -> None:
    assert dates.long_date(dt.date(2026, 11, 22), *KHMER) == "ថ្ងៃទី២២ ខែវិច្ឆិកា ឆ្នាំ២០២៦"
    assert dates.long_date(DAY, "km", "latin") == "ថ្ងៃទី2 ខែវិច្ឆិកា ឆ្នាំ2026"
    assert dates.short_date(DAY, *KHMER) == "០២/១១/២០២៦"


def test_a_day_in_english() -> None:
    assert dates.long_date(DAY, *ENGLISH) == "2 November 2026"
    assert dates.short_date(DAY, *ENGLISH) == "2 Nov 2026"
    assert dates.short_date(DAY, "en", "khmer") == "២ Nov ២០២៦"


def test_periods_in_khmer() -> None:
    assert dates.month_name(2026, 9, *KHMER) == "ខែកញ្ញា ឆ្នាំ២០២៦"
    assert dates.quarter_name(2026, 3, *KHMER) == "ត្រីមាសទី៣ ឆ្នាំ២០២៦"
    assert dates.semester_name(2026, 1, *KHMER) == "ឆមាសទី១ ឆ្នាំ២០២៦"
    assert dates.nine_months_name(2026, *KHMER) == "៩ខែ ឆ្នាំ២០២៦"
    assert dates.year_name(2026, *KHMER) == "ឆ្នាំ២០២៦"


def test_periods_in_english() -> None:
    assert dates.month_name(2026, 9, *ENGLISH) == "September 2026"
    assert dates.quarter_name(2026, 3, *ENGLISH) == "Quarter 3, 2026"
    assert dates.semester_name(2026, 1, *ENGLISH) == "Semester 1, 2026"
    assert dates.nine_months_name(2026, *ENGLISH) == "Nine months, 2026"
    assert dates.year_name(2026, *ENGLISH) == "2026"


def test_a_moment_is_shown_in_the_time_of_this_computer() -> None:
    here = dt.datetime(2026, 11, 22, 7, 5).astimezone()
    elsewhere = here.astimezone(dt.timezone(dt.timedelta(hours=-11)))
    assert dates.moment(elsewhere, *KHMER) == "២២/១១/២០២៦ ម៉ោង ០៧:០៥"
    assert dates.moment(elsewhere, *ENGLISH) == "22 Nov 2026, 07:05"


def test_a_moment_without_its_time_zone_is_a_bug() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.moment(dt.datetime(2026, 11, 22, 7, 5), *KHMER)  # noqa: DTZ001


@pytest.mark.parametrize("n", range(1, 13))
def test_the_names_of_months_are_those_of_unicode(n: int) -> None:
    khmer = get_month_names("wide", locale="km")[n].replace("\u200b", "")
    assert dates.month_name(2026, n, *KHMER) == f"ខែ{khmer} ឆ្នាំ២០២៦"
    assert dates.month_name(2026, n, *ENGLISH) == f"{get_month_names('wide', locale='en')[n]} 2026"
