"""Checks: everything worth a second look in a report, all at once, each with its cell."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from desktop.domain.attachment import attachment
from desktop.domain.form import NOTE, Form
from desktop.domain.measure import Kind, Measure
from desktop.domain.report import Answer, Cell, Reason, ReportView
from desktop.i18n.words import mark

JUMP_FACTOR, JUMP_FLOOR = 3, 20  # a figure is a jump at three times the last one and 20 apart (our choice)
# Parts of one whole that nobody is in twice, and parts that lie within another: girls are female.
_APART = (
    ("girls", "boys"),
    ("participants_female", "boys"),
    ("people_female", "boys"),
    ("cases_girls", "cases_boys"),
)
_WITHIN = (("girls", "participants_female"), ("girls", "people_female"))
_LARGEST = {Kind.YES_NO: 1, Kind.STATUS: 2}


class Weight(Enum):
    """MUST be settled before submitting; LOOK asks for a sentence and never blocks."""

    MUST = "must"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `message` is a msgid, filled with `facts`."""

    cell: str
    weight: Weight
    message: str
    facts: Mapping[str, object] = field(default_factory=dict)


UNANSWERED = mark("Not answered yet: a number, or why there is none.")
CONFLICT = mark("Two different answers were given. Choose one.")
NOT_A_COUNT = mark("A whole number is needed here.")
OUT_OF_RANGE = mark("The answer can be at most {largest}.")
PART_ABOVE_WHOLE = mark("{part} is more than the {whole} it is a part of.")
PARTS_ABOVE_WHOLE = mark("{first} and {second} together are more than the {whole} they are a part of.")
GIRLS_ABOVE_FEMALE = mark("{part} girls are more than the {whole} female persons they are counted among.")
JUMP = mark("{now} here, {before} last time. Say why in a sentence, or leave it.")
SPLIT_AND_REASON = mark("Cases are counted here, and a reason says that there are none. Keep one of the two.")
NOT_ASKED = mark("This is not asked of your office in this period.")


def check(form: Form, view: ReportView, last: Mapping[str, Answer]) -> tuple[Finding, ...]:
    """Every finding, in the order of the form. `last` holds the answers of the period before."""
    answers = view.answers()
    split = _tallies_split(form, answers)
    found = (
        *_unanswered(form, view, answers, split),
        *_conflicts(view),
        *_wrong_kind(form, answers),
        *_contradictions(answers, split),
        *_parts(form, answers),
        *_parts_together(form, answers),
        *_jumps(form, answers, last),
    )
    places = {cell.key: place for place, cell in enumerate(form.asked())}
    return tuple(sorted(found, key=lambda finding: _place(finding.cell, places)))


def blocking(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.weight is Weight.MUST)


def _place(key: str, places: Mapping[str, int]) -> tuple[int, str]:
    """Where a cell stands in the form: a split cell with its tally, what is not on the form at the end."""
    cell = Cell.of(key)
    whole = Cell(cell.item, cell.measure).key
    return places.get(key, places.get(whole, len(places))), key


def _tallies_split(form: Form, answers: Mapping[str, Answer]) -> frozenset[str]:
    """The tallies that were answered by counting cases of some split."""
    splits = frozenset(form.measures.tally_splits())
    found = [(Cell.of(key), answer) for key, answer in answers.items()]
    return frozenset(
        Cell(cell.item, cell.measure).key
        for cell, answer in found
        if cell.split in splits and isinstance(answer, int) and _is_tally(form, cell)
    )


def _is_tally(form: Form, cell: Cell) -> bool:
    measure = form.measures.measures.get(cell.measure)
    return measure is not None and measure.tally


def _unanswered(
    form: Form, view: ReportView, answers: Mapping[str, Answer], split: Container[str]
) -> Iterator[Finding]:
    for cell in form.required():
        conflict = cell.key in view.live and view.live[cell.key].conflict
        if cell.key not in answers and cell.key not in split and not conflict:
            yield Finding(cell.key, Weight.MUST, UNANSWERED)


def _conflicts(view: ReportView) -> Iterator[Finding]:
    for key, live in sorted(view.live.items()):
        if live.conflict and key not in view.drafts:
            yield Finding(key, Weight.MUST, CONFLICT)


def _wrong_kind(form: Form, answers: Mapping[str, Answer]) -> Iterator[Finding]:
    for key, answer in sorted(answers.items()):
        measure = _measure(form, key)
        if measure is None and attachment(key, answer) is None:
            yield Finding(key, Weight.LOOK, NOT_ASKED)
        elif measure is None:
            continue
        elif measure.is_number and isinstance(answer, str):
            yield Finding(key, Weight.MUST, NOT_A_COUNT)
        elif isinstance(answer, int) and answer > _LARGEST.get(measure.kind, answer):
            yield Finding(key, Weight.MUST, OUT_OF_RANGE, {"largest": _LARGEST[measure.kind]})


def _contradictions(answers: Mapping[str, Answer], split: Iterable[str]) -> Iterator[Finding]:
    for key in sorted(split):
        if isinstance(answers.get(key), Reason):
            yield Finding(key, Weight.MUST, SPLIT_AND_REASON)


def _parts(form: Form, answers: Mapping[str, Answer]) -> Iterator[Finding]:
    for key, part in sorted(answers.items()):
        measure = _measure(form, key)
        if measure is None or not isinstance(part, int):
            continue
        whole = _whole(Cell.of(key), measure, answers)
        if whole is not None and part > whole:
            yield Finding(key, Weight.MUST, PART_ABOVE_WHOLE, {"part": part, "whole": whole})


def _parts_together(form: Form, answers: Mapping[str, Answer]) -> Iterator[Finding]:
    """What two counts say of each other, each of which alone could be right."""
    for key, part in sorted(answers.items()):
        cell, measure = Cell.of(key), _measure(form, key)
        if measure is None or not isinstance(part, int):
            continue
        first, whole = max(_numbers(answers, cell, _APART, of=1), default=0), _whole(cell, measure, answers)
        if whole is not None and max(first, part) <= whole < first + part:
            facts = {"first": first, "second": part, "whole": whole}
            yield Finding(key, Weight.LOOK, PARTS_ABOVE_WHOLE, facts)
        female = max(_numbers(answers, cell, _WITHIN, of=0), default=part)
        if part > female:
            yield Finding(key, Weight.LOOK, GIRLS_ABOVE_FEMALE, {"part": part, "whole": female})


def _numbers(
    answers: Mapping[str, Answer], cell: Cell, pairs: Iterable[tuple[str, str]], *, of: int
) -> Iterator[int]:
    """The numbers that stand in a pair with this cell, which has the place `of` in it."""
    for pair in pairs:
        if pair[of] == cell.measure:
            number = answers.get(Cell(cell.item, pair[1 - of], cell.split).key)
            if isinstance(number, int):
                yield number


def _whole(cell: Cell, measure: Measure, answers: Mapping[str, Answer]) -> int | None:
    """What the cell is a part of, as far as numbers were given; None when none was."""
    wholes = [answers.get(Cell(cell.item, code, cell.split).key) for code in measure.of]
    numbers = [whole for whole in wholes if isinstance(whole, int)]
    return sum(numbers) if numbers else None


def _jumps(form: Form, answers: Mapping[str, Answer], last: Mapping[str, Answer]) -> Iterator[Finding]:
    for key, now in sorted(answers.items()):
        before = last.get(key)
        cell = Cell.of(key)
        said = isinstance(answers.get(Cell(cell.item, NOTE).key), str)
        if not isinstance(now, int) or not isinstance(before, int) or cell.split or said:
            continue
        low, high = sorted((now, before))
        if high - low >= JUMP_FLOOR and high >= low * JUMP_FACTOR:
            yield Finding(key, Weight.LOOK, JUMP, {"now": now, "before": before})


def _measure(form: Form, key: str) -> Measure | None:
    return form.measures.measures.get(Cell.of(key).measure)
