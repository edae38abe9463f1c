"""Values taken from the last period: one key for an activity, one button for the report, a mark on each."""

from collections.abc import Callable

from desktop.domain.report import Answer, Reason
from desktop.ui.report_form import ReportForm
from tests.qt.conftest import Hand, type_text
from tests.qt.form_hand import PARTICIPANTS, SESSIONS, kept, number, page, unlocked
from tests.sync.laptops import PERIOD

LAST = "2026Q2"
Opens = Callable[[str], Hand]


def after_a_quarter(hand: Opens) -> tuple[Hand, ReportForm]:
    """A form whose last quarter was submitted: 6 sessions, no number of participants, 1 everywhere else."""
    here = hand("commune")
    before: dict[str, Answer] = {"2.3.1__sessions": 6, "2.3.1__participants": Reason.NOT_KNOWN}
    here.laptop.fill(LAST, **before)
    here.laptop.submit(LAST)
    return here, unlocked(here).form(PERIOD, "2.3.1")


def test_a_value_that_is_the_last_periods_says_so_until_it_is_another(hand: Opens) -> None:
    here, form = after_a_quarter(hand)
    assert page(form).carried(SESSIONS) == ""
    number(form, SESSIONS).take(6)
    assert page(form).carried(SESSIONS) == "= Same as last period"
    type_text(number(form, SESSIONS), "7")
    assert page(form).carried(SESSIONS) == ""
    here.frame.keep()
    here.wait()


def test_one_button_takes_the_whole_last_report_and_nothing_that_was_typed_here(hand: Opens) -> None:
    here, form = after_a_quarter(hand)
    number(form, SESSIONS).take(9)
    form.same_as_last()
    here.wait(lambda: kept(here.laptop, PARTICIPANTS) is Reason.NOT_KNOWN)
    assert kept(here.laptop, SESSIONS) == 9
    assert page(form).carried(PARTICIPANTS) == "= Same as last period"
    assert form.answers is not None
    assert form.answers.progress() == (25, 25)
    assert form.notice.isVisible()


def test_the_whole_is_taken_back_with_one_button(hand: Opens) -> None:
    here, form = after_a_quarter(hand)
    form.same_as_last()
    here.wait(lambda: kept(here.laptop, SESSIONS) == 6)
    form.notice.take_back()
    here.wait(lambda: kept(here.laptop, SESSIONS) is None)
    assert form.answers is not None
    assert form.answers.progress()[0] == 0
    assert not form.notice.isVisible()


def test_without_a_last_report_nothing_is_offered(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    form = here.form(PERIOD, "2.3.1")
    assert form.answers is not None
    assert form.answers.to_carry() == {}
    assert not form.side.same.isVisible()
