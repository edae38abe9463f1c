"""Two sides of a report beside each other: what stood in each cell, and what stands there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from desktop.domain.history import Change, Clocks, moment
from desktop.domain.versions import Row
from desktop.i18n import dates
from desktop.i18n.words import _, chosen, mark
from desktop.ui import speech
from desktop.ui.cell_names import CellNames
from desktop.ui.pieces import breakable

STANDS = mark("Another answer stands beside it: {answer}.")
STOOD = mark("Another answer stood beside it: {answer}.")


class ChangesTable(QTableWidget):
    """Cells down; what stood there and what stands there beside each other."""

    def __init__(self) -> None:
        super().__init__(0, 4)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setMinimumHeight(400)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def show_changes(self, changes: tuple[Change, ...], names: CellNames) -> None:
        """What a submission did to each cell."""
        self._heads(_("Before"), _("After"))
        rows = [
            (
                names.say(one.cell),
                names.answers(one.cell, one.before),
                names.answer(one.cell, one.after),
                _note(one, names),
            )
            for one in changes
        ]
        self._fill(rows)

    def show_difference(self, left: Clocks, right: Clocks, rows: Sequence[Row], names: CellNames) -> None:
        """What two versions answer differently, the one compared with at the left."""
        self._heads(when(left), when(right))
        self._fill(
            [
                (names.say(one.cell), names.answers(one.cell, one.a), names.answers(one.cell, one.b), "")
                for one in rows
            ]
        )

    def _heads(self, left: str, right: str) -> None:
        self.setHorizontalHeaderLabels([_("What is asked"), left, right, ""])

    def _fill(self, rows: list[tuple[str, str, str, str]]) -> None:
        self.setRowCount(len(rows))
        for line, texts in enumerate(rows):
            for place_, text in enumerate(texts):
                self.setItem(line, place_, QTableWidgetItem(breakable(text)))


def when(clocks: Clocks) -> str:
    """When by the author's clock; as it is written where no calendar has it."""
    return clock_words(clocks.made_at)


def clock_words(text: str) -> str:
    """A moment of a record in this computer's time, in words."""
    at = moment(text)
    return dates.moment(at, chosen(), speech.digits()) if at else text


def _note(change: Change, names: CellNames) -> str:
    """What else is to know about a change."""
    notes = [_("This settled two different answers.")] if change.settles else []
    for rival in change.rivals:
        words = STANDS if rival.is_open else STOOD
        notes.append(_(words, answer=names.answer(change.cell, rival.answer)))
    if change.absent:
        notes.append(_("It replaced an answer that has not arrived here."))
    return "\n".join(notes)
