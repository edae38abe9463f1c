"""Protected counts of a place: how many there are exactly, and which offices they come from."""

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.domain import catalogue
from desktop.domain.case_tally import by_office
from desktop.domain.catalogue import ELSEWHERE, OWN, SPLIT, UNSPLIT
from desktop.domain.disclosure import Copy, Count
from desktop.domain.figures import Answers, Spans, spans
from desktop.domain.measure import DIMENSIONS, Measure, Measures
from desktop.domain.org_unit import Level, OrgUnit, above, ends
from desktop.domain.period import ReportingPeriod
from desktop.domain.plan import Activity, Plan
from desktop.domain.progress_table import counted
from desktop.domain.report import Cell
from desktop.domain.shareable import ProtectedCell

_INSIDE: Mapping[Level, Level] = {Level.NATIONAL: Level.PROVINCE, Level.PROVINCE: Level.DISTRICT}
Split = Mapping[str, Counter[str]]  # for each office that gave a number: the number by category; "" in all


@dataclass(frozen=True, slots=True)
class CountedPlace:
    """A place whose counts are to be protected: its offices, the place's own first, and what they said.

    `children` says how many live in a place, by its id, where that is known; `complete` of which places
    enough offices have reported.
    """

    units: Sequence[OrgUnit]
    plan: Plan
    measures: Measures
    answers: Answers
    children: Mapping[str, int] = field(default_factory=dict)
    complete: frozenset[str] = frozenset()

    @property
    def own(self) -> OrgUnit:
        return self.units[0]


def copy_of(place: CountedPlace, period: ReportingPeriod) -> Copy:
    """The counts of a copy about a place and a period, in the order in which the copy has room for them."""
    place = replace(place, answers=place.answers.protected(place.measures))  # a few of very many
    whole: list[list[Count]] = []
    parts: list[list[Count]] = []
    divided: list[list[Count]] = []
    between: list[Count] = []
    of = {one: _spans(place, one) for one in (period, *catalogue.within(period))}
    is_national = place.own.level is Level.NATIONAL
    communes = frozenset(unit.id for unit in place.units if unit.level is Level.COMMUNE)
    inside = _inside(place, period)
    for activity, measure in _counted(place, period):
        is_part = bool(catalogue.wholes(measure))
        asked = _Asked(place, activity, measure, communes, {} if is_part else inside)
        found = asked.split(of[period], divided=bool(asked.lists_of(period)))
        if found:
            (parts if is_part else whole).append([asked.count(found, period)])
            by_list, added_up = asked.lists(found, period)
            by_place = asked.by_place(found, period)
            divided += [*([] if is_national else by_place), *by_list]  # the country's copies show no province
            between += [*added_up, *asked.elsewhere(found, period), *asked.shorter(of, period)]
            between += itertools.chain(*by_place) if is_national else ()
    return Copy(place.own.id, [*whole, *parts, *divided], between, is_national)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One measure of an activity in a place; those `inside` it, with all under them, share copies too."""

    place: CountedPlace
    activity: Activity
    measure: Measure
    communes: frozenset[str]
    inside: Mapping[str, frozenset[str]]

    def split(self, of: Spans, *, divided: bool) -> Split:
        """What each office gave; where that is asked, its cases by list too."""
        span = counted(of, self.activity, self.measure).now
        cell = Cell(self.activity.code, self.measure.code)
        if not self.measure.tally:
            given = span.given(cell.key, self.measure.over_time).items()
            return {unit: Counter({"": number}) for unit, number in given if isinstance(number, int)}
        every = by_office(span, cell, self.measure.over_time)
        return {
            unit: Counter({"": number, **(_by_category(splits, number) if divided else {})})
            for unit, splits, number in every
            if isinstance(number, int)
        }

    def count(self, found: Split, period: ReportingPeriod, category: str = "", groups: int = 1) -> Count:
        """The count of a category over these offices; there are `groups` of the children like it."""
        children = _children(self.place, self.place.own.id, self.place.own.level)
        gave = {unit: split[category] for unit, split in found.items() if split[category]}
        return Count(
            self._cell(period, category),
            sum(gave.values()),
            communes=len(self.communes & gave.keys()),
            most=max(gave.values(), default=0),
            children=None if children is None else children // groups,
            complete=self.place.own.id in self.place.complete,
        )

    def lists(self, found: Split, period: ReportingPeriod) -> tuple[list[list[Count]], list[Count]]:
        """The year's cases by one list at a time, and the counts that these add up to."""
        every: list[list[Count]] = []
        for name in self.lists_of(period):
            codes = tuple(catalogue.categories(self.place.measures, name))
            groups = len(codes) if name in ("sex", "age") else 1
            every.append([self.count(found, period, code, groups) for code in codes])
        sums = [self.count(found, period, category) for category in (SPLIT, UNSPLIT)] if every else []
        return every, [count for count in sums if count.exact]

    def lists_of(self, period: ReportingPeriod) -> tuple[str, ...]:
        return catalogue.lists(self.measure, self.place.own.level, period)

    def by_place(self, found: Split, period: ReportingPeriod) -> list[list[Count]]:
        """The count of each place inside that may share it by itself."""
        table = [
            Count(
                self._cell(period, place=unit),
                sum(gave.values()),
                communes=len(self.communes & gave.keys()),
                most=max(gave.values(), default=0),
                children=_children(self.place, unit, _INSIDE[self.place.own.level]),
                complete=unit in self.place.complete,
            )
            for unit, under in self.inside.items()
            for gave in [{one: found[one][""] for one in under & found.keys() if found[one][""]}]
        ]
        return [table] if table else []

    def elsewhere(self, found: Split, period: ReportingPeriod) -> list[Count]:
        """What none of those places has: perhaps a single other one, so that none is a number as well."""
        inside = frozenset[str]().union(*self.inside.values())
        rest = sum(split[""] for unit, split in found.items() if unit not in inside)
        level = _INSIDE.get(self.place.own.level)
        others = any(unit.level is level and unit.id not in inside for unit in self.place.units)
        category = ELSEWHERE if others else OWN
        return [Count(self._cell(period, category), rest)] if inside and (rest or others) else []

    def shorter(self, of: Mapping[ReportingPeriod, Spans], period: ReportingPeriod) -> list[Count]:
        """The counts of the shorter periods that this one is made of."""
        every = [one for one in of if one != period and catalogue.counts(self.measure, one)]
        return [self.count(split, one) for one in every if (split := self.split(of[one], divided=False))]

    def _cell(self, period: ReportingPeriod, category: str = "", place: str = "") -> ProtectedCell:
        where = place or self.place.own.id
        return ProtectedCell(self.activity.code, self.measure.code, where, period.code, category)


def _spans(place: CountedPlace, period: ReportingPeriod) -> Spans:
    ids = [unit.id for unit in place.units]
    return spans(place.answers, ids, period, above(place.units), ends(place.units))


def _inside(place: CountedPlace, period: ReportingPeriod) -> dict[str, frozenset[str]]:
    """The places inside that may share counts of such a period, each with all offices under it."""
    level = _INSIDE.get(place.own.level)
    line = above(place.units)
    return {
        one.id: frozenset(unit for unit, over in line.items() if one.id in (unit, *over))
        for one in place.units
        if one.level is level and catalogue.has(one.level, period, place.children.get(one.id))
    }


def _children(place: CountedPlace, unit: str, level: Level) -> int | None:
    return place.children.get(unit, catalogue.LEAST_CHILDREN.get(level))


def _counted(place: CountedPlace, period: ReportingPeriod) -> Iterator[tuple[Activity, Measure]]:
    for activity in place.plan.activities():
        for code in activity.measures:
            if catalogue.counts(place.measures[code], period):
                yield activity, place.measures[code]


def _by_category(splits: Counter[str], number: int) -> Counter[str]:
    """The same cases by each list alone, and how many of all were split."""
    found = Counter({SPLIT: splits.total(), UNSPLIT: number - splits.total()})
    for split, number in splits.items():
        codes = dict(zip(DIMENSIONS, split.split("."), strict=True))
        found.update({f"{name}.{codes[name]}": number for name in catalogue.LISTS})
    return found
