"""Adding an activity to a report that does not ask for it: those that an office of this level may report."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.i18n.words import _
from desktop.ui import form_words
from desktop.ui.pieces import Button, Label, column, place, row

if TYPE_CHECKING:
    from desktop.domain.plan import Activity


class AddPage(QWidget):
    """A list to choose from; Enter or a double click adds."""

    def __init__(self, more: "Sequence[Activity]", add: Callable[[str], object]) -> None:
        super().__init__()
        self._more, self._add = tuple(more), add
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)  # else lines keep the height of a wider list
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(lambda _line: self.choose())
        self.button = Button(lambda: _("Add to this report"), self.choose, main=True)
        page = column(self, margin=24, gap=10)
        place(page, Label(lambda: _("Add an activity"), "heading"), Label(_under, "second"))
        place(page, self.list, row(self.button, None))
        self._say()
        self.setFocusProxy(self.list)

    def choose(self) -> None:
        """Add the activity that is marked."""
        if 0 <= self.list.currentRow() < len(self._more):
            self._add(self._more[self.list.currentRow()].code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        here = max(self.list.currentRow(), 0)
        self.list.setAccessibleName(_("Activities that may be added"))
        self.list.clear()
        for activity in self._more:
            self.list.addItem(QListWidgetItem(form_words.titled(activity)().partition("\n")[0]))
        self.list.setCurrentRow(here)


def _under() -> str:
    return _("These are not asked of your office. Add one where you have something to report about it.")
