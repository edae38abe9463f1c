"""A lost computer is replaced through the real window: first start, Settings, and a secretariat's keys."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import key_file, trust
from desktop.storage import reports
from desktop.sync.record import fingerprint
from desktop.ui import speech
from desktop.ui.first_start import FirstStart
from desktop.ui.recovery_key import RecoveryKey
from desktop.ui.replacement import ReplacementPage
from desktop.ui.settings import Settings
from desktop.ui.window import Window
from tests.qt.conftest import Hand
from tests.qt.test_card_at_first_start import card_file
from tests.sync.laptops import PASSPHRASE, Laptop
from tests.sync.test_lost_first_computer import keys_of, set_up_again

Opens = Callable[[str], Hand]
Laptops = Callable[[str], Laptop]
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


def said(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def stick_of(lost: Laptop, folder: Path) -> Path:
    """What the lost computer had written, in a folder with a Khmer name."""
    lost.fill()
    lost.answer("2.3.1:sessions", 7)
    lost.submit()
    lost.write(folder / "ដុំ USB")
    return folder / "ដុំ USB"


def set_up(window: Window, qtbot: QtBot, first: FirstStart) -> tuple[ReplacementPage, str]:
    """Go on from the first page to where the lost computer is replaced; this computer's name too."""
    first.person.setText("Example officer")
    first.passphrase.setText(PASSPHRASE)
    first.begin.click()
    qtbot.waitUntil(lambda: bool(window.body.findChildren(RecoveryKey)), timeout=PATIENCE)
    window.body.findChildren(RecoveryKey)[0].done.click()
    qtbot.waitUntil(lambda: window.frame is not None and window.tasks.idle, timeout=PATIENCE)
    speech.speak("en", "latin")
    assert window.frame is not None
    page = window.frame.shown
    assert isinstance(page, ReplacementPage)
    return page, window.frame.office.device


def page_in(here: Hand) -> ReplacementPage:
    here.unlock(PASSPHRASE)
    settings = here.frame.go("settings")
    assert isinstance(settings, Settings)
    settings.ways["replacement"].click()
    here.wait()
    page = here.frame.shown
    assert isinstance(page, ReplacementPage)
    return page


def test_a_lost_computer_is_replaced_from_the_first_start_with_its_card_its_paper_and_its_stick(
    empty: Window, qtbot: QtBot, known: Laptops, tmp_path: Path
) -> None:
    lost = known("commune")
    stick = stick_of(lost, tmp_path)
    first = empty.body.currentWidget()
    assert isinstance(first, FirstStart)
    first.office.take_card(card_file(known("province"), tmp_path, office=lost.org_unit))
    qtbot.waitUntil(lambda: first.office.unit is not None, timeout=PATIENCE)
    first.replaces.click()
    assert "paper from the sealed envelope of the lost computer" in said(first)
    page, device = set_up(empty, qtbot, first)
    page.take([stick])
    page.key.setText(f"  {lost.recovery_key[:20]} {lost.recovery_key[20:]}  ")
    page.begin.click()
    qtbot.waitUntil(lambda: fingerprint(lost.device) in said(page), timeout=PATIENCE)
    assert page.key.text() == ""
    qtbot.waitUntil(page.send.hasFocus, timeout=PATIENCE)  # what comes next
    qtbot.waitUntil(lambda: not page.send.visibleRegion().isEmpty(), timeout=PATIENCE)
    assert "Quarter 3, 2026\n" in said(page)
    assert "Kept here, to be sent" in said(page)
    assert "has accepted this computer" not in said(page)  # nobody telephoned yet
    assert fingerprint(device) in said(page)
    assert device != lost.device


def test_what_the_secretariat_did_by_telephone_is_shown(hand: Opens, fresh: Laptops, tmp_path: Path) -> None:
    province, lost = fresh("province"), fresh("commune")
    stick, post = stick_of(lost, tmp_path), tmp_path / "post"
    here = hand("commune_again")
    page = page_in(here)
    page.take([stick])
    page.key.setText(lost.recovery_key)
    page.begin.click()
    here.wait(page.after.isVisible)
    here.laptop.exchange(post)
    province.exchange(post)
    with province.open() as db:
        for device in (lost.device, here.laptop.device):
            trust.accept(db, device, lost.org_unit)
        trust.revoke(db, lost.device, lost.org_unit)
    for laptop in (province, here.laptop):
        laptop.exchange(post)
    page.refresh()
    here.wait(lambda: "has accepted this computer" in said(page))
    assert "knows that the lost computer is lost" in said(page)
    assert fingerprint(lost.device) not in said(page)


def test_another_paper_is_said_and_nothing_that_was_typed_is_lost(
    hand: Opens, fresh: Laptops, tmp_path: Path
) -> None:
    stick = stick_of(fresh("commune"), tmp_path)
    here = hand("commune_again")
    page = page_in(here)
    page.begin.click()
    assert page.from_folder.hasFocus()  # nothing was chosen yet
    page.take([stick])
    page.key.setText(fresh("neighbour").recovery_key)
    page.begin.click()
    here.wait(here.window.message.isVisible)
    assert "Nothing was changed" in here.window.message.text.text()
    assert page.begin.isEnabled()
    assert page.key.text() == fresh("neighbour").recovery_key
    assert page.after.isHidden()


def test_a_secretariat_gets_its_keys_back_from_the_file_and_the_paper(
    qtbot: QtBot, known: Laptops, tmp_path: Path
) -> None:
    lost, commune, post = known("province"), known("commune"), tmp_path / "post"
    commune.fill()
    key = commune.submit()
    for laptop in (commune, lost, commune):
        laptop.exchange(post)
    path = tmp_path / f"សោ{key_file.SUFFIX}"
    path.write_bytes(keys_of(lost))
    here = Hand(qtbot, set_up_again(tmp_path / "new"))
    page = page_in(here)
    assert page.of_keys.isVisible()
    page.take_keys(path)
    page.take([post])
    page.key.setText(lost.recovery_key)
    page.begin.click()
    here.wait(lambda: page.said.isVisible() and here.frame.office.device == lost.device)
    assert "No office needs a new card" in page.said.text()
    assert page.after.isHidden()
    with here.laptop.open() as db:
        assert reports.status(db, key).value == "submitted"
    settings = here.frame.go("settings")
    assert isinstance(settings, Settings)
    here.wait()
    assert fingerprint(lost.device) in settings.number.text()
    here.close()
