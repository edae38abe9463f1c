"""One activity of a report: its fields, and its empty ones answered at once."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QBoxLayout

from desktop.domain.report import Cell, Reason
from desktop.i18n.words import _, mark
from desktop.ui.answers import Answers
from desktop.ui.form_page import Page
from desktop.ui.pieces import Button, Label, Words, column, place, row

__all__ = ["ActivityPage", "Page"]


class ActivityPage(Page):
    """One activity, with its empty cells answered at once where that is right.

    `leave` takes an activity that is not asked out of the report again, while nothing stands in it.
    """

    def __init__(
        self,
        answers: Answers,
        title: Words,
        under_title: Words,
        cells: Sequence[Cell],
        leave: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(answers, title, under_title, cells)
        self.leave = Button(lambda: _("Take this activity out"), leave or _nothing, look="link")
        if leave is not None:
            self.page.insertLayout(2, row(self.leave, None))
            answers.answered.connect(self._offer)
            self._offer()

    def _offer(self, _cell: str = "") -> None:
        self.leave.setVisible(not any(map(self.answers.is_answered, self.cells)))

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
        befores = {cell.key: self.answers.last_period(cell.key) for cell in self._empty()}
        self.answers.take({cell: before for cell, before in befores.items() if before is not None})

    def _button(self, reason: Reason, words: str) -> Button:
        return Button(lambda: _(words), lambda: self._fill(reason))

    def _fill(self, reason: Reason) -> None:
        self.answers.take({cell.key: reason for cell in self._empty()})

    def _empty(self) -> list[Cell]:
        """The fields to answer at once; never one with two answers, which a person must settle."""
        numbers = [cell for cell in self.cells if self.measure(cell).is_number]
        empty = [cell for cell in numbers if not self.answers.is_answered(cell)]
        return [cell for cell in empty if not self.answers.in_dispute(cell)]


_REST = (
    (Reason.NOT_PLANNED, mark("Not planned")),
    (Reason.NOT_KNOWN, mark("Not known")),
    (Reason.NOTHING, mark("Nothing to report")),
)


def _nothing() -> None:
    """There is nothing to take out."""
