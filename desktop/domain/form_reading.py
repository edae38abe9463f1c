"""From a filled-in form to answers: every doubtful cell is told by its address, and none is guessed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.domain import case_rows, checks
from desktop.domain.blank_form import ANSWER, KEY, REASON
from desktop.domain.case_rows import Case
from desktop.domain.cell_reading import Unclear, reason_of, understood
from desktop.domain.checks import Weight
from desktop.domain.filled_form import FilledForm, FilledRow, Found
from desktop.domain.form import Form
from desktop.domain.report import Answer, Cell, Draft, Reason, ReportView
from desktop.i18n.words import mark

NO_CODE = mark("An answer stands in a row without its code. Type it into the row that asks for it.")
NOT_ASKED = mark("“{code}” is not asked of your office in this period. The form may be of an older plan.")
TWICE = mark("The same is answered twice, here and in {other}. Leave one of the two out.")
BOTH = mark("A number stands here, and {other} says why there is none. Leave one of the two out.")
DISPUTED = mark("In the report two different answers stand here. Choose one there; leave this one out.")
SUMS_DIFFER = mark("{number} stands here, and the list of cases adds up to {sum}. Leave one of the two out.")
SPLIT_HERE = mark(
    "In the report these cases are split already. List them in the form too, or leave this out."
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful cell: its address, what was found, and what to do (`message`, filled with `facts`).

    MUST be mended in the form or left out; LOOK only asks for a second look.
    """

    place: str
    found: str
    message: str
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)
    weight: Weight = Weight.MUST


@dataclass(frozen=True, slots=True)
class Reading:
    """What a form says beside what stands in the report.

    `answers` are the cells that would change, None where the form's list of cases replaces one; `kept`
    those that say what stands there already. `places` says where each stands in the form.
    """

    answers: Mapping[str, Answer] = field(hash=False)
    kept: Mapping[str, Answer] = field(hash=False)
    places: Mapping[str, str] = field(hash=False)
    doubts: tuple[Doubt, ...]

    @property
    def must(self) -> tuple[Doubt, ...]:
        return tuple(doubt for doubt in self.doubts if doubt.weight is Weight.MUST)


def read(
    form: Form,
    view: ReportView,
    last: Mapping[str, Answer],
    filled: FilledForm,
    left_out: Collection[str] = (),
) -> Reading:
    """Read a form beside the report as it stands. `left_out` are addresses whose cells are not read.

    `last` holds the answers of the period before, for what is worth a second look.
    """
    rows = [_without(row, left_out) for row in filled.rows]
    reader = _Reader(form, view)
    reader.answers_of([row for row in rows if not row.is_case and not row.is_empty])
    reader.cases_of([row for row in rows if row.is_case and not row.is_empty])
    reader.look_over(last)
    changed = {key: one for key, one in reader.answers.items() if not _same(view.answer(key), one)}
    kept = {key: one for key, one in reader.answers.items() if key not in changed and one is not None}
    places = {key: found.place for key, found in reader.found.items()}
    return Reading(changed, kept, places, tuple(reader.doubts))


def _without(row: FilledRow, left_out: Collection[str]) -> FilledRow:
    """A line of cases is left out as a whole: what remains of it would be another case."""
    if row.is_case and any(found.place in left_out for found in row.cells.values()):
        return FilledRow({})
    return FilledRow({code: one for code, one in row.cells.items() if one.place not in left_out})


class _Reader:
    """Gathers answers by their cell, with where they stand, and what is doubtful on the way."""

    def __init__(self, form: Form, view: ReportView) -> None:
        self._form = form
        self._view = view
        self._asked = {cell.key: form.measures[cell.measure] for cell in form.asked()}
        self.answers: dict[str, Answer] = {}
        self.found: dict[str, Found] = {}
        self.doubts: list[Doubt] = []

    def answers_of(self, rows: Sequence[FilledRow]) -> None:
        for row in rows:
            number, reason = row[ANSWER], row[REASON]
            first = next((each for each in (number, reason) if not each.is_empty), None)
            if first is None:
                continue
            code = row[KEY].text.strip()
            if not code:
                self._doubt(first, NO_CODE)
            elif code not in self._asked:
                self._doubt(first, NOT_ASKED, code=code)
            else:
                self._answer(code, number, reason)

    def cases_of(self, rows: Sequence[FilledRow]) -> None:
        lines = case_rows.read(self._form, rows)
        for found, unclear in lines.unclear:
            self._doubt(found, unclear.message, **unclear.facts)
        tallies: dict[str, list[Case]] = {}
        for case in lines.cases:
            tallies.setdefault(Cell(case.cell.item, case.cell.measure).key, []).append(case)
        for tally, cases in tallies.items():
            self._tally(tally, cases)
        for tally in self._split_already() - tallies.keys():
            if tally in self.answers:
                self._doubt(self.found[tally], SPLIT_HERE)

    def look_over(self, last: Mapping[str, Answer]) -> None:
        """The checks of a report over what the form says, each at the address where it says so."""
        drafts = {key: Draft(answer, self._view.seen(key)) for key, answer in self.answers.items()}
        view = replace(self._view, drafts={**self._view.drafts, **drafts})
        for finding in checks.check(self._form, view, last):
            if finding.cell in self.found and finding.message not in (checks.UNANSWERED, checks.CONFLICT):
                found = self.found[finding.cell]
                self.doubts.append(
                    Doubt(found.place, found.text, finding.message, finding.facts, finding.weight)
                )

    def _answer(self, key: str, number: Found, reason: Found) -> None:
        said = ((number, understood(number, self._asked[key].kind)), (reason, reason_of(reason)))
        given = [(found, answer) for found, answer in said if answer is not None]
        for found, answer in given:
            if isinstance(answer, Unclear):
                self._doubt(found, answer.message, **answer.facts)
        clear = [(found, answer) for found, answer in given if not isinstance(answer, Unclear)]
        if len(clear) == 2 and clear[0][1] != clear[1][1]:
            self._doubt(number, BOTH, other=reason.place)
        for found, answer in clear[:1]:
            self._take(key, answer, found)

    def _take(self, key: str, answer: Answer, found: Found) -> None:
        live = self._view.live.get(key)
        if key in self.found and not _same(self.answers[key], answer):
            other = self.found[key]
            self._doubt(other, TWICE, other=found.place)
            self._doubt(found, TWICE, other=other.place)
        elif live is not None and live.conflict and key not in self._view.drafts:
            self._doubt(found, DISPUTED)
        self.answers[key] = answer
        self.found.setdefault(key, found)

    def _tally(self, tally: str, cases: Sequence[Case]) -> None:
        """The list of a stage stands for all its cases: what was said of it before is replaced."""
        for case in cases:
            if case.cell.key in self.found:
                self._doubt(case.found, TWICE, other=self.found[case.cell.key].place)
            else:
                self._take(case.cell.key, case.number, case.found)
        total = sum(case.number for case in cases)
        said = self.answers.get(tally)
        if isinstance(said, Reason):
            self._doubt(self.found[tally], BOTH, other=cases[0].found.place)
        elif said is not None and said != total:
            self._doubt(self.found[tally], SUMS_DIFFER, number=said, sum=total)
        there = self._view.answers()
        replaced = {key for key in there if key == tally or key.startswith(f"{tally}:")}
        for key in ({tally} | replaced) - {case.cell.key for case in cases}:
            self.answers[key] = None

    def _split_already(self) -> set[str]:
        """The tallies that the report holds split."""
        cells = (Cell.of(key) for key, answer in self._view.answers().items() if isinstance(answer, int))
        return {Cell(cell.item, cell.measure).key for cell in cells if cell.split} & self._asked.keys()

    def _doubt(self, found: Found, message: str, **facts: object) -> None:
        self.doubts.append(Doubt(found.place, found.text, message, facts))


def _same(one: Answer, other: Answer) -> bool:
    return one == other and type(one) is type(other)


def not_here(form: Form, filled: FilledForm) -> Iterator[Cell]:
    """What is asked now and does not stand on the form: it was made from another edition of the plan."""
    there = {row[KEY].text.strip() for row in filled.rows}
    yield from (cell for cell in form.asked() if cell.key not in there)
