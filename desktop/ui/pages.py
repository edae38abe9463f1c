"""The pages of a paper under each other, scrolled and enlarged; only what is in sight is drawn."""

from collections import OrderedDict

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from desktop.ui.look import colour
from desktop.ui.paper import POINTS_PER_INCH, Paper

GAP = 12  # pixels between pages, and around them
STEP = 1.25
SMALLEST, LARGEST = 0.25, 4.0  # times the size on paper
KEPT = 6  # pictures of pages; one is 3 to 20 MB


class Pages(QAbstractScrollArea):
    """As wide as the window until a person makes it larger or smaller. `moved`: another page or size."""

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._paper: Paper | None = None
        self._scale: float | None = None  # times the size on paper; None is as wide as the window
        self._pictures: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.moved.emit())

    def show_paper(self, paper: Paper) -> None:
        """Show a paper from its first page, in the size in which the last one was looked at."""
        self._paper = paper
        self._pictures.clear()
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self.moved.emit()

    @property
    def page(self) -> int:
        """The page that is looked at, from 0: the one across the upper third of the window."""
        at = self.verticalScrollBar().value() + self.viewport().height() // 3
        tops = [self._place(page).top() for page in range(self.count)]
        return max((page for page, top in enumerate(tops) if top <= at), default=0)

    @property
    def count(self) -> int:
        return self._paper.pages if self._paper is not None else 0

    @property
    def scale(self) -> float:
        """How many times the size on paper."""
        if self._scale is not None:
            return self._scale
        return max((self.viewport().width() - 2 * GAP) / self._widest(), SMALLEST)

    def go_to(self, page: int) -> None:
        if 0 <= page < self.count:
            self.verticalScrollBar().setValue(self._place(page).top() - GAP)

    def enlarge(self, times: float) -> None:
        """Show it so many times as large as now, and stay at the page."""
        self._resize(min(max(self.scale * times, SMALLEST), LARGEST))

    def fit(self) -> None:
        """As wide as the window again."""
        self._resize(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page by page; larger, smaller and as wide as the window with Ctrl; arrows scroll."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        turn = {
            Qt.Key.Key_PageDown: self.page + 1,
            Qt.Key.Key_PageUp: self.page - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.count - 1,
        }
        if held and event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.enlarge(STEP)
        elif held and event.key() == Qt.Key.Key_Minus:
            self.enlarge(1 / STEP)
        elif held and event.key() == Qt.Key.Key_0:
            self.fit()
        elif event.key() in turn:
            self.go_to(turn[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enlarge(STEP if event.angleDelta().y() > 0 else 1 / STEP)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        at = self.page
        self._lay_out()
        if self._scale is None and self.count:
            self.go_to(at)
        self.moved.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().mid())
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        for page in range(self.count):
            place = self._place(page).translated(-across, -down)
            if place.intersects(event.rect()):
                painter.drawImage(place, self._picture(page, place.width()))
        if self.hasFocus():
            painter.setPen(colour("green"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def _resize(self, scale: float | None) -> None:
        at = self.page
        self._scale = scale
        self._lay_out()
        self.go_to(at)
        self.moved.emit()

    def _lay_out(self) -> None:
        whole, window = self._whole(), self.viewport().size()
        for bar, length, seen in (
            (self.horizontalScrollBar(), whole.width(), window.width()),
            (self.verticalScrollBar(), whole.height(), window.height()),
        ):
            bar.setRange(0, max(length - seen, 0))
            bar.setPageStep(seen)
            bar.setSingleStep(max(seen // 12, 1))
        self.viewport().update()

    def _whole(self) -> QSize:
        bottom = self._place(self.count - 1).bottom() + 1 + GAP if self.count else 0
        return QSize(round(self._widest() * self.scale) + 2 * GAP, bottom)

    def _place(self, page: int) -> QRect:
        """Where a page lies when nothing is scrolled; narrower ones stand in the middle."""
        assert self._paper is not None
        scale = self.scale * self._pixels()
        sizes = [self._paper.size(one) for one in range(page + 1)]
        top = GAP + sum(round(size.height() * scale) + GAP for size in sizes[:-1])
        width, height = round(sizes[-1].width() * scale), round(sizes[-1].height() * scale)
        room = max(self.viewport().width(), round(self._widest() * self.scale) + 2 * GAP)
        return QRect((room - width) // 2, top, width, height)

    def _widest(self) -> float:
        """Pixels of the widest page in the size on paper."""
        if self._paper is None:
            return 1.0
        return max(self._paper.size(page).width() for page in range(self.count)) * self._pixels()

    def _pixels(self) -> float:
        """Pixels of the window in a point of the paper."""
        return self.logicalDpiX() / POINTS_PER_INCH

    def _picture(self, page: int, width: int) -> QImage:
        assert self._paper is not None
        dense = self.devicePixelRatioF()
        key = page, round(width * dense)
        if key not in self._pictures:
            self._pictures[key] = self._paper.picture(*key)
            self._pictures[key].setDevicePixelRatio(dense)
        self._pictures.move_to_end(key)
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        return self._pictures[key]
