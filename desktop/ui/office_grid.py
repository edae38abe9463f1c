"""The picture of who has reported: offices down as a tree, periods across, a sign or count in each square."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.ui import icons, speech
from desktop.ui.look import colour
from desktop.ui.office_lines import SIGNS, Index, Squares

if TYPE_CHECKING:
    from desktop.domain.overview import Grid, Sum

WIDTH, HEIGHT, SIGN, ROUND, CORNER = 38, 30, 16, 5, 8  # pixels
NAMES_WIDTH, STEP, ARROW, ROOM = 226, 17, 12, 12  # pixels
HEADS = "QHeaderView::section { padding: 2px 6px; } QHeaderView::section:horizontal { padding: 2px 0; }"
Key = Qt.Key
TURNS = (Key.Key_Space, Key.Key_Return, Key.Key_Enter)


class OfficeGrid(QTableView):
    """Arrows move, Enter or a double click opens the report or the group, moving says what stands there.

    A click on the name of a group opens or closes it, and so do plus and minus.
    """

    opened = Signal(object)  # the key of a report
    moved = Signal(str)  # what stands in the square one is on
    turned = Signal()  # groups were opened or closed

    def __init__(self) -> None:
        super().__init__()
        self.squares = Squares()
        self.setModel(self.squares)
        self.setItemDelegate(_Painter(self.squares, self))
        self.setShowGrid(False)
        self.setStyleSheet(HEADS)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self._head(self.horizontalHeader(), WIDTH)
        names = _Names(self.squares, self)
        self.setVerticalHeader(names)
        self._head(names, HEIGHT)
        names.setFixedWidth(NAMES_WIDTH)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        names.setSectionsClickable(True)
        names.sectionClicked.connect(self._clicked)
        self.activated.connect(self._activated)
        self.entered.connect(lambda index: self.moved.emit(self.squares.words(index)))
        self.selectionModel().currentChanged.connect(self._moved)

    def show_grid(self, found: "Grid") -> None:
        """Show a grid; one stays on the square one was on, at first on the office under the newest period."""
        here = self.currentIndex()
        unit, column = "", len(found.periods) - 1
        if here.isValid():
            unit, column = self.squares.rows[here.row()].unit, min(here.column(), column)
        self.squares.give(found)
        self._fit()
        self._go(self.squares.row_of(unit), column)

    def show_column(self, place: int) -> None:
        """Go to a period, in the line one is in."""
        self._go(max(self.currentIndex().row(), 0), place)

    def open_all(self, wanted: bool) -> None:
        """Show every office, or only those that stand directly under this one."""
        here = self.currentIndex()
        unit = self.squares.rows[here.row()].unit if here.isValid() else ""
        self.squares.open_all(wanted)
        self._go(self.squares.row_of(unit), max(here.column(), 0))
        self.turned.emit()

    def turn(self, row: int) -> None:
        """Open the group in a row, or close it."""
        self.squares.turn(row)
        self._moved(self.currentIndex())
        self.turned.emit()

    def say_again(self) -> None:
        """The words and digits of another language."""
        here = self.currentIndex()
        row, column = here.row(), here.column()
        self.reset()
        self._fit()
        if row >= 0:
            self._go(row, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space turn a group; plus opens it, minus closes the one that one is in."""
        here, rows = self.currentIndex(), self.squares.rows
        if not here.isValid():
            super().keyPressEvent(event)
            return
        row = rows[here.row()]
        opened = self.squares.is_open(row)
        if row.group and (event.key() in TURNS or (event.key() == Key.Key_Plus and not opened)):
            self.turn(here.row())
        elif event.key() == Key.Key_Minus and (head := self._closes(here.row())) >= 0:
            self._go(head, here.column())
            self.turn(head)
        elif event.key() not in (Key.Key_Plus, Key.Key_Minus):
            super().keyPressEvent(event)
        if event.key() in (*TURNS, Key.Key_Plus, Key.Key_Minus):
            event.accept()

    def _closes(self, row: int) -> int:
        """Which group minus closes: the open one that one is on, else the one that one is in."""
        return row if self.squares.is_open(self.squares.rows[row]) else self.squares.group_of(row)

    def _clicked(self, row: int) -> None:
        self._go(row, max(self.currentIndex().column(), 0))
        if self.squares.rows[row].group:
            self.turn(row)

    def _activated(self, index: QModelIndex) -> None:
        if self.squares.rows[index.row()].group:
            self.turn(index.row())
        else:
            self.opened.emit(self.squares.square(index).key)

    def _go(self, row: int, column: int) -> None:
        at = self.squares.index(row, column)
        self.setCurrentIndex(at)
        self.scrollTo(at)

    def _fit(self) -> None:
        """Make the columns as wide as the longest count needs."""
        most = self.squares.widest()
        longest = QFontMetrics(self.font()).horizontalAdvance(_count(most, most))
        self.horizontalHeader().setDefaultSectionSize(max(WIDTH, longest + ROOM if most else 0))
        self.updateGeometries()

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.moved.emit(self.squares.words(index))

    @staticmethod
    def _head(header: QHeaderView, size: int) -> None:
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(size)
        header.setDefaultSectionSize(size)
        header.setHighlightSections(True)
        header.setSectionsClickable(False)


class _Painter(QStyledItemDelegate):
    """Draws a square: nothing is laid out, so that a province of six years stands there at once."""

    def __init__(self, squares: Squares, view: QTableView) -> None:
        super().__init__(view)
        self._squares, self._view = squares, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        whole: QRect = option.rect
        box = whole.adjusted(3, 2, -3, -2)
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._squares.rows[index.row()].group:
            self._total(painter, box, self._squares.total(index), here)
            return
        square = self._squares.square(index)
        icon, ink, shade, _words = SIGNS[square.sign]
        self._box(painter, box, shade, here)
        if icon:
            place = QRect(0, 0, SIGN, SIGN)
            place.moveCenter(box.center())
            painter.drawPixmap(place, self._sign(icon, ink))
        if square.amended:
            self._fold(painter, box)
        if square.lacks:
            self._gap(painter, box)

    def _total(self, painter: QPainter, box: QRect, total: "Sum", here: bool) -> None:
        """How many came of how many; amber while one is late, blue when all are here."""
        whole = total.received == total.expected > 0
        self._box(painter, box, "blue_soft" if whole else "amber_soft" if total.late else "paper", here)
        if total.expected:
            painter.setPen(QColor(colour("ink")))
            painter.setFont(self._view.font())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _count(total.received, total.expected))

    @staticmethod
    def _box(painter: QPainter, box: QRect, shade: str, here: bool) -> None:
        painter.setPen(QPen(QColor(colour("ink" if here else "line")), 2 if here else 1))
        painter.setBrush(QColor(colour(shade)))
        painter.drawRoundedRect(box, ROUND, ROUND)

    @staticmethod
    def _fold(painter: QPainter, box: QRect) -> None:
        """A folded corner: changed after its period was closed; the words say it too."""
        corner, across = box.topRight(), QPoint(CORNER, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour("amber")))
        painter.drawPolygon([corner - across, corner, corner + QPoint(0, CORNER)])

    @staticmethod
    def _gap(painter: QPainter, box: QRect) -> None:
        """A ring at the foot that is not filled: attachments have not come; the words say it too."""
        ring = QRect(0, 0, CORNER, CORNER)
        ring.moveBottomRight(box.bottomRight() - QPoint(2, 2))
        painter.setPen(QPen(QColor(colour("amber")), 2))
        painter.setBrush(QColor(colour("paper")))
        painter.drawEllipse(ring)

    def _sign(self, icon: str, ink: str) -> QPixmap:
        return icons.icon(icon, ink).pixmap(QSize(SIGN, SIGN), self._view.devicePixelRatioF())


class _Names(QHeaderView):
    """The offices; before a group stands an arrow that says whether it is open."""

    def __init__(self, squares: Squares, view: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._squares = squares

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        row = self._squares.rows[section]
        if row.group:
            place = QRect(0, 0, ARROW, ARROW)
            place.moveCenter(QPoint(rect.left() + ARROW + row.depth * STEP, rect.center().y()))
            arrow = icons.icon("down", "second").pixmap(place.size(), self.devicePixelRatioF())
            painter.save()
            painter.translate(place.center())
            painter.rotate(0 if self._squares.is_open(row) else -90)
            painter.drawPixmap(place.translated(-place.center()), arrow)
            painter.restore()


def _count(received: int, expected: int) -> str:
    return f"{speech.number(received)}/{speech.number(expected)}"
