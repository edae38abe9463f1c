"""The report of one office about a period, as it is printed for the signature."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.domain import attachment_words, case_tables, progress_table, shareable_cases
from desktop.domain.budget_table import budget
from desktop.domain.figures import Answers, Report, Spans, parts, spans, texts
from desktop.domain.form import NOTE
from desktop.domain.measure import Kind, Measures
from desktop.domain.org_unit import OrgUnit
from desktop.domain.period import ReportingPeriod
from desktop.domain.plan import Plan
from desktop.domain.progress_table import Layout, Line, number_column, one_office
from desktop.domain.report import NARRATIVE, Cell, ReportKey
from desktop.domain.shareable import Shareable
from desktop.domain.sheet import (
    Block,
    Bullets,
    Column,
    Heading,
    Paragraph,
    Reference,
    Sheet,
    SheetCell,
    Signature,
    Signatures,
)
from desktop.domain.sheet_parts import (
    ACHIEVED,
    CASES,
    LAST_PERIOD,
    LEFT_OUT,
    MEASURE,
    MONEY,
    NARRATIVE_HEADINGS,
    NOTHING_WRITTEN,
    REPORTER,
    RESULTS,
    SEEN_AND_AGREED,
    SINCE_JANUARY,
    TARGET,
    THIS_PERIOD,
    authority,
    copies_to,
    grade,
    numbered,
    paragraphs,
    place,
    signed,
)
from desktop.domain.sheet_words import EXAMPLE, Voice
from desktop.i18n.words import mark

TITLE = mark(
    "Progress report\non the implementation of the {plan}\nfor {period}, and the direction of further work"
)
WORK_DONE = mark("Work done, in short")
NO_REPORT = mark("No report is stored on this computer about: {periods}.")
RECEIVED = mark("All of this report was received. Code of the receipt: {code}")
_PLACE = "{code}"
SUBMISSION = mark("Code of what was submitted")
NOT_SUBMITTED = mark("Draft: holds answers that were not submitted yet")


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What an office's report is printed from. `line` is the offices above it and itself, the top first."""

    line: tuple[OrgUnit, ...]
    person: str
    period: ReportingPeriod
    plan: Plan
    measures: Measures
    answers: Answers
    is_example: bool = False
    is_draft: bool = False
    lacks: int = 0  # attachments of its reports that have not come here
    receipt: str = ""  # the code of the receipt, where all that is printed here was received
    submission: str = ""  # the code of what was submitted; empty for a draft
    shareable: Shareable | None = None  # of a shareable copy: then `answers` hold nothing protected

    @property
    def unit(self) -> OrgUnit:
        return self.line[-1]

    @property
    def has_something(self) -> bool:
        """Whether anything at all was said about the period: of a year also what is aimed at."""
        keys = {ReportKey(self.unit.id, part.code) for part in (self.period, *parts(self.period))}
        return any(key in self.answers.given or key in self.answers.disputed for key in keys)


def office_sheet(facts: OfficeFacts, voice: Voice) -> Sheet:
    """The office's report: the official copy to be signed, or one that may be shared."""
    of = spans(facts.answers, (facts.unit.id,), facts.period)
    asked = progress_table.asked_of(facts.plan, (facts.unit,), facts.period)
    every = progress_table.lines(facts.plan, facts.measures, of, asked, facts.shareable)
    sections = (
        (RESULTS, _results(facts, every, of, voice)),
        (CASES, _cases(facts, every, of, asked, voice)),
        (MONEY, budget(of, facts.measures, (facts.unit.id,), voice, of_offices=False)),
        *_narratives(facts, of.now.reports[facts.unit.id], voice),
    )
    return Sheet(
        title=_title(facts, voice),
        subtitle=place(facts.line, voice),
        language=voice.language,
        digits=voice.digits,
        authority=(*authority(facts.line, voice), voice.committee(facts.unit)),
        blocks=(
            *numbered(sections, voice),
            *attachment_words.how_many(of.now.reports[facts.unit.id], facts.lacks, voice),
            *_receipt(facts, voice),
            *signed(facts.shareable, _signatures(facts, voice)),
        ),
        grade=grade(facts.shareable),
        notice=_notice(facts, voice),
        copies_to=copies_to(facts.line, voice) if facts.shareable is None else (),
        reference=_reference(facts, voice),
    )


def _title(facts: OfficeFacts, voice: Voice) -> str:
    plan = facts.plan.title.say(voice.language)
    return voice.say(TITLE, plan=plan, period=voice.period(facts.period))


def _results(facts: OfficeFacts, every: Sequence[Line], of: Spans, voice: Voice) -> Iterator[Block]:
    absent = _absent(facts)
    if absent:
        periods = ", ".join(voice.period(part) for part in absent)
        yield Paragraph(voice.say(NO_REPORT, periods=periods))
    left_out = facts.answers.disputes((facts.unit.id,), parts(facts.period))
    if left_out:
        yield Paragraph(voice.say(LEFT_OUT, n=voice.whole(left_out)))
    yield from shareable_cases.notes(facts.shareable, voice)
    yield from progress_table.tables(facts.plan, every, _layout(voice), voice)
    yield from _notes(facts, of.now.reports[facts.unit.id], voice)


def _absent(facts: OfficeFacts) -> list[ReportingPeriod]:
    """The periods of this printout within the plan's years about which the office said nothing."""
    codes = {key.period for key in (*facts.answers.given, *facts.answers.disputed)}
    shown = (*parts(facts.period.previous()), *parts(facts.period))
    return [part for part in shown if part.plan_year and part.code not in codes]


def _layout(voice: Voice) -> Layout:
    titles = (THIS_PERIOD, LAST_PERIOD, SINCE_JANUARY, TARGET)
    columns = (
        Column(voice.say(MEASURE), 2.7),
        *(number_column(voice.say(title)) for title in titles),
        number_column(voice.say(ACHIEVED), 0.9),
    )

    def cells(line: Line) -> tuple[SheetCell, ...]:
        of, kind = line.progress, line.measure.kind
        figures = (of.now, of.before, of.to_date)
        can_have_target = kind in (Kind.COUNT, Kind.MONEY) and not line.measure.tally
        target = one_office(of.target, kind, voice) if can_have_target else None
        return (*(one_office(found, kind, voice) for found in figures), target, progress_table.share(line))

    return Layout(columns, cells)


def _notes(facts: OfficeFacts, reports: Sequence[Report], voice: Voice) -> Iterator[Block]:
    """What was written about activities, in one list."""
    items: list[str] = []
    for activity in facts.plan.activities():
        written = [
            " ".join(paragraphs(text))
            for code in dict.fromkeys((*activity.measures, NOTE))
            if facts.measures[code].kind is Kind.TEXT
            for text in texts(reports, Cell(activity.code, code).key)
        ]
        items += [f"**{voice.write(activity.code)}**  {'; '.join(written)}"] if written else []
    if items:
        yield Heading(voice.say(WORK_DONE), 2)
        yield Bullets(tuple(items))


def _cases(
    facts: OfficeFacts, every: Sequence[Line], of: Spans, asked: dict[str, frozenset[str]], voice: Voice
) -> Iterator[Block]:
    if facts.shareable is not None:
        yield from shareable_cases.cases(every, facts.shareable, facts.measures, voice)
        return
    stages = case_tables.stages(every, of, asked)
    if stages:
        yield from case_tables.totals(stages, voice, of_offices=False)
        yield from case_tables.by_lists(stages, facts.measures, voice)


def _narratives(
    facts: OfficeFacts, reports: Sequence[Report], voice: Voice
) -> Iterator[tuple[str, Iterator[Block]]]:
    """What the office wrote; a free text may name a child, so a shareable copy has none."""
    if facts.shareable is None:
        for name, heading in NARRATIVE_HEADINGS.items():
            yield heading, _narrative(reports, name, voice)


def _narrative(reports: Sequence[Report], name: str, voice: Voice) -> Iterator[Block]:
    written = texts(reports, Cell(NARRATIVE, name).key)
    for text in written:
        yield from (Paragraph(part) for part in paragraphs(text))
    if not written:
        yield Paragraph(voice.say(NOTHING_WRITTEN))


def _reference(facts: OfficeFacts, voice: Voice) -> Reference | None:
    """By this code the signed paper and the file are matched, already before a receipt comes."""
    if not facts.submission or facts.shareable is not None:
        return None
    scanned = f"{facts.unit.code} {facts.period.code} {facts.submission}"
    return Reference(facts.submission, scanned, voice.say(SUBMISSION))


def _receipt(facts: OfficeFacts, voice: Voice) -> Iterator[Block]:
    """What an official paper says when its file was received; both offices reckon the same code."""
    if facts.receipt and facts.shareable is None:
        words = voice.say(RECEIVED, code=_PLACE)  # a code is the same in both shapes of digits
        yield Paragraph(words.replace(_PLACE, facts.receipt))


def _signatures(facts: OfficeFacts, voice: Voice) -> Signatures:
    """Left who heads the administration, right who reports; dates are filled in by hand at signing."""
    seen = Signature((voice.say(SEEN_AND_AGREED), voice.head(facts.unit)))
    return Signatures(seen, Signature((voice.say(REPORTER),), facts.person))


def _notice(facts: OfficeFacts, voice: Voice) -> str:
    said = ((facts.is_example, EXAMPLE), (facts.is_draft, NOT_SUBMITTED))
    return " · ".join(voice.say(words) for applies, words in said if applies)
