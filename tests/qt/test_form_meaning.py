"""Beside a report: what the plan means by the words of an activity."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.ui.report_form import ReportForm
from tests.qt.conftest import Hand
from tests.qt.form_hand import CASES, SESSIONS, number, page, unlocked
from tests.sync.laptops import PERIOD

Opens = Callable[[str], Hand]


def said(form: ReportForm) -> list[str]:
    return [label.text() for label in form.meaning.findChildren(QLabel) if label.isVisible()]


def test_explaining_shows_the_words_and_once_more_closes(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "2.3.4")
    number(form, CASES).setFocus()
    form.explain()
    here.wait(lambda: "Neglect" in said(form))
    assert "MoSVY" in said(form)
    assert number(form, CASES).hasFocus()
    form.explain()
    assert not form.meaning.isVisible()


def test_the_words_follow_the_activity_and_escape_closes(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "2.3.4")
    form.explain()
    form.show_item("2.3.1")
    here.wait(lambda: "CNCW" in said(form))
    assert "Neglect" not in said(form)
    QTest.keyClick(number(form, SESSIONS), Qt.Key.Key_Escape)
    assert not form.meaning.isVisible()


def test_where_no_word_is_in_the_glossary_it_says_so(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "narrative")
    form.explain()
    here.wait(lambda: len(said(form)) > 1)
    assert "None of these words is in the plan's glossary." in said(form)


def test_while_cases_are_counted_the_form_of_violence_in_hand_is_explained_first(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "2.3.4")
    for code, term in (("sexual_exploitation", "Exploitation"), ("neglect", "Neglect")):
        page(form).go_to(f"{CASES}:{code}.home.girl.6-11.without")
        form.explain()
        here.wait(lambda: len(said(form)) > 2)
        assert said(form)[1].startswith(term)
        form.explain()
