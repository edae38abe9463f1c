"""The register of offices in the real window of a secretariat."""

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.actions import registry
from desktop.actions.register_change import Kind, NotADay, NotAllWritten, NotDays, propose
from desktop.domain.period import NotAPeriod, ReportingPeriod
from desktop.storage import org_units, registers
from desktop.ui.pieces import Field
from desktop.ui.registry import RegistryPage
from desktop.ui.registry_change import LevelChoice
from desktop.ui.settings import Settings
from tests.qt.conftest import Hand, type_text
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


def begin(here: Hand, unit: str, kind: Kind) -> RegistryPage:
    page = page_of(here)
    page.table.choose(unit)
    here.wait(lambda: kind in page.change.kinds)
    page.change.kinds[kind].click()
    here.wait(lambda: here.window.focusWidget() is page.change.fields[0])
    return page


def type_in(page: RegistryPage, *texts: str) -> None:
    """By keys alone: each text into the field that has the focus, then on to the next."""
    for text in texts:
        field = QApplication.focusWidget()
        assert isinstance(field, QWidget)
        type_text(field, text)
        QTest.keyClick(field, Qt.Key.Key_Tab)
        QApplication.processEvents()


def test_a_commune_becomes_three_by_keys(hand: Opens) -> None:
    here = hand("province")
    page = begin(here, "kh.040101", Kind.SPLIT)
    three = [
        ("040191", "ឃុំទីមួយ", "First"),
        ("០៤០១៩២", "ឃុំទីពីរ", "Second"),
        ("040193", "ឃុំទីបី", "Third"),
    ]
    type_in(page, "01/07/2026", *three[0], *three[1])
    page.change.more.click()
    here.wait(lambda: here.window.focusWidget() is page.change.fields[7])
    type_in(page, *three[2])
    page.change.more.click()  # once too often: nothing is typed for it
    page.change.look.click()
    here.wait(lambda: not page.change.sign.isHidden())
    said = page.change.words.text()
    assert "30 Jun 2026" in said
    assert all(name in said for _code, _km, name in three)
    page.change.sign.click()
    here.wait(lambda: "kh.040193" in page.units)
    with here.laptop.open() as db:
        assert [registry.find(db, f"04019{n}").name_en for n in (1, 2, 3)] == ["First", "Second", "Third"]
        assert registry.find(db, "040101").valid_to == dt.date(2026, 6, 30)


def test_communes_are_joined_and_it_is_said_which(hand: Opens) -> None:
    here = hand("province")
    page = begin(here, "kh.040101", Kind.JOIN)
    type_in(page, "040102, 040103", "040190", "ឃុំរួម", "Joined", "01/07/2026")
    page.change.look.click()
    here.wait(lambda: not page.change.sign.isHidden())
    page.change.sign.click()
    here.wait(lambda: "kh.040190" in page.units)
    ended = {unit.code for unit in page.units.values() if unit.valid_to == dt.date(2026, 6, 30)}
    assert ended == {"040101", "040102", "040103"}


def test_nothing_of_a_change_lies_beside_the_panel_or_below_its_edge(hand: Opens) -> None:
    here = hand("province")
    page = begin(here, "kh.040101", Kind.JOIN)
    panel = page.change
    for width, height in ((1366, 768), (910, 512)):
        here.window.resize(width, height)
        for language, digits in (("km", "khmer"), ("en", "latin")):
            here.frame.change_speech(language, digits)
            panel.kinds[Kind.JOIN].click()
            for field, text in zip(
                panel.fields, ("040102", "040190", "រួម", "Joined", "01/07/2026"), strict=True
            ):
                field.setText(text)
            panel.look.click()
            here.wait(lambda: not panel.sign.isHidden())
            here.wait(lambda: panel.sign.visibleRegion().boundingRect() == panel.sign.rect())
            assert page.beside.horizontalScrollBar().maximum() == 0


def test_one_quarter_s_reports_are_due_on_another_day(hand: Opens) -> None:
    here = hand("province")
    page = begin(here, "kh.04", Kind.DUE_ONCE)
    level, quarter, day = page.change.fields
    assert isinstance(level, LevelChoice)
    level.setCurrentIndex(1)
    assert isinstance(quarter, Field)
    assert isinstance(day, Field)
    quarter.setText("៣/២០២៦")
    day.setText("២០/១០/២០២៦")
    page.change.look.click()
    here.wait(lambda: not page.change.sign.isHidden())
    assert "20 Oct 2026" in page.change.words.text()
    page.change.sign.click()
    here.wait(lambda: not page.change.said.isHidden())
    with here.laptop.open() as db:
        rules = registers.rules(db)
        district, commune = registry.find(db, "0401"), registry.find(db, "040101")
        assert rules.due(district, ReportingPeriod("2026Q3")) == dt.date(2026, 10, 20)
        assert rules.due(district, ReportingPeriod("2026Q4")) == dt.date(2027, 1, 10)
        assert rules.due(commune, ReportingPeriod("2026Q3")) == dt.date(2026, 10, 5)


def test_an_activity_is_asked_of_one_office_and_of_all_no_more(hand: Opens) -> None:
    here = hand("province")
    page = begin(here, "kh.040101", Kind.ASK)
    type_in(page, "1.1.1")
    page.change.look.click()
    here.wait(lambda: not page.change.sign.isHidden())
    page.change.sign.click()
    here.wait(lambda: not page.change.said.isHidden())
    page.table.choose("kh.04")
    here.wait(lambda: Kind.ASK_LEVEL_NO_MORE in page.change.kinds)
    page.change.kinds[Kind.ASK_LEVEL_NO_MORE].click()
    code = page.change.fields[1]
    assert isinstance(code, Field)
    code.setText("២.៣.១")
    page.change.look.click()
    here.wait(lambda: not page.change.sign.isHidden())
    page.change.sign.click()
    here.wait(lambda: not page.change.said.isHidden())
    with here.laptop.open() as db:
        asked = registers.rules(db).asks(registry.find(db, "040101"))
    assert asked == {"1.1.1": True, "2.3.1": False}


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
            propose(db, "kh.04", Kind.DUE, ["commune", "400"])
        with pytest.raises(NotAPeriod):
            propose(db, "kh.04", Kind.DUE_ONCE, ["commune", "5/2026", "01/01/2027"])
        with pytest.raises(NotAllWritten):  # a split has two at least
            propose(db, "kh.040101", Kind.SPLIT, ["01/07/2026", "040191", "ក", "A", "", "", ""])
        with pytest.raises(NotAllWritten):
            propose(db, "kh.040101", Kind.SPLIT, ["01/07/2026", "040191", "ក", "A", "040192", "", "B"])
        with pytest.raises(NotAllWritten):  # with itself alone it is not joined
            propose(db, "kh.040101", Kind.JOIN, ["040101", "040190", "ក", "A", "01/07/2026"])
        found = propose(db, "kh.040101", Kind.LAST_DAY, ["៣០/០៦/២០២៦"])
        assert found.cells == {"kh.040101:valid_to": "2026-06-30"}
