"""The picture of who has reported: offices down, periods across, one sign and shade for each report."""

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.domain.overview import Line, Sign, Square
from desktop.i18n.words import _, mark
from desktop.ui import icons, speech
from desktop.ui.look import colour

if TYPE_CHECKING:
    from desktop.domain.overview import Grid

Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
NONE = QModelIndex()
WIDTH, HEIGHT, SIGN, ROUND, CORNER = 38, 30, 16, 5, 8  # pixels
NAMES_WIDTH = 226
HEADS = "QHeaderView::section { padding: 2px 6px; } QHeaderView::section:horizontal { padding: 2px 0; }"
INDENT = "    "  # of an office that stands under the one above it

# icon, ink, shade and words of each sign; the icon tells them apart without colour
SIGNS = {
    Sign.NOTHING: ("", "second", "paper", mark("Not due yet")),
    Sign.LATE: ("waiting", "amber", "amber_soft", mark("Not come yet")),
    Sign.NONE_THEN: ("", "second", "paper", mark("This office did not report then")),
    Sign.RECEIVED: ("received", "blue", "blue_soft", mark("Received")),
    Sign.RETURNED: ("returned", "red", "red_soft", mark("Returned")),
    Sign.APPROVED: ("answered", "green", "green_soft", mark("Approved")),
}
CAME = mark("{sign}. It came {date}.")
CAME_LATE = mark("{sign}. It came {date}, after it was due.")
WAS_DUE = mark("{sign}. It was due {date}.")
IS_DUE = mark("{sign}. It is due {date}.")
LACKS = mark("{words} It is not complete: attachments that have not come: {n}.")
AMENDED = mark("{words} It was amended after the period was closed.")


def words_of(square: Square) -> str:
    """What a square says, without whose it is."""
    words = _words_of(square)
    if square.lacks:
        words = _(LACKS, words=words, n=speech.number(square.lacks))
    return _(AMENDED, words=words) if square.amended else words


def _words_of(square: Square) -> str:
    sign = _(SIGNS[square.sign][3])
    if square.sign is Sign.NONE_THEN:
        return sign
    if square.received is not None:
        return _(CAME_LATE if square.came_late else CAME, sign=sign, date=speech.date(square.received))
    return _(WAS_DUE if square.sign is Sign.LATE else IS_DUE, sign=sign, date=speech.date(square.due))


class Squares(QAbstractTableModel):
    """The grid as Qt asks for it. It holds no words: they are made when somebody looks."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()
        self._periods: tuple[str, ...] = ()
        self._top = ""  # the office that looks, whose own line is no place under it

    def give(self, found: "Grid") -> None:
        self.beginResetModel()
        self.lines, self._top = found.lines, found.office.id
        self._periods = tuple(period.code for period in found.periods)
        self.endResetModel()

    def square(self, index: Index) -> Square:
        return self.lines[index.row()].squares[index.column()]

    def words(self, index: Index) -> str:
        """Whose report, about when, and where it stands."""
        office = speech.voice().office(self.lines[index.row()].unit)
        period = speech.period(self._periods[index.column()])
        return f"{office} · {period}: {words_of(self.square(index))}"

    def rowCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self._periods)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            return self.words(index)
        return None

    def headerData(self, section: int, across: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if across is Qt.Orientation.Horizontal:
            return self._period(section, role)
        return self._office(self.lines[section], role)

    def _period(self, section: int, role: int) -> object:
        code = self._periods[section]
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            return speech.period(code)
        if role == Role.DisplayRole:
            year = code[:4] if code.endswith("1") or section == 0 else ""  # four Khmer digits are wide
            return speech.voice().write(f"{_('Q{number}', number=code[-1])}\n{year}")
        return int(Qt.AlignmentFlag.AlignCenter) if role == Role.TextAlignmentRole else None

    def _office(self, line: Line, role: int) -> object:
        name = speech.voice().office(line.unit)
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            return name
        if role == Role.DisplayRole:
            under = line.unit.id != self._top and line.unit.parent != self._top
            return f"{INDENT}{name}" if under else name
        if role == Role.FontRole and line.heads:
            return _bold()
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return int(left) if role == Role.TextAlignmentRole else None


class OfficeGrid(QTableView):
    """Arrows move, Enter or a double click opens the report, moving says what stands there."""

    opened = Signal(object)  # the key of a report
    moved = Signal(str)  # what stands in the square one is on

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
        self._head(self.verticalHeader(), HEIGHT)
        self.verticalHeader().setFixedWidth(NAMES_WIDTH)
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.activated.connect(lambda index: self.opened.emit(self.squares.square(index).key))
        self.entered.connect(lambda index: self.moved.emit(self.squares.words(index)))
        self.selectionModel().currentChanged.connect(self._moved)

    def show_grid(self, found: "Grid") -> None:
        """Show a grid; one stays on the square one was on, at first on the office under the newest period."""
        here = self.currentIndex()
        place = (here.row(), here.column()) if here.isValid() else (0, len(found.periods) - 1)
        self.squares.give(found)
        at = self.squares.index(min(place[0], len(found.lines) - 1), min(place[1], len(found.periods) - 1))
        self.setCurrentIndex(at)
        self.scrollTo(at)

    def show_column(self, place: int) -> None:
        """Go to a period, in the line one is in."""
        at = self.squares.index(max(self.currentIndex().row(), 0), place)
        self.setCurrentIndex(at)
        self.scrollTo(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

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
        square = self._squares.square(index)
        icon, ink, shade, _words = SIGNS[square.sign]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = option.state & QStyle.StateFlag.State_Selected
        painter.setPen(QPen(QColor(colour("ink" if here else "line")), 2 if here else 1))
        painter.setBrush(QColor(colour(shade)))
        painter.drawRoundedRect(box, ROUND, ROUND)
        if icon:
            place = QRect(0, 0, SIGN, SIGN)
            place.moveCenter(box.center())
            painter.drawPixmap(place, self._sign(icon, ink))
        if square.amended:
            self._fold(painter, box)
        if square.lacks:
            self._gap(painter, box)

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


def _bold() -> object:
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QApplication

    font = QFont(QApplication.font())
    font.setBold(True)
    return font
