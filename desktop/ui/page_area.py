"""Where a page of a report is scrolled: it follows the focus, and tells the page how narrow it is."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop.ui.form_page import Page

# Pixels: where the widest page, a count of cases, does not fit; what stays in sight around a field.
NARROW, AROUND = 850, 56


class PageArea(QScrollArea):
    """Holds one page at a time. `followed`: the focus went somewhere, in the page or elsewhere."""

    followed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def show_page(self, page: QWidget) -> None:
        """Show another page; the old one goes when the event that led here is over."""
        old = self.takeWidget()
        if old is not None:
            old.deleteLater()  # not at once: a button in it may have led here
        self.setWidget(page)
        self.verticalScrollBar().setValue(0)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        page = self.widget()
        if isinstance(page, Page):
            page.fold(narrow=self.viewport().width() < NARROW)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        self.followed.emit()
        page = self.widget()
        if now is not None and page is not None and page.isAncestorOf(now):
            QTimer.singleShot(0, self, self._see)  # when what was shown or hidden has found its place

    def _see(self) -> None:
        page, here = self.widget(), QApplication.focusWidget()
        if here is not None and page is not None and page.isAncestorOf(here):
            self.ensureWidgetVisible(here, 0, AROUND)
