"""The overview of an office that others stand under: who reported, how far the plan is, what to look at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from desktop.actions import stamp
from desktop.actions.review import OnlySecretariat
from desktop.actions.scorecard import OnlyAboveOthers
from desktop.domain import achievement, figures, outliers, overview, progress_table
from desktop.domain.achievement import Branch
from desktop.domain.figures import Answers, Figure, Progress, Spans
from desktop.domain.measure import Measure, Measures
from desktop.domain.money import Money, by_source
from desktop.domain.org_unit import OrgUnit, above, ends
from desktop.domain.outliers import Outlier
from desktop.domain.overview import Grid
from desktop.domain.period import ReportingPeriod
from desktop.domain.plan import Activity, Plan
from desktop.domain.report import BUDGET, Cell, ReportKey, Status
from desktop.domain.scorecard import Scorecard
from desktop.storage import attachments, closings, devices, measures, org_units, registers, settings, sheets
from desktop.storage import figures as stored
from desktop.storage import overview as standing
from desktop.storage.database import Database

# Quarters of its own that an office's figure is compared with: long enough for the seasons, short enough
# for a commune that has grown.
LOOKED_BACK = 8
TREND = 12  # quarters of a trend: three years, so that a season can be seen to come back


@dataclass(frozen=True, slots=True)
class Ground:
    """What a screen looks at: an office with the ones above it (the nearest last), and all under it."""

    line: tuple[OrgUnit, ...]
    below: tuple[OrgUnit, ...]

    @property
    def unit(self) -> OrgUnit:
        return self.line[-1]

    @property
    def units(self) -> tuple[OrgUnit, ...]:
        return (self.unit, *self.below)

    def places(self) -> tuple[tuple[OrgUnit, ...], ...]:
        """The office itself, then each directly under it with all that stand under that one."""
        over = above(self.units)
        heads = [unit for unit in self.below if unit.parent == self.unit.id]
        return (
            (self.unit,),
            *((head, *(unit for unit in self.below if head.id in over[unit.id])) for head in heads),
        )


@dataclass(frozen=True, slots=True)
class Tree:
    """How far the plan is in an office and all under it."""

    ground: Ground
    period: ReportingPeriod
    strategies: tuple[Branch, ...]
    disputed: int


@dataclass(frozen=True, slots=True)
class Part:
    """A place with all under it, and its figures of one measure."""

    head: OrgUnit
    offices: int
    progress: Progress


@dataclass(frozen=True, slots=True)
class Course:
    """One measure over time, and in this period place by place; the same figures as in the tree."""

    ground: Ground
    activity: Activity
    measure: Measure
    trend: tuple[tuple[ReportingPeriod, Figure], ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Purse:
    """Money by source in an office and all under it, and in all of each place."""

    ground: Ground
    money: tuple[Money, ...]
    parts: tuple[tuple[OrgUnit, tuple[Money, ...]], ...]


@dataclass(frozen=True, slots=True)
class Odd:
    """Figures to look at, the farthest first, and how the cells are called."""

    outliers: tuple[Outlier, ...]
    measures: Measures = field(hash=False)


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came about the quarter that ended last, and how many reports about it nobody has judged yet.

    `known`: how many offices have a computer that was accepted here; 0 where a secretariat has just begun.
    """

    period: ReportingPeriod
    counts: Scorecard
    not_judged: int
    known: int


def quarters() -> tuple[ReportingPeriod, ...]:
    """The quarters of the plan up to the one that runs, oldest first."""
    return overview.quarters_to(overview.quarter_of(stamp.today()))


def quarter_of(code: str) -> ReportingPeriod:
    """The quarter with this code; for any other code, or none, the quarter that ended last."""
    every = quarters()
    return next((one for one in every if one.code == code), every[max(len(every) - 2, 0)])


def arrived(db: Database) -> Arrived | None:
    """What came of this office and all under it about the quarter that ended last; None where none is."""
    unit = org_units.get(db, settings.need(db, settings.ORG_UNIT))
    assert unit is not None
    if not overview.looks_over_others(unit):
        return None
    period = quarter_of("")
    found = sheets.who_reported(db, unit.id, period)
    units = {one.unit.id for one in found.expected}
    signs = standing.statuses(db, units, [period]).values()
    not_judged = sum(status is Status.SUBMITTED for status in signs)
    return Arrived(period, found.counts, not_judged, len(devices.by_office(db).keys() - {unit.id}))


def grid(db: Database, last: ReportingPeriod | None = None) -> Grid:
    """Who of this office and all under it reported about the quarters up to one: the one that runs.

    Raises `OnlyAboveOthers` in an office that none stands under.
    """
    mine = _ground(db, "")
    today = stamp.today()
    periods = overview.quarters_to(last or overview.quarter_of(today))
    units = [unit.id for unit in mine.units]
    arrivals = {key: sheets.day(at) for key, at in stored.arrivals(db, units, periods).items()}
    signs = standing.statuses(db, units, periods)
    rules = registers.rules(db)
    amended = closings.amended_among(db, units, periods)
    lacks = attachments.lacks(db)
    return overview.grid(mine.unit, mine.below, periods, arrivals, signs, today, rules, amended, lacks)


def tree(db: Database, period: ReportingPeriod, org_unit: str = "") -> Tree:
    """The plan's strategies, clusters, activities and measures with their figures about a period.

    Of this office and all under it, or of one of those (`org_unit`) and all under that.
    """
    ground = _ground(db, org_unit)
    answers = stored.answers(db, _ids(ground.units), figures.periods_read(period))
    of = _spans(answers, ground.units, period)
    plan = registers.plan(db)
    asked = progress_table.asked_of(plan, ground.units, period)
    lines = progress_table.lines(plan, measures.measures(), of, asked)
    disputed = sum(len(cells) for cells in of.now.disputed.values())
    return Tree(ground, period, achievement.tree(plan, lines), disputed)


def course(db: Database, period: ReportingPeriod, cell: Cell, org_unit: str = "") -> Course:
    """How one measure went over the last quarters up to a period, and place by place."""
    ground = _ground(db, org_unit)
    plan = registers.plan(db)
    activity, measure = plan.activity(cell.item), measures.measures()[cell.measure]
    quarters = overview.quarters_to(period)[-TREND:]
    read = dict.fromkeys(one for each in (*quarters, period) for one in figures.periods_read(each))
    of = _Asked(stored.answers(db, _ids(ground.units), read, cell.key), plan, activity, measure)
    trend = tuple((quarter, of.progress(quarter, ground.units).now) for quarter in quarters)
    parts = tuple(Part(units[0], len(units), of.progress(period, units)) for units in ground.places())
    return Course(ground, activity, measure, trend, parts)


def purse(db: Database, period: ReportingPeriod, org_unit: str = "") -> Purse:
    """Money planned and spent by source, in all and place by place."""
    ground = _ground(db, org_unit)
    answers = stored.answers(db, _ids(ground.units), figures.periods_read(period), f"{BUDGET}:")
    every = measures.measures()

    def of(units: Sequence[OrgUnit]) -> tuple[Money, ...]:
        return by_source(figures.spans(answers, _ids(units), period), every, _ids(units))

    return Purse(ground, of(ground.units), tuple((units[0], of(units)) for units in ground.places()))


def read_ahead(db: Database) -> None:
    """Read what the overview and its screens look at first, so that who goes there need not wait for it."""
    mine, period = settings.need(db, settings.ORG_UNIT), quarter_of("")
    units = (mine, *(unit.id for unit in registers.below(db, mine)))
    for each in dict.fromkeys((*figures.periods_read(period), *_looked_back(period))):
        stored.answers(db, units, [each]).over(units, [each]).items()  # what is found stays with the report


def to_look_at(db: Database, period: ReportingPeriod) -> Odd:
    """Figures about a quarter that stand far from an office's own history, or from its peers."""
    ground = _ground(db, "")
    periods = _looked_back(period)
    answers = stored.answers(db, [unit.id for unit in ground.units], periods)
    every = measures.measures()
    pick = outliers.Comparable(every)
    said = {key: pick.figures(report) for key, report in answers.given.items()}
    now = {unit.id: said.get(ReportKey(unit.id, period.code), {}) for unit in ground.units}
    before = {
        unit.id: [said.get(ReportKey(unit.id, earlier.code), {}) for earlier in periods[1:]]
        for unit in ground.units
    }
    return Odd(outliers.outliers(ground.units, now, before), every)


def _looked_back(period: ReportingPeriod) -> list[ReportingPeriod]:
    """A quarter, then those before it that its figures are compared with."""
    periods = [period]
    while len(periods) <= LOOKED_BACK:
        periods.append(periods[-1].previous())
    return periods


def _ground(db: Database, org_unit: str) -> Ground:
    mine = settings.need(db, settings.ORG_UNIT)
    if org_unit and not org_units.is_under(db, org_unit, mine):
        raise OnlySecretariat
    ground = Ground(org_units.line(db, org_unit or mine), registers.below(db, org_unit or mine))
    if not org_unit and not overview.looks_over_others(ground.unit):
        raise OnlyAboveOthers
    return ground


class _Asked:
    """One measure of an activity, asked of some offices about some period."""

    def __init__(self, answers: Answers, plan: Plan, activity: Activity, measure: Measure) -> None:
        self._answers, self._plan, self._activity, self._measure = answers, plan, activity, measure

    def progress(self, period: ReportingPeriod, units: Sequence[OrgUnit]) -> Progress:
        """As a row of the printed summary has it."""
        of = _spans(self._answers, units, period)
        asked = progress_table.asked_of(self._plan, units, period).get(self._activity.code, frozenset())
        return progress_table.of_measure(of, self._activity, self._measure, asked)


def _spans(answers: Answers, units: Sequence[OrgUnit], period: ReportingPeriod) -> Spans:
    """What these offices said; of the period before nothing: no screen shows it."""
    of = figures.spans(answers, _ids(units), period, above(units), ends(units))
    return replace(of, before=figures.Span({}, {}))


def _ids(units: Iterable[OrgUnit]) -> tuple[str, ...]:
    return tuple(unit.id for unit in units)
