"""A tally under its total: the grid of cases, folded until it is wanted or holds something."""

from PySide6.QtWidgets import QWidget

from desktop.domain.report import Answer, Cell
from desktop.i18n.words import _
from desktop.ui.answer_field import NumberField
from desktop.ui.answers import Answers
from desktop.ui.pieces import Button, column, place, row
from desktop.ui.tally_grid import TallyGrid


class Tally(QWidget):
    """A tally's grid, folded until it is wanted or holds something. With splits the total is their sum."""

    def __init__(self, answers: Answers, cell: Cell, total: NumberField) -> None:
        super().__init__()
        self._answers, self._cell, self._total = answers, cell, total
        self._frozen = self._narrow = False
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
        self.grid.fold(narrow=self._narrow)
        self._box.addWidget(self.grid)

    def freeze(self, frozen: bool) -> None:
        self._frozen = frozen
        self.button.setEnabled(not frozen)
        if self.grid is not None:
            self.grid.setReadOnly(frozen)
        self._total.setReadOnly(frozen or self._answers.is_split(self._cell))

    def fold(self, *, narrow: bool) -> None:
        self._narrow = narrow
        if self.grid is not None:
            self.grid.fold(narrow=narrow)

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
