"""What became of the files that were taken in: counts in a line, and a table with the reasons."""

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop.i18n.words import _, chosen, mark
from desktop.ui import speech
from desktop.ui.pieces import Label, breakable, column, place

if TYPE_CHECKING:
    from desktop.actions.exchange import Outcome

WORDS = {
    "taken_in": mark("taken in"),
    "had_already": mark("already had"),
    "quarantined": mark("waiting in quarantine"),
    "refused": mark("refused"),
}
ROWS_IN_SIGHT = 6


class OutcomeTable(QWidget):
    """Files that were not simply taken in stand first, because a person may have to do something."""

    def __init__(self) -> None:
        super().__init__()
        self._outcomes: tuple[Outcome, ...] = ()
        self.counts = Label(self._counted, "subheading")
        self.table = QTableWidget(0, 3)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        place(column(self, gap=6), self.counts, self.table)

    def show_outcomes(self, outcomes: "tuple[Outcome, ...]") -> None:
        self._outcomes = tuple(sorted(outcomes, key=lambda one: one.reason is None))
        self._say()
        self.setVisible(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        self.counts.say(self._counted)
        self.table.setHorizontalHeaderLabels([_("File"), _("What became of it"), _("Why")])
        self.table.setRowCount(len(self._outcomes))
        for line, one in enumerate(self._outcomes):
            for place_, text in enumerate((one.name, _(WORDS[one.fate.value]), _why(one))):
                self.table.setItem(line, place_, QTableWidgetItem(breakable(text)))
        QTimer.singleShot(0, self._fit)  # rows know their height when the columns know their width

    def _fit(self) -> None:
        height = sum(self.table.rowHeight(line) for line in range(min(len(self._outcomes), ROWS_IN_SIGHT)))
        self.table.setFixedHeight(height + self.table.horizontalHeader().sizeHint().height() + 6)

    def _counted(self) -> str:
        if not self._outcomes:
            return _("No files were found there.")
        counts = Counter(one.fate.value for one in self._outcomes)
        parts = [f"{_(words)} {speech.number(counts[fate])}" for fate, words in WORDS.items() if counts[fate]]
        return " · ".join(parts)


def _why(one: "Outcome") -> str:
    from desktop.actions.exchange import reason_of

    return reason_of(one, chosen())
