"""Reporting periods: '202609' (month), '2026Q3', '2026S1' (semester), '2026N' (nine months), '2026'."""

import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from desktop.errors import UserError
from desktop.i18n.words import mark

FIRST_YEAR, LAST_YEAR = 2025, 2030  # the plan's years 1 to 6
# Years 1900 to 2099: any further off is a slip, and the calendar has no year 0 and no year 10000.
_FORM = re.compile(r"\A((?:19|20)[0-9]{2})(?:(0[1-9]|1[0-2])|Q([1-4])|S([12])|(N))?\Z")


class NotAPeriod(UserError):
    message = mark(
        "“{code}” is not a reporting period. Write for example 2026Q3, 202609, 2026S1, 2026N or 2026."
    )


class PeriodKind(Enum):
    """How long a period is, in months."""

    MONTH = 1
    QUARTER = 3
    SEMESTER = 6
    NINE_MONTHS = 9
    YEAR = 12


@dataclass(frozen=True, slots=True, order=True)
class ReportingPeriod:
    """A period by its code. Quarter is the one that is entered by default (FACTS.md, section 0.6).

    Raises `NotAPeriod` when the code has none of the five forms.
    """

    code: str

    def __post_init__(self) -> None:
        if not _FORM.match(self.code):
            raise NotAPeriod(code=self.code)

    def __str__(self) -> str:
        """Its code, as commands take it; in a sentence a voice says it."""
        return self.code

    @property
    def kind(self) -> PeriodKind:
        return self._parts()[1]

    @property
    def year(self) -> int:
        return int(self.code[:4])

    @property
    def plan_year(self) -> int | None:
        """The plan's year 1 to 6, or None outside 2025 to 2030."""
        inside = FIRST_YEAR <= self.year <= LAST_YEAR
        return self.year - FIRST_YEAR + 1 if inside else None

    @property
    def number(self) -> int:
        """Which one of its kind within the year: 3 for the third quarter, 9 for September."""
        return self._parts()[0]

    @property
    def months(self) -> range:
        """The months it covers, 1 to 12."""
        number, kind = self._parts()
        first = (number - 1) * kind.value + 1
        return range(first, first + kind.value)

    @property
    def start(self) -> dt.date:
        """The first day of the period."""
        return dt.date(self.year, self.months[0], 1)

    @property
    def end(self) -> dt.date:
        """The last day of the period."""
        return _end(self)

    def due(self, days_after_end: int) -> dt.date:
        return self.end + dt.timedelta(days=days_after_end)

    def covers(self, other: "ReportingPeriod") -> bool:
        return self.year == other.year and set(other.months) <= set(self.months)

    def quarters(self) -> tuple["ReportingPeriod", ...]:
        """The quarters that lie wholly inside it, oldest first."""
        every = (ReportingPeriod(f"{self.year}Q{n}") for n in range(1, 5))
        return tuple(quarter for quarter in every if self.covers(quarter))

    def previous(self) -> "ReportingPeriod":
        """The period of the same kind just before; nine months and years step by a year."""
        number, kind = self._parts()
        in_year = 12 // kind.value
        year, number = (self.year, number - 1) if number > 1 else (self.year - 1, in_year)
        return _make(year, number, kind)

    def same_last_year(self) -> "ReportingPeriod":
        return ReportingPeriod(f"{self.year - 1}{self.code[4:]}")

    def _parts(self) -> tuple[int, PeriodKind]:
        match = _FORM.match(self.code)
        assert match is not None
        _, month, quarter, semester, nine = match.groups()
        if month:
            return int(month), PeriodKind.MONTH
        if quarter:
            return int(quarter), PeriodKind.QUARTER
        if semester:
            return int(semester), PeriodKind.SEMESTER
        return 1, PeriodKind.NINE_MONTHS if nine else PeriodKind.YEAR


def _make(year: int, number: int, kind: PeriodKind) -> ReportingPeriod:
    tail = {
        PeriodKind.MONTH: f"{number:02d}",
        PeriodKind.QUARTER: f"Q{number}",
        PeriodKind.SEMESTER: f"S{number}",
        PeriodKind.NINE_MONTHS: "N",
        PeriodKind.YEAR: "",
    }[kind]
    return ReportingPeriod(f"{year}{tail}")


@cache
def _end(period: ReportingPeriod) -> dt.date:
    """Asked again for each of 1,900 offices."""
    last = period.months[-1]
    first_of_next = dt.date(period.year + last // 12, last % 12 + 1, 1)
    return first_of_next - dt.timedelta(days=1)
