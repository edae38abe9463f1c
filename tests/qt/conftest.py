"""A real window on a real store, offscreen, and what it takes to wait for its lanes."""

import os
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.ui import speech
from desktop.ui.frame import Frame
from desktop.ui.report_form import ReportForm
from desktop.ui.start import application
from desktop.ui.unlock import Unlock
from desktop.ui.window import Window
from tests.sync.laptops import Laptop

PATIENCE = 20_000  # milliseconds


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return application()


class Hand:
    """What a person does with the window, and the wait for what comes of it."""

    def __init__(self, qtbot: QtBot, laptop: Laptop) -> None:
        self._qtbot, self.laptop = qtbot, laptop
        self.window = self._open()

    def _open(self) -> Window:
        window = Window(self.laptop.store.folder)
        window.show()
        window.activateWindow()  # without it no field ever gets or loses the focus
        self._qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
        speech.speak("en", "latin")
        return window

    def unlock(self, passphrase: str) -> None:
        gate = self.window.body.currentWidget()
        assert isinstance(gate, Unlock)
        gate.secret.setText(passphrase)
        gate.unlock()
        self.wait()
        speech.speak("en", "latin")  # the office's own is Khmer

    @property
    def frame(self) -> Frame:
        assert self.window.frame is not None
        return self.window.frame

    def form(self, period: str, item: str) -> ReportForm:
        """Open the report of a period at an activity."""
        self.frame.work_on(period)
        form = self.frame.go("report")
        assert isinstance(form, ReportForm)
        self.wait()
        form.show_item(item)
        self.wait()
        return form

    def wait(self, until: Callable[[], bool] = lambda: True) -> None:
        """Until the lanes have answered and, where something is expected, it is so."""
        self._qtbot.waitUntil(lambda: self.window.tasks.idle and until(), timeout=PATIENCE)

    def close(self) -> None:
        if not isValid(self.window):
            return
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def reopen(self) -> None:
        """Close the window and open the same store again, as after a night."""
        self.close()
        self.window = self._open()


def type_text(widget: QWidget, text: str) -> None:
    """Type letter by letter; `keyClicks` cannot type Khmer."""
    for letter in text:
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, widget, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier
        )


@pytest.fixture
def hand(qtbot: QtBot, fresh: Callable[[str], Laptop]) -> Iterator[Callable[[str], Hand]]:
    """Opens the window of a laptop by name."""
    opened: list[Hand] = []

    def open_one(name: str) -> Hand:
        opened.append(Hand(qtbot, fresh(name)))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
