"""What came together: every import, and setting a whole one aside or bringing it back."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from desktop.changed import Changed
from desktop.domain.history import moment
from desktop.i18n import dates
from desktop.i18n.words import _, chosen
from desktop.ui import speech
from desktop.ui.pieces import Button, Card, Label, row
from desktop.ui.screen import Desk
from desktop.ui.table import Column, Table, TableCell, TableRow

if TYPE_CHECKING:
    from desktop.actions.bench import Import
    from desktop.actions.office import Database

ROWS_IN_SIGHT, EDGE = 5, 4


class ImportList(Card):
    """Nothing is deleted by setting aside, so nobody is asked twice; what it means is said."""

    def __init__(self, frame: Desk) -> None:
        super().__init__(gap=8)
        self._tasks = frame.tasks
        self._every: tuple[Import, ...] = ()
        columns = (
            Column("when", lambda: _("When")),
            Column("source", lambda: _("From"), stretch=True),
            Column("files", lambda: _("Files"), number=True),
            Column("offices", lambda: _("Offices"), number=True),
            Column("person", lambda: _("Officer")),
            Column("state", lambda: _("State")),
        )
        self.table = Table(columns, lambda: _("What came"), name="imports", remembered=frame.remembered)
        self.table.moved.connect(lambda _key: self._offer())
        self.change = Button(self._change_words, self._change)
        self.said = Label(lambda: "", "information")
        self.said.hide()
        self.add(Label(lambda: _("What came"), "heading"), Label(_explained, "second"), self.table)
        self.add(self.said, row(None, self.change))
        self.hide()

    def refresh(self) -> None:
        from desktop.actions import bench

        self._tasks.ask(bench.list_imports, then=self._show)

    def _show(self, every: "tuple[Import, ...]") -> None:
        self._every = every
        self.table.show_rows(self._rows)
        self.setVisible(bool(every))
        self._offer()
        QTimer.singleShot(0, self, self._fit)

    def _rows(self) -> Iterator[TableRow]:
        for one in self._every:
            at = moment(one.begun_at)
            aside = bool(one.set_aside_at)
            yield TableRow(
                one.n,
                (
                    TableCell(
                        dates.moment(at, chosen(), speech.digits()) if at else one.begun_at,
                        order=one.begun_at,
                    ),
                    TableCell(one.source or "–"),
                    TableCell(speech.number(one.files), number=one.files),
                    TableCell(speech.number(one.offices), number=one.offices),
                    TableCell(one.person),
                    TableCell(
                        _("Set aside") if aside else _("Counts"),
                        icon="back" if aside else "answered",
                        tint="amber" if aside else "green",
                    ),
                ),
            )

    def _current(self) -> "Import | None":
        return next((one for one in self._every if one.n == self.table.current), None)

    def _offer(self) -> None:
        self.change.setEnabled(self._current() is not None)
        self.change.say(self._change_words)

    def _change_words(self) -> str:
        one = self._current()
        return _("Bring it back") if one is not None and one.set_aside_at else _("Set it aside")

    def _change(self) -> None:
        one = self._current()
        if one is None:
            return
        self.change.setEnabled(False)
        work = _bring_back if one.set_aside_at else _set_aside
        self._tasks.ask(work, one.n, then=self._changed, lane=self._tasks.slow)

    def _changed(self, told: int) -> None:
        self._tasks.changed.emit(Changed.RECORDS | Changed.REPORT | Changed.BATCHES)
        self._say(told)

    def _say(self, told: int) -> None:
        """`told`: for how many records a receipt went out; -1 where something was brought back."""
        self.said.say(lambda: _result(told))
        self.said.show()

    def _fit(self) -> None:
        lines = min(self.table.rows.rowCount(), ROWS_IN_SIGHT)
        height = sum(self.table.rowHeight(line) for line in range(lines))
        self.table.setFixedHeight(height + self.table.horizontalHeader().height() + 2 * EDGE)


def _explained() -> str:
    return _("What is set aside is kept, and counts nowhere until you bring it back.")


def _result(told: int) -> str:
    if told < 0:
        return _("Brought back. What it brought counts again.")
    said = _("Set aside. What it brought is kept and does not count until it is brought back.")
    if told:
        n = speech.number(told)
        return said + " " + _("Receipts that were signed already stay: {n}. Tell the offices.", n=n)
    return said


def _bring_back(db: "Database", number: int) -> int:
    """In the lane."""
    from desktop.actions import bench

    bench.bring_back(db, number)
    return -1


def _set_aside(db: "Database", number: int) -> int:
    """In the lane: how many receipts were signed for it already."""
    from desktop.actions import bench

    told = bench.told(db, number)
    bench.set_aside(db, number)
    return told
