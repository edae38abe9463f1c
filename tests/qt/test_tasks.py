"""The bridge between threads."""

import datetime as dt
import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions import report, stamp
from desktop.actions.office import Database
from desktop.changed import Changed
from desktop.ui.tasks import Tasks
from tests.sync.laptops import Laptop


@pytest.fixture
def tasks(qapp: QApplication, fresh: Callable[[str], Laptop]) -> Tasks:
    made = Tasks()
    made.open(fresh("commune").store)
    return made


def wait(qtbot: QtBot, tasks: Tasks) -> None:
    qtbot.waitUntil(lambda: tasks.idle, timeout=20_000)


def test_a_question_is_answered_on_the_ui_thread_and_asked_on_another(qtbot: QtBot, tasks: Tasks) -> None:
    where: list[object] = []
    asked_on: list[object] = []

    def question(db: Database, period: str) -> str:
        asked_on.append(threading.get_ident())
        return report.my_report(db, period).period

    def answer(found: str) -> None:
        where.extend((found, threading.get_ident(), QThread.isMainThread()))

    tasks.ask(question, "2026Q3", then=answer)
    wait(qtbot, tasks)
    tasks.finish()
    assert where == ["2026Q3", threading.get_ident(), True]
    assert asked_on != [threading.get_ident()]


@pytest.mark.parametrize("writer", ["this window", "another", "a command"])
def test_what_took_long_serves_again_until_anybody_writes(
    qtbot: QtBot, fresh: Callable[[str], Laptop], writer: str
) -> None:
    laptop = fresh("commune")
    tasks, other = Tasks(), Tasks()
    for each in (tasks, other):
        each.open(laptop.store)
    asked: list[str] = []
    told: list[object] = []

    def question(db: Database, cell: str) -> object:
        asked.append(cell)
        return report.open_form(db, report.my_report(db, "2026Q3")).view.answer(cell)

    def save(db: Database, amount: int) -> Changed:
        opened = report.open_form(db, report.my_report(db, "2026Q3"))
        return report.save_value(db, opened.view, "2.3.1:sessions", amount)

    for amount in (4, 5):
        if writer == "a command":
            laptop.answer("2.3.1:sessions", amount)
        else:
            at_work = tasks if writer == "this window" else other
            at_work.do(save, amount)
            wait(qtbot, at_work)
        for _ in range(3):
            tasks.ask_once(question, "2.3.1:sessions", then=told.append)
            wait(qtbot, tasks)
    assert told == [4, 4, 4, 5, 5, 5]
    assert len(asked) == 2
    for each in (tasks, other):
        each.finish()


def test_what_took_long_is_found_again_for_another_question_and_the_next_day(
    qtbot: QtBot, tasks: Tasks
) -> None:
    asked: list[tuple[int, str]] = []

    def question(_db: Database, cell: str) -> None:
        asked.append((stamp.today().day, cell))

    for day in (1, 1, 2):
        with stamp.held(dt.datetime(2026, 10, day, 4, tzinfo=dt.UTC)):
            for cell in ("one", "other", "one"):
                tasks.ask_once(question, cell, then=lambda _: None)
                wait(qtbot, tasks)
    tasks.finish()
    assert asked == [(1, "one"), (1, "other"), (2, "one"), (2, "other")]


def test_slow_work_never_holds_up_the_quick_lane(qtbot: QtBot, tasks: Tasks) -> None:
    free = threading.Event()
    order: list[str] = []
    tasks.call(lambda: free.wait(20), then=lambda _: order.append("slow"), lane=tasks.slow)
    for n in range(20):
        tasks.call(lambda n=n: n, then=lambda n: order.append(str(n)))
    qtbot.waitUntil(lambda: len(order) == 20, timeout=20_000)
    assert "slow" not in order
    free.set()
    wait(qtbot, tasks)
    tasks.finish()
    assert order == [*map(str, range(20)), "slow"]


def test_a_command_tells_every_screen_what_it_changed(qtbot: QtBot, tasks: Tasks) -> None:
    heard: list[Changed] = []
    tasks.changed.connect(heard.append)

    def save(db: Database) -> Changed:
        opened = report.open_form(db, report.my_report(db, "2026Q3"))
        return report.save_value(db, opened.view, "2.3.1:sessions", 4)

    tasks.do(save)
    wait(qtbot, tasks)
    tasks.finish()
    assert heard == [Changed.REPORT]


def test_an_error_comes_to_the_one_place_or_to_who_asked_for_it(qtbot: QtBot, tasks: Tasks) -> None:
    everywhere: list[str] = []
    here: list[str] = []
    tasks.failed.connect(lambda error: everywhere.append(type(error).__name__))
    tasks.ask(report.my_report, "not a period", then=print)
    tasks.ask(
        report.my_report, "neither", then=print, otherwise=lambda error: here.append(type(error).__name__)
    )
    wait(qtbot, tasks)
    tasks.finish()
    assert (everywhere, here) == (["NotAPeriod"], ["NotAPeriod"])


def test_closing_waits_for_work_that_was_given(tasks: Tasks) -> None:
    done: list[int] = []

    def work(n: int) -> None:
        time.sleep(0.05)
        done.append(n)

    for n in range(3):
        tasks.call(work, n, then=lambda _: None)
        tasks.call(work, 10 + n, then=lambda _: None, lane=tasks.slow)
    tasks.finish()
    assert sorted(done) == [0, 1, 2, 10, 11, 12]


def test_the_log_is_not_written_back_after_every_job(qtbot: QtBot, fresh: Callable[[str], Laptop]) -> None:
    laptop = fresh("commune")
    log = laptop.folder / "store.db-wal"
    tasks = Tasks()
    tasks.open(laptop.store)

    def save(db: Database, amount: int) -> Changed:
        opened = report.open_form(db, report.my_report(db, "2026Q3"))
        return report.save_value(db, opened.view, "2.3.1:sessions", amount)

    for amount in range(3):
        tasks.do(save, amount)
    wait(qtbot, tasks)
    assert log.stat().st_size > 0, "the last connection was closed and wrote the log back"
    tasks.finish()
    assert not log.exists()
