"""Feedback to a district or commune: its own figures against its targets and the median of its peers.

No peer is named, and counts of children and cases stand nowhere here (domain/peers.py).
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from desktop.domain.measure import Kind, Measure
from desktop.domain.org_unit import OrgUnit
from desktop.domain.peers import LEAST_PEERS, Compared, FeedbackFacts, compared, means, middle
from desktop.domain.progress_table import CLUSTER, STRATEGY, number_column
from desktop.domain.scorecard import Scorecard
from desktop.domain.sheet import (
    Align,
    Block,
    Chart,
    ChartKind,
    Column,
    Decimals,
    Heading,
    Paragraph,
    Percent,
    Riel,
    Row,
    RowKind,
    Series,
    Sheet,
    SheetCell,
    Table,
)
from desktop.domain.sheet_parts import (
    ACHIEVED,
    MEASURE,
    SINCE_JANUARY,
    THIS_PERIOD,
    authority,
    numbered,
    place,
)
from desktop.domain.sheet_parts import TARGET as TARGET_WORDS
from desktop.domain.sheet_words import DASH, EXAMPLE, Voice
from desktop.domain.standing import Expected, count
from desktop.domain.standing_tables import DUE, arrived_on
from desktop.i18n.words import mark

TITLE = mark("Feedback on the reports of {office}\nfor {period}")
YOUR_REPORTS = mark("Your reports")
YOUR_FIGURES = mark("Your figures, your targets and your peers")
PERIOD, CAME = mark("Period"), mark("Received")
PEERS_REPORTED = mark(
    "Of {expected} reports expected of you since January, {received} have come. Of the {peers} other offices "
    "of your level half have sent {median} or more."
)
HOW = mark(
    "The median is the figure in the middle: half of the other offices of your level under the same "
    "secretariat have more, half have less. No office is named. Where fewer than {least} of them gave a "
    "number there is no median. Counts of children and of cases are never compared and do not stand here."
)
TOO_FEW_PEERS = mark("There are fewer than {least} other offices of your level, so there is no median.")
PEERS_MEDIAN, PEERS_ACHIEVED = mark("Median of peers"), mark("Median of their %")
YOU, PEERS = mark("You"), mark("Median of your peers")
CHART = mark("How far targets are reached, by strategy")
NOTHING = mark("No figure that can be compared was reported since January.")


def feedback_sheet(facts: FeedbackFacts, voice: Voice) -> Sheet:
    """Never holds a protected number: its grade is open."""
    every = tuple(compared(facts))
    sections = (
        (YOUR_REPORTS, _reports(facts, voice)),
        (YOUR_FIGURES, _figures(facts, every, voice)),
    )
    return Sheet(
        title=voice.say(TITLE, office=voice.office(facts.unit), period=voice.period(facts.circle.period)),
        subtitle=place(facts.line, voice),
        language=voice.language,
        digits=voice.digits,
        authority=(*authority(_down_to(facts), voice), voice.secretariat(facts.circle.secretariat)),
        blocks=tuple(numbered(sections, voice)),
        notice=voice.say(EXAMPLE) if facts.circle.is_example else "",
    )


def _down_to(facts: FeedbackFacts) -> tuple[OrgUnit, ...]:
    """The offices from the top down to the secretariat that gives the feedback."""
    ids = [unit.id for unit in facts.line]
    return facts.line[: ids.index(facts.circle.secretariat.id) + 1]


def _reports(facts: FeedbackFacts, voice: Voice) -> Iterator[Block]:
    own = facts.circle.standings.get(facts.unit.id, ())
    columns = (
        Column(voice.say(PERIOD), 1.4),
        *(Column(voice.say(title), 1.2, Align.CENTRE) for title in (DUE, CAME)),
    )
    rows = (
        Row((voice.period(one.period), voice.date(one.arrival.due), arrived_on(one.arrival, voice)))
        for one in own
    )
    yield Table(columns, tuple(rows))
    received = [count(facts.circle.standings.get(peer.id, ())).received for peer in facts.peers]
    in_the_middle = middle(received)
    card: Scorecard = count(own)
    if in_the_middle is None:
        yield Paragraph(voice.say(TOO_FEW_PEERS, least=LEAST_PEERS))
        return
    yield Paragraph(
        voice.say(
            PEERS_REPORTED,
            expected=voice.whole(card.expected),
            received=voice.whole(card.received),
            peers=voice.whole(len(facts.peers)),
            median=voice.whole(int(in_the_middle)),
        )
    )


def _report(one: Expected, voice: Voice) -> Row:
    arrival = one.arrival
    return Row((voice.period(one.period), voice.date(arrival.due), arrived_on(arrival, voice)))


def _figures(facts: FeedbackFacts, every: Sequence[Compared], voice: Voice) -> Iterator[Block]:
    yield Paragraph(voice.say(HOW, least=LEAST_PEERS), leads=True)
    if not any(each.says_something for each in every):
        yield Paragraph(voice.say(NOTHING))
        return
    yield from _chart(facts, every, voice)
    columns = (
        Column(voice.say(MEASURE), 3.0),
        *(number_column(voice.say(title)) for title in (THIS_PERIOD, SINCE_JANUARY, TARGET_WORDS)),
        number_column(voice.say(ACHIEVED), 0.9),
        number_column(voice.say(PEERS_MEDIAN)),
        number_column(voice.say(PEERS_ACHIEVED), 0.9),
    )
    for strategy in facts.circle.plan.strategies:
        rows: list[Row] = []
        for cluster in strategy.clusters:
            codes = {activity.code for activity in cluster.activities}
            found = [each for each in every if each.activity.code in codes and each.says_something]
            if found:
                title = voice.say(CLUSTER, code=cluster.code, title=cluster.title.say(voice.language))
                rows += [Row((title,), RowKind.GROUP), *_rows(found, voice)]
        if rows:
            title = strategy.title.say(voice.language)
            yield Heading(voice.say(STRATEGY, number=strategy.number, title=title), 2)
            yield Table(columns, tuple(rows))


def _chart(facts: FeedbackFacts, every: Sequence[Compared], voice: Voice) -> Iterator[Block]:
    """Own and their mean share of targets by strategy; nothing where the office set no target."""
    own: list[SheetCell] = []
    theirs: list[SheetCell] = []
    for strategy in facts.circle.plan.strategies:
        codes = {activity.code for cluster in strategy.clusters for activity in cluster.activities}
        reached = means([each for each in every if each.activity.code in codes])
        mine = reached.pop(facts.unit.id, None)
        own.append(Percent(mine) if mine is not None else None)
        found = middle(reached.values())
        theirs.append(Percent(found) if found is not None else None)
    if any(cell is not None for cell in own):
        names = tuple(
            voice.say(STRATEGY, number=found.number, title=found.title.say(voice.language))
            for found in facts.circle.plan.strategies
        )
        series = (Series(voice.say(YOU), tuple(own)), Series(voice.say(PEERS), tuple(theirs)))
        yield Chart(voice.say(CHART), ChartKind.BARS, names, series)


def _rows(every: Sequence[Compared], voice: Voice) -> Iterator[Row]:
    last = ""
    for each in every:
        if each.activity.code != last:
            last = each.activity.code
            title = each.activity.title.say(voice.language)
            yield Row((voice.write(f"{last}  {title}"),), RowKind.GROUP)
        yield Row((each.measure.label.say(voice.language), *_cells(each)))


def _cells(each: Compared) -> tuple[SheetCell, ...]:
    now = each.now if isinstance(each.now, int) else None
    return (
        _number(now, each.measure),
        _number(each.to_date, each.measure),
        _number(each.target, each.measure),
        _percent(each.share),
        _median(each),
        _percent(each.median_share),
    )


def _percent(share: Decimal | None) -> SheetCell:
    return DASH if share is None else Percent(share)


def _median(each: Compared) -> SheetCell:
    """Whole where it is; between two offices it may be a half."""
    if each.median is None or each.median % 1 == 0 or each.measure.kind is Kind.MONEY:
        return _number(None if each.median is None else int(each.median), each.measure)
    return Decimals(each.median.normalize())


def _number(amount: int | None, measure: Measure) -> SheetCell:
    if amount is None:
        return DASH
    return Riel(amount) if measure.kind is Kind.MONEY else amount
