"""Tables and charts over years: results by strategy, reports, cases and money."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from desktop.domain import achievement, case_tables, money, shareable_cases
from desktop.domain.measure import Kind, Measures
from desktop.domain.plan import Cluster, Plan, Strategy
from desktop.domain.progress_table import (
    CLUSTER,
    NO_ANSWER,
    STRATEGY,
    answered,
    many_offices,
    number_column,
)
from desktop.domain.sheet import (
    Align,
    Block,
    Chart,
    ChartKind,
    Column,
    Heading,
    Paragraph,
    Percent,
    Riel,
    Row,
    RowKind,
    Series,
    SheetCell,
    Table,
)
from desktop.domain.sheet_parts import ACHIEVED, MEASURE
from desktop.domain.sheet_words import DASH, Voice
from desktop.domain.standing_tables import (
    COMPLETENESS,
    EXPECTED,
    ON_TIME,
    RECEIVED,
    TIMELINESS,
    score_cells,
    scores_over_time,
)
from desktop.domain.years import YearFigures, YearLine, as_lines
from desktop.i18n.words import mark

OBJECTIVE = mark("**Objective:** {text}")
OUTCOME = mark("**Expected outcome:** {text}")
INDICATOR = mark("Output indicator {code}: {title}")
BASELINE = mark("Baseline")
TARGET = mark("Target of the year")
TARGETS = mark("Targets of the years")
ALL_YEARS = mark("All years")
OFFICES = mark("Offices that answered")
YEAR = mark("Year")
REPORTED_CHART = mark("Reports received and on time, by year")
REACHED_CHART = mark("How far the targets of each strategy are reached")
REACHED_HOW = mark(
    "The mean of the shares reached of all targets that offices set, each counted to 100% at most; a dash "
    "where no target was set."
)
STRATEGY_SHORT = mark("Strategy {number}")
STAGE = mark("Stage")
CASES_BY_SEX = mark("By sex, in {year}")
EARLIER_SHARED = mark(
    "Of earlier years stands here what copies about them that were shared said already; nothing new is told."
)
MONEY_CHART = mark("Planned and spent budget, by year")
PLANNED, SPENT, OF_PLANNED = mark("Planned"), mark("Spent"), mark("% of planned")
SOURCE, TOTAL = mark("Source of money"), mark("Total")
SPENT_BY_SOURCE = mark("Spent, by source")
Lines = Sequence[YearLine]
Years = Sequence[YearFigures]  # the years that are shown, oldest first
LEFT_OUT = mark("Answers of {year} left out because two different ones were given: {n}.")


def results(plan: Plan, every: Lines, years: Years, voice: Voice) -> Iterator[Block]:
    """For each strategy what it wants, and a table of its clusters, indicators, activities and measures."""
    for year in years:
        if year.disputes:
            words = voice.say(LEFT_OUT, year=year.year, n=voice.whole(year.disputes))
            yield Paragraph(words)
    by_code: dict[str, list[YearLine]] = {}
    for line in every:
        by_code.setdefault(line.activity.code, []).append(line)
    columns = _columns(years, voice)
    for strategy in plan.strategies:
        rows = [row for cluster in strategy.clusters for row in _of_cluster(cluster, by_code, voice)]
        if rows:
            yield from _head(strategy, voice)
            yield Table(columns, tuple(rows))


def reports(years: Years, voice: Voice) -> Iterator[Block]:
    """How many reports were expected, came, and came on time, year by year."""
    counts = [year.standing.counts for year in years]
    if len(years) > 2:
        yield scores_over_time(REPORTED_CHART, _names(years, voice), counts, voice)
    titles = (EXPECTED, RECEIVED, ON_TIME, COMPLETENESS, TIMELINESS)
    columns = (Column(voice.say(YEAR), 1.4), *(number_column(voice.say(title)) for title in titles))
    named = zip(_names(years, voice), counts, strict=True)
    yield Table(columns, tuple(Row((name, *score_cells(card))) for name, card in named))


def reached(plan: Plan, every: Lines, years: Years, voice: Voice) -> Iterator[Block]:
    """How far targets are reached, by strategy: one bar for each, or several years over time."""
    names = tuple(voice.say(STRATEGY_SHORT, number=found.number) for found in plan.strategies)
    if len(years) > 1:
        by_year = [_shares(plan, year) for year in years]
        series = tuple(
            Series(name, tuple(Percent(shares[place]) for shares in by_year))
            for place, name in enumerate(names)
        )
        yield Chart(voice.say(REACHED_CHART), ChartKind.LINE, _names(years, voice), series)
    else:
        shares = _of_strategies(plan, achievement.tree(plan, as_lines(every)))
        bars = (Series("", tuple(map(Percent, shares))),)
        titles = tuple(
            voice.say(STRATEGY, number=found.number, title=found.title.say(voice.language))
            for found in plan.strategies
        )
        yield Chart(voice.say(REACHED_CHART), ChartKind.BARS, titles, bars)
    yield Paragraph(voice.say(REACHED_HOW))


def cases(every: Lines, years: Years, measures: Measures, voice: Voice) -> Iterator[Block]:
    """Cases at each stage, year by year, and of the last year by sex; in a shareable copy protected."""
    tallies = [line for line in every if line.measure.tally]
    if not tallies:
        return
    last = years[-1]
    if last.shareable is None or any(year.shareable and year.shareable.shows_something for year in years):
        columns = (Column(voice.say(STAGE), 3.0), *(number_column(name) for name in _names(years, voice)))
        yield Table(columns, tuple(_case_row(line, voice) for line in tallies))
    if last.shareable is None:
        yield Heading(voice.say(CASES_BY_SEX, year=last.year), 2)
        yield from case_tables.totals(last.stages, voice, of_offices=True)
        return
    if len(years) > 1:
        yield Paragraph(voice.say(EARLIER_SHARED))
    yield from shareable_cases.notes(last.shareable, voice)
    if last.shareable.shows_something:
        yield Heading(voice.say(CASES_BY_SEX, year=last.year), 2)
        yield from shareable_cases.cases(last.lines, last.shareable, measures, voice)


def budget(years: Years, voice: Voice) -> Iterator[Block]:
    """Money planned and spent year by year, and spent by source, in whole riel."""
    wholes = [money.whole(year.money) for year in years]
    names = _names(years, voice)
    if len(years) > 1 and any(each.planned or each.to_date for each in wholes):
        pairs = ((PLANNED, [each.planned for each in wholes]), (SPENT, [each.to_date for each in wholes]))
        series = tuple(Series(voice.say(title), tuple(map(_length, found))) for title, found in pairs)
        yield Chart(voice.say(MONEY_CHART), ChartKind.BARS, names, series)
    columns = (
        Column(voice.say(YEAR), 1.0),
        *(number_column(voice.say(title), 1.5) for title in (PLANNED, SPENT)),
        number_column(voice.say(OF_PLANNED)),
    )
    yield Table(
        columns,
        tuple(
            Row((name, _riel(each.planned), _riel(each.to_date), Percent(each.against.achieved)))
            for name, each in zip(names, wholes, strict=True)
        ),
    )
    yield Heading(voice.say(SPENT_BY_SOURCE), 2)
    yield _by_source(years, voice)


def _names(years: Years, voice: Voice) -> tuple[str, ...]:
    """The years as heads of columns: short."""
    return tuple(voice.write(str(year.year)) for year in years)


def _head(strategy: Strategy, voice: Voice) -> Iterator[Block]:
    title = strategy.title.say(voice.language)
    yield Heading(voice.say(STRATEGY, number=strategy.number, title=title), 2)
    yield Paragraph(voice.say(OBJECTIVE, text=strategy.objective.say(voice.language)), leads=True)
    yield Paragraph(voice.say(OUTCOME, text=strategy.outcome.say(voice.language)), leads=True)


def _columns(years: Years, voice: Voice) -> tuple[Column, ...]:
    wide = len(years) > 2
    return (
        Column(voice.say(MEASURE), 3.0),
        number_column(voice.say(BASELINE)),
        *(number_column(name) for name in _names(years, voice)),
        *([number_column(voice.say(ALL_YEARS))] if wide else []),
        number_column(voice.say(TARGETS if wide else TARGET)),
        number_column(voice.say(ACHIEVED), 0.9),
        Column(voice.say(OFFICES), 0.9, Align.CENTRE),
    )


def _of_cluster(cluster: Cluster, by_code: dict[str, list[YearLine]], voice: Voice) -> Iterator[Row]:
    """The cluster, under it each output indicator, under that its activities with their measures."""
    here = [activity for activity in cluster.activities if activity.code in by_code]
    if not here:
        return
    title = voice.say(CLUSTER, code=cluster.code, title=cluster.title.say(voice.language))
    yield Row((title,), RowKind.GROUP)
    for indicator in cluster.indicators:
        activities = [activity for activity in here if activity.indicator == indicator.code]
        if activities:
            words = indicator.title.say(voice.language)
            yield Row((voice.say(INDICATOR, code=indicator.code, title=words),), RowKind.GROUP)
        for activity in activities:
            name = f"{activity.code}  {activity.title.say(voice.language)}"
            yield Row((voice.write(name),), RowKind.GROUP)
            yield from _of_activity(by_code[activity.code], voice)


def _of_activity(every: Lines, voice: Voice) -> Iterator[Row]:
    """Its measures that somebody said something about; or one line that says that nobody did."""
    said = [line for line in every if line.says_something]
    for line in said:
        yield Row((line.measure.label.say(voice.language), *_cells(line, voice)))
    if not said:
        yield Row((voice.say(NO_ANSWER),))


def _cells(line: YearLine, voice: Voice) -> tuple[SheetCell, ...]:
    kind = line.measure.kind
    hidden = line.years[-1].shown is not None
    wide = len(line.years) > 2
    can = line.can_have_target and not hidden
    return (
        many_offices(line.baseline, kind, voice) if can else None,
        *(many_offices(figure, kind, voice) for figure in line.years),
        *([many_offices(line.total, kind, voice)] if wide else []),
        many_offices(line.target, kind, voice) if can else None,
        Percent(line.achieved) if can else None,
        answered(line.last_asked, voice),
    )


def _case_row(line: YearLine, voice: Voice) -> Row:
    name = voice.write(f"{line.activity.code}  {line.measure.label.say(voice.language)}")
    return Row((name, *(many_offices(figure, Kind.COUNT, voice) for figure in line.years)))


def _shares(plan: Plan, year: YearFigures) -> tuple[Decimal | None, ...]:
    return _of_strategies(plan, achievement.tree(plan, year.lines))


def _of_strategies(plan: Plan, tree: Sequence[achievement.Branch]) -> tuple[Decimal | None, ...]:
    by_number = {branch.code: branch.reached.share for branch in tree}
    return tuple(by_number.get(str(strategy.number)) for strategy in plan.strategies)


def _by_source(years: Years, voice: Voice) -> Table:
    columns = (Column(voice.say(SOURCE), 1.6), *(number_column(name, 1.2) for name in _names(years, voice)))
    sources = [found.source for found in years[-1].money]
    rows = [
        Row((source.label.say(voice.language), *(_riel(year.money[place].to_date.amount) for year in years)))
        for place, source in enumerate(sources)
    ]
    sums = tuple(_riel(money.whole(year.money).to_date) for year in years)
    return Table(columns, (*rows, Row((voice.say(TOTAL), *sums), RowKind.TOTAL)))


def _length(amount: int | None) -> SheetCell:
    return None if amount is None else Riel(amount)


def _riel(amount: int | None) -> SheetCell:
    """A dash where nothing is known."""
    return DASH if amount is None else Riel(amount)
