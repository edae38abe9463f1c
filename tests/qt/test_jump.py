"""Ctrl+K: going anywhere by typing."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions.jump import GoalKind
from desktop.ui import speech
from desktop.ui.frame import BEHIND_OVERVIEW, INNER
from desktop.ui.jump import INNER_NAMES, SECRETARIAT_NAMES, Jump
from desktop.ui.plan_browser import PlanBrowser
from desktop.ui.report_form import ReportForm
from tests.qt.conftest import Hand, type_text
from tests.qt.form_hand import SESSIONS, kept, number, unlocked
from tests.qt.test_plan_browser import said
from tests.sync.laptops import PERIOD

Opens = Callable[[str], Hand]


@pytest.fixture
def here(hand: Opens) -> Hand:
    here = unlocked(hand("commune"))
    here.wait()
    here.frame.work_on(PERIOD)
    return here


def opened(here: Hand) -> Jump:
    """Open it as a person does: by its key, wherever the focus is."""
    at = here.window.focusWidget() or here.window
    QTest.keyClick(at, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    here.wait()
    found = here.frame.findChild(Jump)
    assert isinstance(found, Jump)
    return found


def press(jump: Jump, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(jump.field, key)


def names(jump: Jump, kind: GoalKind) -> list[str]:
    return [goal.name for goal in jump.found if goal.kind is kind]


def test_it_opens_over_the_screen_with_the_focus_and_closes_with_esc_where_one_was(here: Hand) -> None:
    form = here.form(PERIOD, "2.3.1")
    field = number(form, SESSIONS)
    field.setFocus()
    jump = opened(here)
    assert jump.isVisible()
    assert jump.field.hasFocus()
    press(jump, Qt.Key.Key_Escape)
    assert jump.isHidden()
    assert field.hasFocus()


def test_it_closes_also_where_the_screen_was_read_again_meanwhile(here: Hand) -> None:
    home = here.frame.go("home")
    here.wait()
    jump = opened(here)
    home.refresh()
    here.wait()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    here.wait(jump.field.hasFocus)
    press(jump, Qt.Key.Key_Escape)
    assert jump.isHidden()
    assert here.window.focusWidget() is not None
    assert home.isAncestorOf(here.window.focusWidget())


def test_it_opens_from_a_field_of_words_too(here: Hand) -> None:
    here.form(PERIOD, "narrative")
    assert opened(here).isVisible()


@pytest.mark.parametrize("typed", ["positive parenting", "positve parentng", "2.3.1", "231", "២.៣.១"])
def test_an_activity_of_the_report_opens_the_form_at_it(here: Hand, typed: str) -> None:
    jump = opened(here)
    type_text(jump.field, typed)
    assert jump.found[0].kind is GoalKind.ITEM
    assert jump.found[0].name == "2.3.1"
    press(jump, Qt.Key.Key_Return)
    here.wait()
    form = here.frame.shown
    assert isinstance(form, ReportForm)
    assert form.page_title().startswith("2.3.1")
    assert jump.isHidden()


def test_an_activity_is_found_by_its_khmer_words_whatever_the_language_on_screen(here: Hand) -> None:
    jump = opened(here)
    type_text(jump.field, "ការចិញ្ចឹមកូន")
    assert names(jump, GoalKind.ACTIVITY)


def test_an_activity_that_is_not_asked_is_added_from_there(here: Hand) -> None:
    jump = opened(here)
    type_text(jump.field, "2.1.3")
    here.wait(lambda: bool(names(jump, GoalKind.ADD)))
    press(jump, Qt.Key.Key_Down)
    assert jump.found[jump.list.currentRow()].kind is GoalKind.ADD
    press(jump, Qt.Key.Key_Return)
    form = here.frame.shown
    assert isinstance(form, ReportForm)
    here.wait(lambda: form.page_title().startswith("2.1.3"))
    form.refresh()
    here.wait()
    assert form.page_title().startswith("2.1.3")


def test_any_activity_of_the_plan_opens_its_page_even_before_the_plan_was_seen(here: Hand) -> None:
    jump = opened(here)
    type_text(jump.field, "4.1.10")
    assert names(jump, GoalKind.ITEM) == []
    press(jump, Qt.Key.Key_Return)
    here.wait()
    plan = here.frame.shown
    assert isinstance(plan, PlanBrowser)
    assert "4.1.10" in said(plan.page)


@pytest.mark.parametrize(
    ("typed", "name"), [("backup", "backup"), ("ការចម្លងទុក", "backup"), ("hotl", "hotlines")]
)
def test_a_screen_is_found_in_both_languages(here: Hand, typed: str, name: str) -> None:
    jump = opened(here)
    type_text(jump.field, typed)
    press(jump, Qt.Key.Key_Return)
    assert here.frame.place == name


@pytest.mark.parametrize("typed", ["quarter 2, 2026", "2026Q2", "ត្រីមាសទី២ ឆ្នាំ២០២៦"])
def test_the_report_of_another_period_is_taken_in_hand(here: Hand, typed: str) -> None:
    jump = opened(here)
    type_text(jump.field, typed)
    assert names(jump, GoalKind.REPORT)[0] == "2026Q2"
    press(jump, Qt.Key.Key_Return)
    here.wait()
    assert (here.frame.place, here.frame.period) == ("report", "2026Q2")


def test_arrows_and_tab_choose_and_stay_in_the_list(here: Hand) -> None:
    jump = opened(here)
    press(jump, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up)
    assert jump.list.currentRow() == 1
    press(jump, Qt.Key.Key_Tab)
    assert jump.list.currentRow() == 2
    assert jump.field.hasFocus()
    press(jump, *[Qt.Key.Key_PageUp] * 3)
    assert jump.list.currentRow() == 0
    assert jump.field.accessibleDescription() == jump.list.item(0).text()


def test_each_line_says_what_it_is_in_both_languages(here: Hand) -> None:
    jump = opened(here)
    type_text(jump.field, "backup")
    assert jump.list.item(0).text() == "Backup\nScreen · ការចម្លងទុក"
    speech.speak("km", "khmer")
    here.wait(lambda: jump.list.item(0).text().startswith("ការចម្លងទុក\n"))
    assert jump.list.item(0).text().endswith(" · Backup")


def test_what_nothing_is_called_is_said_in_words(here: Hand) -> None:
    jump = opened(here)
    type_text(jump.field, "zzzzqqqq")
    assert jump.nothing.isVisible()
    press(jump, Qt.Key.Key_Return)
    assert jump.isVisible()


def test_the_mouse_opens_it_goes_to_a_line_and_closes_it_beside(here: Hand) -> None:
    here.frame.top.jump.click()
    here.wait()
    jump = here.frame.findChild(Jump)
    assert isinstance(jump, Jump)
    type_text(jump.field, "backup")
    line = jump.list.visualItemRect(jump.list.item(0)).center()
    QTest.mouseClick(jump.list.viewport(), Qt.MouseButton.LeftButton, pos=line)
    assert here.frame.place == "backup"
    here.frame.top.jump.click()
    QTest.mouseClick(jump, Qt.MouseButton.LeftButton, pos=jump.rect().bottomLeft())
    assert jump.isHidden()


def test_what_was_typed_in_the_form_is_kept_when_one_jumps_away(here: Hand) -> None:
    form = here.form(PERIOD, "2.3.1")
    type_text(number(form, SESSIONS), "12")
    jump = opened(here)
    type_text(jump.field, "backup")
    press(jump, Qt.Key.Key_Return)
    here.wait()
    assert kept(here.laptop, SESSIONS) == 12


def test_every_screen_can_be_gone_to(here: Hand) -> None:
    there = set(names(opened(here), GoalKind.SCREEN))
    lacking = ({place[0] for place in here.frame.places} | set(INNER)) - there - set(SECRETARIAT_NAMES)
    assert not lacking, f"add a name in desktop/ui/jump.py: {lacking}"
    assert {*INNER_NAMES, *SECRETARIAT_NAMES} <= set(INNER)


def test_a_secretariat_comes_to_its_own_screens_too(hand: Opens) -> None:
    jump = opened(unlocked(hand("province")))
    there = set(names(jump, GoalKind.SCREEN))
    needs_a_report = {"review"}
    assert set(BEHIND_OVERVIEW) - needs_a_report <= there
    assert set(SECRETARIAT_NAMES) <= there


def test_a_key_is_answered_within_a_tenth_of_a_second(here: Hand, qtbot: QtBot) -> None:
    jump = opened(here)
    slowest = 0.0
    for text in ("positve parentng", "ការចិញ្ចឹមបីបាច់", "zzzzqqqq"):
        jump.field.clear()
        for letter in text:
            begun = time.thread_time()  # other work on this computer does not count
            type_text(jump.field, letter)
            jump.list.repaint()
            slowest = max(slowest, time.thread_time() - begun)
    assert slowest < 0.1, f"{slowest * 1000:.0f} ms"
