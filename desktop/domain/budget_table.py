"""The table of money: planned for the year and spent, by source, in whole riel."""

from collections.abc import Collection, Iterator

from desktop.domain.figures import Spans
from desktop.domain.measure import Kind, Measures
from desktop.domain.money import Money, Whole, by_source, whole
from desktop.domain.progress_table import n_of_m, number_column, one_office
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


def budget(
    of: Spans, measures: Measures, asked: Collection[str], voice: Voice, *, of_offices: bool
) -> Iterator[Block]:
    """Money by source with a total; `of_offices` adds how many offices said what they spent."""
    found = by_source(of, measures, asked)
    titles = [PLANNED, SPENT, SPENT_TO_DATE]
    columns = [Column(voice.say(SOURCE), 1.5), *(number_column(voice.say(title), 1.3) for title in titles)]
    columns.append(number_column(voice.say(OF_PLANNED), 0.7))
    if of_offices:
        columns.append(number_column(voice.say(OFFICES), 0.8))
    rows = [_row(money, voice, of_offices) for money in found]
    yield Table(tuple(columns), (*rows, _total(whole(found), voice)))


def _row(money: Money, voice: Voice, of_offices: bool) -> Row:
    figures = (money.planned, money.spent, money.to_date)
    answered = n_of_m(money.spent.answered, money.spent.asked, voice)
    return Row(
        (
            money.source.label.say(voice.language),
            *(one_office(found, Kind.MONEY, voice) for found in figures),
            Percent(money.against.achieved),
            *([answered] if of_offices else []),
        )
    )


def _total(of: Whole, voice: Voice) -> Row:
    sums = (_riel(of.planned), _riel(of.spent), _riel(of.to_date))
    return Row((voice.say(TOTAL), *sums, Percent(of.against.achieved)), RowKind.TOTAL)


def _riel(amount: int | None) -> SheetCell:
    """A dash where nothing is known."""
    return DASH if amount is None else Riel(amount)
