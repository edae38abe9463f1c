"""After locking and unlocking the person is where they were in the report."""

from collections.abc import Callable

from desktop.ui.report_form import ReportForm
from tests.qt.conftest import Hand, type_text
from tests.qt.form_hand import CASES, PARTICIPANTS, kept, number, page, unlocked
from tests.sync.laptops import PASSPHRASE, PERIOD

Opens = Callable[[str], Hand]
SPLIT = f"{CASES}:physical.school.girl.6-11.with"


def unlocked_again(here: Hand) -> ReportForm:
    here.window.lock()
    here.wait(lambda: here.window._left is None)
    here.unlock(PASSPHRASE)
    here.wait(lambda: here.window.frame is not None and here.frame.place == "report")
    form = here.frame.shown
    assert isinstance(form, ReportForm)
    here.wait(lambda: form.page is not None)
    return form


def test_the_same_activity_and_field_are_shown_after_unlocking(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "2.3.1")
    number(form, PARTICIPANTS).setFocus()
    type_text(number(form, PARTICIPANTS), "41")
    form = unlocked_again(here)
    assert form.where == ("2.3.1", PARTICIPANTS)
    assert number(form, PARTICIPANTS).hasFocus()
    assert kept(here.laptop, PARTICIPANTS) == 41


def test_the_same_count_of_cases_is_shown_after_unlocking(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "2.3.4")
    page(form).go_to(SPLIT)
    form = unlocked_again(here)
    grid = page(form).tallies[0].grid
    assert grid is not None
    assert grid.fields["physical", "girl", "6-11"].hasFocus()
    assert page(form).in_hand()[0] == SPLIT


def test_looking_over_it_all_is_where_one_comes_back_to(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    here.form(PERIOD, "review")
    assert unlocked_again(here).where[0] == "review"
