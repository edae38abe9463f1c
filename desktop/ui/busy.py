"""What the window says while a person waits: a sign above 100 ms, above 1 s how far it is and a way to stop.

It looks at the lanes while they work and never while they rest.
"""

import time
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.i18n.words import _
from desktop.ui import icons, speech
from desktop.ui.labour import Labour
from desktop.ui.pieces import Button, Label, place, row
from desktop.ui.tasks import Tasks

LOOK_MILLISECONDS: Final = 100
SIGN_AFTER, BAR_AFTER = 0.1, 1.0  # seconds
BAR_SIZE: Final = (180, 8)  # pixels
SIGN_SIZE: Final = 16  # pixels


class Busy(QWidget):
    """A sign with its words, a bar, and the button that stops long work; hidden while nobody waits."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self.words = Label(self._say, "small", wrap=False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(*BAR_SIZE)
        self.stop = Button(lambda: _("Stop"), self._stop, look="small")
        sign = Label(lambda: "", wrap=False)
        sign.setPixmap(icons.icon("waiting", "second").pixmap(SIGN_SIZE, SIGN_SIZE))
        box = row(gap=10)
        box.setContentsMargins(0, 0, 0, 0)
        place(box, sign, self.words, self.bar, self.stop)
        self.setLayout(box)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        tasks.given.connect(self._begin)
        self.hide()  # it stands nowhere yet: shown now, it would be a window of its own
        self._begin()  # to see what was given before

    def look(self) -> None:
        """See what is waited for now, and rest when nothing is."""
        if self._tasks.idle:
            self._timer.stop()
        self._show()

    def _begin(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _show(self) -> None:
        labour = self._tasks.at_work
        is_long = labour is not None and _seconds(labour) >= BAR_AFTER
        self.setVisible(self._tasks.waited >= SIGN_AFTER)
        self.words.say(self._say)
        self.bar.setVisible(is_long)
        self.stop.setVisible(is_long)
        if labour is not None:
            self.bar.setRange(0, labour.far.total)
            self.bar.setValue(labour.far.done)
            self.bar.setAccessibleName(labour.words())
            self.stop.setEnabled(not labour.progress.stopped)

    def _say(self) -> str:
        labour = self._tasks.at_work
        if labour is None:
            return _("One moment …")
        if labour.progress.stopped:
            return _("Being stopped …")
        if not labour.far.total:
            return labour.words()
        if labour.in_bytes:
            sent, whole = (speech.number(-(-n // 1000)) for n in (labour.far.done, labour.far.total))
            return _("{work} {done} of {total} kB", work=labour.words(), done=sent, total=whole)
        done, total = speech.number(labour.far.done), speech.number(labour.far.total)
        return _("{work} {done} of {total}", work=labour.words(), done=done, total=total)

    def _stop(self) -> None:
        if self._tasks.at_work is not None:
            self._tasks.at_work.progress.stop()
        self.look()


def _seconds(labour: Labour) -> float:
    return time.monotonic() - labour.far.begun if labour.far.begun else 0.0
