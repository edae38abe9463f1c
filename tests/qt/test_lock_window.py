"""Locking: by key, by waiting, after sleep; nothing that was typed is lost, and the store is let go of."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from desktop.actions import backup, officers, report
from desktop.ui import speech
from desktop.ui.activity_page import Page
from desktop.ui.backup import BackupPage
from desktop.ui.lock import ASLEEP_SECONDS, LOCK_AFTER_SECONDS, LOOK_EVERY_SECONDS, Watch
from desktop.ui.restore import Restore
from desktop.ui.unlock import Unlock
from tests.qt.conftest import Hand, type_text
from tests.sync.laptops import PASSPHRASE, PERIOD

Opens = Callable[[str], Hand]
SESSIONS = "2.3.1:sessions"
SECOND = "another five example words"


def typed(here: Hand, text: str) -> None:
    form = here.form(PERIOD, "2.3.1")
    assert isinstance(form.page, Page)
    type_text(form.page.fields[SESSIONS], text)


def kept(here: Hand) -> object:
    with here.laptop.open() as db:
        return report.open_form(db, here.laptop.report()).view.answer(SESSIONS)


def gate(here: Hand) -> Unlock:
    found = here.window.body.currentWidget()
    assert isinstance(found, Unlock)
    return found


def test_ctrl_l_keeps_what_was_typed_and_asks_for_the_passphrase(hand: Opens) -> None:
    here = hand("commune")
    here.unlock(PASSPHRASE)
    typed(here, "7")
    QTest.keyClick(here.frame, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert here.window.frame is None
    assert isinstance(gate(here), Unlock)
    here.wait(lambda: here.window.body.count() == 1)  # the screens behind are gone
    assert kept(here) == 7
    here.unlock(PASSPHRASE)
    assert here.frame.place == "report"
    assert here.frame.period == PERIOD


def test_a_locked_store_is_open_nowhere(hand: Opens) -> None:
    here = hand("commune")
    here.unlock(PASSPHRASE)
    typed(here, "5")
    here.window.lock()
    here.wait(lambda: here.window.body.count() == 1)
    # The last connection to close takes the log with it: who still held one would keep it there.
    assert not (here.laptop.folder / "store.db-wal").exists()


def test_what_could_not_be_kept_is_there_after_unlocking(hand: Opens) -> None:
    here = hand("commune")
    here.unlock(PASSPHRASE)
    with capture_exceptions() as caught, here.laptop.open() as db:
        db.conn.execute("BEGIN IMMEDIATE")  # somebody else holds the store for longer than anybody waits
        typed(here, "8")
        left = here.frame
        here.window.lock()
        here._qtbot.waitUntil(lambda: not left.all_kept, timeout=20_000)
        db.conn.execute("ROLLBACK")
        here.unlock(PASSPHRASE)
        here._qtbot.waitUntil(lambda: kept(here) == 8, timeout=20_000)
    assert len(caught) <= 1


def test_nobody_there_for_ten_minutes_locks(qapp: QApplication) -> None:
    now, locked = [0.0], []
    watch = Watch(lambda: locked.append(now[0]), clock=lambda: now[0])
    watch.begin(None)
    while now[0] < LOCK_AFTER_SECONDS - LOOK_EVERY_SECONDS:
        now[0] += LOOK_EVERY_SECONDS
        watch.look()
    watch.eventFilter(watch, QEvent(QEvent.Type.MouseMove))
    while not locked:
        now[0] += LOOK_EVERY_SECONDS
        watch.look()
    assert now[0] > 2 * LOCK_AFTER_SECONDS - 3 * LOOK_EVERY_SECONDS


def test_a_computer_that_slept_locks_at_once(qapp: QApplication) -> None:
    now, locked = [0.0], []
    watch = Watch(lambda: locked.append(now[0]), clock=lambda: now[0])
    watch.begin(None)
    now[0] += LOOK_EVERY_SECONDS
    watch.look()
    assert not locked
    now[0] += ASLEEP_SECONDS + 1
    watch.look()
    assert locked


def test_the_first_key_after_sleep_locks_and_goes_nowhere(qtbot: QtBot, qapp: QApplication) -> None:
    now, locked, field = [0.0], list[float](), QLineEdit()
    qtbot.addWidget(field)
    watch = Watch(lambda: locked.append(now[0]), clock=lambda: now[0])
    watch.begin(field)
    QTest.keyClick(field, Qt.Key.Key_1)
    now[0] += ASLEEP_SECONDS + 1
    QTest.keyClick(field, Qt.Key.Key_2)
    assert (field.text(), locked) == ("1", [now[0]])
    watch.end()


def test_typing_in_the_window_is_seen_by_the_watch(hand: Opens) -> None:
    here = hand("commune")
    here.unlock(PASSPHRASE)
    watch, handle = here.window.watch, here.window.windowHandle()
    assert watch is not None
    watch._touched = 0.0
    shift = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(handle, shift)
    assert watch._touched > 0.0


def test_who_opens_with_the_recovery_key_says_who_is_working(hand: Opens) -> None:
    here = hand("commune")
    officers.add_officer(here.laptop.store, "Second officer", "deputy", SECOND)
    gate(here).change.click()
    gate(here).secret.setText(here.laptop.recovery_key)
    gate(here).unlock()
    here.wait(lambda: len(gate(here).people) == 2)
    words = [button.text() for button in gate(here).people]
    assert "Second officer, deputy" in words
    gate(here).people[words.index("Second officer, deputy")].click()
    here.wait(lambda: here.window.frame is not None)
    assert here.frame.store.person == "Second officer"


def test_a_backup_is_put_back_where_the_passphrase_is_asked_for(hand: Opens, tmp_path: Path) -> None:
    here = hand("commune")
    here.laptop.answer(SESSIONS, 3)
    stick = tmp_path / "USB ដុំ"
    stick.mkdir()
    file = backup.make(here.laptop.store, stick)
    here.laptop.answer(SESSIONS, 9)
    gate(here).restore.click()
    page = here.window.findChildren(Restore)[0]
    page.take(file)
    page.secret.setText("not the passphrase")
    page.begin.click()
    here.wait(lambda: not page.trouble.isHidden())
    assert kept(here) == 9
    page.secret.setText(PASSPHRASE)
    page.begin.click()
    here.wait(lambda: here.window.frame is not None)
    assert kept(here) == 3
    here.wait(here.window.message.isVisible)
    speech.speak("en", "latin")
    here.wait(lambda: here.window.message.text.accessibleName().startswith("Work done after the backup"))
    here.frame.go("backup")
    here.wait()
    page_after = here.window.findChildren(BackupPage)[0]
    assert page_after.after.isVisible()
    page_after.told.click()
    here.wait(lambda: not page_after.after.isVisible())
