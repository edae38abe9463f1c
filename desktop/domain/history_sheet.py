"""The history of a report on paper: who submitted and decided what and when, and what each changed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from desktop.domain.cell_history import Change
from desktop.domain.cell_words import CellWords
from desktop.domain.history import CLOCK_WORDS, Clocks, Commented, Decided, Event, History, Submitted, moment
from desktop.domain.period import ReportingPeriod
from desktop.domain.record import Verdict
from desktop.domain.sheet import Align, Block, Bullets, Column, Grade, Heading, Paragraph, Row, Sheet, Table
from desktop.domain.sheet_parts import paragraphs
from desktop.domain.sheet_words import Voice
from desktop.i18n import dates
from desktop.i18n.words import mark

TITLE = mark("History of the report about {period}")
NOTHING = mark("Nothing was submitted yet.")
HAPPENED = mark("{n}. {what} · {when}")
SUBMITTED, APPROVED, RETURNED = mark("Submitted"), mark("Approved"), mark("Returned")
CLOSED, AMENDMENT = mark("Period closed"), mark("An amendment: the period was closed before.")
BY = mark("{who} · computer {digits}")
TAKEN_IN = mark("Taken in by {office}; its receipt came {arrived}.")
COMMENTED, SAID_BEFORE = mark("Comment"), mark("The report has changed since this was said.")
CHANGED_SINCE = mark("What was judged has changed since.")
ASKED, BEFORE, AFTER = mark("What is asked"), mark("Before"), mark("After")


def history_sheet(
    history: History, words: CellWords, *, notice: str = "", grade: Grade = Grade.OFFICIAL
) -> Sheet:
    """Every event in its order. A shareable copy has no person, no reason and no protected answer.

    There not even a row is left of those: which cells were filled in tells what happened to whom.
    """
    if grade is Grade.SHAREABLE:
        history = shareable(history, words)
    voice = words.voice
    office = history.offices.get(history.report.org_unit)
    numbered = enumerate(history.events, start=1)
    events = (block for n, event in numbered for block in _event(n, event, history, words))
    return Sheet(
        title=voice.say(TITLE, period=voice.period(ReportingPeriod(history.report.period))),
        subtitle=voice.office(office) if office else "",
        language=voice.language,
        digits=voice.digits,
        authority=(),
        blocks=tuple(events) or (Paragraph(voice.say(NOTHING)),),
        grade=grade,
        notice=notice,
    )


def _event(number: int, event: Event, history: History, words: CellWords) -> Iterator[Block]:
    voice = words.voice
    what, when = voice.say(_what(event)), _when(event.clocks.made_at, voice)
    yield Heading(voice.say(HAPPENED, n=number, what=what, when=when))
    names = (event.author.person, _office(event.author.org_unit, history, voice))
    who = ", ".join(name for name in names if name)
    yield Paragraph(voice.say(BY, who=who, digits=event.author.fingerprint))
    yield from (Paragraph(note) for note in _notes(event.clocks, voice))
    if isinstance(event, Submitted):
        if event.is_amendment:
            yield Paragraph(voice.say(AMENDMENT))
        if event.changes:
            yield _table(event.changes, words)
    elif isinstance(event, Commented):
        yield from _comment(event, words)
    else:
        yield from _decision(event, words)
    for receipt in event.receipts:
        facts = {"office": _office(receipt.org_unit, history, voice)}
        yield Paragraph(voice.say(TAKEN_IN, **facts, arrived=_when(receipt.clocks.arrived_at, voice)))


def _decision(event: Decided, words: CellWords) -> Iterator[Block]:
    yield from _said(event.reason, event.cell_reasons, words)
    if not event.stands and event.verdict is not Verdict.CLOSED:
        yield Paragraph(words.voice.say(CHANGED_SINCE))


def _comment(event: Commented, words: CellWords) -> Iterator[Block]:
    yield from _said(event.word, event.cell_words, words)
    if not event.stands:
        yield Paragraph(words.voice.say(SAID_BEFORE))


def _said(whole: str, cells: Mapping[str, str], words: CellWords) -> Iterator[Block]:
    """What was said of the whole report, and of single cells."""
    if whole:
        yield Paragraph("\n".join(paragraphs(whole)))
    if cells:
        told = ((words.say(cell), " ".join(paragraphs(why))) for cell, why in cells.items())
        yield Bullets(tuple(f"**{name}**  {why}" for name, why in told))


def _table(changes: tuple[Change, ...], words: CellWords) -> Table:
    sides = (Column(words.voice.say(title), 1.0, Align.RIGHT) for title in (BEFORE, AFTER))
    columns = (Column(words.voice.say(ASKED), 3.0), *sides)
    return Table(columns, tuple(_row(change, words) for change in changes))


def _row(change: Change, words: CellWords) -> Row:
    before = words.answers(change.cell, change.before)
    return Row((words.say(change.cell), before, words.answer(change.cell, change.after)))


def shareable(history: History, words: CellWords) -> History:
    """The same events without what a shareable copy may not hold."""
    return replace(history, events=tuple(_shareable(event, words) for event in history.events))


def _shareable(event: Event, words: CellWords) -> Event:
    author = replace(event.author, person="")
    if isinstance(event, Submitted):
        kept = tuple(change for change in event.changes if not words.is_protected(change.cell))
        return replace(event, author=author, changes=kept)
    if isinstance(event, Commented):
        return replace(event, author=author, word="", cell_words={})
    return replace(event, author=author, reason="", cell_reasons={})


def _what(event: Event) -> str:
    if isinstance(event, Submitted):
        return SUBMITTED
    if isinstance(event, Commented):
        return COMMENTED
    return {Verdict.APPROVED: APPROVED, Verdict.RETURNED: RETURNED, Verdict.CLOSED: CLOSED}[event.verdict]


def _office(unit: str, history: History, voice: Voice) -> str:
    office = history.offices.get(unit)
    return voice.office(office) if office else unit


def _when(text: str, voice: Voice) -> str:
    """By the author's clock, in this computer's time; as it is written where no calendar has it."""
    at = moment(text)
    return dates.moment(at, voice.language, voice.digits) if at else text


def _notes(clocks: Clocks, voice: Voice) -> Iterator[str]:
    if clocks.doubt is not None:
        yield voice.say(CLOCK_WORDS[clocks.doubt])
