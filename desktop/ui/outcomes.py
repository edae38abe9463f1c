"""What became of the files that were taken in: counts in a line, and a table with the reasons."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from desktop.i18n.words import _, chosen, mark
from desktop.ui import speech
from desktop.ui.pieces import Label, column, place
from desktop.ui.remembered import Remembered
from desktop.ui.table import Column, Table, TableCell, TableRow

if TYPE_CHECKING:
    from desktop.actions.exchange import Outcome

WORDS = {
    "taken_in": mark("taken in"),
    "had_already": mark("already had"),
    "quarantined": mark("kept aside, waiting"),
    "refused": mark("refused"),
    "set_aside": mark("set aside before"),
    "not_for_us": mark("for other offices"),
}
ROWS_IN_SIGHT = 6
EDGE = 4  # pixels above and below the table, where it shows that it has the focus


class OutcomeTable(QWidget):
    """Files that were not simply taken in stand first, because a person may have to do something."""

    def __init__(self, remembered: Remembered) -> None:
        super().__init__()
        self._outcomes: tuple[Outcome, ...] = ()
        self.counts = Label(self._counted, "subheading")
        columns = (
            Column("file", lambda: _("File")),
            Column("fate", lambda: _("What became of it")),
            Column("why", lambda: _("Why"), stretch=True),
        )
        self.table = Table(
            columns, lambda: _("What became of it"), name="outcomes", remembered=remembered, wraps=True
        )
        self.table.verticalHeader().sectionResized.connect(self._grow)
        self._growing = QTimer(self, singleShot=True, interval=0)  # once for all rows that change
        self._growing.timeout.connect(self._fit)
        place(column(self, gap=6), self.counts, self.table)

    def show_outcomes(self, outcomes: "tuple[Outcome, ...]") -> None:
        self._outcomes = tuple(sorted(outcomes, key=lambda one: one.reason is None))
        self.counts.say(self._counted)
        self.table.show_rows(self._rows)
        self.setVisible(True)
        self._grow()

    def _rows(self) -> Iterator[TableRow]:
        for n, one in enumerate(self._outcomes):
            if one.fate.value == "not_for_us":  # in a shared folder most are: counted, and no more
                continue
            fate = TableCell(_(WORDS[one.fate.value]))
            yield TableRow(n, (TableCell(one.name), fate, TableCell(_why(one))))

    def _grow(self, *_row: object) -> None:
        self._growing.start()

    def _fit(self) -> None:
        """As high as its rows, if they are few."""
        few = len(self._outcomes) <= ROWS_IN_SIGHT
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if few else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.table.setVerticalScrollBarPolicy(bar)
        height = sum(self.table.rowHeight(line) for line in range(min(len(self._outcomes), ROWS_IN_SIGHT)))
        self.table.setFixedHeight(height + self.table.horizontalHeader().height() + 2 * EDGE)

    def _counted(self) -> str:
        if not self._outcomes:
            return _("No files were found there.")
        counts = Counter(one.fate.value for one in self._outcomes)
        parts = [f"{_(words)} {speech.number(counts[fate])}" for fate, words in WORDS.items() if counts[fate]]
        return " · ".join(parts)


def _why(one: "Outcome") -> str:
    from desktop.actions.exchange import reason_of

    return reason_of(one, chosen())
