"""The main window: first start or unlocking, then the frame with its screens; and the message strip."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from desktop.errors import UserError
from desktop.i18n.words import _
from desktop.ui import pieces, speech
from desktop.ui.message import Message
from desktop.ui.remembered import Remembered
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.actions.office import Office, Store
    from desktop.ui.frame import Frame

DESIGN_SIZE = (1366, 768)
LEAST_SIZE = (880, 480)  # a screen of 1366 x 768 at 150 %, less its bars


class Window(QMainWindow):
    """One office on this computer. `painted` comes once, when the first picture stood on screen."""

    painted = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder, self.tasks = folder, Tasks()
        self.remembered = Remembered(folder)
        speech.speak(self.remembered.language, self.remembered.digits)
        self.message = Message()
        self.frame: Frame | None = None
        self._seen = False
        self.body = QStackedWidget()
        middle = QWidget()
        pieces.place(pieces.column(middle, gap=0), self.body, self.message)
        self.setCentralWidget(middle)
        self.setWindowTitle(_("Tumpeang"))
        self.resize(*DESIGN_SIZE)
        self.setMinimumSize(*LEAST_SIZE)
        if (geometry := self.remembered.geometry) is not None:
            self.restoreGeometry(geometry)
        self.tasks.failed.connect(self.problem)
        QShortcut(QKeySequence("F2"), self, self._peek)
        self.painted.connect(self._prepare)
        self._begin()

    def problem(self, error: BaseException) -> None:
        """Say what went wrong; what nobody can act on is a bug and goes to the log as well."""
        self.message.problem(error)
        if not isinstance(error, UserError):
            sys.excepthook(type(error), error, error.__traceback__)

    def opened(self, store: "Store") -> None:
        """The store is open: learn whose it is, then show the frame."""
        from desktop.actions import office

        self.tasks.open(store)
        self.tasks.ask(office.describe, then=self._enter)

    def show_first(self, screen: QWidget) -> None:
        self.body.addWidget(screen)
        self.body.setCurrentWidget(screen)
        screen.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.frame is not None:
            self.frame.keep()
        self.remembered.shape(self.saveGeometry())
        self.tasks.finish()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self.painted.emit)

    def _begin(self) -> None:
        if (self.folder / "store.db").exists():
            from desktop.ui.unlock import Unlock

            self.show_first(Unlock(self.tasks, self.folder, self.opened))
        else:
            from desktop.ui.welcome import Welcome

            self.show_first(Welcome())
            self.painted.connect(self._first_start)

    def _first_start(self) -> None:
        """After the first picture: the page that sets the office up."""
        from desktop.ui.first_start import FirstStart

        self._replace(FirstStart(self.tasks, self.folder, self.opened))

    def _replace(self, screen: QWidget) -> None:
        old = self.body.currentWidget()
        self.show_first(screen)
        if old is not None:
            self.body.removeWidget(old)
            old.deleteLater()

    def _enter(self, office: "Office") -> None:
        from desktop.ui.frame import Frame

        self.remembered.speech(office.language, office.digits)
        speech.speak(self.remembered.language, self.remembered.digits)
        self.frame = Frame(self.tasks, office, self.message, self.remembered)
        self._replace(self.frame)

    def _prepare(self) -> None:
        """After the first picture: load in a lane what the next one needs, so that nobody waits for it."""
        self.tasks.call(_load, then=lambda _: self._begin_breaking(), lane=self.tasks.slow)

    def _begin_breaking(self) -> None:
        pieces.begin_breaking()
        pieces.respeak(self)

    def _peek(self) -> None:
        if self.frame is not None:
            self.frame.peek()
        else:
            speech.peek(self.body)


def _load() -> None:
    import importlib

    for name in ("icu4py.breakers", "desktop.actions.office", "desktop.ui.frame"):
        importlib.import_module(name)


