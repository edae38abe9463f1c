"""One cell of a report on screen: its field, what is said under it, and all that belongs to it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.domain.checks import UNANSWERED
from desktop.domain.measure import Measure
from desktop.domain.report import Cell
from desktop.i18n.words import _
from desktop.ui import remarks
from desktop.ui.answer_field import AnswerField, NumberField, TextField, WhyButton, field_for
from desktop.ui.answers import Answers
from desktop.ui.conflict import Choice
from desktop.ui.look_over import in_sentence
from desktop.ui.pieces import Label, Words
from desktop.ui.tally import Tally
from desktop.ui.text_watch import TextWatch

if TYPE_CHECKING:
    from desktop.domain.checks import Finding


class Question:
    """A field with its note, and below it a choice between two answers or a tally's grid."""

    def __init__(
        self, answers: Answers, cell: Cell, measure: Measure, name: Words, *, lines: int = 2
    ) -> None:
        self._answers, self.cell, self.measure = answers, cell, measure
        self._wrong = ""
        self.field: AnswerField = field_for(measure, name, lines=lines)
        self.note = Label(lambda: "", "note")
        self.why: WhyButton | None = None
        self.tally: Tally | None = None
        self.choices = [Choice(answers, key, measure) for key in answers.disputed_in(cell)]
        self.field.show_answer(answers.answer(cell.key))
        self.field.answered.connect(lambda answer: answers.type(cell.key, answer))
        self.field.left.connect(answers.leave)
        self.watch: TextWatch | None = None
        if isinstance(self.field, NumberField):
            self._number(self.field)
        elif isinstance(self.field, TextField):
            self.watch = TextWatch(answers.tasks, self.field)

    @property
    def below(self) -> list[QWidget]:
        """What stands under the field and its note, across the page."""
        found: list[QWidget] = list(self.choices)
        return [*found, self.tally] if self.tally is not None else found

    def freeze(self, frozen: bool) -> None:
        self.field.setReadOnly(frozen)
        if self.why is not None:
            self.why.setHidden(frozen)
        if self.tally is not None:
            self.tally.freeze(frozen)

    def show_answer(self) -> None:
        """Show what the cell holds now; what was half typed is gone."""
        self._wrong = ""
        self.field.show_answer(self._answers.answer(self.cell.key))
        if self.tally is not None:
            self.tally.show_answers()
        self.show_note()

    def show_note(self) -> None:
        """Words under the field: what was found, why the cell came back; nothing while it is just empty."""
        self.note.say(lambda: "\n".join(self._notes()))
        self.note.setHidden(not self.note.text())

    def _number(self, field: NumberField) -> None:
        field.wrong.connect(self._say_wrong)
        self.why = WhyButton(field.take)
        if self.measure.tally:
            self.tally = Tally(self._answers, self.cell, field)

    def _say_wrong(self, why: str) -> None:
        self._wrong = why
        self.show_note()

    def _notes(self) -> list[str]:
        cell = self.cell.key
        notes = [self._wrong] if self._wrong else []
        if cell in self._answers.cell_reasons:
            notes.append(_("Returned: {reason}", reason=self._answers.cell_reasons[cell]))
        notes += remarks.beside(self._answers.remarks, cell)
        if not self._answers.conflict(cell):  # else the choice says it
            notes += [in_sentence(one) for one in self._answers.findings if _speaks(one, cell)]
        return notes


def _speaks(finding: "Finding", cell: str) -> bool:
    return finding.cell == cell and finding.message != UNANSWERED


def choose(questions: Iterable[Question], n: int) -> None:
    """Take the answer at place `n` of two that were given: to the question in hand, else to the first."""
    disputed = [found for found in questions if found.choices]
    here = [found for found in disputed if found.field.hasFocus()] or disputed
    choices = [choice for found in here for choice in found.choices]
    if choices:
        next((choice for choice in choices if choice.is_open), choices[0]).choose(n)
