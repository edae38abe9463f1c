"""A tree whose marked rows are copied as those of a table are: for a spreadsheet, counts of cases hidden."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QTreeWidget, QTreeWidgetItem

from desktop.i18n.words import _
from desktop.ui.table_rows import ONE_ROW, Index, TableCell, tab_separated

PROTECTED = Qt.ItemDataRole.UserRole + 20  # of a place: a copy hides it
Cells = Callable[[QTreeWidgetItem], Iterable[TableCell]]


class CopyTree(QTreeWidget):
    """Copies what its columns say, or what `cells` says of an item under the heads that `heads` says."""

    def __init__(self, heads: Callable[[], Sequence[str]] | None = None, cells: Cells | None = None) -> None:
        super().__init__()
        self._heads, self._cells = heads or self._own_heads, cells or self._own_cells
        self.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)

    def copy(self) -> None:
        """Put the marked rows, from the top, where a spreadsheet takes them from."""
        marked = sorted(self.selectedItems(), key=lambda item: self.visualItemRect(item).top())
        if marked:
            text = tab_separated(self._heads(), (self._cells(item) for item in marked))
            QGuiApplication.clipboard().setText(text)

    def menu(self) -> QMenu:
        """What can be done with the rows."""
        menu = QMenu(self)
        menu.addAction(_("Copy for a spreadsheet"), QKeySequence("Ctrl+C"), self.copy)
        menu.addAction(_("Mark all rows"), QKeySequence("Ctrl+A"), self.selectAll)
        return menu

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Where the program leads one, only that row is marked, even with Ctrl held down from Ctrl+K."""
        return super().selectionCommand(index, event) if event is not None else ONE_ROW

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying is ours: Qt would copy a single place as it is shown."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _own_heads(self) -> list[str]:
        return [self.headerItem().text(at) for at in range(self.columnCount())]

    def _own_cells(self, item: QTreeWidgetItem) -> list[TableCell]:
        return [
            TableCell(item.text(at), protected=bool(item.data(at, PROTECTED)))
            for at in range(self.columnCount())
        ]
