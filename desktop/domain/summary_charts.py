"""Charts of a summary: reports by place, participations over the year, money by source."""

from collections.abc import Collection, Iterator, Sequence

from desktop.domain.budget_table import PLANNED, SPENT_TO_DATE
from desktop.domain.figures import Answers, Spans, figure, year_to_date
from desktop.domain.measure import Measures
from desktop.domain.money import by_source
from desktop.domain.period import ReportingPeriod
from desktop.domain.progress_table import Line
from desktop.domain.report import Cell
from desktop.domain.sheet import Chart, ChartKind, Percent, Riel, Series, SheetCell
from desktop.domain.sheet_words import Voice
from desktop.domain.standing import Standing, count
from desktop.i18n.words import mark

BY_PLACE = mark("Reports received of those expected, by place")
BY_SOURCE = mark("Budget planned for the year and spent since January, by source")
OVER_THE_YEAR = mark("Participations over the year")
PEOPLE, WOMEN = mark("Participations"), mark("Of which female")


def places(standing: Standing, voice: Voice) -> Iterator[Chart]:
    """Of each place with offices under it, how many of all their reports have come."""
    found = [place for place in standing.places() if place.below]
    if len(found) > 1:
        names = tuple(voice.office(place.head) for place in found)
        shares = tuple(Percent(count((*place.own, *place.below)).completeness) for place in found)
        yield Chart(voice.say(BY_PLACE), ChartKind.BARS, names, (Series("", shares),))


def money(of: Spans, measures: Measures, asked: Collection[str], voice: Voice) -> Iterator[Chart]:
    """What was planned beside what was spent, of each source of which either is known and not nothing."""
    found = [one for one in by_source(of, measures, asked) if one.planned.amount or one.to_date.amount]
    if found:
        planned = tuple(_riel(one.planned.amount) for one in found)
        spent = tuple(_riel(one.to_date.amount) for one in found)
        names = tuple(one.source.label.say(voice.language) for one in found)
        both = (Series(voice.say(PLANNED), planned), Series(voice.say(SPENT_TO_DATE), spent))
        yield Chart(voice.say(BY_SOURCE), ChartKind.BARS, names, both)


def people(
    answers: Answers,
    offices: Collection[str],
    period: ReportingPeriod,
    every: Sequence[Line],
    codes: Sequence[str],
    voice: Voice,
) -> Iterator[Chart]:
    """Participations from January on, in the periods in which is reported; nothing before there are two.

    `codes` are the measures of people. The female of each stand beside it.
    """
    periods = year_to_date(period)
    if len(periods) < 2:
        return
    kinds = (codes, tuple(f"{code}_female" for code in codes))
    series = tuple(
        Series(voice.say(title), tuple(_sum(answers, offices, part, every, kind) for part in periods))
        for title, kind in zip((PEOPLE, WOMEN), kinds, strict=True)
    )
    if any(value for found in series for value in found.values):
        yield Chart(voice.say(OVER_THE_YEAR), ChartKind.LINE, tuple(map(voice.period, periods)), series)


def _sum(
    answers: Answers,
    offices: Collection[str],
    period: ReportingPeriod,
    every: Sequence[Line],
    codes: Collection[str],
) -> SheetCell:
    """The sum of some measures over all activities in one period; None where nobody gave a number."""
    span = answers.over(offices, (period,))
    amounts = [
        figure(span, Cell(line.activity.code, line.measure.code).key, line.measure, ()).amount
        for line in every
        if line.measure.code in codes
    ]
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _riel(amount: int | None) -> SheetCell:
    return None if amount is None else Riel(amount)
