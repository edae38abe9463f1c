"""The empty form on paper, for who fills in a report by hand: the activities asked, with room to write."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from desktop.domain.budget_table import SOURCE
from desktop.domain.cell_words import CellWords
from desktop.domain.form import NARRATIVES, Form
from desktop.domain.measure import DIMENSIONS, Kind, Measure
from desktop.domain.org_unit import OrgUnit
from desktop.domain.plan import Activity, Cluster, Plan, Strategy
from desktop.domain.progress_table import CLUSTER, STATUS, STRATEGY, YES_NO, number_column
from desktop.domain.report import Answer, Cell
from desktop.domain.sheet import (
    Align,
    Block,
    Bullets,
    Column,
    Heading,
    Paragraph,
    Row,
    RowKind,
    Sheet,
    SheetCell,
    Signature,
    Signatures,
    Table,
    WritingLines,
)
from desktop.domain.sheet_parts import (
    CASES,
    LAST_PERIOD,
    MEASURE,
    MONEY,
    NARRATIVE_HEADINGS,
    REPORTER,
    RESULTS,
    SEEN_AND_AGREED,
    TARGET,
    THIS_PERIOD,
    authority,
    copies_to,
    numbered,
    place,
)
from desktop.domain.sheet_words import EXAMPLE, REASONS, Voice
from desktop.i18n.words import mark

TITLE = mark("Form for the progress report\non the implementation of the {plan}\nfor {period}")
ONE_NUMBER = mark("Write one number in each box. 0 means that it was counted, and there was nothing.")
NO_NUMBER = mark("Where there is no number, write why: {reasons}.")
CIRCLE = mark("Where words stand in a box, circle the one that is right.")
NO_NAMES = mark("Write no names of children, and nothing by which a child could be recognised.")
SENTENCES = mark("A sentence about an activity, with its number before it")
BASELINE = mark("Baseline")
RIEL = mark("Riel")
NUMBER = mark("Number")
SAME_KIND = mark(
    "One line for cases that are alike in everything: write how many they are. The words to choose from:"
)
CHOICES = mark("{list}: {words}")
LINES, CASE_LINES = 5, 7  # to be written on: for each narrative, and for each stage of cases


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What an empty form is printed from. `before` are answers of the last period, none of them protected."""

    line: tuple[OrgUnit, ...]
    plan: Plan
    form: Form
    before: Mapping[str, Answer] = field(default_factory=dict)
    is_example: bool = False


def form_sheet(facts: FormFacts, voice: Voice) -> Sheet:
    """The form; it holds no protected number, so its grade is open."""
    plan = facts.plan.title.say(voice.language)
    sections = [
        (RESULTS, _results(facts, voice)),
        (CASES, _cases(facts, voice)),
        (MONEY, _money(facts, voice)),
    ]
    if facts.form.narrative_cells():
        sections += [(NARRATIVE_HEADINGS[name], iter((WritingLines(LINES),))) for name in NARRATIVES]
    unit = facts.form.unit
    seen = Signature((voice.say(SEEN_AND_AGREED), voice.head(unit)))
    return Sheet(
        title=voice.say(TITLE, plan=plan, period=voice.period(facts.form.period)),
        subtitle=place(facts.line, voice),
        language=voice.language,
        digits=voice.digits,
        authority=(*authority(facts.line, voice), voice.committee(unit)),
        blocks=(
            _how(voice),
            *numbered(sections, voice),
            Signatures(seen, Signature((voice.say(REPORTER),))),
        ),
        notice=voice.say(EXAMPLE) if facts.is_example else "",
        copies_to=copies_to(facts.line, voice),
    )


def _how(voice: Voice) -> Bullets:
    reasons = ", ".join(voice.say(words) for words in REASONS.values())
    return Bullets(
        (voice.say(ONE_NUMBER), voice.say(NO_NUMBER, reasons=reasons), voice.say(CIRCLE), voice.say(NO_NAMES))
    )


def _results(facts: FormFacts, voice: Voice) -> Iterator[Block]:
    asked = {activity.code for activity in facts.form.every_activity}
    columns = (Column(voice.say(MEASURE), 3.0), *_boxes(facts, voice))
    for strategy in facts.plan.strategies:
        rows = tuple(_strategy(strategy, asked, facts, voice))
        if rows:
            title = strategy.title.say(voice.language)
            yield Heading(voice.say(STRATEGY, number=strategy.number, title=title), 2)
            yield Table(columns, rows, by_hand=True)
    if not facts.form.is_annual_plan:
        yield Heading(voice.say(SENTENCES), 2)
        yield WritingLines(LINES)


def _boxes(facts: FormFacts, voice: Voice) -> tuple[Column, ...]:
    """The columns to be written in, and beside them the last period's where it is shown."""
    if facts.form.is_annual_plan:
        return tuple(Column(voice.say(title), 1.5, Align.CENTRE) for title in (BASELINE, TARGET))
    box = Column(voice.say(THIS_PERIOD), 1.7, Align.CENTRE)
    return (box, number_column(voice.say(LAST_PERIOD), 1.1)) if facts.before else (box,)


def _strategy(strategy: Strategy, asked: set[str], facts: FormFacts, voice: Voice) -> Iterator[Row]:
    for cluster in strategy.clusters:
        found = [activity for activity in cluster.activities if activity.code in asked]
        if found:
            yield _cluster(cluster, voice)
            for activity in found:
                yield from _activity(activity, facts, voice)


def _cluster(cluster: Cluster, voice: Voice) -> Row:
    title = cluster.title.say(voice.language)
    return Row((voice.say(CLUSTER, code=cluster.code, title=title),), RowKind.GROUP)


def _activity(activity: Activity, facts: FormFacts, voice: Voice) -> Iterator[Row]:
    """The activity over its measures: each once, whatever parts of it the form asks for."""
    title = activity.title.say(voice.language)
    yield Row((voice.write(f"{activity.code}  {title}"),), RowKind.SUBGROUP)
    codes = dict.fromkeys(cell.measure for cell in facts.form.cells(activity))
    for measure in (facts.form.measures[code] for code in codes):
        if measure.is_number:
            label = measure.label.say(voice.language)
            yield Row((label, *_cells(Cell(activity.code, measure.code), measure, facts, voice)))


def _cells(cell: Cell, measure: Measure, facts: FormFacts, voice: Voice) -> tuple[SheetCell, ...]:
    if facts.form.is_annual_plan:
        return (None, None)
    box = " / ".join(map(voice.say, _choices(measure.kind).values())) or None
    if not facts.before:
        return (box,)
    words, answer = CellWords(facts.form.measures, voice), facts.before.get(cell.key)
    said = None if measure.protected else words.number(cell.key, answer) or words.answer(cell.key, answer)
    return (box, said)


def _choices(kind: Kind) -> dict[int, str]:
    return {Kind.YES_NO: YES_NO, Kind.STATUS: STATUS}.get(kind, {})


def _cases(facts: FormFacts, voice: Voice) -> Iterator[Block]:
    """A line for each kind of case, as the form on the screen has a box for each."""
    form = facts.form
    tallies = [cell for cell in form.asked() if form.measures[cell.measure].tally]
    if not tallies:
        return
    lists = [form.measures.dimensions[name] for name in DIMENSIONS]
    yield Paragraph(voice.say(SAME_KIND))
    yield Bullets(
        tuple(
            voice.say(
                CHOICES,
                list=f"**{each.label.say(voice.language)}**",
                words="; ".join(voice.write(member.label.say(voice.language)) for member in each.members),
            )
            for each in lists
        )
    )
    columns = (
        *(Column(each.label.say(voice.language), 2.0 if at < 2 else 1.2) for at, each in enumerate(lists)),
        number_column(voice.say(NUMBER), 0.9),
    )
    for cell in tallies:
        label = form.measures[cell.measure].label.say(voice.language)
        yield Heading(voice.write(f"{cell.item}  {label}"), 2)
        yield Table(columns, tuple(Row((None,)) for _ in range(CASE_LINES)), by_hand=True)


def _money(facts: FormFacts, voice: Voice) -> Iterator[Block]:
    columns = (Column(voice.say(SOURCE), 2.0), Column(voice.say(RIEL), 2.0))
    cells = {cell.split for cell in facts.form.budget_cells()}
    sources = [source for source in facts.form.measures.resource_sources if source.code in cells]
    rows = tuple(Row((source.label.say(voice.language), None)) for source in sources)
    yield Table(columns, rows, by_hand=True)
