"""The doubtful cells of a filled-in form: where each stands, what was found, and leaving it out."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.domain.checks import Weight
from desktop.i18n.words import _
from desktop.ui import speech
from desktop.ui.pieces import Button, Label, column, place, row
from desktop.ui.remembered import Remembered
from desktop.ui.table import Column, Table, TableCell, TableRow

if TYPE_CHECKING:
    from desktop.actions.excel_form import Doubt, LookedAt

ROWS_HIGH = 220  # pixels
LONGEST = 80  # letters of what was found that are shown


class DoubtfulCells(QWidget):
    """`left_out` hears the addresses that are left out from now on."""

    def __init__(self, remembered: Remembered, left_out: Callable[[frozenset[str]], object]) -> None:
        super().__init__()
        self._tell = left_out
        self._every: dict[tuple[str, str], Doubt] = {}  # by address and what it says, as first looked over
        self._left: frozenset[str] = frozenset()
        self._form: object = None  # whose cells these are
        self.head = Label(self._headline, "subheading")
        self.table = self._table(remembered)
        self.leave = Button(self._leave_words, self._toggle, icon="back")
        self.table.moved.connect(lambda _key: self._offer())
        self.table.opened.connect(lambda _key: self._toggle())
        place(column(self, gap=8), self.head, self.table, row(None, self.leave))

    def _table(self, remembered: Remembered) -> Table:
        columns = (
            Column("place", lambda: _("Cell in Excel")),
            Column("found", lambda: _("Found")),
            Column("what", lambda: _("What to do"), stretch=True),
            Column("state", lambda: _("State")),
        )
        table = Table(
            columns, lambda: _("Doubtful cells"), name="doubtful", remembered=remembered, wraps=True
        )
        table.setMinimumHeight(ROWS_HIGH)
        return table

    def show_doubts(self, looked: "LookedAt") -> None:
        """What is doubtful, and what was and was left out: it stays in the list, to be taken back."""
        if looked.filled is not self._form:
            self._form, self._every = looked.filled, {}
        self._left = looked.left_out
        now = {(doubt.place, doubt.message): doubt for doubt in looked.reading.doubts}
        self._every = {key: each for key, each in self._every.items() if each.place in self._left} | now
        self.head.say(self._headline)
        self.table.show_rows(self._rows)
        self._offer()
        self.setVisible(bool(self._every))

    def _headline(self) -> str:
        must = {one.place for one in self._every.values() if one.weight is Weight.MUST} - self._left
        if not must:
            return _("Nothing doubtful is left.")
        return _(
            "Doubtful cells: {n}. Mend them in Excel and open the form again, or leave them out one by one.",
            n=speech.number(len(must)),
        )

    def _rows(self) -> Iterator[TableRow]:
        for one in self._every.values():
            out = one.place in self._left
            yield TableRow(
                one.place,
                (
                    TableCell(one.place),
                    TableCell(one.found[:LONGEST], protected=True),
                    TableCell(_message(one), protected=True),
                    _state(out=out, must=one.weight is Weight.MUST),
                ),
            )

    def _offer(self) -> None:
        self.leave.say(self._leave_words)
        self.leave.setEnabled(self.table.current is not None)

    def _leave_words(self) -> str:
        out = self.table.current in self._left
        return _("Take this cell back") if out else _("Leave this cell out")

    def _toggle(self) -> None:
        current = self.table.current
        if isinstance(current, str):
            self._tell(self._left ^ {current})


def _message(doubt: "Doubt") -> str:
    facts = {
        name: speech.number(fact) if isinstance(fact, int) else fact for name, fact in doubt.facts.items()
    }
    return _(doubt.message, **facts)


def _state(*, out: bool, must: bool) -> TableCell:
    if out:
        return TableCell(_("left out"), icon="answered", tint="second")
    if must:
        return TableCell(_("doubtful"), icon="finding", tint="amber")
    return TableCell(_("worth a look"), icon="why", tint="second")
