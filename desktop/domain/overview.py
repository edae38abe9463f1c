"""The overview: which report of which office stands where, over many periods, as one picture."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from desktop.domain.org_unit import Level, OrgUnit
from desktop.domain.period import FIRST_YEAR, LAST_YEAR, ReportingPeriod
from desktop.domain.register import NO_RULES, Rules
from desktop.domain.report import ReportKey, Status
from desktop.domain.standing import NOTHING_LACKS, Expected, Standing, standing


class Sign(Enum):
    """Where one report stands, in the order of its way. LATE: it was due and has not come."""

    NOTHING = "nothing"
    LATE = "late"
    NONE_THEN = "none_then"  # the office did not stand then
    RECEIVED = "received"
    RETURNED = "returned"
    APPROVED = "approved"


_OF_STATUS = {
    Status.SUBMITTED: Sign.RECEIVED,
    Status.RETURNED: Sign.RETURNED,
    Status.APPROVED: Sign.APPROVED,
}


@dataclass(frozen=True, slots=True)
class Square:
    """One report of one office. `received`: the day it was first taken in here, None: it was not.

    `amended`: it was changed after its period was closed. `lacks`: attachments of it that have not come.
    """

    key: ReportKey
    sign: Sign
    due: dt.date
    received: dt.date | None
    amended: bool = False
    lacks: int = 0

    @property
    def came_late(self) -> bool:
        return self.received is not None and self.received > self.due


@dataclass(frozen=True, slots=True)
class Line:
    """An office with its reports, one for each period. `heads` offices that stand under it here."""

    unit: OrgUnit
    squares: tuple[Square, ...]
    heads: bool


@dataclass(frozen=True)
class Grid:
    """Offices down, periods across. Each district stands before its communes.

    `standings` says of each period who has reported, as the printed summary says it.
    """

    office: OrgUnit
    periods: tuple[ReportingPeriod, ...]
    standings: tuple[Standing, ...]
    signs: Mapping[ReportKey, Status]
    today: dt.date
    amended: frozenset[ReportKey] = frozenset()

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The office itself, then each place under it with all that stand under that."""
        squares = {
            (one.unit.id, stands.period): self._square(one)
            for stands in self.standings
            for one in stands.expected
        }
        return tuple(
            Line(
                unit,
                tuple(squares.get((unit.id, period)) or _none_then(unit, period) for period in self.periods),
                heads,
            )
            for unit, heads in self._in_order()
        )

    @property
    def has_any(self) -> bool:
        """Whether any report of an office under this one has come."""
        return any(square.received for line in self.lines[1:] for square in line.squares)

    def overdue(self, place: int) -> tuple[Expected, ...]:
        """The reports about the period at this place that were due and have not come, as the lines stand."""
        missing = (one for one in self.standings[place].expected if one.is_missing)
        found = {one.unit.id: one for one in missing if one.arrival.due < self.today}
        return tuple(found[line.unit.id] for line in self.lines if line.unit.id in found)

    def _in_order(self) -> Iterator[tuple[OrgUnit, bool]]:
        yield self.office, False
        for place in self._ever.places():
            yield place.head, bool(place.below)
            yield from ((one.unit, False) for one in place.below)

    @property
    def _ever(self) -> Standing:
        """Every office that stood in any of the periods, in the order of codes."""
        found = {one.unit.id: one for stands in self.standings for one in stands.expected}
        own = self.office.id
        order = sorted(found.values(), key=lambda one: (one.unit.id != own, one.unit.code, one.unit.id))
        return Standing(self.office, self.periods[-1], tuple(order))

    def _square(self, one: Expected) -> Square:
        key = ReportKey(one.unit.id, one.period.code)
        sign = _OF_STATUS.get(self.signs.get(key, Status.DRAFT))
        if sign is None:
            sign = Sign.LATE if one.arrival.due < self.today else Sign.NOTHING
        came = one.arrival
        return Square(key, sign, came.due, came.received, key in self.amended, came.lacks)


def grid(
    office: OrgUnit,
    below: Sequence[OrgUnit],
    periods: Iterable[ReportingPeriod],
    received: Mapping[ReportKey, dt.date],
    signs: Mapping[ReportKey, Status],
    today: dt.date,
    rules: Rules = NO_RULES,
    amended: frozenset[ReportKey] = frozenset(),
    lacks: Mapping[ReportKey, int] = NOTHING_LACKS,
) -> Grid:
    """The picture of an office and all under it over these periods, each of which is reported by itself."""
    every = tuple(periods)
    standings = tuple(standing(office, below, period, received, rules, lacks) for period in every)
    return Grid(office, every, standings, signs, today, amended)


def _none_then(unit: OrgUnit, period: ReportingPeriod) -> Square:
    return Square(ReportKey(unit.id, period.code), Sign.NONE_THEN, period.end, None)


def quarters_to(last: ReportingPeriod) -> tuple[ReportingPeriod, ...]:
    """The quarters of the plan up to the one in which a period ends, at least the first."""
    every = (ReportingPeriod(f"{y}Q{n}") for y in range(FIRST_YEAR, LAST_YEAR + 1) for n in range(1, 5))
    first, *rest = every
    return (first, *(quarter for quarter in rest if quarter.end <= last.end))


def quarter_of(day: dt.date) -> ReportingPeriod:
    """The quarter a day lies in."""
    return ReportingPeriod(f"{day.year}Q{(day.month - 1) // 3 + 1}")


def looks_over_others(unit: OrgUnit) -> bool:
    """Whether an office is one that others stand under: a district, a province, the national council."""
    return unit.level is not Level.COMMUNE and not unit.institution
