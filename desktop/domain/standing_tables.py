"""Tables of who has reported: by level, by place, and who is missing."""

from collections.abc import Iterator, Sequence

from desktop.domain.org_unit import OrgUnit
from desktop.domain.progress_table import n_of_m, number_column
from desktop.domain.scorecard import Arrival, Scorecard
from desktop.domain.sheet import (
    Align,
    Block,
    Bullets,
    Chart,
    ChartKind,
    Column,
    Heading,
    Paragraph,
    Percent,
    Row,
    RowKind,
    Series,
    SheetCell,
    Table,
)
from desktop.domain.sheet_words import LEVELS, Voice
from desktop.domain.standing import Expected, Place, Standing, count
from desktop.i18n.words import mark

LEVEL = mark("Level")
DUE = mark("Due")
EXPECTED = mark("Expected")
RECEIVED = mark("Received")
ON_TIME = mark("On time")
COMPLETENESS = mark("Completeness")
TIMELINESS = mark("Timeliness")
TOTAL = mark("Total")
OFFICE = mark("Office")
OWN_REPORT = mark("Own report")
BELOW = mark("Reports of offices under it")
NO_REPORT = mark("no report")
LATE = mark("{date}, late")
LACKS = mark("{date}; attachments not come: {n}")
OF_PERIODS = mark("{office} ({periods})")
NOT_ALL_OF = mark("Attachments have not all come of: {offices}.")
MOST_LISTED = 200  # offices; the largest province has fewer, and a longer list nobody reads
ON_DAY = mark("{date}: {offices}")
WHO_AND_WHEN = mark("Who has reported, and when")
NONE_MISSING = mark("Every office has reported.")


def scorecard_table(standing: Standing, voice: Voice) -> Table:
    """Reports expected and received by level, with completeness and timeliness."""
    counts = (EXPECTED, RECEIVED, ON_TIME, COMPLETENESS, TIMELINESS)
    columns = (
        Column(voice.say(LEVEL), 2.0),
        Column(voice.say(DUE), 1.3, Align.CENTRE),
        *(number_column(voice.say(title)) for title in counts),
    )
    rows = []
    for level in standing.levels():
        found = standing.of_level(level)
        last_due = max(expected.arrival.due for expected in found)
        rows.append(Row((voice.say(LEVELS[level]), voice.date(last_due), *score_cells(count(found)))))
    total = Row((voice.say(TOTAL), None, *score_cells(standing.counts)), RowKind.TOTAL)
    return Table(columns, (*rows, total))


def places_table(standing: Standing, voice: Voice) -> Table:
    """The offices directly under: their own report, and how many of those under them reported."""
    every = standing.places()
    columns = [Column(voice.say(OFFICE), 2.2), Column(voice.say(OWN_REPORT), 1.6, Align.CENTRE)]
    if any(place.below for place in every):
        columns.append(Column(voice.say(BELOW), 1.3, Align.CENTRE))
        columns += [number_column(voice.say(title)) for title in (ON_TIME, COMPLETENESS)]
    return Table(tuple(columns), tuple(_place(place, len(columns), voice) for place in every))


def arrived(standing: Standing, voice: Voice) -> Iterator[Block]:
    """Every office whose report has come, with others of the same day, by the place it stands under.

    Nothing over a whole nation: its offices stand in the summaries of their provinces.
    """
    if len({one.unit.id for one in standing.expected}) > MOST_LISTED:
        return
    items = []
    for place in standing.places():
        said = "; ".join(
            voice.say(ON_DAY, date=came, offices=", ".join(voice.office(unit) for unit in units))
            for came, units in _by_day((*place.own, *place.below), voice).items()
        )
        if said:
            items.append(f"{voice.said_by(voice.office(place.head))} {said}" if place.below else said)
    if items:
        yield Heading(voice.say(WHO_AND_WHEN), 2)
        yield Bullets(tuple(items))


def scores_over_time(title: str, periods: Sequence[str], cards: Sequence[Scorecard], voice: Voice) -> Chart:
    """Completeness and timeliness from period to period, each with its scorecard."""
    series = tuple(
        Series(voice.say(words), tuple(Percent(getattr(card, name)) for card in cards))
        for words, name in ((COMPLETENESS, "completeness"), (TIMELINESS, "timeliness"))
    )
    return Chart(voice.say(title), ChartKind.LINE, tuple(periods), series)


def _by_day(found: Sequence[Expected], voice: Voice) -> dict[str, list[OrgUnit]]:
    """Offices by when their report came, the most first; of several reports by how many came."""
    by_office: dict[OrgUnit, list[Expected]] = {}
    for one in found:
        by_office.setdefault(one.unit, []).append(one)
    by_day: dict[str, list[OrgUnit]] = {}
    for unit, own in by_office.items():
        if any(not one.is_missing for one in own):
            by_day.setdefault(_came(own, voice), []).append(unit)
    return dict(sorted(by_day.items(), key=lambda day: -len(day[1])))


def missing(standing: Standing, voice: Voice) -> Iterator[Block]:
    """The offices that have not reported, by the place they stand under, and whose reports lack a part."""
    own = [one for one in standing.expected if one.unit.id == standing.office.id]
    groups = [("", own), *((voice.office(p.head), [*p.own, *p.below]) for p in standing.places())]
    items = [
        f"{voice.said_by(title)} {names}" if title and len(found) > 1 else names
        for title, found in groups
        if (names := _names(found, standing, voice))
    ]
    yield Bullets(tuple(items) or (voice.say(NONE_MISSING),))
    lacking = dict.fromkeys(one.unit for one in standing.expected if one.arrival.lacks)
    if lacking:
        yield Paragraph(voice.say(NOT_ALL_OF, offices=", ".join(voice.office(unit) for unit in lacking)))


def _names(found: Sequence[Expected], standing: Standing, voice: Voice) -> str:
    """The missing among these offices, with the periods where a summary covers several."""
    periods: dict[OrgUnit, list[str]] = {}
    for one in found:
        if one.is_missing:
            periods.setdefault(one.unit, []).append(voice.period(one.period))
    if standing.expected[0].period == standing.period:
        return ", ".join(voice.office(unit) for unit in periods)
    return ", ".join(
        voice.say(OF_PERIODS, office=voice.office(unit), periods="; ".join(names))
        for unit, names in periods.items()
    )


def score_cells(card: Scorecard) -> tuple[SheetCell, ...]:
    """Expected, received, on time, and both shares, as cells of a row."""
    shares = (Percent(card.completeness), Percent(card.timeliness))
    return (card.expected, card.received, card.on_time, *shares)


def _place(place: Place, width: int, voice: Voice) -> Row:
    below = count(place.below)
    reported = n_of_m(below.received, below.expected, voice)
    cells = (reported, below.on_time, Percent(below.completeness))
    return Row((voice.office(place.head), _came(place.own, voice), *cells)[:width])


def _came(own: Sequence[Expected], voice: Voice) -> str:
    """When an office's report came, or of several reports how many."""
    card = count(own)
    if card.expected != 1:
        return n_of_m(card.received, card.expected, voice)
    return arrived_on(own[0].arrival, voice)


def arrived_on(arrival: Arrival, voice: Voice) -> str:
    """The day on which one report came, whether late, and how many of its attachments have not come."""
    if arrival.received is None:
        return voice.say(NO_REPORT)
    date = voice.date(arrival.received)
    said = date if arrival.on_time else voice.say(LATE, date=date)
    return voice.say(LACKS, date=said, n=voice.whole(arrival.lacks)) if arrival.lacks else said
