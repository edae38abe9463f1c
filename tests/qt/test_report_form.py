"""Filling in a report in the real window."""

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.exceptions import capture_exceptions

from desktop.actions import report
from desktop.domain.report import Answer, Reason, Status
from desktop.i18n.words import chosen
from desktop.ui import form_words, speech
from desktop.ui.activity_page import ActivityPage, Page
from desktop.ui.answer_field import ChoiceField, NumberField
from desktop.ui.report_form import ReportForm
from desktop.ui.review_page import ReviewPage
from tests.qt.conftest import Hand, type_text
from tests.sync.laptops import PASSPHRASE, PERIOD, Laptop

SESSIONS, PARTICIPANTS = "2.3.1:sessions", "2.3.1:participants"
Opens = Callable[[str], Hand]


def kept(laptop: Laptop, cell: str) -> Answer:
    """What stands in the store, read past the window."""
    with laptop.open() as db:
        return report.open_form(db, laptop.report()).view.answer(cell)


def field(form: ReportForm, cell: str) -> NumberField:
    assert isinstance(form.page, Page)
    found = form.page.fields[cell]
    assert isinstance(found, NumberField)
    return found


def unlocked(hand: Opens) -> Hand:
    found = hand("commune")
    found.unlock(PASSPHRASE)
    return found


@pytest.mark.parametrize(
    ("typed", "amount"), [("12", 12), ("១២", 12), ("1,200", 1200), ("១.២០០", 1200), ("0", 0)]
)
def test_a_typed_number_is_kept_when_the_field_is_left_and_is_there_after_reopening(
    hand: Opens, typed: str, amount: int
) -> None:
    here = unlocked(hand)
    form = here.form(PERIOD, "2.3.1")
    type_text(field(form, SESSIONS), typed)
    QTest.keyClick(field(form, SESSIONS), Qt.Key.Key_Return)
    here.wait(lambda: kept(here.laptop, SESSIONS) == amount)
    here.reopen()
    here.unlock(PASSPHRASE)
    assert field(here.form(PERIOD, "2.3.1"), SESSIONS).text() == str(amount)


def test_a_typed_number_is_kept_within_a_second_without_leaving_the_field(hand: Opens) -> None:
    here = unlocked(hand)
    form = here.form(PERIOD, "2.3.1")
    type_text(field(form, SESSIONS), "7")
    QTest.qWait(1000)
    here.wait()
    assert kept(here.laptop, SESSIONS) == 7


def test_a_number_typed_in_the_moment_before_closing_is_kept(hand: Opens) -> None:
    here = unlocked(hand)
    form = here.form(PERIOD, "2.3.1")
    type_text(field(form, SESSIONS), "9")
    here.close()
    assert kept(here.laptop, SESSIONS) == 9


def test_what_is_no_number_is_said_in_words_and_never_kept(hand: Opens) -> None:
    here = unlocked(hand)
    form = here.form(PERIOD, "2.3.1")
    type_text(field(form, SESSIONS), "12x")
    here.wait(lambda: kept(here.laptop, SESSIONS) == 12)  # what stood there as a number was kept
    QTest.keyClick(field(form, SESSIONS), Qt.Key.Key_Return)
    here.wait()
    assert field(form, SESSIONS).text() == "12x"
    page = cast(Page, form.page)
    assert "not a whole number" in page.note(SESSIONS)


@pytest.mark.parametrize(
    ("key", "reason"),
    [("n", Reason.NOT_PLANNED), ("ន", Reason.NOT_PLANNED), ("u", Reason.NOT_KNOWN), ("-", Reason.NOTHING)],
)
def test_one_key_says_why_there_is_no_number(hand: Opens, key: str, reason: Reason) -> None:
    here = unlocked(hand)
    form = here.form(PERIOD, "2.3.1")
    type_text(field(form, SESSIONS), key)
    QTest.keyClick(field(form, SESSIONS), Qt.Key.Key_Return)
    here.wait(lambda: kept(here.laptop, SESSIONS) is reason)
    type_text(field(form, SESSIONS), "5")
    QTest.keyClick(field(form, SESSIONS), Qt.Key.Key_Return)
    here.wait(lambda: kept(here.laptop, SESSIONS) == 5)


def test_an_emptied_field_is_no_answer_again(hand: Opens) -> None:
    here = unlocked(hand)
    form = here.form(PERIOD, "2.3.1")
    type_text(field(form, SESSIONS), "5")
    here.wait(lambda: kept(here.laptop, SESSIONS) == 5)
    QTest.keyClick(field(form, SESSIONS), Qt.Key.Key_Backspace)
    QTest.keyClick(field(form, SESSIONS), Qt.Key.Key_Return)
    here.wait(lambda: kept(here.laptop, SESSIONS) is None)


def test_the_language_switches_at_once_and_a_half_filled_form_stays_as_it_is(hand: Opens) -> None:
    here = unlocked(hand)
    form = here.form(PERIOD, "2.3.1")
    type_text(field(form, SESSIONS), "12")
    type_text(field(form, PARTICIPANTS), "3x")
    here.frame.change_speech("km", "khmer")
    here.wait()
    assert field(form, SESSIONS).text() == "១២"
    here.frame.change_speech("en", "latin")
    here.wait()
    assert chosen() == "en"
    assert field(form, SESSIONS).text() == "12"
    assert kept(here.laptop, SESSIONS) == 12


def test_f2_shows_the_other_language_and_leaves_the_setting(hand: Opens) -> None:
    here = unlocked(hand)
    form = here.form(PERIOD, "2.3.1")
    before = form.page_title()
    here.frame.peek()
    assert form.page_title() != before
    assert chosen() == "en"
    here.frame.peek()
    assert form.page_title() == before


def test_one_button_answers_what_is_still_empty_and_nothing_else(hand: Opens) -> None:
    here = unlocked(hand)
    form = here.form(PERIOD, "2.3.1")
    type_text(field(form, SESSIONS), "4")
    page = cast(ActivityPage, form.page)
    page.rest[0].click()
    here.wait(lambda: kept(here.laptop, PARTICIPANTS) is Reason.NOT_PLANNED)
    assert kept(here.laptop, SESSIONS) == 4


def test_ctrl_d_takes_the_figures_of_last_period(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.fill("2026Q2", **{"2.3.1__sessions": 6})
    here.laptop.submit("2026Q2")
    here.unlock(PASSPHRASE)
    form = here.form(PERIOD, "2.3.1")
    cast(ActivityPage, form.page).same_as_last()
    here.wait(lambda: kept(here.laptop, SESSIONS) == 6)


def test_a_choice_and_a_sentence_in_khmer_are_kept(hand: Opens) -> None:
    here = unlocked(hand)
    form = here.form(PERIOD, "1.1.10")
    page = cast(Page, form.page)
    choice, note = page.fields["1.1.10:in_annual_plan"], page.fields["1.1.10:note"]
    assert isinstance(choice, ChoiceField)
    assert isinstance(note, QPlainTextEdit)
    choice.take(1)
    type_text(note, "ស្រ្តី")  # typed in the other order of its signs
    form.keep()
    here.wait(lambda: kept(here.laptop, "1.1.10:note") is not None)
    assert kept(here.laptop, "1.1.10:in_annual_plan") == 1
    assert kept(here.laptop, "1.1.10:note") == "ស្ត្រី"


def test_cases_are_counted_in_the_grid_and_the_total_is_their_sum(hand: Opens) -> None:
    here = unlocked(hand)
    form = here.form(PERIOD, "2.3.4")
    page = cast(Page, form.page)
    page.tallies[0].unfold()
    grid = page.tallies[0].grid
    assert grid is not None
    type_text(grid.fields["physical", "girl", "6-11"], "២")
    grid.choose("setting", "school")
    type_text(grid.fields["neglect", "boy", "0-5"], "1")
    form.keep()
    here.wait()
    assert field(form, "2.3.4:cases_identified").text() == "3"
    assert kept(here.laptop, "2.3.4:cases_identified:physical.home.girl.6-11.without") == 2
    assert kept(here.laptop, "2.3.4:cases_identified:neglect.school.boy.0-5.without") == 1
    assert form.answers is not None
    assert form.answers.is_answered(page.cells[0])


def test_a_full_report_is_submitted_and_then_frozen_until_it_is_corrected(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.fill()
    here.unlock(PASSPHRASE)
    form = here.form(PERIOD, "review")
    assert isinstance(form.page, ReviewPage)
    assert form.page.submit.isEnabled()
    form.page.submit.click()
    here.wait(lambda: form.answers is not None and form.answers.frozen)
    with here.laptop.open() as db:
        assert report.status(db, here.laptop.report()) is Status.SUBMITTED
    form.show_item("2.3.1")
    assert field(form, SESSIONS).isReadOnly()
    form.correct()
    assert not field(form, SESSIONS).isReadOnly()
    type_text(field(form, SESSIONS), "8")
    form.keep()
    here.wait(lambda: kept(here.laptop, SESSIONS) == 8)


def test_a_report_with_gaps_cannot_be_submitted_and_says_where_they_are(hand: Opens) -> None:
    here = unlocked(hand)
    form = here.form(PERIOD, "review")
    assert isinstance(form.page, ReviewPage)
    assert not form.page.submit.isEnabled()
    assert form.page.head.text().startswith("Still to be settled: ")
    form.go_to("2.3.1", SESSIONS)
    assert field(form, SESSIONS).hasFocus()


def test_every_field_has_a_name_for_a_screen_reader(hand: Opens) -> None:
    here = unlocked(hand)
    form = here.form(PERIOD, "2.3.1")
    page = cast(Page, form.page)
    speech.speak("en", "latin")
    assert [found.accessibleName() for found in page.fields.values()] == [
        form_words.field_name(page.answers.opened.form, cell)() for cell in page.cells
    ]


def test_what_could_not_be_kept_is_said_and_tried_again(hand: Opens) -> None:
    here = unlocked(hand)
    form = here.form(PERIOD, "2.3.1")
    with capture_exceptions() as caught, here.laptop.open() as db:
        db.conn.execute("BEGIN IMMEDIATE")  # somebody else holds the store for longer than anybody waits
        type_text(field(form, SESSIONS), "4")
        here.wait(lambda: here.frame.status.kept_words.text().startswith("Not kept yet"))
        assert here.window.message.isVisible()
        db.conn.execute("ROLLBACK")
        here.wait(lambda: kept(here.laptop, SESSIONS) == 4)
    assert len(caught) == 1
    assert here.frame.status.kept_words.text().startswith("Kept on this computer")


def test_what_is_typed_while_the_form_is_read_again_stays_on_screen_and_can_be_submitted(hand: Opens) -> None:
    here = unlocked(hand)
    here.laptop.fill()
    form = here.form(PERIOD, "2.3.1")
    form.refresh()  # a carrier brought something
    field(form, SESSIONS).take(44)
    form.keep()
    here.wait()
    assert (field(form, SESSIONS).text(), kept(here.laptop, SESSIONS)) == ("44", 44)
    form.show_item("review")
    here.wait()
    assert isinstance(form.page, ReviewPage)
    form.page.submit.click()
    here.wait(lambda: form.answers is not None and form.answers.frozen)
