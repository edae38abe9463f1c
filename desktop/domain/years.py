"""Figures over years: what an annual report and the evaluations are made of (plan, section 6.3).

Each year is added up by itself, so that only one year's answers are in hand at a time, and is then laid
beside the others by the codes of activity and measure: these never change, so reports made under an older
plan pack or register stay comparable.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.domain import case_tables, money, progress_table
from desktop.domain.case_tables import Stage
from desktop.domain.figures import (
    NO_FIGURE,
    Against,
    Answers,
    Figure,
    Progress,
    Span,
    Spans,
    against,
    figure,
    texts,
    whole_year,
)
from desktop.domain.form import NARRATIVES
from desktop.domain.measure import Kind, Measure, Measures, OverTime
from desktop.domain.money import Money
from desktop.domain.org_unit import OrgUnit, above, ends
from desktop.domain.period import ReportingPeriod
from desktop.domain.plan import Activity, Plan
from desktop.domain.progress_table import Line
from desktop.domain.report import BASELINE, NARRATIVE, TARGET, Cell
from desktop.domain.shareable import HIDDEN, Shareable
from desktop.domain.standing import Standing

Key = tuple[str, str]  # the codes of an activity and a measure
_NOTHING = Span({}, {})


@dataclass(frozen=True, slots=True)
class Written:
    """What an office wrote in one place over a year."""

    unit: OrgUnit
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One year of a place, added up. `lines` are in the order of the plan; their `now` is the whole year.

    `stages` are its cases (none in a shareable copy, whose protected values are in `shareable`).
    `disputes` counts cells with two answers, which are in no sum. `written` are the narratives by name, of
    the place's own office and those directly under it; a shareable copy has none.
    """

    year: int
    lines: tuple[Line, ...]
    against: Mapping[Key, Against]
    baselines: Mapping[Key, Figure]
    money: tuple[Money, ...]
    stages: tuple[Stage, ...]
    standing: Standing
    disputes: int
    written: Mapping[str, tuple[Written, ...]]
    shareable: Shareable | None = None

    @property
    def has_something(self) -> bool:
        return any(line.says_something for line in self.lines) or self.standing.counts.received > 0


@dataclass(frozen=True, slots=True)
class YearLine:
    """A measure of an activity over years: a figure for each year shown, and all of them together.

    `total` adds flows and takes the last year that has a stock; `target` likewise. `against` compares only
    offices that set a target, in the years in which they did.
    """

    activity: Activity
    measure: Measure
    years: tuple[Figure, ...]
    total: Figure
    baseline: Figure
    target: Figure
    against: Against

    @property
    def last_asked(self) -> Figure:
        """The figure of the last year in which anybody was asked: some activities are of early years."""
        return next((each for each in reversed(self.years) if each.asked or each.shown), self.years[-1])

    @property
    def can_have_target(self) -> bool:
        return self.measure.kind in (Kind.COUNT, Kind.MONEY) and not self.measure.tally

    @property
    def achieved(self) -> Decimal | None:
        return self.against.achieved if self.can_have_target else None

    @property
    def says_something(self) -> bool:
        return any(each.says_something for each in (*self.years, self.target, self.baseline))


def of_year(
    plan: Plan,
    measures: Measures,
    units: Sequence[OrgUnit],
    answers: Answers,
    standing: Standing,
    shareable: Shareable | None = None,
) -> YearFigures:
    """The year that `standing` is about, from these offices' answers about its quarters and itself."""
    period = standing.period
    of = _spans(answers, units, period)
    asked = progress_table.asked_of(plan, units, period)
    every = progress_table.lines(plan, measures, of, asked, shareable)
    targets = [line for line in every if _has_target(line)]
    offices = frozenset(unit.id for unit in units)
    return YearFigures(
        year=period.year,
        lines=every,
        against={_key(line): _against(of, line) for line in targets},
        baselines={_key(line): _baseline(of, line) for line in targets},
        money=money.by_source(of, measures, offices),
        stages=case_tables.stages(every, of, asked) if shareable is None else (),
        standing=standing,
        disputes=answers.disputes(offices, (*period.quarters(), period)),
        written={} if shareable is not None else _written(of.now, standing.office, units),
        shareable=shareable,
    )


def beside(plan: Plan, shown: Sequence[YearFigures], counted: Iterable[int]) -> tuple[YearLine, ...]:
    """Every measure of these years in the order of the plan; `counted` are the years that are added up."""
    added = frozenset(counted)
    by_key = [{_key(line): line for line in year.lines} for year in shown]
    found: list[YearLine] = []
    for activity in plan.activities():
        for code in activity.measures:
            lines = [of.get((activity.code, code)) for of in by_key]
            first = next((line for line in lines if line is not None), None)
            if first is not None:
                pairs = tuple(zip(shown, lines, strict=True))
                found.append(_year_line(first, pairs, added))
    return tuple(found)


def _year_line(
    first: Line, pairs: Sequence[tuple[YearFigures, Line | None]], counted: frozenset[int]
) -> YearLine:
    how = first.measure.over_time
    key = _key(first)
    years = tuple(line.progress.now if line else NO_FIGURE for _year, line in pairs)
    inside = [(year, line) for year, line in pairs if year.year in counted and line is not None]
    baselines = (year.baselines[key] for year, _line in pairs if key in year.baselines)
    return YearLine(
        first.activity,
        first.measure,
        years,
        _together([line.progress.now for _year, line in inside], how),
        next((each for each in baselines if each.amount is not None), NO_FIGURE),
        _together([line.progress.target for _year, line in inside], how),
        _all_against([year.against[key] for year, _line in inside if key in year.against], how),
    )


def _together(figures: Sequence[Figure], how: OverTime) -> Figure:
    """Flows added, of a stock the last year that is known; a protected figure is not added up again."""
    if any(each.shown is not None for each in figures):
        return Figure(None, 0, 0, shown=HIDDEN)
    known = [each for each in figures if each.amount is not None]
    if not known:
        return figures[-1] if figures else NO_FIGURE
    if how is OverTime.LAST:
        return known[-1]
    amount = sum(each.amount or 0 for each in known)
    return Figure(amount, known[-1].answered, known[-1].asked)


def _all_against(every: Sequence[Against], how: OverTime) -> Against:
    """What was done beside what was wanted over years; of a stock in the last year that has a target."""
    wanted = [each for each in every if each.wanted]
    if how is OverTime.LAST:
        return wanted[-1] if wanted else Against(None, 0)
    actual = [each.actual for each in wanted if each.actual is not None]
    return Against(sum(actual) if actual else None, sum(each.wanted for each in wanted))


def _spans(answers: Answers, units: Sequence[OrgUnit], period: ReportingPeriod) -> Spans:
    """The year as a printout reads it, without the year before: that is read by itself."""
    ids = [unit.id for unit in units]
    last_days = ends(units)
    gone = frozenset(unit for unit, last in last_days.items() if last < period.end)
    year = answers.over(ids, period.quarters(), gone)
    of_year = answers.over(ids, (whole_year(period),), gone)
    return Spans(year, _NOTHING, year, of_year, above(units))


def _written(of: Span, own: OrgUnit, units: Sequence[OrgUnit]) -> dict[str, tuple[Written, ...]]:
    near = [unit for unit in units if own.id in (unit.id, unit.parent)]
    every = {
        name: tuple(Written(unit, texts(of.reports[unit.id], Cell(NARRATIVE, name).key)) for unit in near)
        for name in NARRATIVES
    }
    return {name: tuple(each for each in found if each.texts) for name, found in every.items()}


def _has_target(line: Line) -> bool:
    shown = line.progress.now.shown is not None
    return line.measure.kind in (Kind.COUNT, Kind.MONEY) and not line.measure.tally and not shown


def _against(of: Spans, line: Line) -> Against:
    counted = progress_table.counted(of, line.activity, line.measure)
    goal = Cell(*_key(line), TARGET).key
    return against(counted, goal, Cell(*_key(line)).key, line.measure.over_time)


def _baseline(of: Spans, line: Line) -> Figure:
    counted = progress_table.counted(of, line.activity, line.measure)
    return figure(counted.of_year, Cell(*_key(line), BASELINE).key, line.measure, ())


def _key(line: Line) -> Key:
    return line.activity.code, line.measure.code


def as_lines(every: Iterable[YearLine]) -> tuple[Line, ...]:
    """The same over all years counted, as one line each: for what asks how far targets are reached."""
    return tuple(
        Line(
            each.activity,
            each.measure,
            Progress(each.total, NO_FIGURE, each.total, each.target, each.achieved),
        )
        for each in every
    )
