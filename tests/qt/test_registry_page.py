"""The register of offices in the real window of a secretariat."""

from collections.abc import Callable

import pytest

from desktop.actions import registry
from desktop.actions.register_change import Kind, NotADay, NotAllWritten, NotDays, propose
from desktop.storage import org_units
from desktop.ui.registry import RegistryPage
from desktop.ui.settings import Settings
from tests.qt.conftest import Hand
from tests.sync.laptops import PASSPHRASE, Laptop

Opens = Callable[[str], Hand]


def page_of(here: Hand) -> RegistryPage:
    here.unlock(PASSPHRASE)
    settings = here.frame.go("settings")
    assert isinstance(settings, Settings)
    settings.ways["registry"].click()
    here.wait()
    page = here.frame.shown
    assert isinstance(page, RegistryPage)
    here.wait(lambda: bool(page.change.kinds))
    return page


def test_an_office_gets_another_name_after_it_was_said_what_will_happen(hand: Opens) -> None:
    here = hand("province")
    page = page_of(here)
    page.search.setText("០៤០១០១")
    page.table.choose("kh.040101")
    here.wait(lambda: Kind.NAME in page.change.kinds)
    page.change.kinds[Kind.NAME].click()
    assert page.change.sign.isHidden()  # nothing is signed unread
    for field, text in zip(page.change.fields, ("ឈ្មោះថ្មី", "New Name"), strict=True):
        field.setText(text)
    page.change.look.click()
    here.wait(lambda: not page.change.sign.isHidden())
    assert "New Name" in page.change.words.text()
    page.change.fields[0].setText("ឈ្មោះផ្សេង")
    assert page.change.sign.isHidden()  # what was said is not so any more
    page.change.look.click()
    here.wait(lambda: not page.change.sign.isHidden())
    page.change.sign.click()
    here.wait(lambda: "New Name" in " ".join(page.table.texts(0)))
    assert not page.change.said.isHidden()
    with here.laptop.open() as db:
        assert org_units.by_code(db, "040101") == page.units["kh.040101"]


def test_what_two_said_differently_is_chosen_on_the_screen(hand: Opens) -> None:
    here = hand("province")
    with here.laptop.open() as db:
        unit = registry.find(db, "040101")
        one, two = (registry.rename(db, unit, name, unit.name_en) for name in ("មួយ", "ពីរ"))
        registry.sign(db, one)
        registry.sign(db, two)
    page = page_of(here)
    page.table.choose("kh.040101")
    here.wait(lambda: bool(page.change.sides))
    page.change.sides[0].click()
    here.wait(lambda: not page.change.sign.isHidden())
    page.change.sign.click()
    here.wait(lambda: not page.disputed)
    with here.laptop.open() as db:
        assert registry.find(db, "040101").name_km in ("មួយ", "ពីរ")


def test_an_office_that_is_no_secretariat_has_no_way_there(hand: Opens) -> None:
    here = hand("commune")
    here.unlock(PASSPHRASE)
    settings = here.frame.go("settings")
    assert isinstance(settings, Settings)
    assert settings.ways["registry"].isHidden()


def test_what_is_typed_wrongly_is_said_in_words(known: Callable[[str], Laptop]) -> None:
    with known("province").open() as db:
        with pytest.raises(NotADay):
            propose(db, "kh.040101", Kind.LAST_DAY, ["31/02/2026"])
        with pytest.raises(NotADay):
            propose(db, "kh.040101", Kind.LAST_DAY, ["soon"])
        with pytest.raises(NotAllWritten):
            propose(db, "kh.040101", Kind.NAME, ["ឈ្មោះ", " "])
        with pytest.raises(NotDays):
            propose(db, "kh.04", Kind.COMMUNE_DUE, ["400"])
        found = propose(db, "kh.040101", Kind.LAST_DAY, ["៣០/០៦/២០២៦"])
        assert found.cells == {"kh.040101:valid_to": "2026-06-30"}
