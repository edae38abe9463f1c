"""The register of completeness and timeliness: each office by each period, on time, late or missing.

No report is never shown as 0: each cell says in words what became of one report.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.org_unit import OrgUnit
from desktop.domain.period import ReportingPeriod
from desktop.domain.progress_table import n_of_m
from desktop.domain.sheet import (
    Align,
    Block,
    Column,
    Heading,
    Paragraph,
    Row,
    RowKind,
    Sheet,
    SheetCell,
    Table,
)
from desktop.domain.sheet_parts import authority, place
from desktop.domain.sheet_words import EXAMPLE, Voice
from desktop.domain.standing import Expected, Standing, count
from desktop.domain.standing_tables import (
    OFFICE,
    ON_TIME,
    RECEIVED,
    arrived_on,
    scorecard_table,
    scores_over_time,
)
from desktop.i18n.words import mark

TITLE = mark("Register of the completeness and timeliness of reports\nfor {period}")
IN_SUM = mark("In sum")
EVERY_OFFICE = mark("Every office")
NOT_DUE = mark("not due yet")
HOW = mark(
    "A date is the day on which the report was taken in by this office. Completeness is reports received of "
    "those expected; timeliness is reports on time of those received. As of {day}; a report that is not due "
    "yet is expected here too."
)
CHART = mark("Completeness and timeliness, by period")


@dataclass(frozen=True, slots=True)
class ArrivalsFacts:
    """What the register is printed from, as of a day."""

    line: tuple[OrgUnit, ...]
    standing: Standing
    today: dt.date
    is_example: bool = False


def arrivals_sheet(facts: ArrivalsFacts, voice: Voice) -> Sheet:
    """Never holds a protected number: its grade is open."""
    standing = facts.standing
    return Sheet(
        title=voice.say(TITLE, period=voice.period(standing.period)),
        subtitle=place(facts.line, voice),
        language=voice.language,
        digits=voice.digits,
        authority=(*authority(facts.line, voice), voice.secretariat(standing.office)),
        blocks=(
            Heading(voice.say(IN_SUM)),
            *_in_sum(facts, voice),
            Heading(voice.say(EVERY_OFFICE)),
            _register(facts, voice),
        ),
        notice=voice.say(EXAMPLE) if facts.is_example else "",
    )


def _in_sum(facts: ArrivalsFacts, voice: Voice) -> Iterator[Block]:
    yield Paragraph(voice.say(HOW, day=voice.date(facts.today)))
    yield scorecard_table(facts.standing, voice)
    periods = _periods(facts.standing)
    if len(periods) > 1:
        cards = [count(one for one in facts.standing.expected if one.period == period) for period in periods]
        yield scores_over_time(CHART, [voice.period(period) for period in periods], cards, voice)


def _register(facts: ArrivalsFacts, voice: Voice) -> Table:
    periods = _periods(facts.standing)
    columns = (
        Column(voice.say(OFFICE), 2.2),
        *(Column(voice.period(period), 1.4, Align.CENTRE) for period in periods),
        *(Column(voice.say(title), 0.9, Align.CENTRE) for title in (RECEIVED, ON_TIME)),
    )
    own = [one for one in facts.standing.expected if one.unit.id == facts.standing.office.id]
    rows = [_row(own, periods, facts, voice)] if own else []
    for found in facts.standing.places():
        if found.below:
            rows.append(Row((voice.office(found.head),), RowKind.GROUP))
        by_office: dict[str, list[Expected]] = {}
        for one in (*found.own, *found.below):
            by_office.setdefault(one.unit.id, []).append(one)
        rows += [_row(every, periods, facts, voice) for every in by_office.values()]
    return Table(columns, tuple(rows))


def _row(
    every: Sequence[Expected], periods: Sequence[ReportingPeriod], facts: ArrivalsFacts, voice: Voice
) -> Row:
    by_period = {one.period: one for one in every}
    card = count(every)
    return Row(
        (
            voice.write(f"{every[0].unit.code}  {voice.office(every[0].unit)}"),
            *(_cell(by_period.get(period), facts.today, voice) for period in periods),
            n_of_m(card.received, card.expected, voice),
            n_of_m(card.on_time, card.received, voice),
        )
    )


def _cell(one: Expected | None, today: dt.date, voice: Voice) -> SheetCell:
    """What became of one report; empty where none is expected: the office did not stand."""
    if one is None:
        return None
    if one.is_missing and one.arrival.due >= today:
        return voice.say(NOT_DUE)
    return arrived_on(one.arrival, voice)


def _periods(standing: Standing) -> tuple[ReportingPeriod, ...]:
    return tuple(dict.fromkeys(one.period for one in standing.expected))
