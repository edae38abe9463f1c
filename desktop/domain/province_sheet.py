"""The summary of a province (or district) about a period: who reported, progress, cases, money, words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.domain import case_tables, glance, progress_table, shareable_cases, summary_charts
from desktop.domain.budget_table import budget
from desktop.domain.figures import Answers, Spans, parts, spans, texts
from desktop.domain.measure import Kind, Measures
from desktop.domain.org_unit import OrgUnit, above, ends
from desktop.domain.period import ReportingPeriod
from desktop.domain.plan import Plan
from desktop.domain.progress_table import Layout, Line, answered, many_offices, number_column
from desktop.domain.report import NARRATIVE, Cell
from desktop.domain.shareable import Shareable
from desktop.domain.sheet import (
    Align,
    Block,
    Bullets,
    Column,
    Contents,
    Heading,
    Paragraph,
    Sheet,
    SheetCell,
    Signature,
    Signatures,
)
from desktop.domain.sheet_parts import (
    ACHIEVED,
    CASES,
    FEMALE,
    LEFT_OUT,
    MEASURE,
    MISSING,
    MONEY,
    NARRATIVE_HEADINGS,
    NOTHING_WRITTEN,
    PARTICIPATIONS,
    REPORTER,
    RESULTS,
    SEEN_AND_AGREED,
    SESSIONS,
    SINCE_JANUARY,
    TARGET,
    THIS_PERIOD,
    authority,
    copies_to,
    grade,
    numbered,
    of_secretariat,
    paragraphs,
    place,
    signed,
)
from desktop.domain.sheet_words import DASH, EXAMPLE, Voice
from desktop.domain.standing import Standing
from desktop.domain.standing_tables import arrived, missing, places_table, scorecard_table
from desktop.i18n.words import mark

TITLE = mark(
    "Summary progress report\non the implementation of the {plan}\n"
    "for {period}, and the direction of further work"
)
CONTENTS = mark("Contents")
PROGRESS = mark("Progress by strategy, cluster activity and indicator")
REPORTS_IN = mark("Reports received")
OFFICES = mark("Offices that answered")
CAME = mark("Of {expected} reports expected, {received} have come, {on_time} of them on time.")
LACKING = mark("Reports whose attachments have not all come, so that they are not complete yet: {n}.")
PEOPLE = mark(
    "In this period offices reported **{sessions} sessions** with **{people} participations, of which "
    "{female} female**. A person who took part several times is counted each time."
)
HOW_TO_READ = mark(
    "A sum holds the figures of the offices that answered; no report is not zero. The percentage "
    "compares only offices that set a target with that target."
)


@dataclass(frozen=True, slots=True)
class ProvinceFacts:
    """What a summary is printed from. `line` is the offices above the one that prints, and itself last."""

    line: tuple[OrgUnit, ...]
    below: tuple[OrgUnit, ...]
    person: str
    plan: Plan
    measures: Measures
    answers: Answers
    standing: Standing
    is_example: bool = False
    shareable: Shareable | None = None  # of a shareable copy: then `answers` hold nothing protected

    @property
    def unit(self) -> OrgUnit:
        return self.line[-1]

    @property
    def units(self) -> tuple[OrgUnit, ...]:
        """The office itself, which has work of its own, and all under it."""
        return (self.unit, *self.below)

    @property
    def period(self) -> ReportingPeriod:
        return self.standing.period


def province_sheet(facts: ProvinceFacts, voice: Voice) -> Sheet:
    """The summary: the official copy to be signed, or one that may be shared."""
    ids = [unit.id for unit in facts.units]
    of = spans(facts.answers, ids, facts.period, above(facts.units), ends(facts.units))
    asked = progress_table.asked_of(facts.plan, facts.units, facts.period)
    every = progress_table.lines(facts.plan, facts.measures, of, asked, facts.shareable)
    sections = (
        (REPORTS_IN, _reports_in(facts, voice)),
        (PROGRESS, _progress(facts, every, voice)),
        (RESULTS, _results(facts, every, voice)),
        (CASES, _cases(facts, every, of, asked, voice)),
        (MONEY, _money(facts, of, voice)),
        *_all_gathered(facts, of, voice),
        (MISSING, missing(facts.standing, voice)),
    )
    plan = facts.plan.title.say(voice.language)
    return Sheet(
        title=voice.say(TITLE, plan=plan, period=voice.period(facts.period)),
        subtitle=place(facts.line, voice),
        language=voice.language,
        digits=voice.digits,
        authority=(*authority(facts.line, voice), voice.secretariat(facts.unit)),
        blocks=(
            Contents(voice.say(CONTENTS)),
            *numbered(sections, voice),
            *signed(facts.shareable, of_secretariat(facts.unit, facts.person, voice)),
        ),
        grade=grade(facts.shareable),
        notice=voice.say(EXAMPLE) if facts.is_example else "",
        copies_to=copies_to(facts.line, voice) if facts.shareable is None else (),
    )


def _reports_in(facts: ProvinceFacts, voice: Voice) -> Iterator[Block]:
    counts = facts.standing.counts
    yield Paragraph(
        voice.say(
            CAME,
            expected=voice.whole(counts.expected),
            received=voice.whole(counts.received),
            on_time=voice.whole(counts.on_time),
        )
    )
    if counts.lacking:
        yield Paragraph(voice.say(LACKING, n=voice.whole(counts.lacking)))
    yield scorecard_table(facts.standing, voice)
    yield places_table(facts.standing, voice)
    yield from summary_charts.places(facts.standing, voice)
    yield from arrived(facts.standing, voice)


def _progress(facts: ProvinceFacts, every: Sequence[Line], voice: Voice) -> Iterator[Block]:
    yield from glance.chart(facts.plan, every, facts.period, voice)
    offices = [unit.id for unit in facts.units]
    yield from summary_charts.people(facts.answers, offices, facts.period, every, PARTICIPATIONS, voice)
    yield from glance.table(facts.plan, every, voice)


def _results(facts: ProvinceFacts, every: Sequence[Line], voice: Voice) -> Iterator[Block]:
    sums = {
        "sessions": _sum(every, SESSIONS, voice),
        "people": _sum(every, PARTICIPATIONS, voice),
        "female": _sum(every, FEMALE, voice),
    }
    if set(sums.values()) != {DASH}:
        yield Paragraph(voice.say(PEOPLE, **sums))
    yield Paragraph(voice.say(HOW_TO_READ))
    yield from shareable_cases.notes(facts.shareable, voice)
    left_out = facts.answers.disputes({unit.id for unit in facts.units}, parts(facts.period))
    if left_out:
        yield Paragraph(voice.say(LEFT_OUT, n=voice.whole(left_out)))
    yield from progress_table.tables(facts.plan, every, _layout(voice), voice)


def _layout(voice: Voice) -> Layout:
    columns = (
        Column(voice.say(MEASURE), 3.2),
        *(number_column(voice.say(title)) for title in (THIS_PERIOD, SINCE_JANUARY, TARGET)),
        number_column(voice.say(ACHIEVED), 0.9),
        Column(voice.say(OFFICES), 0.9, Align.CENTRE),
    )

    def cells(line: Line) -> tuple[SheetCell, ...]:
        of, kind = line.progress, line.measure.kind
        can_have_target = kind in (Kind.COUNT, Kind.MONEY) and not line.measure.tally
        return (
            many_offices(of.now, kind, voice),
            many_offices(of.to_date, kind, voice),
            many_offices(of.target, kind, voice) if can_have_target else None,
            progress_table.share(line),
            answered(of.now, voice),
        )

    return Layout(columns, cells)


def _cases(
    facts: ProvinceFacts, every: Sequence[Line], of: Spans, asked: dict[str, frozenset[str]], voice: Voice
) -> Iterator[Block]:
    if facts.shareable is not None:
        yield from shareable_cases.cases(every, facts.shareable, facts.measures, voice, facts.below)
        return
    stages = case_tables.stages(every, of, asked)
    if stages:
        yield from case_tables.totals(stages, voice, of_offices=True)


def _money(facts: ProvinceFacts, of: Spans, voice: Voice) -> Iterator[Block]:
    offices = frozenset(unit.id for unit in facts.units)
    yield from budget(of, facts.measures, offices, voice, of_offices=True)
    yield from summary_charts.money(of, facts.measures, offices, voice)


def _all_gathered(facts: ProvinceFacts, of: Spans, voice: Voice) -> Iterator[tuple[str, Iterator[Block]]]:
    """What offices wrote; a free text may name a child, so a shareable copy has none."""
    if facts.shareable is None:
        for name, heading in NARRATIVE_HEADINGS.items():
            yield heading, _gathered(facts, of, name, voice)


def _gathered(facts: ProvinceFacts, of: Spans, name: str, voice: Voice) -> Iterator[Block]:
    """Everything offices wrote in one place, with who wrote it, by the places they stand under."""
    found = False
    for heading, units in _groups(facts):
        items = tuple(_written(units, of, name, voice))
        if items:
            found = True
            yield Heading(voice.office(heading), 2)
            yield Bullets(items)
    if not found:
        yield Paragraph(voice.say(NOTHING_WRITTEN))


def _groups(facts: ProvinceFacts) -> Iterator[tuple[OrgUnit, list[OrgUnit]]]:
    """The office itself; then each place under it, or all in one where nothing stands under them."""
    places = facts.standing.places()
    if not any(found.below for found in places):
        yield facts.unit, list(facts.units)
        return
    yield facts.unit, [facts.unit]
    for found in places:
        units = {one.unit.id: one.unit for one in (*found.own, *found.below)}
        yield found.head, list(units.values())


def _written(units: Sequence[OrgUnit], of: Spans, name: str, voice: Voice) -> Iterator[str]:
    """Each text with the offices that wrote it; the same text of several offices stands once."""
    authors: dict[str, list[str]] = {}
    for unit in units:
        for text in texts(of.now.reports[unit.id], Cell(NARRATIVE, name).key):
            authors.setdefault("\n".join(paragraphs(text)), []).append(voice.office(unit))
    for text, offices in authors.items():
        yield f"{voice.said_by(*offices)} {text}"


def _sum(every: Sequence[Line], codes: Sequence[str], voice: Voice) -> str:
    """The sum of some measures over all activities; a dash where nobody gave a number."""
    amounts = (line.progress.now.amount for line in every if line.measure.code in codes)
    known = [amount for amount in amounts if amount is not None]
    return voice.whole(sum(known)) if known else DASH


def _signatures(facts: ProvinceFacts, voice: Voice) -> Signatures:
    """Left who heads the administration, right the secretariat that gathered the figures."""
    seen = Signature((voice.say(SEEN_AND_AGREED), voice.head(facts.unit)))
    return Signatures(seen, Signature((voice.secretariat(facts.unit), voice.say(REPORTER)), facts.person))
