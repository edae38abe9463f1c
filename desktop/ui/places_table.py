"""Offices place by place, and the way down from a province to a district and to a commune's report."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.org_unit import Level, OrgUnit
from desktop.ui import speech
from desktop.ui.pieces import Button, column, empty, place
from desktop.ui.table import Column, Table, TableRow

if TYPE_CHECKING:
    from desktop.ui.pieces import Words

Rows = Callable[[], Sequence[TableRow]]


class PlacesTable(QWidget):
    """Above the offices one came down by, as buttons; below the places. Keys of rows are offices."""

    entered = Signal(object)  # an office to look into
    opened = Signal(object)  # an office whose own report is asked for

    def __init__(self, columns: Sequence[Column], words: "Words", name: str) -> None:
        super().__init__()
        self._unit: OrgUnit | None = None
        self._way = QHBoxLayout()
        self._way.setSpacing(2)
        self.table = Table(tuple(columns), words, name=name)
        self.table.opened.connect(self._choose)
        place(column(self, gap=2), self._way, self.table)

    def show_places(self, line: Sequence[OrgUnit], top: str, rows: Rows) -> None:
        """Show the places under the last of `line`; one can go up again as far as to the office `top`."""
        self._unit = line[-1]
        empty(self._way)
        ids = [unit.id for unit in line]
        for unit in line[ids.index(top) :]:
            way = Button(partial(_named, unit), partial(self.entered.emit, unit), look="link")
            way.setEnabled(unit.id != self._unit.id)
            place(self._way, way)
        self._way.addStretch(1)
        self.table.show_rows(rows)

    def _choose(self, unit: OrgUnit) -> None:
        """A place that others stand under is looked into; else its report is opened."""
        alone = self._unit is not None and unit.id == self._unit.id
        if alone or unit.level is Level.COMMUNE or unit.institution:
            self.opened.emit(unit)
        else:
            self.entered.emit(unit)


def _named(unit: OrgUnit) -> str:
    return speech.voice().office(unit)
