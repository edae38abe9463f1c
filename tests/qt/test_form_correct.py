"""A submitted form is frozen and says who and when; a correction says what it changes."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel

from desktop.ui.report_form import ReportForm
from desktop.ui.review_page import ReviewPage
from tests.qt.conftest import Hand, type_text
from tests.qt.form_hand import PARTICIPANTS, SESSIONS, drafted, kept, number, unlocked
from tests.sync.laptops import PASSPHRASE, PERIOD, PERSON

Opens = Callable[[str], Hand]


def submitted(hand: Opens, item: str = "2.3.1") -> tuple[Hand, ReportForm]:
    here = hand("commune")
    here.laptop.fill()
    here.laptop.submit()
    form = unlocked(here).form(PERIOD, item)
    here.wait(lambda: PERSON in form.banner.words.text())
    return here, form


def review(form: ReportForm) -> ReviewPage:
    form.show_item("review")
    assert isinstance(form.page, ReviewPage)
    return form.page


def lines(page: ReviewPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if "→" in label.text()]


def test_a_submitted_report_says_who_submitted_it_and_takes_nothing_by_accident(hand: Opens) -> None:
    here, form = submitted(hand)
    assert form.banner.isVisible()
    assert form.banner.words.text().startswith("Submitted, and kept as it was submitted.")
    assert number(form, SESSIONS).isReadOnly()
    type_text(number(form, SESSIONS), "8")
    here.wait()
    assert not drafted(here.laptop, SESSIONS)


def test_correct_opens_it_and_the_review_says_what_changed(hand: Opens) -> None:
    here, form = submitted(hand)
    form.banner.correct.click()
    assert "correcting" in form.banner.words.text()
    type_text(number(form, SESSIONS), "8")
    form.keep()
    here.wait(lambda: kept(here.laptop, SESSIONS) == 8)
    page = review(form)
    assert lines(page) == ["2.3.1  Sessions: 1 → 8"]
    assert page.submit.isVisible()
    page.submit.click()
    here.wait(lambda: form.answers is not None and form.answers.frozen)
    assert not drafted(here.laptop, SESSIONS)


def test_a_correction_half_done_is_still_one_after_the_night(hand: Opens) -> None:
    here, form = submitted(hand)
    form.correct()
    number(form, PARTICIPANTS).setFocus()
    type_text(number(form, PARTICIPANTS), "40")
    form.keep()
    here.wait(lambda: kept(here.laptop, PARTICIPANTS) == 40)
    here.reopen()
    here.unlock(PASSPHRASE)
    form = here.form(PERIOD, "review")
    assert "correcting" in form.banner.words.text()
    assert lines(review(form)) == ["2.3.1  Participants: 1 → 40"]


def test_a_number_typed_as_it_was_is_no_change(hand: Opens) -> None:
    here, form = submitted(hand)
    form.correct()
    number(form, SESSIONS).take(8)
    number(form, SESSIONS).take(1)
    form.keep()
    here.wait()
    assert lines(review(form)) == []
