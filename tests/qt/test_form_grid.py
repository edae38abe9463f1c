"""Counting cases with both hands: arrows, keys for the settings, the sum in view, and room at 150 %."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.ui.number_field import NumberField
from desktop.ui.report_form import ReportForm
from desktop.ui.tally_grid import TallyGrid
from tests.qt.conftest import Hand, type_text
from tests.qt.form_hand import CASES, kept, page, unlocked
from tests.sync.laptops import PERIOD

Opens = Callable[[str], Hand]
Key = Qt.Key


def counting(hand: Opens) -> tuple[Hand, ReportForm, TallyGrid]:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "2.3.4")
    page(form).tallies[0].unfold()
    grid = page(form).tallies[0].grid
    assert grid is not None
    grid.fields["neglect", "girl", "0-5"].setFocus()
    return here, form, grid


def press(*keys: Qt.Key, with_ctrl: bool = False) -> None:
    ctrl = Qt.KeyboardModifier.ControlModifier
    for key in keys:
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClick(here, key, ctrl if with_ctrl else Qt.KeyboardModifier.NoModifier)


def in_hand(grid: TallyGrid) -> tuple[str, str, str]:
    return next(where for where, field in grid.fields.items() if field.hasFocus())


def test_arrow_keys_go_through_the_grid_as_one_sees_it(hand: Opens) -> None:
    _here, _form, grid = counting(hand)
    press(Key.Key_Right)
    assert in_hand(grid) == ("neglect", "girl", "6-11")
    press(Key.Key_Down)
    below = in_hand(grid)
    assert below[1:] == ("girl", "6-11")
    assert below[0] != "neglect"
    press(Key.Key_Up, Key.Key_Left)
    assert in_hand(grid) == ("neglect", "girl", "0-5")


def test_within_a_number_left_and_right_move_between_its_digits(hand: Opens) -> None:
    here, form, grid = counting(hand)
    type_text(grid.fields["neglect", "girl", "0-5"], "12")
    press(Key.Key_Left)
    assert in_hand(grid) == ("neglect", "girl", "0-5")
    press(Key.Key_Right, Key.Key_Right)
    assert in_hand(grid) == ("neglect", "girl", "6-11")
    form.keep()
    here.wait()


def test_page_down_goes_to_the_next_setting_and_with_ctrl_to_disability(hand: Opens) -> None:
    here, form, grid = counting(hand)
    press(Key.Key_PageDown)
    type_text(grid.fields["neglect", "girl", "0-5"], "2")
    press(Key.Key_PageUp)
    press(Key.Key_PageDown, with_ctrl=True)
    type_text(grid.fields["neglect", "girl", "0-5"], "3")
    form.keep()
    here.wait(lambda: kept(here.laptop, f"{CASES}:neglect.school.girl.0-5.without") == 2)
    here.wait(lambda: kept(here.laptop, f"{CASES}:neglect.home.girl.0-5.with") == 3)


def test_the_sum_is_in_view_while_one_counts_and_gone_elsewhere(hand: Opens) -> None:
    here, form, grid = counting(hand)
    type_text(grid.fields["neglect", "girl", "0-5"], "2")
    type_text(grid.fields["physical", "boy", "12-17"], "3")
    assert form.totals.isVisible()
    assert form.totals.words.text() == "Child victims identified: 5  ·  Girls 2  ·  Boys 3"
    form.show_item("budget")
    assert not form.totals.isVisible()
    here.wait()


def test_at_150_percent_nothing_scrolls_sideways(hand: Opens) -> None:
    here, form, _grid = counting(hand)
    here.window.resize(910, 512)
    for language in ("en", "km"):
        here.frame.change_speech(language, "khmer" if language == "km" else "latin")  # type: ignore[arg-type]
        for item in ("2.3.4", "2.3.1", "budget"):
            form.show_item(item)
            QApplication.processEvents()
            assert form._scroll.area.horizontalScrollBar().maximum() == 0, (language, item)


def test_no_field_takes_a_name(hand: Opens) -> None:
    _here, form, grid = counting(hand)
    fields = grid.findChildren(QLineEdit)
    assert fields
    assert all(isinstance(field, NumberField) for field in fields)
    assert form.totals.isVisible()
