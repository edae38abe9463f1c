"""One activity of a report: its text, a field for each measure, and what was answered before."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from desktop.domain.checks import UNANSWERED
from desktop.domain.measure import Measure
from desktop.domain.plan import Text
from desktop.domain.report import BASELINE, BUDGET, NARRATIVE, TARGET, Answer, Cell, Reason
from desktop.i18n.words import _, chosen, mark
from desktop.ui import speech
from desktop.ui.answer_field import AnswerField, NumberField, TextField, WhyButton, field_for, in_words
from desktop.ui.answers import Answers, in_sentence
from desktop.ui.pieces import Button, Label, Words, column, place, row
from desktop.ui.tally_grid import Tally

if TYPE_CHECKING:
    from desktop.domain.checks import Finding
    from desktop.domain.measure import Measures

WORDS_COLUMN, FIELD_COLUMN, WHY_COLUMN, LAST_COLUMN, YEAR_COLUMN, COLUMNS = range(6)
NUMBER_WIDTH, BEFORE_WIDTH, LEAST_WORDS_WIDTH = 122, 84, 170  # pixels
LINES_A_ROW = 3  # the field, the note under it, a tally under that


class Page(QWidget):
    """Cells of a report under each other. `done`: the person goes on to the next page."""

    done = Signal()

    def __init__(self, answers: Answers, title: Words, under_title: Words, cells: Sequence[Cell]) -> None:
        super().__init__()
        self.answers, self.cells = answers, tuple(cells)
        self.fields: dict[str, AnswerField] = {}
        self.tallies: list[Tally] = []
        self._notes: dict[str, Label] = {}
        self._wrong: dict[str, str] = {}
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(8)
        self.grid.setColumnStretch(WORDS_COLUMN, 3 if self._has_numbers() else 1)
        self.grid.setColumnMinimumWidth(WORDS_COLUMN, LEAST_WORDS_WIDTH)
        self.grid.setColumnStretch(COLUMNS, 2)
        self.page = column(self, margin=24, gap=10)
        self.title = Label(title, "heading")
        place(self.page, self.title, Label(under_title, "second"))
        self.page.addSpacing(6)
        self.page.addLayout(self.grid)  # before its rows: a widget without a parent would be a window
        self._heads()
        for line, cell in enumerate(self.cells, start=1):
            self._row(LINES_A_ROW * line, cell)
        self.page.addLayout(self.foot())
        self.page.addStretch(1)
        answers.looked.connect(self.show_findings)
        self.show_findings()

    def foot(self) -> QBoxLayout:
        """What one may do with the page as a whole."""
        return row(None, Button(lambda: _("Next"), self.done.emit, main=True, icon="next", key="Ctrl+Return"))

    def freeze(self, frozen: bool) -> None:
        for field in self.fields.values():
            field.setReadOnly(frozen)
        for tally in self.tallies:
            tally.freeze(frozen)

    def first_field(self) -> QWidget | None:
        """Where typing begins: the first field that takes something, else a tally's first."""
        for field in self.fields.values():
            if not (isinstance(field, NumberField) and field.isReadOnly()):
                return field
            if self.tallies and self.tallies[0].grid is not None:
                return next(iter(self.tallies[0].grid.fields.values()))
        return None

    def go_to(self, cell: str) -> None:
        """Put the focus where a finding is."""
        field = self.fields.get(cell) or self.fields.get(cell.rsplit(":", 1)[0])
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_findings(self) -> None:
        """Words under each field: what was found, why the cell came back; nothing while it is just empty."""
        for cell in self._notes:
            self._note(cell)

    def note(self, cell: str) -> str:
        """What is said beside a field."""
        return self._notes[cell].text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.show_findings()

    def measure(self, cell: Cell) -> Measure:
        found: Measures = self.answers.opened.form.measures
        return found[cell.measure]

    def name(self, cell: Cell) -> Words:
        """What a row asks for, in words."""
        if cell.item == BUDGET:
            return self._source(cell)
        measure = self.measure(cell)
        part = {BASELINE: mark("{measure}, baseline"), TARGET: mark("{measure}, target")}.get(cell.split)
        if part is None:
            return lambda: measure.label.say(chosen())
        return lambda: _(part, measure=measure.label.say(chosen()))

    def _source(self, cell: Cell) -> Words:
        """A row of the budget is named by its source of money."""
        sources = self.answers.opened.form.measures.resource_sources
        label = next(source.label for source in sources if source.code == cell.split)
        return lambda: label.say(chosen())

    def _has_numbers(self) -> bool:
        return any(self.measure(cell).is_number for cell in self.cells)

    def _heads(self) -> None:
        if self._has_numbers():
            period = self.answers.opened.form.period
            last, year = period.previous().code, period.same_last_year().code
            for place_, words in (
                (FIELD_COLUMN, _sayer(period.code)),
                (LAST_COLUMN, _sayer(last)),
                (YEAR_COLUMN, _sayer(year)),
            ):
                if place_ != YEAR_COLUMN or year != last:
                    head = Label(words, "head")
                    head.setFixedWidth(NUMBER_WIDTH if place_ == FIELD_COLUMN else BEFORE_WIDTH)
                    head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
                    self.grid.addWidget(head, 0, place_)

    def _row(self, line: int, cell: Cell) -> None:
        measure, name = self.measure(cell), self.name(cell)
        field = field_for(measure, name, lines=4 if cell.item == NARRATIVE else 2)
        self.fields[cell.key] = field
        field.show_answer(self.answers.answer(cell.key))
        field.answered.connect(lambda answer: self.answers.type(cell.key, answer))
        field.left.connect(self.answers.keep)
        hint = measure.hint if cell.split != TARGET else None  # it stands at the baseline already
        self.grid.addLayout(self._asked(measure, name, hint), line, WORDS_COLUMN)
        if isinstance(field, TextField):
            self.grid.addWidget(field, line, FIELD_COLUMN, 1, COLUMNS)
        elif isinstance(field, NumberField):
            self._number(line, cell, field)
        else:
            self.grid.addWidget(field, line, FIELD_COLUMN, 1, 2)
        self._before(line, cell)
        self._notes[cell.key] = Label(lambda: "", "note")
        self.grid.addWidget(self._notes[cell.key], line + 1, FIELD_COLUMN, 1, COLUMNS)
        self._notes[cell.key].hide()
        if measure.tally and isinstance(field, NumberField):
            self._tally(line + 2, cell, field)

    def _tally(self, line: int, cell: Cell, field: NumberField) -> None:
        tally = Tally(self.answers, cell, field)
        self.tallies.append(tally)
        self.grid.addWidget(tally, line, WORDS_COLUMN, 1, COLUMNS + 1)

    def _number(self, line: int, cell: Cell, field: NumberField) -> None:
        field.setFixedWidth(NUMBER_WIDTH)
        field.wrong.connect(lambda why: self._say_wrong(cell.key, why))
        self.grid.addWidget(field, line, FIELD_COLUMN)
        why = WhyButton(field.take)
        self.grid.addWidget(why, line, WHY_COLUMN)
        why.setHidden(self.answers.frozen)

    def _asked(self, measure: Measure, name: Words, hint: Text | None) -> QBoxLayout:
        """The measure's name, and how to count under it. A part of another measure stands further in."""
        box = column(gap=0)
        here = {cell.measure for cell in self.cells}
        box.setContentsMargins(16 if here & set(measure.of) else 0, 4, 0, 0)
        place(box, Label(name))
        if hint is not None:
            place(box, Label(lambda: hint.say(chosen()), "hint"))
        box.addStretch(1)
        return box

    def _before(self, line: int, cell: Cell) -> None:
        measure = self.measure(cell)
        if not measure.is_number:
            return
        for place_, answer in (
            (LAST_COLUMN, self.answers.last_period(cell.key)),
            (YEAR_COLUMN, self.answers.last_year(cell.key)),
        ):
            figure = Label(_worder(answer, measure), "second", wrap=False)
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.grid.addWidget(figure, line, place_)

    def _say_wrong(self, cell: str, why: str) -> None:
        self._wrong[cell] = why
        self._note(cell)

    def _note(self, cell: str) -> None:
        note = self._notes[cell]
        note.say(self._noted(cell))
        note.setHidden(not note.text())

    def _noted(self, cell: str) -> Words:
        return lambda: "\n".join(self._notes_of(cell))

    def _notes_of(self, cell: str) -> list[str]:
        notes = [self._wrong[cell]] if self._wrong.get(cell) else []
        if cell in self.answers.cell_reasons:
            notes.append(_("Returned: {reason}", reason=self.answers.cell_reasons[cell]))
        different = self.answers.conflict(cell)
        if different:
            found = ", ".join(in_words(answer) for answer in different)
            notes.append(_("Two answers were given: {answers}. Write the right one.", answers=found))
        else:
            notes += [in_sentence(one) for one in self.answers.findings if _speaks(one, cell)]
        return notes


class ActivityPage(Page):
    """One activity, with its empty cells answered at once where that is right."""

    def foot(self) -> QBoxLayout:
        self.rest = [self._button(reason, words) for reason, words in _REST]
        same = Button(lambda: _("Same as last period"), self.same_as_last, key="Ctrl+D")
        self.rest.append(same)
        where = column(gap=8)
        hint = Label(lambda: _("For every field still empty here:"), "second", wrap=False)
        place(where, row(hint, None), row(*self.rest, None), super().foot())
        where.setContentsMargins(0, 12, 0, 0)
        return where

    def freeze(self, frozen: bool) -> None:
        super().freeze(frozen)
        for button in self.rest:
            button.setEnabled(not frozen)

    def same_as_last(self) -> None:
        """Take last period's answer into every empty field that has one."""
        for cell in self._empty():
            before = self.answers.last_period(cell.key)
            if before is not None:
                self.fields[cell.key].take(before)
        self.answers.keep()

    def _button(self, reason: Reason, words: str) -> Button:
        return Button(lambda: _(words), lambda: self._fill(reason))

    def _fill(self, reason: Reason) -> None:
        for cell in self._empty():
            self.fields[cell.key].take(reason)
        self.answers.keep()

    def _empty(self) -> list[Cell]:
        numbers = [cell for cell in self.cells if self.measure(cell).is_number]
        return [cell for cell in numbers if not self.answers.is_answered(cell)]


_REST = (
    (Reason.NOT_PLANNED, mark("Not planned")),
    (Reason.NOT_KNOWN, mark("Not known")),
    (Reason.NOTHING, mark("Nothing to report")),
)


def _speaks(finding: "Finding", cell: str) -> bool:
    return finding.cell == cell and finding.message != UNANSWERED


def _sayer(period: str) -> Words:
    return lambda: speech.period(period)


def _worder(answer: Answer, measure: Measure) -> Words:
    return lambda: in_words(answer, measure)
