"""Keys through a display server, as a keyboard sends them: of X, by its own tool `xdotool`.

The keyboard wears the layout that the letter stands on, `us` or `kh`, as a person would switch it.
"""

import os
import subprocess
import time
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

FOLDER = os.environ.get("REAL_KEYS", "")  # for the pictures; empty: keys are handed to the widgets by Qt
DARK = os.environ.get("REAL_THEME") == "dark"
PATIENCE_SECONDS = 10
TURN_MILLISECONDS = 2
LAST_LATIN = 0x17F

_NAMES = {
    Qt.Key.Key_Return: "Return",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Space: "space",
    Qt.Key.Key_Escape: "Escape",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_PageDown: "Next",
}
_HELD = {
    Qt.KeyboardModifier.NoModifier: "",
    Qt.KeyboardModifier.ControlModifier: "ctrl+",
    Qt.KeyboardModifier.ShiftModifier: "shift+",
}


class _Heard(QObject):
    """Counts the keys that came from outside."""

    def __init__(self) -> None:
        super().__init__()
        self.presses = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and event.spontaneous() and watched.isWindowType():
            self.presses += 1
        return super().eventFilter(watched, event)


@cache
def _heard() -> _Heard:
    found, app = _Heard(), QApplication.instance()
    assert app is not None
    found.setParent(app)
    app.installEventFilter(found)
    return found


def press(key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    """A key that writes nothing, or with Ctrl."""
    name = _NAMES.get(key) or chr(int(key)).lower()
    _wear("us")
    _send(_HELD[held] + name)


def letter(text: str) -> None:
    """One letter, with Shift or AltGr where the layout has it there."""
    _wear("us" if ord(text) <= LAST_LATIN else "kh")
    _send(f"U{ord(text):04X}")


def picture(name: str) -> None:
    """What the screen shows now, with all windows on it; only where somebody looks at pictures."""
    if FOLDER:
        QTest.qWait(150)
        number = len(list(Path(FOLDER).glob("*.png"))) + 1
        _run("import", "-silent", "-window", "root", str(Path(FOLDER) / f"{number:02}-{name}.png"))


def _send(what: str) -> None:
    """Press and wait until the window has heard it."""
    heard = _heard()
    before, until = heard.presses, time.monotonic() + PATIENCE_SECONDS
    _run("xdotool", "key", "--clearmodifiers", what)
    while heard.presses == before:
        QTest.qWait(TURN_MILLISECONDS)
        if time.monotonic() > until:
            raise AssertionError(f"the key {what} was not heard")
    QCoreApplication.processEvents()


_worn = ""


def _wear(layout: str) -> None:
    global _worn
    if layout != _worn:
        _run("setxkbmap", layout)
        QTest.qWait(60)  # until the window has learned of it
        _worn = layout


def _run(*command: str) -> None:
    subprocess.run(command, check=True, timeout=PATIENCE_SECONDS)
