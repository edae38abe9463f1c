"""Survey values and targets of indicators: what was entered, and a form for one more."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.actions.rating import About, Role, Typed, Unit
from desktop.domain.indicator_tables import amount
from desktop.i18n.words import _, chosen, mark
from desktop.ui import speech
from desktop.ui.pieces import Button, Card, Field, Label, column, place, row
from desktop.ui.plan_filters import Choice
from desktop.ui.table import Column, Table, TableCell, TableRow
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.actions.rating import TopicChoice
    from desktop.actions.rating_board import Board

TABLE_HEIGHT = 150  # pixels
ROLES = {Role.VALUE: mark("Found by a survey"), Role.TARGET: mark("Target")}
UNITS = {
    Unit.PERCENT: mark("Percent"),
    Unit.NUMBER: mark("Number"),
    Unit.STATUS: mark("0 not started, 1 in progress, 2 done"),
}


class SurveyValues(QWidget):
    """Above what was entered about this area, below the fields of one more value with its source."""

    def __init__(self, tasks: Tasks, changed: Callable[[], object]) -> None:
        super().__init__()
        self._tasks, self._changed = tasks, changed
        self.board: Board | None = None
        self.table = Table(
            (
                Column("topic", lambda: _("Indicator or topic"), stretch=True),
                Column("when", lambda: _("Year")),
                Column("role", lambda: _("What it is")),
                Column("amount", lambda: _("Value")),
                Column("source", lambda: _("Source")),
            ),
            lambda: _("Survey values and targets"),
            name="survey values",
        )
        self.table.setMinimumHeight(TABLE_HEIGHT)
        self.take_back = Button(lambda: _("Take back the value in hand"), self._take_back)
        self.topic = Choice(lambda: _("Choose an indicator or a topic"))
        self.role = Choice(lambda: _("What it is"))
        self.unit = Choice(lambda: _("What the number is in"))
        for choice, words in ((self.role, ROLES), (self.unit, UNITS)):
            for value, word in words.items():
                choice.offer(value, partial(_, word))
            choice.setCurrentIndex(1)
        self.topic.view().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.topic.activated.connect(lambda _at: self._topic_chosen())
        self.when = Field(lambda: _("Year"), lambda: _("for example 2027, or 2027-28"))
        self.amount = Field(lambda: _("Value"), lambda: _("for example 41.5"))
        self.source = Field(lambda: _("Source"), lambda: _("Which survey or which system it is from"))
        self.note = Field(lambda: _("Note"), lambda: _("Of whom, how it was measured"))
        self.enter = Button(lambda: _("Sign this value"), self._enter, main=True)
        self.done = Label(lambda: "", "good")
        box = column(self, margin=2, gap=10)
        place(box, Label(_about, "second"), self.table, row(self.take_back, None), self._form())
        box.addStretch(1)

    def show_board(self, board: "Board") -> None:
        """Show what was entered; the choices are made once."""
        if self.board is None:
            for choice in board.topics:
                self.topic.offer(choice.code, partial(_topic_words, choice))
        self.board = board
        self.table.show_rows(lambda: list(self._rows(board)))
        self.take_back.setEnabled(bool(board.opened.entered.values))

    def _form(self) -> Card:
        card = Card(gap=6)
        card.add(Label(lambda: _("One more value"), "heading"), self.topic)
        card.add(row(self.role, self.when, self.amount, self.unit))
        card.add(self.source, self.note, row(None, self.enter), self.done)
        return card

    def _rows(self, board: "Board") -> Iterator[TableRow]:
        titles = {choice.code: choice for choice in board.topics}
        voice = speech.voice()
        for (role, about), values in board.opened.entered.values.items():
            found = titles.get(about.topic)
            name = _topic_words(found) if found is not None else about.topic
            yield TableRow(
                (role, about),
                (
                    TableCell(name, order=about.topic),
                    TableCell(voice.write(about.when), order=about.when),
                    TableCell(_(ROLES[role])),
                    TableCell(" / ".join(amount(value, voice) for value in values)),
                    TableCell(" / ".join(value.source.say(chosen()) for value in values)),
                ),
            )

    def _topic_chosen(self) -> None:
        """The whole of a long topic stands in the tip."""
        self.topic.setToolTip(self.topic.currentText())
        self._fit_unit()

    def _fit_unit(self) -> None:
        """A topic that has a unit of its own is given in no other."""
        found = (
            next((c for c in self.board.topics if c.code == self.topic.currentData()), None)
            if (self.board)
            else None
        )
        if found is not None and found.unit is not None:
            self.unit.setCurrentIndex(self.unit.findData(found.unit))
        self.unit.setEnabled(found is None or found.unit is None)

    def _enter(self) -> None:
        from desktop.actions import rating

        if self.board is None:
            return
        role = self.role.currentData() or Role.VALUE
        unit = self.unit.currentData() or Unit.PERCENT
        about = About(str(self.topic.currentData() or ""), rating.year_typed(self.when.text()))
        typed = Typed(self.amount.text(), unit, self.source.text(), self.note.text())
        self._tasks.do(rating.enter, self.board.opened, role, about, typed, then=self._entered)

    def _entered(self) -> None:
        for field in (self.when, self.amount, self.note):
            field.clear()
        self.done.say(lambda: _("Signed. It goes out with the next exchange."))
        self._changed()

    def _take_back(self) -> None:
        from desktop.actions import rating

        if self.board is not None and isinstance(self.table.current, tuple):
            role, about = self.table.current
            self._tasks.do(rating.take_back, self.board.opened, role, about, then=self._changed)


def _topic_words(choice: "TopicChoice") -> str:
    return f"{choice.code}  {choice.text.say(chosen())}" if choice.of_plan else choice.text.say(chosen())


def _about() -> str:
    return _(
        "Values of this area that were measured or are wanted. Each stands with its year and its source on "
        "the annual report and the evaluations; what the plan gives stands there from the start."
    )
