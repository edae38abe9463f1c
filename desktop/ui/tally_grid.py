"""The grid for cases: forms of violence down, girls and boys by age across; setting and disability chosen."""

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from desktop.domain.report import Cell
from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.answer_field import NumberField
from desktop.ui.answers import Answers
from desktop.ui.pieces import Button, Card, Label, Words

if TYPE_CHECKING:
    from desktop.domain.measure import Dimension, Member
    from desktop.domain.plan import Text

FIELD_WIDTH, TOTAL_WIDTH, GAPS, MARGINS = (58, 46), (84, 72), (6, 3), (14, 8)  # pixels: wide, narrow
IN_A_ROW = 4  # settings beside each other on a narrow page


class TallyGrid(Card):
    """All splits of one tally. A number stands in one setting and one disability; totals are of all."""

    summed = Signal(object)  # the sum of all splits; None when there is none

    def __init__(self, answers: Answers, cell: Cell) -> None:
        super().__init__(gap=10)
        self._answers, self._cell = answers, cell
        self._lists: dict[str, Dimension] = answers.opened.form.measures.dimensions
        self._setting = self._members("setting")[0].code
        self._disability = self._members("disability")[-1].code
        self.fields: dict[tuple[str, str, str], NumberField] = {}
        self._of_form: dict[str, Label] = {}
        self._choosers: list[tuple[str, str, Button]] = []
        self._rows: list[tuple[QGridLayout, list[Button]]] = []
        self._sized: list[tuple[QWidget, tuple[int, int]]] = []
        self._lines = self._grid()
        self.add(self._chooser("setting"), self._chooser("disability"), Label(_keys, "hint"), self._lines)
        self.fold(narrow=False)
        self.show_answers()

    def fold(self, *, narrow: bool) -> None:
        """On a narrow page the columns move closer, and the settings stand in two rows."""
        for widget, widths in self._sized:
            widget.setFixedWidth(widths[narrow])
        self._lines.setHorizontalSpacing(GAPS[narrow])
        margin = MARGINS[narrow]
        self.box.setContentsMargins(margin, 12, margin, 14)
        for line, buttons in self._rows:
            beside = IN_A_ROW if narrow else len(buttons)
            for n, button in enumerate(buttons):
                line.addWidget(button, n // beside, n % beside)
            line.setColumnStretch(len(buttons), 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Down and Page Up go to the next setting; with Ctrl between with and without disability."""
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if event.key() not in steps:
            super().keyPressEvent(event)
            return
        name = "disability" if event.modifiers() & Qt.KeyboardModifier.ControlModifier else "setting"
        codes = [member.code for member in self._members(name)]
        here = codes.index(self._disability if name == "disability" else self._setting)
        self.choose(name, codes[(here + steps[Qt.Key(event.key())]) % len(codes)])
        field = self.focusWidget()
        if isinstance(field, NumberField):
            field.selectAll()

    def setReadOnly(self, frozen: bool) -> None:
        for field in self.fields.values():
            field.setReadOnly(frozen)

    def choose(self, dimension: str, code: str) -> None:
        """Show the numbers of another setting, or of children with or without disability."""
        self._answers.keep()
        if dimension == "setting":
            self._setting = code
        else:
            self._disability = code
        self.show_answers()

    def _members(self, name: str) -> "tuple[Member, ...]":
        return self._lists[name].members

    def _chooser(self, name: str) -> QGridLayout:
        group, line = QButtonGroup(self), QGridLayout()
        line.setSpacing(4)
        buttons: list[Button] = []
        for member in self._members(name):
            button = self._choice(name, member)
            group.addButton(button)
            buttons.append(button)
        self._rows.append((line, buttons))
        return line

    def _choice(self, name: str, member: "Member") -> Button:
        button = Button(self._counted(name, member), lambda: self.choose(name, member.code), look="choice")
        button.setCheckable(True)
        self._choosers.append((name, member.code, button))
        return button

    def _counted(self, name: str, member: "Member") -> Words:
        """A setting with the number of cases in it, so that none is overlooked."""
        part = 1 if name == "setting" else 4

        def words() -> str:
            splits = self._answers.splits(self._cell)
            n = sum(number for split, number in splits.items() if split.split(".")[part] == member.code)
            label = member.label.say(chosen())
            return f"{label} ({speech.number(n)})" if n else label

        return words

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        ages = self._members("age")
        for half, sex in enumerate(self._members("sex")):
            self._head(grid, 0, 1 + half * len(ages), sex, span=len(ages))
            for step, age in enumerate(ages):
                self._head(grid, 1, 1 + half * len(ages) + step, age)
        total = Label(lambda: _("All settings"), "head")
        self._sized.append((total, TOTAL_WIDTH))
        total.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(total, 1, 7)
        for line, form in enumerate(self._members("form"), start=2):
            self._line(grid, line, form)
        grid.setColumnStretch(0, 1)
        return grid

    def _head(self, grid: QGridLayout, line: int, across: int, member: "Member", span: int = 1) -> None:
        words = partial(_in_two_lines if span == 1 else _as_it_is, member)
        head = Label(words, "head", wrap=span == 1)
        if span == 1:
            self._sized.append((head, FIELD_WIDTH))
        head.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(head, line, across, 1, span)

    def _line(self, grid: QGridLayout, line: int, form: "Member") -> None:
        grid.addWidget(Label(lambda: form.label.say(chosen())), line, 0)
        across = 1
        for sex in self._members("sex"):
            for age in self._members("age"):
                grid.addWidget(self._field(form, sex, age), line, across)
                across += 1
        self._of_form[form.code] = Label(lambda: self._total(form.code), "subheading", wrap=False)
        self._of_form[form.code].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._of_form[form.code], line, across)

    def _field(self, form: "Member", sex: "Member", age: "Member") -> NumberField:
        parts = (form, sex, age)
        field = NumberField(lambda: ", ".join(part.label.say(chosen()) for part in parts), reasons=False)
        self._sized.append((field, FIELD_WIDTH))
        field.setProperty("look", "cell")
        field.answered.connect(lambda answer: self._typed((form.code, sex.code, age.code), answer))
        field.left.connect(self._answers.leave)
        field.neighbour = partial(self._neighbour, field)
        self.fields[form.code, sex.code, age.code] = field
        return field

    def _neighbour(self, field: NumberField, key: int) -> NumberField | None:
        """The field that an arrow key leads to; None at the edge of the grid, and for any other key."""
        fields = list(self.fields.values())
        across = len(self._members("sex")) * len(self._members("age"))
        here = fields.index(field)
        steps = {
            int(Qt.Key.Key_Up): -across,
            int(Qt.Key.Key_Down): across,
            int(Qt.Key.Key_Left): -1 if here % across else 0,
            int(Qt.Key.Key_Right): 1 if (here + 1) % across else 0,
        }
        there = here + steps.get(int(key), 0)
        return fields[there] if there != here and 0 <= there < len(fields) else None

    def row_in_hand(self) -> "Text | None":
        """The form of violence that is being counted."""
        codes = [where[0] for where, field in self.fields.items() if field.hasFocus()]
        return next((form.label for form in self._members("form") if form.code in codes), None)

    def sums(self) -> str:
        """All cases of the tally, and of them girls and boys."""
        splits = self._answers.splits(self._cell)
        label = self._answers.opened.form.measures[self._cell.measure].label
        found = [f"{label.say(chosen())}: {speech.number(sum(splits.values()))}"]
        for sex in self._members("sex"):
            n = sum(number for split, number in splits.items() if split.split(".")[2] == sex.code)
            found.append(f"{sex.label.say(chosen())} {speech.number(n)}")
        return "  ·  ".join(found)

    def _key(self, form: str, sex: str, age: str) -> str:
        return f"{self._cell.key}:{form}.{self._setting}.{sex}.{age}.{self._disability}"

    def cell_of(self, widget: QWidget | None) -> str:
        """The cell that a field of the grid stands for; empty for any other widget."""
        return next((self._key(*where) for where, field in self.fields.items() if field is widget), "")

    def go_to(self, split: str) -> None:
        """Put the focus on a split, where its setting and disability are."""
        form, self._setting, sex, age, self._disability = split.split(".")
        self.show_answers()
        self.fields[form, sex, age].setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self, where: tuple[str, str, str], answer: int | None) -> None:
        with self._answers.together():
            self._answers.type(self._key(*where), answer)
            self._count()
            splits = self._answers.splits(self._cell)
            self.summed.emit(sum(splits.values()) if splits else None)

    def show_answers(self) -> None:
        for where, field in self.fields.items():
            field.show_answer(self._answers.answer(self._key(*where)))
        chosen_ = {"setting": self._setting, "disability": self._disability}
        for name, code, button in self._choosers:
            button.setChecked(chosen_[name] == code)
        self._count()

    def _count(self) -> None:
        for code, label in self._of_form.items():
            label.say(self._totaller(code))
        for name, code, button in self._choosers:
            member = next(member for member in self._members(name) if member.code == code)
            button.say(self._counted(name, member))

    def _totaller(self, form: str) -> Words:
        return lambda: self._total(form)

    def _total(self, form: str) -> str:
        splits = self._answers.splits(self._cell)
        found = [number for split, number in splits.items() if split.split(".")[0] == form]
        return speech.number(sum(found)) if found else ""


def _keys() -> str:
    return _("Arrow keys move. Page Down: the next setting. Ctrl+Page Down: with or without disability.")


def _as_it_is(member: "Member") -> str:
    return member.label.say(chosen())


def _in_two_lines(member: "Member") -> str:
    """An age with its unit under the figures: Khmer has no space there to break at."""
    return re.sub(r"(\d)\s*(?=\D+$)", r"\1\n", member.label.say(chosen()))
