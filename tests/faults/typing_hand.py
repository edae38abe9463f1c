"""An officer who types into a real window, in a process of its own, until somebody kills it.

Run with the store's folder, its key and a seed. Each line is JSON with the moment on the computer's
clock: {"ready"}, {"typed": cell, "answer": what the screen holds now}, {"kept"} when the window says
that all is kept.
"""

import json
import os
import random
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.report import Answer, Reason
from desktop.storage.database import Store
from desktop.ui.answer_field import ChoiceField, NumberField, TextField
from desktop.ui.answers import Answers
from desktop.ui.report_form import ReportForm
from desktop.ui.start import application
from desktop.ui.window import Window
from tests.qt.typist import CTRL, PLAIN, Held, Key, Typist
from tests.sync.laptops import PERIOD

BETWEEN_KEYS = (30, 140)  # milliseconds
PAUSE_MILLISECONDS = 1300  # now and then, in the middle of a field: longer than anything may stay unkept
PATIENCE_SECONDS = 30
KEPT = "Kept on this computer"
WORDS = "ការងារបានធ្វើ តាមផែនការ "
ITEMS = ("2.3.1", "2.3.4", "1.1.10", "2.3.8", "3.1.1", "narrative", "budget")


def say(**what: object) -> None:
    line = json.dumps({**what, "at": time.monotonic()}, ensure_ascii=False)
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def plain(answer: Answer) -> object:
    return f"reason {answer.value}" if isinstance(answer, Reason) else answer


class Hand:
    """Types what the dice say, and tells what the window shows and says."""

    def __init__(self, window: Window, dice: random.Random) -> None:
        self._window, self._dice, self._typist = window, dice, Typist()
        self._heard: Answers | None = None
        self._form = self._open()

    def _open(self) -> ReportForm:
        self._settle()
        frame = self._window.frame
        assert frame is not None
        frame.change_speech("en", "latin")
        frame.work_on(PERIOD)
        form = frame.go("report")
        assert isinstance(form, ReportForm)
        frame.tasks.changed.connect(self._say_if_kept)
        self._form = form
        self._settle()
        self._listen()
        return form

    def _settle(self) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while not (self._window.isActiveWindow() and self._window.frame and self._window.tasks.idle):
            assert time.monotonic() < until, "the window did not come to rest"
            self._window.activateWindow()  # asked for too early, it is not heard
            QTest.qWait(5)

    def _listen(self) -> None:
        if self._form.answers is not self._heard and self._form.answers is not None:
            self._heard = self._form.answers
            self._heard.answered.connect(self._say_typed)

    def _say_typed(self, cell: str) -> None:
        assert self._heard is not None
        say(typed=cell, answer=plain(self._heard.answer(cell)))

    def _say_if_kept(self) -> None:
        frame = self._window.frame
        if frame is not None and frame.status.kept_words.text().startswith(KEPT):
            say(kept=True)

    def work(self) -> None:
        say(ready=True)
        while True:
            self._form.show_item(self._dice.choice(ITEMS))
            self._rest()
            for _ in range(self._dice.randint(1, 8)):
                self._field()

    def _field(self) -> None:
        """Type into the field in hand, and leave it by Enter or Tab."""
        field = QApplication.focusWidget()
        if isinstance(field, NumberField):
            self._number()
        elif isinstance(field, TextField):
            self._words()
        elif field is not None and isinstance(field.parent(), ChoiceField):
            self._press(Key.Key_Space)
        if self._dice.random() < 0.05:
            self._press(Key.Key_Z, CTRL)
        leave = Key.Key_Return if isinstance(field, NumberField) else Key.Key_Tab
        self._press(leave)

    def _number(self) -> None:
        if self._dice.random() < 0.1:
            self._letter(self._dice.choice("nu-"))
            return
        for digit in str(self._dice.randint(0, 9999)):
            self._letter(digit)

    def _words(self) -> None:
        for letter in WORDS[: self._dice.randint(3, len(WORDS))]:
            self._letter(letter)

    def _letter(self, letter: str) -> None:
        self._typist.letter(letter)
        if self._dice.random() < 0.02:
            QTest.qWait(PAUSE_MILLISECONDS)
        self._rest()

    def _press(self, key: Key, held: Held = PLAIN) -> None:
        self._typist.press(key, held)
        self._rest()

    def _rest(self) -> None:
        QTest.qWait(self._dice.randint(*BETWEEN_KEYS))
        self._listen()


def main(folder: Path, key: bytes, seed: int) -> None:
    application()
    window = Window(folder)
    window.show()
    window.activateWindow()
    window.opened(Store(folder, key))  # the passphrase, slow by design, is tested elsewhere
    Hand(window, random.Random(seed)).work()


if __name__ == "__main__":
    main(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), int(sys.argv[3]))
