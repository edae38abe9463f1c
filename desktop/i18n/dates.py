"""Dates, times and reporting periods as the administration writes them, in both languages."""

import datetime as dt
from typing import Final

from desktop.i18n.digits import Digits, in_digits
from desktop.i18n.words import Language

# The names are those of Unicode CLDR, which the glossary follows; `ខែ` is written before each in a date.
_KHMER_MONTHS: Final = (
    "មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា",
    "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ",
)  # fmt: skip
_ENGLISH_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_date(date: dt.date, language: Language, digits: Digits) -> str:
    """Return "ថ្ងៃទី២២ ខែវិច្ឆិកា ឆ្នាំ២០២៦" or "22 November 2026"."""
    before = f"ថ្ងៃទី{date.day}" if language == "km" else f"{date.day}"
    return f"{in_digits(before, digits)} {month_name(date.year, date.month, language, digits)}"


def short_date(date: dt.date, language: Language, digits: Digits) -> str:
    """Return "២២/១១/២០២៦" or "22 Nov 2026": day first in both, and no doubt about it in English."""
    if language == "km":
        return in_digits(f"{date.day:02}/{date.month:02}/{date.year}", digits)
    return in_digits(f"{date.day} {_ENGLISH_MONTHS[date.month - 1][:3]} {date.year}", digits)


def moment(at: dt.datetime, language: Language, digits: Digits) -> str:
    """Return a moment in this computer's time zone: "២២/១១/២០២៦ ម៉ោង ១៤:០៥" or "22 Nov 2026, 14:05".

    Raises ValueError for a datetime that does not know its time zone.
    """
    if at.tzinfo is None:
        raise ValueError(f"a moment needs its time zone: {at.isoformat()}")
    local = at.astimezone()
    between = " ម៉ោង " if language == "km" else ", "
    return short_date(local, language, digits) + between + in_digits(f"{local:%H:%M}", digits)


def month_name(year: int, n: int, language: Language, digits: Digits) -> str:
    """Return "ខែវិច្ឆិកា ឆ្នាំ២០២៦" or "November 2026" for month `n`, 1 to 12."""
    if language == "km":
        return f"ខែ{_KHMER_MONTHS[n - 1]} {year_name(year, language, digits)}"
    return f"{_ENGLISH_MONTHS[n - 1]} {year_name(year, language, digits)}"


def quarter_name(year: int, n: int, language: Language, digits: Digits) -> str:
    """Return "ត្រីមាសទី៣ ឆ្នាំ២០២៦" or "Quarter 3, 2026" for quarter `n`, 1 to 4."""
    return _part_of_year(f"ត្រីមាសទី{n}" if language == "km" else f"Quarter {n}", year, language, digits)


def semester_name(year: int, n: int, language: Language, digits: Digits) -> str:
    """Return "ឆមាសទី១ ឆ្នាំ២០២៦" or "Semester 1, 2026" for semester `n`, 1 or 2."""
    return _part_of_year(f"ឆមាសទី{n}" if language == "km" else f"Semester {n}", year, language, digits)


def nine_months_name(year: int, language: Language, digits: Digits) -> str:
    """Return "៩ខែ ឆ្នាំ២០២៦" or "Nine months, 2026"."""
    return _part_of_year("9ខែ" if language == "km" else "Nine months", year, language, digits)


def year_name(year: int, language: Language, digits: Digits) -> str:
    """Return "ឆ្នាំ២០២៦" or "2026"."""
    return in_digits(f"ឆ្នាំ{year}" if language == "km" else f"{year}", digits)


def _part_of_year(part: str, year: int, language: Language, digits: Digits) -> str:
    between = " " if language == "km" else ", "
    return in_digits(part, digits) + between + year_name(year, language, digits)
