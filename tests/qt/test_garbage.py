"""Widgets are destroyed in the window's own thread only, else the program could stand still for ever."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.tasks import Tasks


class Page(QObject):
    """Held by nobody but itself once it is let go, as a page and the functions connected to it are."""

    def __init__(self, died_in: list[int]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: died_in.append(threading.get_ident()))


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.finish()


def much_litter() -> None:
    """Enough for Python to collect several times over, if it collected here."""
    for _ in range(200_000):
        circle: list[object] = []
        circle.append(circle)


def test_what_was_let_go_while_a_lane_works_dies_in_the_windows_thread(qtbot: QtBot, tasks: Tasks) -> None:
    died_in: list[int] = []
    for _ in range(50):
        Page(died_in)
    tasks.call(much_litter, then=lambda _found: None)
    qtbot.waitUntil(lambda: len(died_in) == 50, timeout=20_000)
    assert set(died_in) == {threading.get_ident()}


def test_python_collects_by_itself_again_when_the_lanes_are_closed(qapp: QApplication) -> None:
    left, taken_up = Tasks(), Tasks()  # as when the window is locked and opened again
    left.finish()
    assert not gc.isenabled()
    taken_up.finish()
    assert gc.isenabled()
