"""A bar in a table: how much of a target is reached, with a mark where the year stands."""

from decimal import Decimal
from typing import Final

from PySide6.QtCore import QLineF, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from desktop.i18n import numbers
from desktop.i18n.words import chosen
from desktop.ui import speech
from desktop.ui.look import colour

SHARE: Final = Qt.ItemDataRole.UserRole + 1  # (share or None, which part of the year has passed)
WORDS_WIDTH, HEIGHT = 48, 10  # pixels
Index = QModelIndex | QPersistentModelIndex


class ShareBar(QStyledItemDelegate):
    """Bar and percentage; nothing where there is no target, because an empty bar would say "nothing done"."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(WORDS_WIDTH * 2, super().sizeHint(option, index).height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        data = index.data(SHARE)
        if not data or data[0] is None:
            return
        share, pace = data
        words = numbers.percent(share, chosen(), speech.digits())
        box = QRectF(option.rect).adjusted(4, 0, -8, 0)
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QColor(colour("green")) if here else option.palette.color(QPalette.ColorRole.Text))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        _bar(painter, box.adjusted(0, 0, -WORDS_WIDTH, 0), share, pace)


class WideName(QStyledItemDelegate):
    """The name of a part of the plan runs on over the columns that have nothing to say of it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        for column in range(index.column() + 1, index.model().columnCount() - 1):
            if index.sibling(index.row(), column).data():
                break
            option.rect.setRight(option.rect.right() + _width(option, column))
        super().paint(painter, option, index)


def _width(option: QStyleOptionViewItem, column: int) -> int:
    view = option.widget
    return view.columnWidth(column) if isinstance(view, QTreeView) else 0


def _bar(painter: QPainter, room: QRectF, share: Decimal, pace: Decimal) -> None:
    bar = QRectF(room.left(), room.center().y() - HEIGHT / 2, room.width(), HEIGHT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour("line")))
    painter.drawRoundedRect(bar, HEIGHT / 2, HEIGHT / 2)
    done = QRectF(bar.left(), bar.top(), bar.width() * float(min(share, Decimal(1))), HEIGHT)
    painter.setBrush(QColor(colour("green")))
    painter.drawRoundedRect(done, HEIGHT / 2, HEIGHT / 2)
    painter.setPen(QPen(QColor(colour("ink")), 1))
    at = bar.left() + bar.width() * float(pace)
    painter.drawLine(QLineF(at, bar.top() - 3, at, bar.bottom() + 3))
