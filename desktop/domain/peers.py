"""An office beside its peers: each figure with the median of theirs, none of them named.

Peers are the offices of the same level under the same secretariat. With fewer than five that gave a number
there is no median; counts of children and cases are compared nowhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from statistics import median

from desktop.domain.achievement import ALL
from desktop.domain.figures import Answers, Spans, spans
from desktop.domain.measure import Kind, Measure, Measures
from desktop.domain.org_unit import Level, OrgKind, OrgUnit, above, born_under, ends, secretariat_of
from desktop.domain.period import ReportingPeriod
from desktop.domain.plan import Activity, Plan
from desktop.domain.progress_table import asked_of
from desktop.domain.report import TARGET, Answer, Cell
from desktop.domain.standing import Expected

LEAST_PEERS = 5


@dataclass(frozen=True, slots=True)
class Numbers:
    """What every office of a circle gave of one measure, by office."""

    now: Mapping[str, Answer]
    to_date: Mapping[str, int]
    targets: Mapping[str, int]
    shares: Mapping[str, Decimal]  # of those that have a target and a number: how much is reached


@dataclass(frozen=True)
class Circle:
    """Offices that are peers of each other, with what they gave: read once for the feedback of all of them.

    `standings` are who reported, of each of them since January.
    """

    units: tuple[OrgUnit, ...]
    secretariat: OrgUnit
    period: ReportingPeriod
    plan: Plan
    measures: Measures
    answers: Answers
    standings: Mapping[str, Sequence[Expected]]
    is_example: bool = False
    _numbers: dict[Cell, Numbers] = field(default_factory=dict, repr=False, compare=False)

    def numbers(self, activity: Activity, measure: Measure) -> Numbers:
        """What all of them gave of a measure; it is gathered once."""
        cell = Cell(activity.code, measure.code)
        if cell not in self._numbers:
            self._numbers[cell] = _gathered(self._spans, cell, measure)
        return self._numbers[cell]

    @cached_property
    def _spans(self) -> Spans:
        ids = [unit.id for unit in self.units]
        return spans(self.answers, ids, self.period, above(self.units), ends(self.units))


@dataclass(frozen=True, slots=True)
class FeedbackFacts:
    """What a feedback sheet is made from. `line` is the offices above the one that gets it, itself last."""

    line: tuple[OrgUnit, ...]
    circle: Circle

    @property
    def unit(self) -> OrgUnit:
        return self.line[-1]

    @property
    def peers(self) -> tuple[OrgUnit, ...]:
        return tuple(unit for unit in self.circle.units if unit.id != self.unit.id)


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure of an office and of its peers: `median` and `median_share` are None with fewer than five."""

    activity: Activity
    measure: Measure
    now: Answer
    to_date: int | None
    target: int | None
    median: Decimal | None
    shares: Mapping[str, Decimal]  # of each office that has a target and a number: how much is reached
    median_share: Decimal | None

    @property
    def share(self) -> Decimal | None:
        """How much of its own target is reached; None without a target or a number."""
        return Decimal(self.to_date) / self.target if self.to_date is not None and self.target else None

    @property
    def says_something(self) -> bool:
        return self.to_date is not None or self.target is not None or self.median is not None


def peers_of(unit: OrgUnit, every: Iterable[OrgUnit]) -> tuple[OrgUnit, ...]:
    """Those of these offices that are of its level and kind and stand under the same secretariat."""
    own = circle_of(unit)
    return tuple(other for other in every if other.id != unit.id and circle_of(other) == own)


def circle_of(unit: OrgUnit) -> tuple[Level, OrgKind, str]:
    """What offices that are peers of each other have in common: level, kind and secretariat."""
    under = born_under(unit.id)
    return unit.level, unit.kind, secretariat_of(under) if under else ""  # nobody stands above the nation


def compared(facts: FeedbackFacts) -> Iterator[Compared]:
    """Every measure asked of the office that counts something, is not protected and is no tally."""
    circle = facts.circle
    asked = asked_of(circle.plan, (facts.unit,), circle.period)
    for activity in circle.plan.activities():
        for code in activity.measures if activity.code in asked else ():
            measure = circle.measures[code]
            if measure.kind in (Kind.COUNT, Kind.MONEY) and not measure.protected and not measure.tally:
                yield _compared(circle.numbers(activity, measure), facts.unit.id, activity, measure)


def middle(values: Iterable[int | Decimal]) -> Decimal | None:
    """The median; None of fewer than five, so that no office's figure can be told from it."""
    every = [Decimal(value) for value in values]
    return median(every) if len(every) >= LEAST_PEERS else None


def _gathered(of: Spans, cell: Cell, measure: Measure) -> Numbers:
    how = measure.over_time
    to_date = _numbers(of.to_date.given(cell.key, how))
    targets = _numbers(of.of_year.given(Cell(cell.item, cell.measure, TARGET).key, how))
    both = {office: (to_date[office], wanted) for office, wanted in targets.items() if office in to_date}
    shares = {office: Decimal(done) / Decimal(wanted) for office, (done, wanted) in both.items() if wanted}
    return Numbers(of.now.given(cell.key, how), to_date, targets, shares)


def _compared(of: Numbers, unit: str, activity: Activity, measure: Measure) -> Compared:
    return Compared(
        activity,
        measure,
        of.now.get(unit),
        of.to_date.get(unit),
        of.targets.get(unit),
        middle(amount for office, amount in of.to_date.items() if office != unit),
        of.shares,
        middle(share for office, share in of.shares.items() if office != unit),
    )


def _numbers(given: Mapping[str, Answer]) -> dict[str, int]:
    return {office: answer for office, answer in given.items() if isinstance(answer, int)}


def means(every: Sequence[Compared]) -> dict[str, Decimal]:
    """Of each office the mean of the shares of its targets, each counted to all of it at most."""
    shares: dict[str, list[Decimal]] = {}
    for each in every:
        for office, share in each.shares.items():
            shares.setdefault(office, []).append(min(share, ALL))
    return {office: sum(found, Decimal(0)) / len(found) for office, found in shares.items()}
