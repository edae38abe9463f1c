"""Before a report is frozen: what was found, how much is answered, and the printed form."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.actions import report
from desktop.domain.report import Status
from desktop.ui.pieces import Button
from desktop.ui.report_form import ReportForm
from desktop.ui.review_page import ReviewPage
from tests.qt.conftest import Hand, type_text
from tests.qt.form_hand import SESSIONS, kept, number, page, text, unlocked
from tests.sync.laptops import PERIOD

Opens = Callable[[str], Hand]
NOTE = "2.3.1:note"


def review(form: ReportForm) -> ReviewPage:
    form.show_item("review")
    assert isinstance(form.page, ReviewPage)
    return form.page


def test_the_printed_form_is_shown_with_what_was_typed_before_it_is_frozen(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.fill()
    form = unlocked(here).form(PERIOD, "2.3.1")
    type_text(number(form, SESSIONS), "8642")
    over_it_all = review(form)
    here.wait(lambda: over_it_all.preview is not None and over_it_all.preview.paper is not None)
    assert over_it_all.preview is not None
    assert "8,642" in over_it_all.preview.text() or "8642" in over_it_all.preview.text()
    assert over_it_all.count.text() == "25 of 25 activities answered"
    assert over_it_all.submit.isVisible()
    with here.laptop.open() as db:
        assert report.status(db, here.laptop.report()) is Status.DRAFT


def test_looking_over_it_again_and_again_lays_out_no_more_than_the_last_paper(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.fill()
    form = unlocked(here).form(PERIOD, "2.3.1")
    over_it_all = review(form)
    here.wait(lambda: over_it_all.preview is not None)
    given: list[None] = []
    here.frame.tasks.given.connect(lambda: given.append(None))
    for _ in range(20):
        over_it_all._answers.looked.emit()
    here.wait()
    assert len(given) == 2, "one that was begun, and one for what came after it"


def test_one_key_submits_from_there(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.fill()
    form = unlocked(here).form(PERIOD, "2.3.1")
    over_it_all = review(form)
    here.wait(over_it_all.submit.hasFocus)
    QTest.keyClick(over_it_all.submit, Qt.Key.Key_Return)
    here.wait(lambda: form.answers is not None and form.answers.frozen)


def test_when_it_is_submitted_one_key_leads_on_to_sending(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.fill()
    form = unlocked(here).form(PERIOD, "2.3.1")
    over_it_all = review(form)
    here.wait(over_it_all.submit.hasFocus)
    QTest.keyClick(over_it_all.submit, Qt.Key.Key_Return)
    here.wait(lambda: isinstance(form.page, ReviewPage) and form.page.send.hasFocus())
    assert isinstance(form.page, ReviewPage)
    QTest.keyClick(form.page.send, Qt.Key.Key_Return)
    here.wait(lambda: here.frame.place == "send")


def test_the_focus_stays_on_the_way_to_a_gap_while_the_report_is_looked_over_again(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    over_it_all = review(here.form(PERIOD, "2.3.1"))
    here.wait()
    third = over_it_all._found.findChildren(Button)[2]
    third.setFocus()
    over_it_all._answers.look()
    here.wait()
    assert third.hasFocus()


def test_while_something_is_to_be_settled_there_is_no_paper_to_wait_for(hand: Opens) -> None:
    here = unlocked(hand("commune"))
    over_it_all = review(here.form(PERIOD, "2.3.1"))
    here.wait()
    assert over_it_all.preview is None
    assert not over_it_all.submit.isEnabled()


def test_a_jump_asks_for_a_sentence_there_and_never_blocks(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.fill("2026Q2", **{"2.3.1__sessions": 5})
    here.laptop.submit("2026Q2")
    here.laptop.fill()
    form = unlocked(here).form(PERIOD, "2.3.1")
    type_text(number(form, SESSIONS), "90")
    form.keep()
    here.wait(lambda: "Say why" in page(form).note(SESSIONS))
    type_text(text(form, NOTE), "ដៃគូថ្មីបានជួយ")
    form.keep()
    here.wait(lambda: page(form).note(SESSIONS) == "")
    assert kept(here.laptop, NOTE) == "ដៃគូថ្មីបានជួយ"
    text(form, NOTE).take(None)
    form.keep()
    here.wait(lambda: "Say why" in page(form).note(SESSIONS))
    over_it_all = review(form)
    here.wait(over_it_all.submit.isEnabled)
