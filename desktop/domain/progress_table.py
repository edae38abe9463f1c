"""Progress by activity: what was asked of whom, its figures, and the tables that show them."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.case_tally import case_progress
from desktop.domain.figures import Figure, Progress, Spans, lowest, progress
from desktop.domain.measure import Kind, Measure, Measures, OverTime
from desktop.domain.org_unit import OrgUnit
from desktop.domain.period import ReportingPeriod
from desktop.domain.plan import Activity, Plan
from desktop.domain.report import Cell
from desktop.domain.shareable import HIDDEN, Printed, Shareable
from desktop.domain.sheet import Align, Block, Column, Heading, Percent, Riel, Row, RowKind, SheetCell, Table
from desktop.domain.sheet_words import DASH, Voice
from desktop.i18n.words import mark

DISPUTED = mark("two answers")
YES_NO = {1: mark("yes"), 0: mark("no")}
STATUS = {2: mark("done"), 1: mark("in progress"), 0: mark("not started")}
YES_COUNT = mark("Yes: {n}")
STATUS_COUNT = {2: mark("Done: {n}"), 1: mark("In progress: {n}"), 0: mark("Not started: {n}")}
STRATEGY = mark("Strategy {number}: {title}")
CLUSTER = mark("Cluster activity {code}: {title}")
NO_ANSWER = mark("No answer yet")
N_OF_M = mark("{n} of {m}")


@dataclass(frozen=True, slots=True)
class Line:
    """A measure of an activity with its figures."""

    activity: Activity
    measure: Measure
    progress: Progress

    @property
    def is_kept_back(self) -> bool:
        """Whether it is a protected measure in a shareable copy: nobody is told who answered it."""
        return self.progress.now.shown is not None

    @property
    def says_something(self) -> bool:
        """Whether any office said anything: a number, a reason, or two answers."""
        return any(figure.says_something for figure in self._figures)

    @property
    def _figures(self) -> tuple[Figure, ...]:
        of = self.progress
        return (of.now, of.before, of.to_date, of.target)


# What a table shows: its columns after the first, and a measure's cells in them.
Cells = Callable[[Line], tuple[SheetCell, ...]]


@dataclass(frozen=True, slots=True)
class Layout:
    columns: tuple[Column, ...]
    cells: Cells


def asked_of(plan: Plan, units: Iterable[OrgUnit], period: ReportingPeriod) -> dict[str, frozenset[str]]:
    """For each activity the offices that are asked about it in a period."""
    alike: dict[tuple[object, ...], list[OrgUnit]] = {}  # offices that are asked the same
    start, end = period.start, period.end
    for unit in units:
        if unit.stands(start, end):
            ruled = tuple(sorted(plan.rules.asks(unit).items()))
            alike.setdefault((unit.level, unit.kind, unit.institution, ruled), []).append(unit)
    asked: dict[str, set[str]] = {}
    for offices in alike.values():
        for activity in plan.asked_of_office(offices[0], period.plan_year):
            asked.setdefault(activity.code, set()).update(unit.id for unit in offices)
    return {code: frozenset(offices) for code, offices in asked.items()}


def lines(
    plan: Plan,
    measures: Measures,
    of: Spans,
    asked: Mapping[str, frozenset[str]],
    shareable: Shareable | None = None,
) -> tuple[Line, ...]:
    """Every measure that counts something and was asked or answered, in the order of the plan.

    In a shareable copy what it may show of this period stands for the figures of protected measures.
    """
    answered = of.to_date.items()
    return tuple(
        Line(activity, measure, _protected(Cell(activity.code, measure.code), shareable))
        if shareable is not None and measure.protected
        else Line(activity, measure, of_measure(of, activity, measure, units))
        for activity in plan.activities()
        if activity.code in asked or activity.code in answered
        for units in [asked.get(activity.code, frozenset())]
        for measure in (measures[code] for code in activity.measures)
        if measure.is_number
    )


def of_measure(of: Spans, activity: Activity, measure: Measure, asked: frozenset[str]) -> Progress:
    """The figures of one measure over the offices of these spans; `asked` are the ids of those asked."""
    add_up = case_progress if measure.tally else progress
    return add_up(counted(of, activity, measure), Cell(activity.code, measure.code), measure, asked)


def counted(of: Spans, activity: Activity, measure: Measure) -> Spans:
    """The offices whose figures are added: of an area the lowest, of what was done all."""
    describes = activity.of_area and (measure.tally or measure.over_time is OverTime.LAST)
    return lowest(of, Cell(activity.code, measure.code).key) if describes else of


def tables(plan: Plan, every: Sequence[Line], layout: Layout, voice: Voice) -> Iterator[Block]:
    """A heading and a table for each strategy, its rows under their cluster and activity."""
    for strategy in plan.strategies:
        rows: list[Row] = []
        for cluster in strategy.clusters:
            codes = {activity.code for activity in cluster.activities}
            found = [line for line in every if line.activity.code in codes]
            if found:
                title = voice.say(CLUSTER, code=cluster.code, title=cluster.title.say(voice.language))
                rows += [Row((title,), RowKind.GROUP), *_rows(found, layout, voice)]
        if rows:
            title = strategy.title.say(voice.language)
            yield Heading(voice.say(STRATEGY, number=strategy.number, title=title), 2)
            yield Table(layout.columns, tuple(rows))


def number_column(title: str, weight: float = 1.0) -> Column:
    return Column(title, weight, Align.RIGHT)


def one_office(figure: Figure, kind: Kind, voice: Voice) -> SheetCell:
    """What an office said: a number, yes or no, a milestone, the reason, or a dash for nothing."""
    if figure.shown is not None:
        return printed(figure.shown, voice)
    if figure.amount is None:
        if figure.disputed:
            return voice.say(DISPUTED)
        return voice.reason(figure.reason) if figure.reason else DASH
    if kind in (Kind.YES_NO, Kind.STATUS):
        words = YES_NO if kind is Kind.YES_NO else STATUS
        return ", ".join(voice.say(words[choice]) for choice in figure.choices if choice in words)
    return Riel(figure.amount) if kind is Kind.MONEY else figure.amount


def many_offices(figure: Figure, kind: Kind, voice: Voice) -> SheetCell:
    """What offices said together: a sum, how many said yes, how many stand where with a milestone."""
    if figure.amount is not None and kind is Kind.YES_NO:
        return voice.say(YES_COUNT, n=voice.whole(figure.amount))
    if figure.amount is not None and kind is Kind.STATUS:
        counts = [
            voice.say(words, n=voice.whole(figure.choices[choice]))
            for choice, words in STATUS_COUNT.items()
            if figure.choices.get(choice)
        ]
        return "\n".join(counts)
    return one_office(figure, kind, voice)


def printed(value: Printed, voice: Voice) -> SheetCell:
    """A protected value: a rounded number, or its words in the sheet's digits."""
    return value if isinstance(value, int) else voice.write(value)


def answered(figure: Figure, voice: Voice) -> SheetCell:
    """How many of the offices asked have answered; of a protected figure nobody is told."""
    return n_of_m(figure.answered, figure.asked, voice) if figure.shown is None else None


def n_of_m(n: int, m: int, voice: Voice) -> str:
    return voice.say(N_OF_M, n=voice.whole(n), m=voice.whole(m))


def share(line: Line) -> SheetCell:
    """Year to date over target; empty where a measure can have no target."""
    if line.is_kept_back:
        return None
    can = line.measure.kind in (Kind.COUNT, Kind.MONEY) and not line.measure.tally
    return Percent(line.progress.achieved) if can else None


def _protected(cell: Cell, shareable: Shareable) -> Progress:
    """Of a protected measure only this period is shown: other sums from January on overlap the quarters."""
    now, rest = Figure(None, 0, 0, shown=shareable.of(cell)), Figure(None, 0, 0, shown=HIDDEN)
    is_to_date = ReportingPeriod(shareable.period).start.month == 1
    return Progress(now, rest, now if is_to_date else rest, rest, None)


def _rows(every: Sequence[Line], layout: Layout, voice: Voice) -> Iterator[Row]:
    """For each activity its title over the width of the table, then its measures."""
    for code, found in itertools.groupby(every, lambda line: line.activity.code):
        of_activity = list(found)
        title = of_activity[0].activity.title.say(voice.language)
        yield Row((voice.write(f"{code}  {title}"),), RowKind.SUBGROUP)
        if any(line.says_something or line.is_kept_back for line in of_activity):
            for line in of_activity:
                yield Row((line.measure.label.say(voice.language), *layout.cells(line)))
        else:
            yield Row((voice.say(NO_ANSWER), *layout.cells(of_activity[0])))
