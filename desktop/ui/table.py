"""A table: sorted in Khmer order, copied for a spreadsheet, its columns remembered, without a mouse too.

A screen says which columns there are and gives the rows:

    table = Table((Column("office", lambda: _("Office"), stretch=True),
                   Column("sent", lambda: _("Reports"), number=True)),
                  lambda: _("Offices"), name="offices", remembered=frame.remembered)
    table.show_rows(lambda: [TableRow(unit.id, (TableCell(name), TableCell(speech.number(n), number=n)))
                             for unit, name, n in found])
    table.opened.connect(...)      # Enter or a double click, with the row's key

The rows are asked for again when the language changes. A count of children, cases or services is given
as `TableCell(..., protected=True)`: it is shown, and copied as "…".
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from desktop.i18n.words import _
from desktop.ui.pieces import Words
from desktop.ui.remembered import Arrangement, Remembered
from desktop.ui.table_rows import ONE_ROW, Column, Index, Rows, TableCell, TableRow

__all__ = ["Column", "Table", "TableCell", "TableRow"]

LEAST_WIDTH, MOST_WIDTH, STEP = 56, 360, 24  # pixels of a column: at least, by itself at most, one step wider
ROW_HEIGHT = 34  # pixels: two marks of Khmer over and under the line, and easy to meet with a finger
ROWS_MEASURED = 60  # of which a column takes its width; all of them would take too long


class Table(QTableView):
    """`name` is what its columns are remembered by; `wraps` for few rows with long words."""

    opened = Signal(object)  # the key of the row that was entered
    moved = Signal(object)  # the key of the row one is in; None where there is none

    def __init__(
        self,
        columns: Sequence[Column],
        words: Words,
        *,
        name: str = "",
        remembered: Remembered | None = None,
        wraps: bool = False,
    ) -> None:
        super().__init__()
        self.rows = Rows(columns)
        self._words, self._name, self._remembered = words, name, remembered
        self._ask: Callable[[], Iterable[TableRow]] = tuple
        self._arranging = True  # by the program, not by the person
        self._widths: dict[str, int] = {}  # that the person chose
        self._heads = _Heads(self._arranged)
        # Qt's own way of keeping rows as high as their words measures every row ten times over.
        self._measure = QTimer(self, singleShot=True, interval=0)
        self._measure.timeout.connect(self.resizeRowsToContents)
        self.setModel(self.rows)
        self._set_up(wraps=wraps)
        self._arrange(remembered.columns(name) if remembered and name else Arrangement())
        self.activated.connect(self._open)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.moved.emit(self.current))
        self.say()

    @property
    def current(self) -> object:
        """The key of the row one is in; None where there is none."""
        return self.rows.row(self.currentIndex().row()).key if self.currentIndex().isValid() else None

    @property
    def marked(self) -> tuple[object, ...]:
        """The keys of the marked rows, from the top."""
        return tuple(self.rows.row(line).key for line in self._lines())

    def show_rows(self, rows: Callable[[], Iterable[TableRow]]) -> None:
        """Show these rows from now on; one stays in the row one was in where it is still there."""
        self._ask = rows
        self._show()

    def choose(self, key: object) -> None:
        """Go to the row about `key`; nothing happens where there is none."""
        if (line := self.rows.line_of(key)) >= 0:
            self.setCurrentIndex(self.rows.index(line, max(self.currentIndex().column(), 0)))

    def texts(self, line: int) -> list[str]:
        """What stands in a line, counted from the top."""
        return [cell.words for cell in self.rows.row(line).cells]

    def sort_by(self, name: str, *, down: bool = False) -> None:
        """Sort by a column; "" is the order in which the rows were given."""
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(self._place(name), order)

    def copy(self) -> None:
        """Put the marked rows with the heads of the columns where a spreadsheet takes them from."""
        if lines := self._lines():
            header = self.horizontalHeader()
            shown = [header.logicalIndex(place) for place in range(header.count())]
            QGuiApplication.clipboard().setText(self.rows.copied(lines, shown))

    def menu(self) -> QMenu:
        """What can be done with the rows and the column one is in."""
        menu = QMenu(self)
        menu.addAction(_("Copy for a spreadsheet"), QKeySequence("Ctrl+C"), self.copy)
        menu.addAction(_("Mark all rows"), QKeySequence("Ctrl+A"), self.selectAll)
        sorting = menu.addMenu(_("Sort by"))
        for column in self.rows.columns:
            if column.head():
                sorting.addAction(column.head(), partial(self._sort_again, column.name))
        sorting.addAction(_("As they came"), partial(self.sort_by, ""))
        menu.addAction(_("Wider column"), partial(self._widen, STEP))
        menu.addAction(_("Narrower column"), partial(self._widen, -STEP))
        menu.addAction(_("Columns as they were"), self._forget)
        return menu

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Where the program leads one, only that row is marked, even with Ctrl held down from Ctrl+K."""
        return super().selectionCommand(index, event) if event is not None else ONE_ROW

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying is ours: Qt would copy a single cell as it is shown."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # opened here; no button beside the table is pressed as well

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.say()
            self._show()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure_rows()

    def _set_up(self, *, wraps: bool) -> None:
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(wraps)
        self.setTabKeyNavigation(False)  # Tab goes on to what comes after the table
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        down = self.verticalHeader()
        down.hide()
        down.setMinimumSectionSize(ROW_HEIGHT if not wraps else 0)
        down.setDefaultSectionSize(ROW_HEIGHT)
        header = self._heads
        header.sectionResized.connect(self._measure_rows)
        self.rows.layoutChanged.connect(self._measure_rows)
        self.setHorizontalHeader(header)
        for place, column in enumerate(self.rows.columns):
            if column.stretch:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        header.sortIndicatorChanged.connect(self._sorted)  # after Qt's own: the rows are sorted by then

    def _arrange(self, kept: Arrangement) -> None:
        """Lay the columns out as a person left them."""
        self._arranging = True
        header = self.horizontalHeader()
        self._widths = {name: width for name, width in kept.widths.items() if self._place(name) >= 0}
        names = [column.name for column in self.rows.columns]
        wanted = [name for name in kept.order if name in names]
        for place, name in enumerate(wanted + [name for name in names if name not in wanted]):
            header.moveSection(header.visualIndex(names.index(name)), place)
        self.sort_by(kept.sort_by, down=kept.down)
        self._arranging = False

    def _show(self) -> None:
        key, column = self.current, self.currentIndex().column()
        self.rows.give(self._ask())
        if (line := self.rows.line_of(key)) >= 0 and key is not None:
            self.setCurrentIndex(self.rows.index(line, column))
        self._fit()
        self._measure_rows()

    def _measure_rows(self, *_args: object) -> None:
        """Once, when all that is about to change has changed: rows are as high as their words need."""
        if self.wordWrap():
            self._measure.start()

    def say(self) -> None:
        """Say the heads and the name of the table again."""
        self.setAccessibleName(self._words())
        self._tell_order()
        self.rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.rows.columns) - 1)

    def _tell_order(self) -> None:
        by = self.rows.sorted_by
        told = _("Sorted by {column}", column=self.rows.columns[by[0]].head()) if by else ""
        self.setAccessibleDescription(told)

    def _fit(self) -> None:
        """Columns that nobody gave a width are as wide as their words."""
        header = self.horizontalHeader()
        header.setResizeContentsPrecision(ROWS_MEASURED)
        for place, column in enumerate(self.rows.columns):
            if not column.stretch:
                needed = max(self.sizeHintForColumn(place), header.sectionSizeHint(place))
                width = self._widths.get(column.name, min(needed, MOST_WIDTH))
                header.resizeSection(place, max(width, LEAST_WIDTH))

    def _place(self, name: str) -> int:
        return next((n for n, column in enumerate(self.rows.columns) if column.name == name), -1)

    def _lines(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows.row(index.row()).key)

    def _sort_again(self, name: str) -> None:
        """By a column; by the one that it is sorted by, the other way round."""
        self.sort_by(name, down=self.rows.sorted_by == (self._place(name), Qt.SortOrder.AscendingOrder))

    def _sorted(self) -> None:
        self._tell_order()
        self._keep()

    def _arranged(self) -> None:
        """The person's hand left the heads: what is as wide now is meant so."""
        for place, column in enumerate(self.rows.columns):
            width = self._heads.sectionSize(place)
            if not column.stretch and width != self._heads.grabbed.get(place):
                self._widths[column.name] = width
        self._keep()

    def _widen(self, pixels: int) -> None:
        place = max(self.currentIndex().column(), 0)
        column = self.rows.columns[place]
        if not column.stretch:
            width = max(self.columnWidth(place) + pixels, LEAST_WIDTH)
            self._widths[column.name] = width
            self.setColumnWidth(place, width)
            self._keep()

    def _forget(self) -> None:
        self._arrange(Arrangement())
        self._fit()
        self._keep()

    def _keep(self) -> None:
        if self._arranging or self._remembered is None or not self._name:
            return
        header = self.horizontalHeader()
        names = [column.name for column in self.rows.columns]
        order = tuple(names[header.logicalIndex(place)] for place in range(len(names)))
        column, direction = self.rows.sorted_by or (-1, Qt.SortOrder.AscendingOrder)
        by = names[column] if column >= 0 else ""
        down = direction is Qt.SortOrder.DescendingOrder
        self._remembered.keep_columns(self._name, Arrangement(order, self._widths, by, down))


class _Heads(QHeaderView):
    """The heads of the columns; `left` is called when the mouse let go of them."""

    def __init__(self, left: Callable[[], None]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._left = left
        self.grabbed: dict[int, int] = {}  # how wide the columns were when the mouse took hold
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setSortIndicatorClearable(True)  # the third click: as the rows came
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumSectionSize(LEAST_WIDTH)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.grabbed = {place: self.sectionSize(place) for place in range(self.count())}
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._left()
