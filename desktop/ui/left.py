"""What left the office just now: under which number, where it lies, and a way to open it."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.i18n.words import _
from desktop.ui import speech
from desktop.ui.pieces import Button, Label, Words, column, place, row


class Left(QWidget):
    """Hidden while nothing left."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.number = Label(lambda: "", "good"), Label(lambda: "", "second")
        self.open = Button(lambda: _("Open the file"), self._open, look="link")
        self._path: Path | None = None
        place(column(self, gap=4), self.words, row(self.number, self.open, None))
        self.hide()

    def say(self, words: Words, number: int | None = None) -> None:
        """Say what was done; `number` is its place in the register."""
        self.words.say(words)
        self.number.say(lambda: _("Number in the register: {number}", number=speech.number(number or 0)))
        self.number.setVisible(number is not None)
        self.open.hide()
        self.show()

    def saved(self, path: Path, number: int | None) -> None:
        self.say(lambda: _("Saved: {file}", file=path), number)
        self._path = path
        self.open.show()

    def _open(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))
