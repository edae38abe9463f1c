"""Beside a text: what looks as if it should not stand there, and text of a Limon font read as Khmer."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.report_form import ReportForm
from desktop.ui.text_watch import TextWatch
from tests.qt.conftest import Hand, type_text
from tests.qt.form_hand import CHALLENGES, kept, page, text, unlocked
from tests.sync.laptops import PERIOD

LIMON, KHMER = "karBarkumarBIGMeBIhigSa", "ការពារកុមារពីអំពើហិង្សា"
TELEPHONE = "012 345 678"
Opens = Callable[[str], Hand]


def watch(form: ReportForm, cell: str = CHALLENGES) -> TextWatch:
    found = page(form).questions[cell].watch
    assert found is not None
    return found


def opened(hand: Opens) -> tuple[Hand, ReportForm]:
    here = unlocked(hand("commune"))
    return here, here.form(PERIOD, "narrative")


def test_a_telephone_number_is_spoken_of_and_kept_all_the_same(hand: Opens) -> None:
    here, form = opened(hand)
    type_text(text(form, CHALLENGES), f"ទូរស័ព្ទ {TELEPHONE}")
    here.wait(lambda: watch(form).isVisible())
    assert watch(form).words.text().startswith(f"“{TELEPHONE}”: This looks like a telephone number.")
    here.wait(lambda: kept(here.laptop, CHALLENGES) == f"ទូរស័ព្ទ {TELEPHONE}")
    (line,) = text(form, CHALLENGES).extraSelections()
    assert line.cursor.selectedText() == TELEPHONE


def test_it_is_silent_again_when_the_number_is_gone(hand: Opens) -> None:
    here, form = opened(hand)
    type_text(text(form, CHALLENGES), TELEPHONE)
    here.wait(lambda: watch(form).isVisible())
    text(form, CHALLENGES).rewrite("ទឹកជំនន់")
    here.wait(lambda: not watch(form).isVisible())


def test_an_ordinary_sentence_is_left_alone(hand: Opens) -> None:
    here, form = opened(hand)
    type_text(text(form, CHALLENGES), "ទឹកជំនន់បានបិទផ្លូវទៅភូមិពីរ។ 4 sessions were held.")
    watch(form).look()
    here.wait()
    assert not watch(form).isVisible()


def test_text_of_a_limon_font_is_offered_in_khmer_and_one_key_takes_it_back(hand: Opens) -> None:
    here, form = opened(hand)
    field = text(form, CHALLENGES)
    field.setFocus()
    field.insertPlainText(LIMON)  # as pasting does
    here.wait(lambda: watch(form).isVisible())
    assert KHMER in watch(form).offer.text().replace("\u200b", "")
    assert kept(here.laptop, CHALLENGES) in (None, LIMON)
    QTest.mouseClick(watch(form).convert, Qt.MouseButton.LeftButton)
    here.wait(lambda: kept(here.laptop, CHALLENGES) == KHMER)
    here.wait(lambda: not watch(form).isVisible())
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    here.wait(lambda: kept(here.laptop, CHALLENGES) == LIMON)
    assert field.toPlainText() == LIMON


def test_nothing_is_converted_unasked(hand: Opens) -> None:
    here, form = opened(hand)
    text(form, CHALLENGES).insertPlainText(LIMON)
    here.wait(lambda: watch(form).isVisible())
    form.show_item("budget")
    here.wait(lambda: kept(here.laptop, CHALLENGES) == LIMON)
