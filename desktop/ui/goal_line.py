"""A place to go to as it is drawn in a list: its sign and title, what it is, and the other language."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui import icons, look

SHOWN: Final = Qt.ItemDataRole.UserRole
ICON, PAD, GAP = 20, 10, 2  # pixels
SMALL = 0.9  # of the body's size

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Shown:
    """The words of one line. `under`: what it is, and its title in the other language."""

    icon: str
    title: str
    under: str


class GoalLine(QStyledItemDelegate):
    """Two lines of text each, cut off with dots where they are too long; the list's tooltip has all of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self._small = parent.font(), parent.font()
        self._small.setPointSizeF(self._title.pointSizeF() * SMALL)

    @property
    def height(self) -> int:
        """Of one line, in pixels."""
        return (
            QFontMetrics(self._title).lineSpacing() + QFontMetrics(self._small).lineSpacing() + 2 * PAD - GAP
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown = index.data(SHOWN)
        box = QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(QColor(look.colour("green")))
            painter.setBrush(QColor(look.colour("green_soft")))
            painter.drawRoundedRect(box.adjusted(1, 1, -2, -2), 6, 6)
        sign = icons.icon(shown.icon, "green" if chosen else "second")
        sign.paint(painter, QRect(box.left() + PAD, box.center().y() - ICON // 2, ICON, ICON))
        words = box.adjusted(2 * PAD + ICON, PAD - GAP, -PAD, -PAD + GAP)
        middle = words.top() + QFontMetrics(self._title).lineSpacing()
        painter.setPen(QColor(look.colour("ink")))
        self._write(painter, shown.title, QRect(words.topLeft(), QSize(words.width(), middle - words.top())))
        painter.setFont(self._small)
        painter.setPen(QColor(look.colour("second")))
        self._write(painter, shown.under, QRect(words.left(), middle, words.width(), words.bottom() - middle))
        painter.restore()

    def _write(self, painter: QPainter, text: str, box: QRect) -> None:
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
