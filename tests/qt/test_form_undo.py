"""Taking steps back in a report and doing them again, across its fields and pages."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.domain.report import Reason
from desktop.ui.activity_page import ActivityPage
from desktop.ui.answer_field import ChoiceField
from tests.qt.conftest import Hand, type_text
from tests.qt.form_hand import (
    CASES,
    CHALLENGES,
    PARTICIPANTS,
    SESSIONS,
    drafted,
    kept,
    number,
    page,
    text,
    unlocked,
)
from tests.sync.laptops import PERIOD

Opens = Callable[[str], Hand]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def back(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Z, CTRL)


def again(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Z, CTRL | SHIFT)


def test_a_number_is_taken_back_after_its_field_was_left_and_done_again(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "2.3.1")
    type_text(number(form, SESSIONS), "12")
    QTest.keyClick(number(form, SESSIONS), Qt.Key.Key_Return)
    here.wait(lambda: kept(here.laptop, SESSIONS) == 12)
    back(number(form, PARTICIPANTS))
    here.wait(lambda: kept(here.laptop, SESSIONS) is None)
    assert number(form, SESSIONS).text() == ""
    assert number(form, SESSIONS).hasFocus()
    again(number(form, SESSIONS))
    here.wait(lambda: kept(here.laptop, SESSIONS) == 12)
    assert number(form, SESSIONS).text() == "12"


def test_the_keys_of_one_field_are_one_step_and_each_visit_another(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "2.3.1")
    for typed in ("5", "64"):
        number(form, SESSIONS).setFocus()
        type_text(number(form, SESSIONS), typed)
        number(form, PARTICIPANTS).setFocus()
    here.wait(lambda: kept(here.laptop, SESSIONS) == 64)
    form.undo()
    here.wait(lambda: kept(here.laptop, SESSIONS) == 5)
    form.undo()
    here.wait(lambda: kept(here.laptop, SESSIONS) is None)


def test_a_step_on_another_page_is_shown_where_it_was(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "2.3.1")
    type_text(number(form, SESSIONS), "3")
    form.show_item("budget")
    form.undo()
    here.wait(lambda: kept(here.laptop, SESSIONS) is None)
    assert number(form, SESSIONS).hasFocus()
    assert form.page_title().startswith("2.3.1")


def test_what_a_button_filled_is_taken_back_at_once(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "2.3.1")
    activity = page(form)
    assert isinstance(activity, ActivityPage)
    activity.rest[0].click()
    here.wait(lambda: kept(here.laptop, PARTICIPANTS) is Reason.NOT_PLANNED)
    form.undo()
    here.wait(lambda: kept(here.laptop, PARTICIPANTS) is None and kept(here.laptop, SESSIONS) is None)
    assert number(form, SESSIONS).text() == ""


def test_a_choice_is_taken_back(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "1.1.10")
    choice = page(form).fields["1.1.10:in_annual_plan"]
    assert isinstance(choice, ChoiceField)
    choice.take(1)
    choice.take(0)
    form.undo()
    here.wait(lambda: kept(here.laptop, "1.1.10:in_annual_plan") == 1)


def test_cases_are_taken_back_and_the_total_with_them(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "2.3.4")
    type_text(number(form, CASES), "9")
    form.keep()
    tally = page(form).tallies[0]
    tally.unfold()
    assert tally.grid is not None
    field = tally.grid.fields["physical", "girl", "6-11"]
    field.setFocus()
    type_text(field, "2")
    here.wait(lambda: number(form, CASES).text() == "2")
    back(field)
    here.wait(lambda: kept(here.laptop, CASES) == 9)
    assert field.text() == ""
    assert number(form, CASES).text() == "9"
    assert not number(form, CASES).isReadOnly()


def test_words_are_taken_back_in_their_field_and_the_whole_text_after_it_was_left(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "narrative")
    field = text(form, CHALLENGES)
    field.setFocus()
    type_text(field, "ផ្លូវ")
    here.wait(lambda: kept(here.laptop, CHALLENGES) == "ផ្លូវ")
    text(form, "narrative:solutions").setFocus()
    back(text(form, "narrative:solutions"))
    here.wait(lambda: kept(here.laptop, CHALLENGES) is None)
    assert field.toPlainText() == ""


def test_a_correction_taken_back_leaves_the_report_as_it_was_submitted(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.fill()
    here.laptop.submit()
    form = unlocked(here).form(PERIOD, "2.3.1")
    form.correct()
    type_text(number(form, SESSIONS), "8")
    form.keep()
    here.wait(lambda: drafted(here.laptop, SESSIONS))
    form.undo()
    here.wait(lambda: not drafted(here.laptop, SESSIONS))
    assert number(form, SESSIONS).text() == "1"


def test_nothing_is_taken_back_in_a_submitted_report_until_it_is_corrected(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.fill()
    form = unlocked(here).form(PERIOD, "2.3.1")
    type_text(number(form, SESSIONS), "8")
    form.show_item("review")
    here.wait()
    form.page.submit.click()  # type: ignore[union-attr]
    here.wait(lambda: form.answers is not None and form.answers.frozen)
    form.undo()
    here.wait()
    assert kept(here.laptop, SESSIONS) == 8
