"""The main window: first start or unlocking, then the frame with its screens; and the message strip."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

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
LEAST_SIZE = (960, 620)


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
        self._app = cast(QApplication, QApplication.instance())
        self._app.installEventFilter(self)
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch for the first picture. The window itself need not be painted: a screen may cover it."""
        if event.type() is QEvent.Type.Paint:
            self._app.removeEventFilter(self)
            QTimer.singleShot(0, self.painted.emit)
        return False

    def _begin(self) -> None:
        if (self.folder / "store.db").exists():
            from desktop.ui.unlock import Unlock

            self.show_first(Unlock(self.tasks, self.folder, self.opened))
        else:
            from desktop.ui.first_start import FirstStart

            self.show_first(FirstStart(self.tasks, self.folder, self.opened))

    def _enter(self, office: "Office") -> None:
        from desktop.ui.frame import Frame

        self.remembered.speech(office.language, office.digits)
        speech.speak(self.remembered.language, self.remembered.digits)
        gate = self.body.currentWidget()
        self.frame = Frame(self.tasks, office, self.message, self.remembered)
        self.show_first(self.frame)
        if gate is not None:
            self.body.removeWidget(gate)
            gate.deleteLater()

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


