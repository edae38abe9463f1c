"""Computers and cards in the real window of a secretariat."""

from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.actions import trust
from desktop.actions.cards import SHEETS, SUFFIX
from desktop.ui.devices import DevicesPage
from desktop.ui.settings import Settings
from tests.qt.conftest import Hand
from tests.sync.forging import name_of
from tests.sync.laptops import PASSPHRASE

Opens = Callable[[str], Hand]


def page_of(here: Hand) -> DevicesPage:
    here.unlock(PASSPHRASE)
    settings = here.frame.go("settings")
    assert isinstance(settings, Settings)
    settings.ways["devices"].click()
    here.wait()
    page = here.frame.shown
    assert isinstance(page, DevicesPage)
    return page


def test_a_computer_is_taken_back_after_it_was_asked_again_and_is_shown_as_such(hand: Opens) -> None:
    here = hand("province")
    with here.laptop.open() as db:
        trust.accept(db, name_of(Ed25519PrivateKey.generate()), "kh.040101")
    page = page_of(here)
    first, *_others, last = page.found
    page.table.choose(first)
    assert page.one is not None
    assert page.one.ask.isHidden()  # nobody takes back the first
    page.table.choose(last)
    assert page.one.sure.isHidden()
    page.one.ask.click()
    assert not page.one.sure.isHidden()
    page.one.sure.click()
    here.wait(lambda: page.one is not None and page.one.ask.isHidden())
    assert "lost or replaced" in page.table.texts(page.table.currentIndex().row())[2]
    with here.laptop.open() as db:
        assert [one.taken_back for one in trust.list_computers(db)].count(True) == 1


def test_cards_for_all_offices_are_written_into_a_folder(hand: Opens, tmp_path: Path) -> None:
    here = hand("province")
    page = page_of(here)
    folder = tmp_path / "ប័ណ្ណ"
    folder.mkdir()
    page.write_cards(folder)
    here.wait(lambda: not page.said.isHidden())
    assert (folder / SHEETS).exists()
    assert len([*folder.glob(f"*{SUFFIX}")]) > 50


def test_an_office_that_is_no_secretariat_is_not_offered_the_computers_of_others(hand: Opens) -> None:
    here = hand("commune")
    here.unlock(PASSPHRASE)
    settings = here.frame.go("settings")
    assert isinstance(settings, Settings)
    assert settings.ways["devices"].isHidden()
