"""The grid for cases: forms of violence down, girls and boys by age across; setting and disability chosen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QWidget

from desktop.domain.report import Answer, Cell
from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.answer_field import NumberField
from desktop.ui.answers import Answers
from desktop.ui.pieces import Button, Card, Label, Words, column, place, row

if TYPE_CHECKING:
    from desktop.domain.measure import Dimension, Member

FIELD_WIDTH = 58


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
        self.box.setContentsMargins(14, 12, 14, 14)
        self.add(self._chooser("setting"), self._chooser("disability"), self._grid())
        self.show_answers()

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

    def _chooser(self, name: str) -> QHBoxLayout:
        group = QButtonGroup(self)
        buttons = []
        for member in self._members(name):
            button = self._choice(name, member)
            group.addButton(button)
            buttons.append(button)
        return row(*buttons, None, gap=4)

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
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        ages = self._members("age")
        for half, sex in enumerate(self._members("sex")):
            self._head(grid, 0, 1 + half * len(ages), sex, span=len(ages))
            for step, age in enumerate(ages):
                self._head(grid, 1, 1 + half * len(ages) + step, age)
        total = Label(lambda: _("All settings"), "head", wrap=False)
        total.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(total, 1, 7)
        for line, form in enumerate(self._members("form"), start=2):
            self._line(grid, line, form)
        grid.setColumnStretch(0, 1)
        return grid

    def _head(self, grid: QGridLayout, line: int, across: int, member: "Member", span: int = 1) -> None:
        head = Label(lambda: member.label.say(chosen()), "head", wrap=False)
        head.setAlignment(Qt.AlignmentFlag.AlignCenter)
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
        field.setFixedWidth(FIELD_WIDTH)
        field.setProperty("look", "cell")
        field.answered.connect(lambda answer: self._typed((form.code, sex.code, age.code), answer))
        field.left.connect(self._answers.leave)
        self.fields[form.code, sex.code, age.code] = field
        return field

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


class Tally(QWidget):
    """A tally's grid, folded until it is wanted or holds something. With splits the total is their sum."""

    def __init__(self, answers: Answers, cell: Cell, total: NumberField) -> None:
        super().__init__()
        self._answers, self._cell, self._total = answers, cell, total
        self._frozen = False
        self.grid: TallyGrid | None = None
        self.button = Button(lambda: _("By form of violence, sex and age …"), self.unfold, look="link")
        self._box = column(self, gap=4)
        place(self._box, row(self.button, None))
        if answers.is_split(cell):
            self.unfold()
            self._show(sum(answers.splits(cell).values()))

    def unfold(self) -> None:
        self.button.hide()
        self.grid = TallyGrid(self._answers, self._cell)
        self.grid.summed.connect(self._summed)
        self.grid.setReadOnly(self._frozen)
        self._box.addWidget(self.grid)

    def freeze(self, frozen: bool) -> None:
        self._frozen = frozen
        self.button.setEnabled(not frozen)
        if self.grid is not None:
            self.grid.setReadOnly(frozen)
        self._total.setReadOnly(frozen or self._answers.is_split(self._cell))

    def show_answers(self) -> None:
        """Show what the splits hold now; without any the total is typed again."""
        if self.grid is None and self._answers.is_split(self._cell):
            self.unfold()
        if self.grid is not None:
            self.grid.show_answers()
            splits = self._answers.splits(self._cell)
            total = sum(splits.values()) if splits else None
            self._show(self._answers.answer(self._cell.key) if total is None else total, typed=total is None)

    def cell_of(self, widget: QWidget | None) -> str:
        """The cell that a field of the grid stands for; empty for any other widget."""
        return self.grid.cell_of(widget) if self.grid is not None else ""

    def go_to(self, split: str) -> None:
        """Put the focus on a split."""
        if self.grid is None:
            self.unfold()
        if self.grid is not None:
            self.grid.go_to(split)

    def _summed(self, total: int | None) -> None:
        if total is not None:
            self._answers.type(self._cell.key, None)  # the splits are the number from now on
        self._show(total)

    def _show(self, total: Answer, *, typed: bool = False) -> None:
        self._total.show_answer(total)
        self._total.setReadOnly(self._frozen or (total is not None and not typed))
