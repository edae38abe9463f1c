"""Progress at a glance: how far the targets of each strategy, cluster activity and indicator are reached."""

from collections.abc import Iterable, Iterator, Sequence

from desktop.domain.achievement import Branch, pace, reached, tree
from desktop.domain.period import ReportingPeriod
from desktop.domain.plan import Activity, Cluster, Plan, Strategy
from desktop.domain.progress_table import CLUSTER, STRATEGY, Line, n_of_m, number_column
from desktop.domain.shareable import HIDDEN
from desktop.domain.sheet import (
    Align,
    Block,
    Chart,
    ChartKind,
    Column,
    Paragraph,
    Percent,
    Row,
    Series,
    Table,
)
from desktop.domain.sheet_words import Voice
from desktop.i18n import numbers
from desktop.i18n.words import mark

PART = mark("Part of the plan")
ACTIVITIES = mark("Activities answered")
TARGETS = mark("Targets set")
REACHED = mark("Reached")
INDICATOR = mark("Indicator {code}: {title}")
BY_STRATEGY = mark("How far the year's targets are reached, by strategy")
HOW_REACHED = mark(
    "“Reached” is the average of how much of each target of the year is reached, each counted to 100% at "
    "most, because unlike things cannot be added up. {passed} of the year has passed."
)


def chart(plan: Plan, every: Sequence[Line], period: ReportingPeriod, voice: Voice) -> Iterator[Block]:
    """How far each strategy has come, beside how far the year has."""
    found = tree(plan, every)
    if found:
        passed = numbers.percent(pace(period), voice.language, voice.digits)
        yield Paragraph(voice.say(HOW_REACHED, passed=passed))
        shares = Series("", tuple(Percent(branch.reached.share) for branch in found))
        names = tuple(_title(branch.of, voice) for branch in found)
        yield Chart(voice.say(BY_STRATEGY), ChartKind.BARS, names, (shares,))


def table(plan: Plan, every: Sequence[Line], voice: Voice) -> Iterator[Block]:
    """The same down to the indicators."""
    found = tree(plan, every)
    if found:
        columns = (
            Column(voice.say(PART), 5.2),
            Column(voice.say(ACTIVITIES), 1.0, Align.CENTRE),
            *(number_column(voice.say(title), 0.9) for title in (TARGETS, REACHED)),
        )
        yield Table(columns, tuple(_rows(found, voice)))


def _rows(strategies: Iterable[Branch], voice: Voice) -> Iterator[Row]:
    for strategy in strategies:
        yield _row(f"**{_title(strategy.of, voice)}**", _lines(strategy), voice)
        for cluster in strategy.under:
            yield _row(f"**{_title(cluster.of, voice)}**", _lines(cluster), voice)
            yield from _indicators(cluster, voice)


def _indicators(cluster: Branch, voice: Voice) -> Iterator[Row]:
    """The plan names one indicator for each activity; those that nobody here was asked about are left out."""
    assert isinstance(cluster.of, Cluster)
    for indicator in cluster.of.indicators:
        lines = [line for line in _lines(cluster) if line.activity.indicator == indicator.code]
        if lines:
            title = indicator.title.say(voice.language)
            yield _row(voice.say(INDICATOR, code=indicator.code, title=title), lines, voice)


def _row(title: str, lines: Sequence[Line], voice: Voice) -> Row:
    told = [line for line in lines if not line.is_kept_back]
    if not told:
        return Row((title, HIDDEN, HIDDEN, HIDDEN))
    asked = {line.activity.code for line in told}
    said = {line.activity.code for line in told if line.says_something}
    found = reached(lines)
    return Row((title, n_of_m(len(said), len(asked), voice), found.targets, Percent(found.share)))


def _lines(branch: Branch) -> list[Line]:
    if isinstance(branch.of, Line):
        return [branch.of]
    return [line for under in branch.under for line in _lines(under)]


def _title(of: Strategy | Cluster | Activity | Line, voice: Voice) -> str:
    match of:
        case Strategy(number=number, title=title):
            return voice.say(STRATEGY, number=number, title=title.say(voice.language))
        case Cluster(code=code, title=title):
            return voice.say(CLUSTER, code=code, title=title.say(voice.language))
    raise TypeError(f"neither a strategy nor a cluster: {of!r}")
