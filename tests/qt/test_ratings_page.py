"""Ratings and survey values in the real window of a secretariat, by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.actions import rating, rating_board
from desktop.actions.rating import About, Rated, Role, Unit
from desktop.actions.review import OnlySecretariat
from desktop.storage.database import writing
from desktop.ui.level_grid import LevelField
from desktop.ui.ratings import RatingsPage
from tests.qt.conftest import Hand, type_text
from tests.sync.laptops import PASSPHRASE, Laptop

Opens = Callable[[str], Hand]
YEAR, DISTRICT = "2026Q2", "0401"


def page_of(here: Hand) -> RatingsPage:
    here.unlock(PASSPHRASE)
    here.frame.quarter = YEAR
    page = here.frame.go("ratings")
    assert isinstance(page, RatingsPage)
    here.wait(lambda: page.found is not None)
    here.wait(lambda: page.pages.isHidden() or field(page, "1", "overall").isVisible())
    return page


def field(page: RatingsPage, subject: str, criterion: str) -> LevelField:
    return page.grid.fields[subject, criterion]


def entered(laptop: Laptop, code: str = "") -> rating.Entered:
    with laptop.open() as db:
        return rating.open_book(db, code).entered


def test_a_row_is_rated_with_digits_and_arrows_and_signed_with_its_grounds(hand: Opens) -> None:
    here = hand("province")
    page = page_of(here)
    first = field(page, "2", "overall")
    first.setFocus()
    for place, letter in ((first, "5"), (field(page, "2", "relevance"), "៤")):
        assert place.hasFocus()
        type_text(place, letter)
        here.wait()
        QTest.keyClick(place, Qt.Key.Key_Right)
    QTest.keyClick(field(page, "2", "coherence"), Qt.Key.Key_Left)
    type_text(page.grounds, "Seen in the field.")
    first.setFocus()  # leaving the grounds keeps them
    here.wait(lambda: page.sign.isEnabled() and "3" in page.unsigned.text())
    assert entered(here.laptop).ratings == {}  # typed and not signed
    page.sign.click()
    here.wait(lambda: not page.sign.isEnabled())
    found = entered(here.laptop).ratings
    assert found[Rated(2026, "2")].level == 5
    assert (found[Rated(2026, "2", "relevance")].level, found[Rated(2026, "2", "relevance")].grounds) == (
        4,
        ("Seen in the field.",),
    )


def test_no_other_key_is_a_level_and_a_digit_takes_the_place_of_the_one_before(hand: Opens) -> None:
    here = hand("province")
    page = page_of(here)
    one = field(page, "1", "impact")
    one.setFocus()
    for letter in "70x":
        type_text(one, letter)
    assert one.level is None
    for letter in "26":
        type_text(one, letter)
    assert (one.level, one.text()) == (6, "6")
    QTest.keyClick(one, Qt.Key.Key_Backspace)
    here.wait()
    assert (one.level, page.sign.isEnabled()) == (None, False)


def test_what_was_typed_is_there_after_the_window_was_closed(hand: Opens) -> None:
    here = hand("province")
    page = page_of(here)
    one = field(page, "3", "efficiency")
    one.setFocus()
    type_text(one, "2")
    here.wait()
    here.reopen()
    page = page_of(here)
    assert field(page, "3", "efficiency").level == 2
    assert page.sign.isEnabled()


def test_two_levels_that_differ_are_shown_and_one_typed_settles_them(hand: Opens) -> None:
    here = hand("province")
    with here.laptop.open() as db:
        opened = rating.open_book(db)
        for level in (3, 5):
            rating.rate(db, opened, Rated(2026, "1"), level)
    page = page_of(here)
    one = field(page, "1", "overall")
    assert (one.text(), one.placeholderText()) == ("", "3 / 5")
    one.setFocus()
    type_text(one, "4")
    here.wait(lambda: page.sign.isEnabled())
    page.sign.click()
    here.wait(lambda: not page.sign.isEnabled())
    assert entered(here.laptop).ratings[Rated(2026, "1")].levels == (4,)


def test_an_office_directly_below_is_rated_and_given_a_survey_value_on_the_screen(hand: Opens) -> None:
    here = hand("province")
    page = page_of(here)
    type_text(field(page, "1", "overall"), "2")
    here.wait()
    page.office.setFocus()
    QTest.keyClick(page.office, Qt.Key.Key_Down)
    here.wait(lambda: page.found is not None and page.found.opened.unit.code == DISTRICT)
    assert page.office.hasFocus()
    assert "not signed yet" in page.office.itemText(0)  # what was typed about the province waits there
    one = field(page, "1", "overall")
    assert one.level is None
    one.setFocus()
    type_text(one, "5")
    here.wait()
    page.sign.click()
    here.wait(lambda: not page.sign.isEnabled())
    page.turn[1].click()
    form = page.surveys
    form.topic.choose("2a")
    for line, text in ((form.when, "2026"), (form.amount, "41.5"), (form.source, "A household survey")):
        line.setText(text)
    form.enter.click()
    here.wait(lambda: form.table.rows.rowCount() == 1)
    below = entered(here.laptop, DISTRICT)
    assert below.ratings[Rated(2026, "1")].levels == (5,)
    assert list(below.values) == [(Role.VALUE, About("2a", "2026"))]
    own = entered(here.laptop)
    assert (own.ratings, own.values) == ({}, {})
    page.office.choose("04")
    here.wait(lambda: field(page, "1", "overall").level == 2)
    assert page.sign.isEnabled()


def test_only_offices_directly_below_that_were_born_there_are_offered(hand: Opens) -> None:
    here = hand("province")
    with here.laptop.open() as db:
        with writing(db):  # the register says later that a district of another province belongs here
            db.execute("UPDATE org_unit SET parent = 'kh.04' WHERE id = 'kh.0301'")
        offered = rating_board.board(db).offices
        with pytest.raises(OnlySecretariat):
            rating_board.board(db, "0301")
    assert [unit.code for unit in offered][:2] == ["04", DISTRICT]
    assert {unit.parent for unit in offered[1:]} == {"kh.04"}
    assert "0301" not in {unit.code for unit in offered}


def test_a_survey_value_is_entered_listed_and_taken_back(hand: Opens) -> None:
    here = hand("province")
    page = page_of(here)
    page.turn[1].click()
    form = page.surveys
    form.topic.choose("2a")
    for line, text in ((form.when, "២០២៦"), (form.amount, "41,5"), (form.source, "A household survey")):
        line.setText(text)
    form.enter.click()
    here.wait(lambda: form.table.rows.rowCount() == 1)
    assert form.table.texts(0)[3:] == ["41.5%", "A household survey"]
    ((key, (value,)),) = entered(here.laptop).values.items()
    assert (key, value.unit) == ((Role.VALUE, About("2a", "2026")), Unit.PERCENT)
    form.table.choose(key)
    form.take_back.click()
    here.wait(lambda: form.table.rows.rowCount() == 0)
    assert entered(here.laptop).values == {}


def test_a_topic_with_a_unit_of_its_own_is_given_in_no_other(hand: Opens) -> None:
    form = page_of(hand("province")).surveys
    form.topic.choose("4a")
    assert (form.unit.currentData(), form.unit.isEnabled()) == (Unit.STATUS, False)
    form.topic.choose("2a")
    assert form.unit.isEnabled()


def test_a_value_without_its_source_is_said_to_be_wrong_and_stays_typed(hand: Opens) -> None:
    here = hand("province")
    page = page_of(here)
    form = page.surveys
    form.topic.choose("2a")
    form.when.setText("2026")
    form.amount.setText("41.5")
    form.enter.click()
    here.wait(lambda: here.frame.message.isVisible())
    assert form.amount.text() == "41.5"
    assert entered(here.laptop).values == {}


@pytest.mark.parametrize("name", ["district"])
def test_an_office_that_is_no_secretariat_is_told_that_it_has_nothing_to_enter(
    hand: Opens, name: str
) -> None:
    page = page_of(hand(name))
    assert not page.not_here.isHidden()
    assert page.pages.isHidden()
