"""A province over a year, drawn by chance: what its communes report, what is corrected, what is shared when.

All figures are drawn; they are nobody's. A year is shared as a secretariat would share it: most quarters as
they end, semesters, the year, a quarter late, each in several papers, with corrections in between.
"""

import math
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from desktop.domain import disclosure
from desktop.domain.disclosure import Copy, Count, alone
from desktop.domain.figures import Answers
from desktop.domain.org_unit import Level, OrgKind, OrgUnit
from desktop.domain.period import ReportingPeriod
from desktop.domain.protected_counts import CountedPlace, copy_of
from desktop.domain.report import Answer, ReportKey
from desktop.domain.shareable import BAND, UNPRINTED, Printed, ProtectedCell, ReleasedCell
from desktop.storage.measures import measures
from desktop.storage.plans import plan

YEAR = 2026
PROVINCE = "kh.04"
STAGES = ("2.3.4:cases_identified", "3.2.6:cases_managed")  # a flow and a stock
COUNTS = ("1.1.9:cases_coordinated", "3.3.2:children_girls", "3.3.2:children_boys")
LISTS: dict[str, dict[str, float]] = {
    "form": {"physical": 30, "emotional": 25, "sexual": 15, "neglect": 15, "child_labour": 8, "marriage": 4},
    "setting": {"home": 60, "school": 15, "community": 15, "online": 6, "pagoda": 1, "workplace": 3},
    "sex": {"girl": 60, "boy": 40},
    "age": {"0-5": 10, "6-11": 35, "12-17": 55},
    "disability": {"without": 96, "with": 4},
}

Way = Callable[[Copy, list[tuple[ReleasedCell, ...]]], tuple[ReleasedCell, ...]]


@dataclass(frozen=True)
class Shared:
    """A copy that was shared: about which period, what it printed, and what was true of every cell then."""

    period: ReportingPeriod
    printed: Mapping[ProtectedCell, Printed]
    exact: Mapping[ProtectedCell, int]


@dataclass
class ProvinceYear:
    """The offices, and what they have said up to now."""

    chance: random.Random
    units: list[OrgUnit]
    children: dict[str, int]
    weights: dict[str, float]
    given: dict[ReportKey, dict[str, Answer]] = field(default_factory=dict)

    def report(self, quarter: int) -> None:
        for commune, weight in self.weights.items():
            if self.chance.random() < 0.95:
                self.given[ReportKey(commune, f"{YEAR}Q{quarter}")] = self.draw(weight)

    def correct(self, quarters: int) -> None:
        """A commune says one of its reports again."""
        commune = self.chance.choice(sorted(self.weights))
        key = ReportKey(commune, f"{YEAR}Q{self.chance.randint(1, quarters)}")
        self.given[key] = self.draw(self.weights[commune])

    def draw(self, weight: float) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        for stage in STAGES:
            cases = poisson(self.chance, weight)
            if self.chance.random() < 0.1:
                answers[stage] = cases
            else:
                for _ in range(cases):
                    split = ".".join(
                        self.pick(name) for name in ("form", "setting", "sex", "age", "disability")
                    )
                    answers[f"{stage}:{split}"] = int(str(answers.get(f"{stage}:{split}", 0))) + 1
        for cell in COUNTS:
            answers[cell] = poisson(self.chance, weight)
        coordinated = int(str(answers[COUNTS[0]]))
        girls = sum(self.chance.random() < 0.6 for _ in range(coordinated))
        answers["1.1.9:cases_girls"], answers["1.1.9:cases_boys"] = girls, coordinated - girls
        served = int(str(answers[COUNTS[1]])) + int(str(answers[COUNTS[2]]))
        answers["3.3.2:children_with_disability"] = sum(self.chance.random() < 0.1 for _ in range(served))
        return answers

    def pick(self, name: str) -> str:
        return self.chance.choices(list(LISTS[name]), list(LISTS[name].values()))[0]

    def place(self) -> CountedPlace:
        complete = frozenset(unit.id for unit in self.units if unit.level is not Level.COMMUNE)
        answers = Answers({key: dict(found) for key, found in self.given.items()})
        return CountedPlace(self.units, plan(), measures(), answers, self.children, complete)


def shared(chance: random.Random, way: Way) -> list[Shared]:
    """A year of a province: every copy that was shared, in its order."""
    return shared_of(province(chance), way)


def shared_of(year: ProvinceYear, way: Way) -> list[Shared]:
    chance = year.chance
    copies: dict[str, tuple[ReleasedCell, ...]] = {}
    told: list[Shared] = []
    for quarter in range(1, 5):
        year.report(quarter)
        for period in periods(chance, quarter):
            if chance.random() < 0.5:
                year.correct(quarter)
            copy = copy_of(year.place(), ReportingPeriod(period))
            copies[period] = way(copy, list(copies.values()))
            told.append(Shared(ReportingPeriod(period), *_told(period, copies[period])))
    return told


def with_copies_of_districts(chance: random.Random) -> list[Shared]:
    """The same, and beside them a copy of the year by each district on a computer of its own."""
    made: list[tuple[Copy, tuple[ReleasedCell, ...]]] = []

    def way(copy: Copy, earlier: list[tuple[ReleasedCell, ...]]) -> tuple[ReleasedCell, ...]:
        made.append((copy, protected(copy, earlier)))
        return made[-1][1]

    told = shared(chance, way)
    for copy, cells in made:
        counts = (count for table in copy.tables for count in table if count.cell.place != PROVINCE)
        own = {count.cell: alone(count) for count in counts}
        told += (
            [Shared(ReportingPeriod(str(YEAR)), own, {one.cell: one.exact for one in cells})] if own else []
        )
    return told


def with_copies_of_provinces(chance: random.Random) -> list[Shared]:
    """The same offices as a country whose districts are its provinces: each shares every period by itself."""
    drawn = province(chance)
    raised = {Level.PROVINCE: Level.NATIONAL, Level.DISTRICT: Level.PROVINCE}
    units = [replace(unit, level=raised.get(unit.level, unit.level)) for unit in drawn.units]
    own: dict[str, Shared] = {}

    def way(copy: Copy, earlier: list[tuple[ReleasedCell, ...]]) -> tuple[ReleasedCell, ...]:
        cells = protected(copy, earlier)
        inside = [count for count in copy.between if count.cell.place != PROVINCE]
        for period in {count.cell.period for count in inside}:
            told = {count.cell: alone(count) for count in inside if count.cell.period == period}
            own[period] = Shared(ReportingPeriod(period), told, {one.cell: one.exact for one in cells})
        return cells

    return [*shared_of(replace(drawn, units=units), way), *own.values()]


def periods(chance: random.Random, quarter: int) -> Iterator[str]:
    """What is shared after a quarter: some of it late, some of it never."""
    if quarter < 4:
        yield from (f"{YEAR}Q{quarter}" for _ in range(chance.random() < 0.8))
        yield from (f"{YEAR}S1" for _ in range(quarter == 2 and chance.random() < 0.6))
        return
    last = [period for period in (f"{YEAR}Q4", f"{YEAR}S2", f"{YEAR}") if chance.random() < 0.9]
    chance.shuffle(last)
    yield from last


def protected(copy: Copy, earlier: list[tuple[ReleasedCell, ...]]) -> tuple[ReleasedCell, ...]:
    """As the program does it."""
    return disclosure.protect(copy, earlier, measures())


def by_threshold(copy: Copy, _earlier: object) -> tuple[ReleasedCell, ...]:
    """Only the places, periods and tables of the catalogue, and small counts as "<10": rules 1 to 4 alone."""

    def told(count: Count) -> ReleasedCell:
        return ReleasedCell(count.cell, count.exact, BAND if count.exact < 10 else count.exact)

    shown = [told(count) for table in copy.tables for count in table]
    return (*shown, *(ReleasedCell(count.cell, count.exact, UNPRINTED) for count in copy.between))


def by_rounding(copy: Copy, _earlier: object) -> tuple[ReleasedCell, ...]:
    """Every count by itself, as if nothing else were printed: rules 1 to 7 alone."""
    shown = [ReleasedCell(count.cell, count.exact, alone(count)) for table in copy.tables for count in table]
    return (*shown, *(ReleasedCell(count.cell, count.exact, UNPRINTED) for count in copy.between))


def province(chance: random.Random) -> ProvinceYear:
    units = [_unit(PROVINCE, Level.PROVINCE, "kh")]
    children: dict[str, int] = {PROVINCE: 60_000}
    weights: dict[str, float] = {}
    mean = math.exp(chance.uniform(math.log(0.1), math.log(6)))  # cases of a commune in a quarter
    for district in range(1, chance.randint(3, 8) + 1):
        head = f"{PROVINCE}{district:02d}"
        units.append(_unit(head, Level.DISTRICT, PROVINCE))
        if chance.random() < 0.7:  # of the others it is not known how many children live there
            children[head] = chance.randint(2_000, 20_000)
        for commune in range(1, chance.randint(3, 7) + 1):
            units.append(_unit(f"{head}{commune:02d}", Level.COMMUNE, head))
            weights[units[-1].id] = mean * chance.gammavariate(1.5, 1 / 1.5)
    return ProvinceYear(chance, units, children, weights)


def poisson(chance: random.Random, mean: float) -> int:
    left, number = math.exp(-mean), 0
    product = chance.random()
    while product > left:
        product *= chance.random()
        number += 1
    return number


def _told(
    period: str, cells: tuple[ReleasedCell, ...]
) -> tuple[dict[ProtectedCell, Printed], dict[ProtectedCell, int]]:
    own = (one for one in cells if one.cell.period == period and one.printed != UNPRINTED)
    return {one.cell: one.printed for one in own}, {one.cell: one.exact for one in cells}


def _unit(id_: str, level: Level, parent: str) -> OrgUnit:
    return OrgUnit(id_, id_.removeprefix("kh."), level, OrgKind.ADMINISTRATION, level.value, id_, id_, parent)
