"""First start in the real window: the office is found however it is spelt; a role; a backup instead."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions import backup, office, officers
from desktop.ui import speech
from desktop.ui.first_start import FirstStart
from desktop.ui.recovery_key import RecoveryKey
from desktop.ui.restore import Restore
from desktop.ui.window import Window
from tests.qt.conftest import type_text
from tests.sync.laptops import PASSPHRASE, Laptop

PATIENCE = 20_000


@pytest.fixture
def empty(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    """The window of a computer where nothing was set up."""
    window = Window(tmp_path / "ទុក" / "store")
    window.show()
    qtbot.waitUntil(lambda: isinstance(window.body.currentWidget(), FirstStart), timeout=PATIENCE)
    speech.speak("en", "latin")
    yield window
    window.close()
    window.deleteLater()


def page_of(window: Window) -> FirstStart:
    page = window.body.currentWidget()
    assert isinstance(page, FirstStart)
    return page


@pytest.mark.parametrize("typed", ["040101", "០៤០១០១", "anhchanh rung", "anchanh rung", "អញ្ចាញរូង"])
def test_an_office_is_found_by_code_and_by_name_spelt_nearly_so(
    empty: Window, qtbot: QtBot, typed: str
) -> None:
    page = page_of(empty)
    type_text(page.office.search, typed)
    QTest.keyClick(page.office.search, Qt.Key.Key_Return)  # before the answer is there
    qtbot.waitUntil(lambda: page.office.unit is not None, timeout=PATIENCE)
    assert page.office.unit is not None
    assert page.office.unit.code == "040101"
    whole = "Anhchanh Rung Commune, Baribour District, Kampong Chhnang Province"
    assert page.office.chosen.text() == f"Chosen: {whole}"
    assert whole in page.office.results.item(0).text()


def test_the_role_of_the_officer_is_kept(empty: Window, qtbot: QtBot) -> None:
    page = page_of(empty)
    type_text(page.office.search, "04")
    QTest.keyClick(page.office.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.office.unit is not None, timeout=PATIENCE)
    page.person.setText("Example officer")
    page.role.setText("Secretary")
    page.passphrase.setText(PASSPHRASE)
    page.begin.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(RecoveryKey)), timeout=PATIENCE)
    store = office.unlock(empty.folder, PASSPHRASE)
    assert [(found.name, found.role) for found in officers.list_officers(store)] == [
        ("Example officer", "Secretary")
    ]


def test_a_new_computer_begins_with_the_backup_of_the_lost_one(
    empty: Window, qtbot: QtBot, fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    lost = fresh("commune")
    stick = tmp_path / "stick"
    stick.mkdir()
    file = backup.make(lost.store, stick)
    page_of(empty).restore.click()
    page = empty.findChildren(Restore)[0]
    page.take(file)
    key = lost.recovery_key  # as it is printed, in groups
    page.secret.setText(" ".join(key[start : start + 4] for start in range(0, len(key), 4)))
    page.begin.click()
    qtbot.waitUntil(lambda: empty.frame is not None and empty.tasks.idle, timeout=PATIENCE)
    assert empty.frame is not None
    assert empty.frame.office.unit.code == "040101"


def test_a_closed_window_keeps_nothing_more(empty: Window, qtbot: QtBot) -> None:
    page = page_of(empty)
    qtbot.waitUntil(lambda: empty.tasks.idle, timeout=PATIENCE)
    empty.close()
    page.person.setText("Too late")
    pause = page._half_way._pause
    qtbot.waitUntil(lambda: not pause.isActive(), timeout=PATIENCE)  # an error in it fails this test
    assert empty.tasks.finished


def test_a_window_closed_at_once_keeps_the_last_letter(empty: Window, qtbot: QtBot) -> None:
    page = page_of(empty)
    qtbot.waitUntil(lambda: empty.tasks.idle, timeout=PATIENCE)
    type_text(page.person, "មន្ត្រី")
    empty.close()
    again = Window(empty.folder)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: isinstance(again.body.currentWidget(), FirstStart), timeout=PATIENCE)
    qtbot.waitUntil(lambda: again.tasks.idle, timeout=PATIENCE)
    assert page_of(again).person.text() == "មន្ត្រី"
