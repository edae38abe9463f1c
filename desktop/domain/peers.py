"""An office beside its peers: each figure with the median of theirs, none of them named.

Peers are the offices of the same level under the same secretariat. With fewer than five that gave a number
there is no median; counts of children and cases are compared nowhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from desktop.domain.achievement import ALL
from desktop.domain.figures import Answers, Spans, spans
from desktop.domain.measure import Kind, Measure, Measures
from desktop.domain.org_unit import OrgUnit, above, born_under, ends, secretariat_of
from desktop.domain.period import ReportingPeriod
from desktop.domain.plan import Activity, Plan
from desktop.domain.progress_table import asked_of
from desktop.domain.report import TARGET, Answer, Cell
from desktop.domain.standing import Expected

LEAST_PEERS = 5


@dataclass(frozen=True, slots=True)
class FeedbackFacts:
    """What a feedback sheet is made from. `line` is the offices above the one that gets it, itself last.

    `answers` are its own and its peers'; `standings` who reported, of each of them since January.
    """

    line: tuple[OrgUnit, ...]
    peers: tuple[OrgUnit, ...]
    secretariat: OrgUnit
    period: ReportingPeriod
    plan: Plan
    measures: Measures
    answers: Answers
    standings: Mapping[str, Sequence[Expected]]
    is_example: bool = False

    @property
    def unit(self) -> OrgUnit:
        return self.line[-1]


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
    head = secretariat_of(born_under(unit.id))
    return tuple(
        other
        for other in every
        if (other.level, other.kind) == (unit.level, unit.kind)
        and other.id != unit.id
        and secretariat_of(born_under(other.id)) == head
    )


def compared(facts: FeedbackFacts) -> Iterator[Compared]:
    """Every measure asked of the office that counts something, is not protected and is no tally."""
    units = (facts.unit, *facts.peers)
    ids = [unit.id for unit in units]
    of = spans(facts.answers, ids, facts.period, above(units), ends(units))
    asked = asked_of(facts.plan, (facts.unit,), facts.period)
    for activity in facts.plan.activities():
        for code in activity.measures if activity.code in asked else ():
            measure = facts.measures[code]
            if measure.kind in (Kind.COUNT, Kind.MONEY) and not measure.protected and not measure.tally:
                yield _compared(of, facts.unit.id, activity, measure)


def middle(values: Iterable[int | Decimal]) -> Decimal | None:
    """The median; None of fewer than five, so that no office's figure can be told from it."""
    every = [Decimal(value) for value in values]
    return median(every) if len(every) >= LEAST_PEERS else None


def _compared(of: Spans, unit: str, activity: Activity, measure: Measure) -> Compared:
    cell = Cell(activity.code, measure.code)
    how = measure.over_time
    to_date = _numbers(of.to_date.given(cell.key, how))
    targets = _numbers(of.of_year.given(Cell(cell.item, cell.measure, TARGET).key, how))
    both = {office: (to_date[office], wanted) for office, wanted in targets.items() if office in to_date}
    shares = {office: Decimal(done) / Decimal(wanted) for office, (done, wanted) in both.items() if wanted}
    return Compared(
        activity,
        measure,
        of.now.given(cell.key, how).get(unit),
        to_date.get(unit),
        targets.get(unit),
        middle(amount for office, amount in to_date.items() if office != unit),
        shares,
        middle(share for office, share in shares.items() if office != unit),
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
