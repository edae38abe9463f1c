"""What the window says while a person waits, and stopping what takes long."""

import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.office import Database
from desktop.progress import Progress
from desktop.storage.database import writing
from desktop.ui import busy
from desktop.ui.busy import Busy
from desktop.ui.papers import GLOSSARY, OFFICE
from desktop.ui.pieces import column
from desktop.ui.printouts import Printouts
from desktop.ui.tasks import Tasks
from desktop.ui.window import LEAST_SIZE
from tests.qt.conftest import Hand
from tests.qt.form_hand import SESSIONS, drafted, kept, unlocked
from tests.sync.laptops import PERIOD

Opens = Callable[[str], Hand]


class Carrier:
    """Long work that goes on step by step, when the test says so."""

    def __init__(self, steps: int = 9) -> None:
        self._steps, self._may = steps, threading.Semaphore(0)
        self.done = 0

    def go_on(self, steps: int = 1) -> None:
        self._may.release(steps)

    def work(self, _db: Database, progress: Progress) -> int:
        for step in range(1, self._steps + 1):
            progress(step, self._steps)
            self.done = step
            assert self._may.acquire(timeout=20)
        return self._steps


@pytest.fixture
def here(hand: Opens, monkeypatch: pytest.MonkeyPatch) -> Hand:
    """An unlocked window in which a bar comes soon."""
    monkeypatch.setattr(busy, "BAR_AFTER", 0.15)
    return unlocked(hand("commune"))


def line(here: Hand) -> Busy:
    return here.frame.status.busy


def test_a_sign_comes_after_a_tenth_of_a_second_and_goes_when_the_answer_is_there(
    here: Hand, qtbot: QtBot
) -> None:
    qtbot.waitUntil(line(here).isHidden, timeout=20_000)
    free = threading.Event()
    here.frame.tasks.call(lambda: free.wait(20), then=lambda _: None)
    assert line(here).isHidden(), "what is answered at once needs no sign"
    qtbot.waitUntil(line(here).isVisible, timeout=20_000)
    assert here.frame.tasks.waited >= busy.SIGN_AFTER
    assert line(here).words.text() == "One moment …"
    assert line(here).stop.isHidden(), "what cannot be stopped offers no way to stop it"
    free.set()
    qtbot.waitUntil(line(here).isHidden, timeout=20_000)


def test_a_sign_made_while_somebody_waits_is_no_window_of_its_own_and_comes_where_it_is_put(
    qtbot: QtBot,
) -> None:
    tasks, page, free = Tasks(), QWidget(), threading.Event()
    qtbot.addWidget(page)
    page.setMinimumSize(*LEAST_SIZE)
    page.show()
    tasks.call(lambda: free.wait(20), then=lambda _: None)
    qtbot.waitUntil(lambda: tasks.waited > busy.SIGN_AFTER, timeout=20_000)
    sign = Busy(tasks)
    assert not sign.isVisible()
    column(page).addWidget(sign)
    qtbot.waitUntil(sign.isVisible, timeout=20_000)
    assert not sign.isWindow()
    free.set()
    qtbot.waitUntil(sign.isHidden, timeout=20_000)
    tasks.finish()


def test_long_work_says_how_far_it_is(here: Hand, qtbot: QtBot) -> None:
    carrier, answers = Carrier(9), list[int]()
    here.frame.tasks.labour(lambda: "Files are read:", carrier.work, then=answers.append)
    carrier.go_on(3)
    qtbot.waitUntil(lambda: line(here).bar.isVisible() and line(here).bar.value() == 4, timeout=20_000)
    assert line(here).bar.maximum() == 9
    assert line(here).words.text() == "Files are read: 4 of 9"
    carrier.go_on(9)
    here.wait(lambda: answers == [9])
    qtbot.waitUntil(line(here).isHidden, timeout=20_000)


def test_long_work_is_stopped_with_a_button_and_nobody_is_told_of_a_problem(here: Hand, qtbot: QtBot) -> None:
    carrier, said = Carrier(9), list[str]()
    here.frame.tasks.labour(
        lambda: "Files are read:",
        carrier.work,
        then=lambda _: said.append("done"),
        stopped=lambda: said.append("stopped"),
    )
    qtbot.waitUntil(line(here).stop.isVisible, timeout=20_000)
    line(here).stop.click()
    assert line(here).words.text() == "Being stopped …"
    assert not line(here).stop.isEnabled()
    carrier.go_on(9)
    here.wait()
    assert said == ["stopped"]
    assert carrier.done == 1
    assert here.window.message.isHidden()


def test_work_that_was_stopped_leaves_the_store_as_it_was(here: Hand, qtbot: QtBot) -> None:
    inside = threading.Event()

    def forget_everything(db: Database, progress: Progress) -> None:
        with writing(db):
            db["draft_value"].delete_where()
            inside.set()
            while True:
                progress(1, 2)
                time.sleep(0.01)

    here.laptop.answer(SESSIONS, 4)
    assert drafted(here.laptop, SESSIONS)
    here.frame.tasks.labour(lambda: "", forget_everything, then=lambda _: None)
    assert inside.wait(20)
    assert here.frame.tasks.at_work is not None
    here.frame.tasks.at_work.progress.stop()
    here.wait()
    assert kept(here.laptop, SESSIONS) == 4


def test_a_printout_that_was_stopped_is_not_seen_and_may_be_asked_for_again(here: Hand) -> None:
    here.laptop.fill()
    here.frame.work_on(PERIOD)
    screen = here.frame.go("print")
    here.wait()
    assert isinstance(screen, Printouts)
    screen.show_paper(GLOSSARY)
    assert here.frame.tasks.at_work is not None
    here.frame.tasks.at_work.progress.stop()
    here.wait()
    assert screen.preview.text().startswith("The paper was not made.")
    assert not screen.keep_as.isEnabled()
    screen.show_paper(OFFICE)
    here.wait(screen.keep_as.isEnabled)


def test_work_that_was_stopped_while_it_waited_for_its_turn_never_begins(here: Hand, qtbot: QtBot) -> None:
    first, second, said = Carrier(1), Carrier(1), list[str]()
    tasks = here.frame.tasks
    tasks.labour(lambda: "", first.work, then=lambda _: None)
    tasks.labour(lambda: "", second.work, then=lambda _: None, stopped=lambda: said.append("stopped"))
    tasks._labours[1].progress.stop()
    first.go_on()
    here.wait()
    assert said == ["stopped"]
    assert second.done == 0
