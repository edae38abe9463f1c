"""A person at the keyboard: presses keys where the focus is, and counts them. There is no mouse.

With REAL_KEYS=FOLDER the keys come from the display server, and pictures of its screen go into the folder.
"""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.qt import real_keys

Key = Qt.Key
Held = Qt.KeyboardModifier
TRIES = 50
PLAIN, CTRL, SHIFT = Held.NoModifier, Held.ControlModifier, Held.ShiftModifier


class Typist:
    """`keys` counts every key pressed, a held Ctrl or Shift as one more."""

    def __init__(self) -> None:
        self.keys = 0

    def press(self, key: Qt.Key, held: Held = PLAIN, times: int = 1) -> None:
        for _ in range(times):
            self.keys += 1 + (held is not PLAIN)
            if real_keys.FOLDER:
                real_keys.press(key, held)
            else:
                QTest.keyClick(in_hand(), key, held)

    def type(self, text: str) -> None:
        """Type letter by letter; `keyClicks` cannot type Khmer."""
        for letter in text:
            self.letter(letter)

    def letter(self, letter: str) -> None:
        self.keys += 1
        if real_keys.FOLDER:
            real_keys.letter(letter)
        else:
            QTest.sendKeyEvent(QTest.KeyAction.Click, in_hand(), Key.Key_unknown, letter, PLAIN)


def in_hand() -> QWidget:
    """What a key goes to: what has the focus, else the window."""
    for _ in range(TRIES):
        found = QApplication.focusWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()
        if found is not None:
            return found
        _give_focus_back()
    raise AssertionError("no window is there to type into")


def _give_focus_back() -> None:
    """Offscreen nobody does it when a dialog has closed, or when a window was shown a moment ago."""
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            window.activateWindow()
    QTest.qWait(20)
