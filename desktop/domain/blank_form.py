"""The Excel form of an office for a period: what is asked, in both languages, and by which codes it is found.

An office without the program fills it in; it is read back by its codes, never by where a cell stands.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.domain.cell_words import PARTS
from desktop.domain.form import Form
from desktop.domain.measure import DIMENSIONS, Dimension, Kind
from desktop.domain.plan import Plan, Text
from desktop.domain.progress_table import STATUS, YES_NO
from desktop.domain.report import Cell
from desktop.domain.sheet_words import REASONS, Voice
from desktop.i18n.words import say

VERSION = "1"
# What the cells of the form that name something begin with; they survive renaming, sorting and moving.
CODE = "tumpeang:"
MADE, OFFICE, PERIOD, PLAN = "version", "office", "period", "plan"
IDENTITY = (MADE, OFFICE, PERIOD, PLAN)
TO_READ = "words"  # a worksheet of ours on which nothing is filled in
KEY, ANSWER, REASON = "cell", "answer", "reason"
STAGE, NUMBER = "stage", "number"
ANSWER_COLUMNS = (KEY, ANSWER, REASON)
CASE_COLUMNS = (STAGE, *DIMENSIONS, NUMBER)


@dataclass(frozen=True, slots=True)
class Field:
    """One answer that is asked: its cell, what it is called, what may stand in it, how to count."""

    cell: Cell
    name: Text
    kind: Kind
    hint: Text | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """An activity with what is asked about it."""

    code: str
    title: Text
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of the plan to read beside the form; `level` 1 is a strategy, 2 a cluster, 3 an activity."""

    level: int
    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Choices:
    """The words of a list and what each stands for, in one order; a drop-down shows both languages."""

    words: tuple[Text, ...]
    codes: tuple[str | int, ...]

    def shown(self) -> tuple[str, ...]:
        return tuple(both(text, " · ") for text in self.words)


@dataclass(frozen=True, slots=True)
class BlankForm:
    """Everything a renderer needs to make the form. It holds no answer and no figure."""

    identity: tuple[tuple[str, str], ...]
    office: Text
    office_code: str
    period: Text
    sections: tuple[Section, ...]
    budget: tuple[Field, ...]
    narratives: tuple[Field, ...]
    stages: Choices
    dimensions: tuple[Dimension, ...]
    plan: tuple[PlanLine, ...]
    example: bool = False


def both(text: Text, between: str = "\n") -> str:
    """Khmer, then English."""
    return f"{text.km}{between}{text.en}"


def in_both(msgid: str, **facts: object) -> Text:
    """A msgid of the catalogue in both languages."""
    return Text(say("en", msgid, **facts), say("km", msgid, **facts))


def blank_form(form: Form, plan: Plan, *, example: bool = False) -> BlankForm:
    """The form of the activities, the money and the words that are asked of an office in a period."""
    english, khmer = Voice("en", "latin"), Voice("km", "khmer")
    return BlankForm(
        identity=tuple(identity(form).items()),
        office=Text(english.office(form.unit), khmer.office(form.unit)),
        office_code=form.unit.code,
        period=Text(english.period(form.period), khmer.period(form.period)),
        sections=tuple(
            Section(activity.code, activity.title.text, tuple(_fields(form, form.cells(activity))))
            for activity in form.every_activity
        ),
        budget=tuple(_budget(form)),
        narratives=tuple(_fields(form, form.narrative_cells())),
        stages=stages(form),
        dimensions=tuple(form.measures.dimensions[name] for name in DIMENSIONS),
        plan=tuple(_plan(form, plan)),
        example=example,
    )


def identity(form: Form) -> dict[str, str]:
    """By what a form is known again: whose it is, about when, and what was asked when it was made."""
    asked = "\n".join(cell.key for cell in form.asked())
    edition = hashlib.sha256(asked.encode()).hexdigest()[:12]
    return {MADE: VERSION, OFFICE: form.unit.id, PERIOD: form.period.code, PLAN: f"p-{edition}"}


def stages(form: Form) -> Choices:
    """The case tallies that are asked, each with its activity."""
    cells = [cell for cell in form.asked() if form.measures[cell.measure].tally]
    return Choices(tuple(_stage(form, cell) for cell in cells), tuple(cell.key for cell in cells))


def members(dimension: Dimension) -> Choices:
    found = dimension.members
    return Choices(tuple(member.label for member in found), tuple(member.code for member in found))


def reasons() -> Choices:
    return Choices(
        tuple(in_both(words) for words in REASONS.values()), tuple(found.value for found in REASONS)
    )


def choices(kind: Kind) -> Choices | None:
    """The words of yes or no, and of a milestone; None for what is counted or written."""
    words = {Kind.YES_NO: YES_NO, Kind.STATUS: STATUS}.get(kind)
    return Choices(tuple(in_both(each) for each in words.values()), tuple(words)) if words else None


def _stage(form: Form, cell: Cell) -> Text:
    label = form.measures[cell.measure].label
    return Text(f"{cell.item} {label.en}", f"{cell.item} {label.km}")


def _fields(form: Form, cells: Iterable[Cell]) -> Iterator[Field]:
    for cell in cells:
        measure = form.measures[cell.measure]
        part = PARTS.get(cell.split)
        name = measure.label
        if part:
            name = Text(say("en", part, measure=name.en), say("km", part, measure=name.km))
        yield Field(cell, name, measure.kind, measure.hint)


def _budget(form: Form) -> Iterator[Field]:
    sources = {source.code: source.label for source in form.measures.resource_sources}
    for cell in form.budget_cells():
        label, source = form.measures[cell.measure].label, sources[cell.split]
        name = Text(f"{label.en}: {source.en}", f"{label.km}៖ {source.km}")
        yield Field(cell, name, Kind.MONEY)


def _plan(form: Form, plan: Plan) -> Iterator[PlanLine]:
    """The asked activities under their clusters and strategies."""
    asked = {activity.code for activity in form.every_activity}
    for strategy in plan.strategies:
        lines = [
            PlanLine(*line)
            for cluster in strategy.clusters
            for found in [[each for each in cluster.activities if each.code in asked]]
            if found
            for line in (
                (2, cluster.code, cluster.title.text),
                *((3, each.code, each.title.text) for each in found),
            )
        ]
        if lines:
            yield PlanLine(1, str(strategy.number), strategy.title.text)
            yield from lines
