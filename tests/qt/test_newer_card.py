"""A newer card opened in Settings: believed only with the number read out by telephone."""

from collections.abc import Callable
from pathlib import Path

from desktop.actions import key_file, trust
from desktop.storage import settings as stored
from desktop.sync.record import fingerprint
from desktop.ui.devices import DevicesPage
from desktop.ui.newer_card import NewerCard
from desktop.ui.settings import Settings
from tests.qt.conftest import Hand
from tests.qt.test_devices_page import page_of
from tests.sync.laptops import PASSPHRASE, Laptop
from tests.sync.test_lost_first_computer import set_up_again
from tests.sync.test_office_cards import FORGER, card_for

Opens = Callable[[str], Hand]


def card_page(here: Hand) -> NewerCard:
    here.unlock(PASSPHRASE)
    page = here.frame.go("settings")
    assert isinstance(page, Settings)
    here.wait()
    return page.newer_card


def number_here(laptop: Laptop) -> str:
    with laptop.open() as db:
        return stored.get(db, stored.CARD_NUMBER) or "1"


def test_a_newer_card_is_used_when_the_telephone_says_its_number(
    hand: Opens, fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    province, here = fresh("province"), hand("commune")
    path = tmp_path / "ប័ណ្ណ.tumpeang-card"
    path.write_bytes(card_for(province, here.laptop.org_unit, 2))
    page = card_page(here)
    page.show_card(path)
    here.wait(page.asked.isVisible)
    assert page.about.text() == "Card number 2 of Kampong Chhnang Province"
    assert fingerprint(province.device) not in page.about.text()  # it is heard, not copied
    page.take.click()
    assert page.number.hasFocus()
    page.number.setText("11-11-11-11-11-11")
    page.take.click()
    here.wait(here.window.message.isVisible)
    assert "Nothing was changed" in here.window.message.text.text()
    assert number_here(here.laptop) == "1"
    page.number.setText(fingerprint(province.device))
    page.take.click()
    here.wait(page.done.isVisible)
    assert number_here(here.laptop) == "2"


def test_an_older_or_forged_card_is_refused_with_the_reason(
    hand: Opens, fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    province, here = fresh("province"), hand("commune")
    page = card_page(here)
    path = tmp_path / "a.tumpeang-card"
    path.write_bytes(b"no card")
    page.show_card(path)
    here.wait(here.window.message.isVisible)
    assert page.asked.isHidden()
    path.write_bytes(card_for(province, here.laptop.org_unit, 2, FORGER))
    page.show_card(path)
    here.wait(page.asked.isVisible)
    page.number.setText(fingerprint(province.device))
    page.take.click()
    here.wait(lambda: "not the number you typed" in here.window.message.text.text())
    assert number_here(here.laptop) == "1"


def test_the_keys_that_a_secretariat_saved_open_with_its_paper(
    hand: Opens, fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    here = hand("province")
    page = page_of(here)
    assert isinstance(page, DevicesPage)
    path = tmp_path / f"04{key_file.SUFFIX}"
    page.save_keys(path)
    here.wait(page.said_keys.isVisible)
    new = set_up_again(tmp_path / "new")
    with new.open() as db:
        key_file.bring_back(db, path.read_bytes(), here.laptop.recovery_key, [])
        assert here.laptop.device in {one.device for one in trust.list_computers(db)}
