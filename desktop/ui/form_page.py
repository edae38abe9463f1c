"""A page of a report: its cells under each other, a field for each, and what was answered before."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QGridLayout, QWidget

from desktop.domain.measure import Kind, Measure
from desktop.domain.report import NARRATIVE, Cell
from desktop.i18n.words import _, chosen
from desktop.ui import form_words
from desktop.ui.answer_field import AnswerField, NumberField, TextField
from desktop.ui.answers import Answers
from desktop.ui.columns import LINES_A_ROW, Columns, rows_of
from desktop.ui.conflict import KEYS
from desktop.ui.next_bar import NextBar
from desktop.ui.pieces import Label, Words, column, place
from desktop.ui.question import Question, choose
from desktop.ui.tally import Tally
from desktop.ui.tally_grid import TallyGrid

if TYPE_CHECKING:
    from desktop.domain.measure import Measures

# What is how wide: on a wide page, on a narrow one.
NUMBER_WIDTH, BEFORE_WIDTH, SO_FAR_WIDTH, LEAST_WORDS_WIDTH = (122, 100), (76, 62), (92, 82), (170, 130)
GAPS, MARGINS = (12, 6), (24, 16)
TEXT_LINES, NARRATIVE_LINES = 2, 4


class Page(QWidget):
    """Cells of a report under each other. `done`: the person goes on to the next page."""

    done = Signal()

    def __init__(self, answers: Answers, title: Words, under_title: Words, cells: Sequence[Cell]) -> None:
        super().__init__()
        self.answers, self.cells = answers, tuple(cells)
        self.questions: dict[str, Question] = {}
        self._carried: dict[str, Label] = {}
        self._so_far: dict[str, Label] = {}
        self._sized: list[tuple[QWidget, tuple[int, int]]] = []
        self._is_narrow = False
        self._rows = rows_of(self.cells)
        self._columns = Columns(max(map(len, self._rows), default=1))
        self.grid = QGridLayout()
        self.grid.setVerticalSpacing(8)
        self.grid.setColumnStretch(Columns.WORDS, 3 if self._has_numbers() else 0)
        self.grid.setColumnStretch(self._columns.rest, 1)
        self.page = column(self, margin=MARGINS[0], gap=10)
        self.title = Label(title, "heading")
        place(self.page, self.title, Label(under_title, "second"))
        self.page.addSpacing(6)
        self.page.addLayout(self.grid)  # before its rows: a widget without a parent would be a window
        self._heads()
        for line, cells_ in enumerate(self._rows, start=1):
            self._row(LINES_A_ROW * line, cells_)
        self.page.addLayout(self.foot())
        self.page.addStretch(1)
        self._lead_on()
        for n, key in enumerate(KEYS):
            within = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(key), self, partial(self.choose, n), context=within)
        self.fold(narrow=False)
        answers.looked.connect(self.show_findings)
        answers.answered.connect(self._mark)
        answers.restored.connect(self._show_again)
        self.show_findings()

    @property
    def fields(self) -> dict[str, AnswerField]:
        """The fields by the keys of their cells, in their order."""
        return {cell: question.field for cell, question in self.questions.items()}

    @property
    def tallies(self) -> list[Tally]:
        return [found.tally for found in self.questions.values() if found.tally is not None]

    def foot(self) -> QBoxLayout:
        """What one may do with the page as a whole."""
        return column()

    def _lead_on(self) -> None:
        """The bar is given its place where the page is shown."""
        self.bar = NextBar(self.done.emit)
        numbers = [field for field in self.fields.values() if not isinstance(field, TextField)]
        if numbers and isinstance(last := numbers[-1], NumberField):
            last.after = self._after_last

    def _after_last(self) -> QWidget | None:
        """Enter in the last number leads on, past the words and the buttons; Tab goes through them."""
        return None if self.tallies and self.tallies[-1].grid is not None else self.bar.next

    def freeze(self, frozen: bool) -> None:
        for question in self.questions.values():
            question.freeze(frozen)

    def first_field(self) -> QWidget | None:
        """Where typing begins: the first field that takes something, else a tally's first."""
        for question in self.questions.values():
            if not (isinstance(question.field, NumberField) and question.field.isReadOnly()):
                return question.field
            if question.tally is not None and question.tally.grid is not None:
                return next(iter(question.tally.grid.fields.values()))
        return None

    def in_hand(self) -> tuple[str, int | None]:
        """The cell that has or last had the focus, and where one types in it; None where all is marked."""
        here = self.focusWidget()
        caret = here.caret if isinstance(here, NumberField | TextField) else None
        for cell, question in self.questions.items():
            if here is not None and here in (question.field, question.field.focusProxy()):
                return cell, caret
            if question.tally is not None and (split := question.tally.cell_of(here)):
                return split, caret
        return "", None

    def grid_in_hand(self) -> TallyGrid | None:
        """The grid in which cases are being counted."""
        grids = [tally.grid for tally in self.tallies if tally.grid is not None]
        here = QApplication.focusWidget()
        return next((grid for grid in grids if here is not None and grid.isAncestorOf(here)), None)

    def go_to(self, cell: str, caret: int | None = None) -> None:
        """Put the focus where a finding is, and go on typing at a place."""
        whole, _colon, split = cell.rpartition(":")
        if cell in self.questions:
            field = self.questions[cell].field
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            if caret is not None and isinstance(field, NumberField | TextField):
                field.setCursorPosition(caret)
        elif (tally := self.questions[whole].tally if whole in self.questions else None) is not None:
            tally.go_to(split)

    def choose(self, n: int) -> None:
        """Where two answers were given take the one at place `n`: in the field in hand, else the first."""
        choose(self.questions.values(), n)

    def show_findings(self) -> None:
        """Words under each field: what was found, why the cell came back; nothing while it is just empty."""
        for question in self.questions.values():
            question.show_note()

    def note(self, cell: str) -> str:
        """What is said beside a field."""
        return self.questions[cell].note.text()

    def carried(self, cell: str) -> str:
        """What is said of a field that holds the answer of the last period."""
        return self._carried[cell].text() if cell in self._carried else ""

    def fold(self, *, narrow: bool) -> None:
        """On a narrow page everything moves closer, and the mark of last period's answer is a sign alone."""
        self._is_narrow = narrow
        for widget, widths in self._sized:
            widget.setFixedWidth(widths[narrow])
            if isinstance(widget, Label):  # a grid gives a narrow column no third line by itself
                widget.setMinimumHeight(widget.heightForWidth(widths[narrow]))
        self.grid.setHorizontalSpacing(GAPS[narrow])
        self.grid.setColumnMinimumWidth(Columns.WORDS, LEAST_WORDS_WIDTH[narrow])
        margin = MARGINS[narrow]
        self.page.setContentsMargins(margin, margin, margin, margin)
        for cell in self._carried:
            self._mark(cell)
        for tally in self.tallies:
            tally.fold(narrow=narrow)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.show_findings()

    def measure(self, cell: Cell) -> Measure:
        found: Measures = self.answers.opened.form.measures
        return found[cell.measure]

    def _has_numbers(self) -> bool:
        return any(self.measure(cell).is_number for cell in self.cells)

    def _heads(self) -> None:
        if not self._has_numbers():
            return
        period = self.answers.opened.form.period
        last, year = period.previous().code, period.same_last_year().code
        if self._columns.fields == 2:
            self._head(self._columns.field(0), lambda: _("Baseline"), NUMBER_WIDTH)
            self._head(self._columns.field(1), form_words.target_of(period.code), NUMBER_WIDTH)
            self._head(self._columns.last, form_words.target_of(last), BEFORE_WIDTH)
            return
        self._head(self._columns.field(0), form_words.of_period(period.code), NUMBER_WIDTH)
        self._head(self._columns.last, form_words.of_period(last), BEFORE_WIDTH)
        if year != last:
            self._head(self._columns.year, form_words.of_period(year), BEFORE_WIDTH)
        self._head(self._columns.so_far, form_words.so_far_head, SO_FAR_WIDTH)

    def _head(self, place_: int, words: Words, widths: tuple[int, int]) -> None:
        head = Label(words, "head")
        self._sized.append((head, widths))
        head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        self.grid.addWidget(head, 0, place_)

    def _row(self, line: int, cells: tuple[Cell, ...]) -> None:
        """The cells of one measure beside each other, under them what is said of each."""
        measure = self.measure(cells[0])
        self.grid.addLayout(
            self._asked(measure, form_words.row_name(self.answers.opened.form, cells[0])), line, Columns.WORDS
        )
        for place_, cell in enumerate(cells):
            lines = NARRATIVE_LINES if cell.item == NARRATIVE else TEXT_LINES
            question = Question(
                self.answers,
                cell,
                measure,
                form_words.field_name(self.answers.opened.form, cell),
                lines=lines,
            )
            self.questions[cell.key] = question
            self._field(line, self._columns.field(place_), question)
            first = self._columns.field(0)
            self.grid.addWidget(question.note, line + 1 + place_, first, 1, -1)
            question.note.hide()
            self._below(line + 1 + self._columns.fields + place_, question)
            if question.watch is not None:
                self.grid.addWidget(question.watch, line + LINES_A_ROW - 1, first, 1, -1)
        self._before(line, cells[-1])

    def _field(self, line: int, place_: int, question: Question) -> None:
        if isinstance(question.field, TextField):
            self.grid.addWidget(question.field, line, place_, 1, -1)
        elif isinstance(question.field, NumberField):
            self._sized.append((question.field, NUMBER_WIDTH))
            self.grid.addWidget(question.field, line, place_)
        else:
            self.grid.addWidget(question.field, line, place_, 1, 2)
        if question.why is not None:
            self.grid.addWidget(question.why, line, place_ + 1)
            question.why.setHidden(self.answers.frozen)

    def _below(self, line: int, question: Question) -> None:
        if question.below:
            box = column(gap=8)
            place(box, *question.below)
            self.grid.addLayout(box, line, Columns.WORDS, 1, -1)

    def _asked(self, measure: Measure, name: Words) -> QBoxLayout:
        """The measure's name, and how to count under it. A part of another measure stands further in."""
        box = column(gap=0)
        here = {cell.measure for cell in self.cells}
        box.setContentsMargins(16 if here & set(measure.of) else 0, 4, 0, 0)
        place(box, Label(name))
        if (hint := measure.hint) is not None:
            place(box, Label(lambda: hint.say(chosen()), "hint"))
        box.addStretch(1)
        return box

    def _before(self, line: int, cell: Cell) -> None:
        """Beside the field: what stood there last period and last year, and whether it is the same."""
        measure = self.measure(cell)
        if not measure.is_number:
            return
        before = self.answers.before
        self._figure(line, self._columns.last, form_words.answer(before.last_period.get(cell.key), measure))
        if self._columns.fields == 1:
            self._figure(line, self._columns.year, form_words.answer(before.last_year.get(cell.key), measure))
            if measure.kind in (Kind.COUNT, Kind.MONEY):
                words = form_words.so_far(self.answers, cell, measure)
                self._so_far[cell.key] = self._figure(line, self._columns.so_far, words)
        self._carried[cell.key] = Label(lambda: "", "hint")
        self.grid.addWidget(self._carried[cell.key], line, self._columns.rest)
        self._mark(cell.key)

    def _figure(self, line: int, place_: int, words: Words) -> Label:
        figure = Label(words, "second")
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.grid.addWidget(figure, line, place_)
        return figure

    def so_far(self, cell: str) -> str:
        """What is said of the year so far and what is wanted in it."""
        return self._so_far[cell].text()

    def _mark(self, cell: str) -> None:
        """A sign and a word beside a value that is the last period's, however it came there."""
        if cell in self._carried:
            same, narrow = self.answers.is_as_last_period(cell), self._is_narrow
            self._carried[cell].say(lambda: ("=" if narrow else form_words.as_last()) if same else "")
            self._carried[cell].setToolTip(form_words.as_last() if same else "")
        whole = Cell(Cell.of(cell).item, Cell.of(cell).measure).key  # a split counts with its tally
        for key in {cell, whole} & self._so_far.keys():
            counted = Cell.of(key)
            self._so_far[key].say(form_words.so_far(self.answers, counted, self.measure(counted)))

    def _show_again(self, cells: Iterable[str]) -> None:
        """These changed, and not by typing into their fields."""
        wholes = {Cell(Cell.of(key).item, Cell.of(key).measure).key for key in cells}
        for key in {*cells, *wholes} & self.questions.keys():
            self.questions[key].show_answer()
