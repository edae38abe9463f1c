"""A report by keyboard alone, with few keys: carried forward, gone through, submitted."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.report import Answer
from desktop.storage.measures import measures
from desktop.ui import speech
from desktop.ui.answer_field import ChoiceField, field_for
from desktop.ui.number_field import NumberField
from desktop.ui.report_form import ReportForm
from desktop.ui.review_page import ReviewPage
from tests.qt.conftest import Hand
from tests.qt.form_hand import PARTICIPANTS, SESSIONS, kept, number, page, unlocked
from tests.qt.typist import CTRL, SHIFT, Typist
from tests.sync.laptops import PERIOD

Opens = Callable[[str], Hand]
Key = Qt.Key
LAST = "2026Q2"


def after_a_quarter(hand: Opens) -> tuple[Hand, ReportForm]:
    here = hand("commune")
    before: dict[str, Answer] = {"2.3.1__sessions": 6}
    here.laptop.fill(LAST, **before)
    here.laptop.submit(LAST)
    return here, unlocked(here).form(PERIOD, "1.1.3")


def test_a_report_carried_forward_is_submitted_with_a_handful_of_keys(hand: Opens) -> None:
    here, form = after_a_quarter(hand)
    typist = Typist()
    typist.press(Key.Key_D, CTRL | SHIFT)
    here.wait(lambda: form.answers is not None and form.answers.progress() == (25, 25))
    typist.press(Key.Key_Return, CTRL | SHIFT)
    assert isinstance(form.page, ReviewPage)
    here.wait(form.page.submit.hasFocus)
    typist.press(Key.Key_Return)
    here.wait(lambda: form.answers is not None and form.answers.frozen)
    assert typist.keys <= 7
    assert kept(here.laptop, SESSIONS) == 6


def test_each_activity_is_carried_forward_and_left_with_two_strokes(hand: Opens) -> None:
    here, form = after_a_quarter(hand)
    typist = Typist()
    for _activity in range(25):
        typist.press(Key.Key_D, CTRL)
        typist.press(Key.Key_Return, CTRL)
    here.wait()
    assert form.answers is not None
    assert form.answers.progress() == (25, 25)
    assert form.where[0] == "budget"
    assert typist.keys == 100


def test_numbers_and_enter_are_enough_to_go_through_an_activity(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "2.3.1")
    typist = Typist()
    cells = [cell for cell, field in page(form).fields.items() if isinstance(field, NumberField)]
    for n, _cell in enumerate(cells):
        typist.type(str(n + 3))
        typist.press(Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert page(form).bar.next.hasFocus()
    typist.press(Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    here.wait(lambda: form.where[0] != "2.3.1")
    assert kept(here.laptop, SESSIONS) == 3
    assert kept(here.laptop, PARTICIPANTS) == 4
    assert kept(here.laptop, cells[-1]) == len(cells) + 2


def test_the_sentence_of_an_activity_is_reached_with_tab(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "2.3.1")
    last = [cell for cell, field in page(form).fields.items() if isinstance(field, NumberField)][-1]
    number(form, last).setFocus()
    Typist().press(Key.Key_Tab)
    assert form.where == ("2.3.1", "2.3.1:note")


def test_a_choice_is_made_with_its_number_and_leads_to_the_next_field(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "1.1.10")
    cells = list(page(form).fields)
    assert isinstance(page(form).fields[cells[0]], ChoiceField)
    page(form).fields[cells[0]].setFocus()
    Typist().type("២")
    here.wait(lambda: kept(here.laptop, cells[0]) == 0)
    assert form.where == ("1.1.10", cells[1])


def test_a_milestone_is_answered_with_words(qtbot: QtBot, qapp: QApplication) -> None:
    speech.speak("en", "latin")
    field = field_for(measures()["status"], lambda: "Status")
    qtbot.addWidget(field)
    assert isinstance(field, ChoiceField)
    said: list[object] = []
    field.answered.connect(said.append)
    words = [button.text() for button in field._group.buttons()]
    assert words == ["Not started", "In progress", "Done"]
    for button in field._group.buttons():
        button.click()
    assert said == [0, 1, 2]
