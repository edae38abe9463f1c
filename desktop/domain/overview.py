"""The overview: which report of which office stands where, over many periods, as one picture."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, reduce
from operator import add

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
class Sum:
    """How reports of several offices about a period stand. `late`: due, not here; `lacks`: not whole."""

    expected: int = 0
    received: int = 0
    on_time: int = 0
    late: int = 0
    returned: int = 0
    lacks: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            self.expected + other.expected,
            self.received + other.received,
            self.on_time + other.on_time,
            self.late + other.late,
            self.returned + other.returned,
            self.lacks + other.lacks,
        )


@dataclass(frozen=True)
class Line:
    """An office with its own reports, one for each period, and likewise the offices under it here."""

    unit: OrgUnit
    squares: tuple[Square, ...]
    below: tuple["Line", ...] = ()

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """For each period how the reports of this office and of all below it stand."""
        own = (_sum(square) for square in self.squares)
        return tuple(reduce(add, (line.sums[n] for line in self.below), one) for n, one in enumerate(own))

    def every(self) -> Iterator["Line"]:
        """This line, then each below it with all below that."""
        yield self
        for line in self.below:
            yield from line.every()


@dataclass(frozen=True)
class Grid:
    """Offices down, as a tree; periods across.

    `standings` says of each period who has reported, as the printed summary says it.
    """

    office: OrgUnit
    periods: tuple[ReportingPeriod, ...]
    standings: tuple[Standing, ...]
    signs: Mapping[ReportKey, Status]
    today: dt.date
    amended: frozenset[ReportKey] = frozenset()

    @cached_property
    def top(self) -> Line:
        """The office itself, over every office that stood in any of the periods, in the order of codes.

        An office whose upper office did not stand in any of them stands directly under this one.
        """
        under: dict[str, list[OrgUnit]] = {}
        for unit in self._ever.values():
            if unit.id != self.office.id:
                head = unit.parent if unit.parent in self._ever else self.office.id
                under.setdefault(head, []).append(unit)
        return self._line(self.office, under)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The office itself, then each under it with all that stand under that."""
        return tuple(self.top.every())

    def added_up(self) -> "Grid":
        """This picture, with the sums of its groups found already."""
        len(self.top.sums)
        return self

    @property
    def has_any(self) -> bool:
        """Whether any report of an office under this one has come."""
        return any(square.received for line in self.lines[1:] for square in line.squares)

    def overdue(self, place: int) -> tuple[Expected, ...]:
        """The reports about the period at this place that were due and have not come, as the lines stand."""
        missing = (one for one in self.standings[place].expected if one.is_missing)
        found = {one.unit.id: one for one in missing if one.arrival.due < self.today}
        return tuple(found[line.unit.id] for line in self.lines if line.unit.id in found)

    def _line(self, unit: OrgUnit, under: Mapping[str, Sequence[OrgUnit]]) -> Line:
        squares = (
            self._square(expected[unit.id]) if unit.id in expected else _none_then(unit, period)
            for period, expected in zip(self.periods, self._expected, strict=True)
        )
        below = (self._line(one, under) for one in under.get(unit.id, ()))
        return Line(unit, tuple(squares), tuple(below))

    @cached_property
    def _expected(self) -> tuple[dict[str, Expected], ...]:
        """For each period the reports expected, by office."""
        return tuple({one.unit.id: one for one in stands.expected} for stands in self.standings)

    @cached_property
    def _ever(self) -> dict[str, OrgUnit]:
        found = {one.unit.id: one.unit for stands in self.standings for one in stands.expected}
        return {unit.id: unit for unit in sorted(found.values(), key=lambda unit: (unit.code, unit.id))}

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


def _sum(square: Square) -> Sum:
    return Sum(
        expected=square.sign is not Sign.NONE_THEN,
        received=square.received is not None,
        on_time=square.received is not None and not square.came_late,
        late=square.sign is Sign.LATE,
        returned=square.sign is Sign.RETURNED,
        lacks=square.lacks > 0,
    )


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
