"""Two windows on one store write the same report: neither loses what the other typed."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions import report
from desktop.domain.report import Answer, Status
from desktop.ui.conflict import Choice
from desktop.ui.report_form import ReportForm
from desktop.ui.review_page import ReviewPage
from tests.qt.conftest import Hand, type_text
from tests.qt.form_hand import CHALLENGES, PARTICIPANTS, SESSIONS, kept, number, page, text, unlocked
from tests.sync.laptops import PERIOD, Laptop

Pair = tuple[Hand, ReportForm, Hand, ReportForm]
Opens = Callable[[str], Pair]


@pytest.fixture
def two(qtbot: QtBot, fresh: Callable[[str], Laptop]) -> Iterator[Opens]:
    """Two windows of one store, both at the same activity; the second has the focus."""
    opened: list[Hand] = []

    def open_at(item: str, *, filled: bool = False) -> Pair:
        laptop = fresh("commune")
        if filled:
            laptop.fill()
        opened.extend(unlocked(Hand(qtbot, laptop)) for _ in range(2))
        one, other = opened
        return one, one.form(PERIOD, item), other, other.form(PERIOD, item)

    yield open_at
    for one in opened:
        one.close()


def keep(hand: Hand, form: ReportForm, cell: str, amount: Answer) -> None:
    """Type into a window that is not in front, as another person's hand or a late timer would."""
    number(form, cell).take(amount)
    form.keep()
    hand.wait()


def choice(form: ReportForm, cell: str) -> Choice:
    return page(form).questions[cell].choices[0]


def test_what_the_other_typed_meanwhile_stays_and_both_are_shown(two: Opens) -> None:
    one, here, other, there = two("2.3.1")
    keep(one, here, SESSIONS, 5)
    type_text(number(there, SESSIONS), "7")
    there.keep()
    other.wait(lambda: bool(page(there).questions[SESSIONS].choices))
    assert kept(one.laptop, SESSIONS) == 5
    assert [button.text() for button in choice(there, SESSIONS).buttons] == ["Choose this"] * 2
    assert number(there, SESSIONS).text() == "7"
    assert not other.frame.tasks.all_kept


@pytest.mark.parametrize(("key", "amount"), [(Qt.Key.Key_1, 5), (Qt.Key.Key_2, 7)])
def test_a_person_chooses_which_of_the_two_is_kept(two: Opens, key: Qt.Key, amount: int) -> None:
    one, here, other, there = two("2.3.1")
    keep(one, here, SESSIONS, 5)
    keep(other, there, SESSIONS, 7)
    other.wait(lambda: bool(page(there).questions[SESSIONS].choices))
    QTest.keyClick(number(there, SESSIONS), key, Qt.KeyboardModifier.AltModifier)
    other.wait(lambda: other.frame.tasks.all_kept)
    assert kept(one.laptop, SESSIONS) == amount
    assert number(there, SESSIONS).text() == str(amount)


def test_typing_on_without_choosing_overwrites_nothing(two: Opens) -> None:
    one, here, other, there = two("2.3.1")
    keep(one, here, SESSIONS, 5)
    type_text(number(there, SESSIONS), "7")
    there.keep()
    other.wait(lambda: bool(page(there).questions[SESSIONS].choices))
    type_text(number(there, SESSIONS), "4")
    there.keep()
    other.wait()
    assert number(there, SESSIONS).text() == "74"
    assert kept(one.laptop, SESSIONS) == 5
    choice(there, SESSIONS).buttons[1].click()
    other.wait(lambda: kept(one.laptop, SESSIONS) == 74)


def test_coming_back_to_a_window_shows_what_was_typed_in_the_other(two: Opens) -> None:
    one, here, other, there = two("2.3.1")
    keep(other, there, SESSIONS, 8)
    one.window.activateWindow()
    one.wait(lambda: number(here, SESSIONS).text() == "8")
    number(here, PARTICIPANTS).take(30)
    here.keep()
    one.wait()
    other.window.activateWindow()
    other.wait(lambda: number(there, PARTICIPANTS).text() == "30")
    assert kept(one.laptop, SESSIONS) == 8


def test_a_sentence_of_the_other_stays_too(two: Opens) -> None:
    one, here, other, there = two("narrative")
    text(here, CHALLENGES).take("ទឹកជំនន់")
    here.keep()
    one.wait()
    text(there, CHALLENGES).take("គ្មានផ្លូវ")
    there.keep()
    other.wait(lambda: bool(page(there).questions[CHALLENGES].choices))
    assert kept(one.laptop, CHALLENGES) == "ទឹកជំនន់"
    choice(there, CHALLENGES).buttons[1].click()
    other.wait(lambda: kept(one.laptop, CHALLENGES) == "គ្មានផ្លូវ")


def test_submitting_waits_until_one_has_seen_what_the_other_typed(two: Opens) -> None:
    one, here, other, there = two("review", filled=True)
    with one.laptop.open() as db:  # the command on the same computer
        report.save_value(db, report.open_form(db, one.laptop.report()).view, SESSIONS, 44)
    assert isinstance(there.page, ReviewPage)
    there.page.submit.click()
    other.wait(lambda: "another window" in other.window.message.text.text())
    with one.laptop.open() as db:
        assert report.status(db, one.laptop.report()) is Status.DRAFT
    there.show_item("2.3.1")
    assert number(there, SESSIONS).text() == "44"
    there.show_item("review")
    other.wait()
    assert isinstance(there.page, ReviewPage)
    there.page.submit.click()
    other.wait(lambda: there.answers is not None and there.answers.frozen)
    one.window.activateWindow()
    one.wait(lambda: here.answers is not None and here.answers.frozen)


def test_what_one_has_not_chosen_keeps_the_report_from_being_submitted(two: Opens) -> None:
    one, here, other, there = two("2.3.1", filled=True)
    keep(one, here, SESSIONS, 5)
    keep(other, there, SESSIONS, 7)
    other.wait(lambda: bool(page(there).questions[SESSIONS].choices))
    there.show_item("review")
    other.wait()
    assert isinstance(there.page, ReviewPage)
    assert not there.page.submit.isEnabled()
    choice_of = there.answers
    assert choice_of is not None
    choice_of.choose(SESSIONS, 7)
    other.wait(lambda: isinstance(there.page, ReviewPage) and there.page.submit.isEnabled())


def test_a_window_that_is_closed_before_one_has_chosen_loses_neither(two: Opens) -> None:
    one, here, other, there = two("2.3.1")
    keep(one, here, SESSIONS, 5)
    type_text(number(there, SESSIONS), "7")
    there.keep()
    other.wait(lambda: bool(page(there).questions[SESSIONS].choices))
    type_text(number(there, SESSIONS), "4")
    for each in (one, other):
        each.close()
    other.reopen()
    again = unlocked(other).form(PERIOD, "2.3.1")
    assert kept(one.laptop, SESSIONS) == 5
    assert number(again, SESSIONS).text() == "74"
    choice(again, SESSIONS).buttons[1].click()
    other.wait(lambda: kept(one.laptop, SESSIONS) == 74)
    other.reopen()
    assert SESSIONS not in page(unlocked(other).form(PERIOD, "2.3.1")).answers.beside
