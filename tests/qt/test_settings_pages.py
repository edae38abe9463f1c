"""Settings in the real window: officers, backup, the support file, about the program."""

import json
from collections.abc import Callable
from pathlib import Path

from desktop import __version__
from desktop.actions import office
from desktop.ui.about import AboutPage
from desktop.ui.backup import BackupPage
from desktop.ui.officers import OfficersPage
from desktop.ui.settings import Settings
from tests.qt.conftest import Hand
from tests.qt.test_plan_browser import said
from tests.sync.laptops import PASSPHRASE, PERSON

Opens = Callable[[str], Hand]
SECOND, THIRD = "another five example words", "yet another four words"


def page_of(here: Hand, way: str) -> object:
    here.unlock(PASSPHRASE)
    settings = here.frame.go("settings")
    assert isinstance(settings, Settings)
    settings.ways[way].click()
    here.wait()
    return here.frame.shown


def test_an_officer_is_added_with_a_passphrase_and_removed_again(hand: Opens) -> None:
    here = hand("commune")
    page = page_of(here, "officers")
    assert isinstance(page, OfficersPage)
    assert page.names == (PERSON,)
    page.name.setText("Second officer")
    page.role.setText("deputy")
    page.passphrase.setText(SECOND)
    assert page.strength.text() == "This passphrase is good."
    page.add.click()
    here.wait(lambda: len(page.names) == 2)
    assert page.done.text() == "Second officer may open the program now."
    assert page.passphrase.text() == ""
    assert office.unlock(here.laptop.folder, SECOND).person == "Second officer"
    page.change("Second officer", THIRD)
    here.wait(lambda: page.done.text() == "The passphrase of Second officer was changed.")
    assert office.unlock(here.laptop.folder, THIRD).person == "Second officer"
    page.remove("Second officer")
    here.wait(lambda: page.names == (PERSON,))


def test_a_passphrase_that_is_too_short_is_said_and_nothing_is_lost(hand: Opens) -> None:
    here = hand("commune")
    page = page_of(here, "officers")
    assert isinstance(page, OfficersPage)
    page.name.setText("Second officer")
    page.passphrase.setText("abc")
    page.add.click()
    here.wait(here.window.message.isVisible)
    assert "too short" in here.window.message.text.text()
    assert page.name.text() == "Second officer"


def test_a_backup_is_written_and_said_to_be_checked(hand: Opens, tmp_path: Path) -> None:
    here = hand("commune")
    page = page_of(here, "backup")
    assert isinstance(page, BackupPage)
    stick = tmp_path / "USB ដុំ"
    stick.mkdir()
    page.write(stick)
    here.wait(lambda: not page.made.isHidden())
    assert len(list(stick.iterdir())) == 1
    assert page.made.text().endswith("It was opened and checked.")
    assert page.make.isEnabled()


def test_a_folder_that_is_not_there_leaves_the_button_ready(hand: Opens, tmp_path: Path) -> None:
    here = hand("commune")
    page = page_of(here, "backup")
    assert isinstance(page, BackupPage)
    blocked = tmp_path / "a file"
    blocked.write_bytes(b"not a folder")
    page.write(blocked)
    here.wait(here.window.message.isVisible)
    assert page.made.isHidden()
    assert page.make.isEnabled()


def test_about_names_the_version_and_writes_the_support_file(hand: Opens, tmp_path: Path) -> None:
    here = hand("commune")
    page = page_of(here, "about")
    assert isinstance(page, AboutPage)
    assert f"Version {__version__}" in said(page)
    assert str(here.laptop.folder) in said(page)
    path = tmp_path / "ជំនួយ.json"
    page.write_support(path)
    here.wait(path.exists)
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["program"] == __version__
    assert PERSON not in path.read_text(encoding="utf-8")
