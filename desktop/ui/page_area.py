"""Where a page of a report is scrolled: it follows the focus, and tells the page how narrow it is."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop.ui.form_page import Page
from desktop.ui.pieces import column, row

# Pixels: where the widest page, a count of cases, does not fit; what stays in sight around a field.
NARROW, AROUND = 850, 56


class PageArea(QWidget):
    """Holds one page at a time; what is `under` it and what leads on from there do not scroll.

    `followed`: the focus went somewhere, in the page or elsewhere.
    """

    followed = Signal()

    def __init__(self, under: QWidget) -> None:
        super().__init__()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar: QWidget | None = None
        self._foot = row(under, gap=0)
        self._foot.setStretch(0, 1)
        whole = column(self, gap=0)
        whole.addWidget(self.area, 1)
        whole.addLayout(self._foot)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def show_page(self, page: QWidget) -> None:
        """Show another page; the old one goes when the event that led here is over."""
        for old in (self.area.takeWidget(), self._bar):
            if old is not None:
                old.hide()
                old.deleteLater()  # not at once: a button in it may have led here
        self.area.setWidget(page)
        self._bar = page.bar if isinstance(page, Page) else None
        if self._bar is not None:
            self._foot.addWidget(self._bar)
            self._bar.show()  # at once: a layout waits, and its key would not be heard meanwhile
        self.area.verticalScrollBar().setValue(0)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        page = self.area.widget()
        if isinstance(page, Page):
            page.fold(narrow=self.area.viewport().width() < NARROW)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        self.followed.emit()
        page = self.area.widget()
        if now is not None and page is not None and page.isAncestorOf(now):
            QTimer.singleShot(0, self, self._see)  # when what was shown or hidden has found its place

    def _see(self) -> None:
        page, here = self.area.widget(), QApplication.focusWidget()
        if here is not None and page is not None and page.isAncestorOf(here):
            self.area.ensureWidgetVisible(here, 0, AROUND)
