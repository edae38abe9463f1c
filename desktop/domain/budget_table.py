"""The table of money: planned for the year and spent, by source, in whole riel."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from desktop.domain.figures import Against, Figure, Spans, against, figure
from desktop.domain.measure import Kind, Measures, Member, OverTime
from desktop.domain.progress_table import n_of_m, number_column, one_office
from desktop.domain.report import BUDGET, Cell
from desktop.domain.sheet import Block, Column, Percent, Riel, Row, RowKind, SheetCell, Table
from desktop.domain.sheet_words import DASH, Voice
from desktop.i18n.words import mark

SOURCE = mark("Source of money")
PLANNED = mark("Planned for the year")
SPENT = mark("Spent in the period")
SPENT_TO_DATE = mark("Spent since January")
OF_PLANNED = mark("% of planned")
OFFICES = mark("Offices")
TOTAL = mark("Total")


@dataclass(frozen=True, slots=True)
class _Money:
    """One source of money: planned, spent in the period, spent since January, and both beside each other."""

    planned: Figure
    spent: Figure
    to_date: Figure
    against: Against


def budget(
    of: Spans, measures: Measures, asked: Collection[str], voice: Voice, *, of_offices: bool
) -> Iterator[Block]:
    """Money by source with a total; `of_offices` adds how many offices said what they spent."""
    money = [(source, _money(of, source, measures, asked)) for source in measures.resource_sources]
    titles = [PLANNED, SPENT, SPENT_TO_DATE]
    columns = [Column(voice.say(SOURCE), 1.5), *(number_column(voice.say(title), 1.3) for title in titles)]
    columns.append(number_column(voice.say(OF_PLANNED), 0.7))
    if of_offices:
        columns.append(number_column(voice.say(OFFICES), 0.8))
    rows = [_row(source, found, voice, of_offices) for source, found in money]
    yield Table(tuple(columns), (*rows, _total([found for _, found in money], voice)))


def _money(of: Spans, source: Member, measures: Measures, asked: Collection[str]) -> _Money:
    planned, spent = Cell(BUDGET, "planned", source.code).key, Cell(BUDGET, "spent", source.code).key
    return _Money(
        figure(of.of_year, planned, measures["planned"], asked),
        figure(of.now, spent, measures["spent"], asked),
        figure(of.to_date, spent, measures["spent"], asked),
        against(of, planned, spent, OverTime.SUM),
    )


def _row(source: Member, money: _Money, voice: Voice, of_offices: bool) -> Row:
    figures = (money.planned, money.spent, money.to_date)
    answered = n_of_m(money.spent.answered, money.spent.asked, voice)
    return Row(
        (
            source.label.say(voice.language),
            *(one_office(found, Kind.MONEY, voice) for found in figures),
            Percent(money.against.achieved),
            *([answered] if of_offices else []),
        )
    )


def _total(money: list[_Money], voice: Voice) -> Row:
    sums = (
        _sum([found.planned for found in money]),
        _sum([found.spent for found in money]),
        _sum([found.to_date for found in money]),
    )
    actual = [found.against.actual for found in money if found.against.actual is not None]
    whole = Against(sum(actual) if actual else None, sum(found.against.wanted for found in money))
    return Row((voice.say(TOTAL), *sums, Percent(whole.achieved)), RowKind.TOTAL)


def _sum(figures: list[Figure]) -> SheetCell:
    """The total of what is known; a dash where nothing is."""
    known = [found.amount for found in figures if found.amount is not None]
    return Riel(sum(known)) if known else DASH
