"""Standing: which offices have reported about a period, when, and which have not."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.domain.figures import parts
from desktop.domain.org_unit import Level, OrgUnit
from desktop.domain.period import ReportingPeriod
from desktop.domain.register import NO_RULES, Rules
from desktop.domain.report import ReportKey
from desktop.domain.scorecard import Arrival, Scorecard, scorecard

NOTHING_LACKS: Mapping[ReportKey, int] = {}
LEVELS = (Level.NATIONAL, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


@dataclass(frozen=True, slots=True)
class Expected:
    """One report that is expected of an office, and when it came."""

    unit: OrgUnit
    period: ReportingPeriod
    arrival: Arrival

    @property
    def is_missing(self) -> bool:
        return self.arrival.received is None


@dataclass(frozen=True, slots=True)
class Place:
    """An office directly under the one that looks, with all offices under it."""

    head: OrgUnit
    own: tuple[Expected, ...]
    below: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Every report expected about a period by an office and all under it, in the order of their codes."""

    office: OrgUnit
    period: ReportingPeriod
    expected: tuple[Expected, ...]

    @property
    def counts(self) -> Scorecard:
        return count(self.expected)

    @property
    def communes_in(self) -> int:
        """How many communes have sent a report about the period, or about a part of it."""
        received = (one.unit for one in self.of_level(Level.COMMUNE) if not one.is_missing)
        return len({unit.id for unit in received})

    def levels(self) -> tuple[Level, ...]:
        """The levels of which a report is expected, the top first."""
        found = {expected.unit.level for expected in self.expected}
        return tuple(level for level in LEVELS if level in found)

    def of_level(self, level: Level) -> tuple[Expected, ...]:
        return tuple(expected for expected in self.expected if expected.unit.level is level)

    def places(self) -> tuple[Place, ...]:
        """The offices directly under this one, each with what stands under it."""
        units = {expected.unit.id: expected.unit for expected in self.expected}
        heads = [unit for unit in units.values() if unit.parent == self.office.id]
        by_head: dict[str, list[Expected]] = {head.id: [] for head in heads}
        for expected in self.expected:
            head = _head(expected.unit, by_head, units)
            if head:
                by_head[head].append(expected)
        return tuple(_place(head, by_head[head.id]) for head in heads)


def standing(
    office: OrgUnit,
    below: Iterable[OrgUnit],
    period: ReportingPeriod,
    received: Mapping[ReportKey, dt.date],
    rules: Rules = NO_RULES,
    lacks: Mapping[ReportKey, int] = NOTHING_LACKS,
) -> Standing:
    """Who has reported. A period of several quarters expects a report about each from every office.

    Of offices that begin or end within a quarter those report about it that stand on its last day. `lacks`:
    how many attachments of a report have not come.
    """
    every = [(part, part.end) for part in parts(period)]
    expected = tuple(
        Expected(
            unit,
            part,
            _arrival(ReportKey(unit.id, part.code), rules.due(unit, part), received, lacks),
        )
        for unit in (office, *below)
        for part, end in every
        if unit is office or unit.stands(end, end)
    )
    return Standing(office, period, expected)


def _arrival(
    key: ReportKey, due: dt.date, received: Mapping[ReportKey, dt.date], lacks: Mapping[ReportKey, int]
) -> Arrival:
    return Arrival(key.org_unit, due, received.get(key), lacks.get(key, 0))


def count(expected: Iterable[Expected]) -> Scorecard:
    return scorecard(one.arrival for one in expected)


def _place(head: OrgUnit, expected: list[Expected]) -> Place:
    own = tuple(one for one in expected if one.unit.id == head.id)
    return Place(head, own, tuple(one for one in expected if one.unit.id != head.id))


def _head(unit: OrgUnit, heads: Mapping[str, object], units: Mapping[str, OrgUnit]) -> str:
    """Which of these offices a unit is or stands under; empty for none."""
    here: OrgUnit | None = unit
    while here is not None and here.id not in heads:
        here = units.get(here.parent)
    return here.id if here else ""
