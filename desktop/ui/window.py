"""The main window: first start or unlocking, then the frame with its screens; and the message strip."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from desktop.errors import UserError
from desktop.i18n.words import _
from desktop.ui import look, pieces, speech
from desktop.ui.message import Message
from desktop.ui.remembered import Remembered
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.actions.office import Database, Office, Store
    from desktop.ui.frame import Frame
    from desktop.ui.lock import Watch

DESIGN_SIZE = (1366, 768)
LOOK_AGAIN_MILLISECONDS = 100
LEAST_SIZE = (880, 480)  # a screen of 1366 x 768 at 150 %, less its bars
FRAME_HEIGHT = 48  # pixels that the system may draw above and below a window


class Window(QMainWindow):
    """One office on this computer. `painted` comes once, when the first picture stood on screen."""

    painted = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder, self.tasks = folder, self._new_tasks()
        self.remembered = Remembered(folder)
        speech.speak(self.remembered.language, self.remembered.digits)
        self._dress()
        self.remembered.look_changed.connect(self._change_look)
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
        self.watch: Watch | None = None
        self._left: Frame | None = None  # locked, and not yet done with keeping what was typed
        self._return = ("home", "")  # the screen and the period that were in hand
        self._where: tuple[str, ...] = ()  # and where one was on that screen
        self._after_set_up = ""  # the screen that goes on where the first start ended, if not home
        QShortcut(QKeySequence("F2"), self, self._peek)
        QShortcut(QKeySequence("Ctrl+L"), self, self.lock)
        self.painted.connect(self._prepare)
        self._begin()

    def appear(self) -> None:
        """Come up as it was left; the first time over the whole screen where that is none too large."""
        room = self.screen().availableGeometry()
        fits = room.width() > DESIGN_SIZE[0] and room.height() > DESIGN_SIZE[1] + FRAME_HEIGHT
        if fits or self.remembered.geometry is not None:
            self.show()
        else:
            self.showMaximized()

    def problem(self, error: BaseException) -> None:
        """Say what went wrong; what nobody can act on is a bug and goes to the log as well."""
        self.message.problem(error)
        if not isinstance(error, UserError):
            sys.excepthook(type(error), error, error.__traceback__)

    def opened(self, store: "Store") -> None:
        """The store is open: learn whose it is, then show the frame."""
        if self._left is not None:
            self._go_back(self._left)
            return
        self.tasks.open(store)
        self.tasks.ask(_whose, then=partial(self._known, store))

    def lock(self) -> None:
        """Keep what was typed, cover it, and let go of the store; the passphrase opens it again."""
        if self.frame is None:
            return
        left, self.frame = self.frame, None
        self._left, self._return = left, (left.place, left.period)
        self._where = left.shown.where if left.shown is not None else ()
        if (dialog := QApplication.activeModalWidget()) is not None:
            dialog.close()
        left.keep()
        if self.watch is not None:
            self.watch.end()
        self.message.hide()
        self.tasks = self._new_tasks()
        self._gate()
        self._let_go()

    def _new_tasks(self) -> Tasks:
        tasks = Tasks()
        tasks.setParent(self)
        tasks.failed.connect(self.problem)
        return tasks

    def _let_go(self) -> None:
        """Close the store when the last of what was typed is in it; look again while it is not."""
        left = self._left
        if left is None:
            return
        if left.tasks.idle and left.all_kept:
            self._left = None
            left.tasks.finish()
            left.tasks.deleteLater()
            self.body.removeWidget(left)
            left.deleteLater()
        else:
            QTimer.singleShot(LOOK_AGAIN_MILLISECONDS, self._let_go)

    def _go_back(self, left: "Frame") -> None:
        """What was typed could not be kept yet: show it again rather than let it go."""
        self._left, self.frame = None, left
        self.tasks.finish()
        self.tasks.deleteLater()
        self.tasks = left.tasks
        gate = self.body.currentWidget()
        self.show_first(left)
        if gate is not None:
            self.body.removeWidget(gate)
            gate.deleteLater()
        self._begin_watch()

    def _dress(self) -> None:
        found = QApplication.instance()
        assert isinstance(found, QApplication)
        look.wear(found, self.remembered.theme, self.remembered.text_size)

    def _change_look(self) -> None:
        self._dress()
        QTimer.singleShot(0, self, self._draw_again)

    def _draw_again(self) -> None:
        """Make the screens anew, as icons keep their ink; not while answers to the old ones are due."""
        left = self.frame
        if left is None:
            return
        left.keep()
        if not (left.tasks.idle and left.all_kept):
            QTimer.singleShot(LOOK_AGAIN_MILLISECONDS, self._draw_again)
            return
        where = left.shown.where if left.shown is not None else ()
        at = (left.place, left.period)
        frame = type(left)(left.tasks, left.office, left.store, self.message, self.remembered, at)
        frame.quarter = left.quarter
        self._show_frame(frame, where)

    def _gate(self) -> None:
        from desktop.ui.unlock import Unlock

        self.show_first(Unlock(self.tasks, self.folder, self.opened))

    def _begin_watch(self) -> None:
        from desktop.ui.lock import Watch

        self.watch = self.watch or Watch(self.lock, parent=self)
        self.watch.begin(self.windowHandle())

    def show_first(self, screen: QWidget) -> None:
        self.body.addWidget(screen)
        self.body.setCurrentWidget(screen)
        screen.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.frame is not None:
            self.frame.keep()
        if self._left is not None:
            self._left.tasks.finish()
        self.remembered.shape(self.saveGeometry())
        self.tasks.finish()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self.painted.emit)

    def _begin(self) -> None:
        if (self.folder / "store.db").exists():
            self._gate()
        else:
            from desktop.ui.welcome import Welcome

            self.show_first(Welcome())
            self.painted.connect(self._first_start)

    def _first_start(self) -> None:
        """After the first picture: the page that sets the office up."""
        from desktop.ui.first_start import FirstStart

        self._replace(FirstStart(self.tasks, self.folder, self.opened, self._go_on_at))

    def _go_on_at(self, screen: str) -> None:
        self._after_set_up = screen

    def _replace(self, screen: QWidget) -> None:
        old = self.body.currentWidget()
        self.show_first(screen)
        if old is not None:
            self.body.removeWidget(old)
            old.deleteLater()

    def _known(self, store: "Store", found: "tuple[Office, str]") -> None:
        """First the recovery key, where a set-up ended before it was on paper."""
        office, key = found
        if not key:
            self._enter(store, office)
            return
        from desktop.actions.office import recovery_key_is_on_paper
        from desktop.ui.recovery_key import RecoveryKey

        def on_paper() -> None:
            self.tasks.do(recovery_key_is_on_paper, then=partial(self._enter, store, office))

        self._replace(RecoveryKey(key, on_paper, self.problem))

    def _enter(self, store: "Store", office: "Office") -> None:
        from desktop.ui.frame import Frame

        self.remembered.speech(office.language, office.digits)
        speech.speak(self.remembered.language, self.remembered.digits)
        frame = Frame(self.tasks, office, store, self.message, self.remembered, self._return)
        self._show_frame(frame, self._where)
        self._begin_watch()
        if self._after_set_up:
            frame.go(self._after_set_up)
            self._after_set_up = ""

    def _show_frame(self, frame: "Frame", where: tuple[str, ...]) -> None:
        self.frame = frame
        frame.lock.connect(self.lock)
        self._replace(frame)
        if frame.shown is not None:
            frame.shown.return_to(where)

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


def _whose(db: "Database") -> "tuple[Office, str]":
    """In the lane: whose store it is, and the recovery key while nobody said that it is on paper."""
    from desktop.actions import office

    return office.describe(db), office.recovery_key_to_show(db)


def _load() -> None:
    import importlib

    for name in ("icu4py.breakers", "desktop.actions.office", "desktop.ui.frame"):
        importlib.import_module(name)
