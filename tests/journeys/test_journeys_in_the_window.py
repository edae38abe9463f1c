"""An office in its window: a report comes back, two officers share a laptop, a language changes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.actions import history, officers, report, review, trust
from desktop.domain.report import Status
from desktop.ui.contents import REVIEW
from desktop.ui.report_form import ReportForm
from tests.qt.conftest import Hand
from tests.qt.form_hand import CHALLENGES, PARTICIPANTS, SESSIONS, kept, number, text
from tests.qt.typist import CTRL, Key, Typist
from tests.sync.laptops import PASSPHRASE, PERIOD, PERSON, Laptop

Opens = Callable[[str], Hand]
SECOND, SECOND_PASSPHRASE = "Second officer", "four other example words"


def submit(here: Hand, form: ReportForm) -> None:
    """By keys: look over, then Enter on the main button."""
    form.show_item(REVIEW)
    here.wait()
    form.page.submit.setFocus()  # type: ignore[union-attr]
    Typist().press(Key.Key_Return)
    here.wait(lambda: form.answers is not None and form.answers.frozen)


def test_an_office_corrects_what_was_returned_and_the_secretariat_sees_the_difference(
    hand: Opens, fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    here, province = hand("commune"), fresh("province")
    here.laptop.fill(**{"2.3.1__sessions": 40})
    here.laptop.submit()
    province.merge(*here.laptop.write(tmp_path))
    key = here.laptop.report()
    with province.open() as db:
        for waiting in trust.list_quarantine(db):
            trust.accept(db, waiting.device, waiting.org_unit)
        review.send_back(db, key, "Please count again.", {SESSIONS: "Forty sessions?"})
    province.exchange(tmp_path)
    here.laptop.exchange(tmp_path)

    here.unlock(PASSPHRASE)
    form = here.form(PERIOD, "2.3.1")
    assert "Forty sessions?" in form.page.note(SESSIONS)  # type: ignore[union-attr]
    assert number(form, SESSIONS).hasFocus()
    hands = Typist()
    hands.type("4")  # what stands there is marked, and typed over
    hands.press(Key.Key_Return)
    here.wait(lambda: kept(here.laptop, SESSIONS) == 4)
    submit(here, form)

    here.laptop.exchange(tmp_path)
    province.exchange(tmp_path)
    with province.open() as db:
        assert report.status(db, key) is Status.SUBMITTED
        last = history.show(db, key).submissions[-1]
        changes = {change.cell: (change.before, change.after) for change in last.changes}
    assert changes == {SESSIONS: ((40,), 4)}


def test_two_officers_share_a_laptop_and_the_history_keeps_who(hand: Opens) -> None:
    here = hand("commune")
    officers.add_officer(here.laptop.store, SECOND, "deputy", SECOND_PASSPHRASE)
    here.laptop.fill()
    here.unlock(PASSPHRASE)
    submit(here, here.form(PERIOD, "2.3.1"))
    here.window.lock()
    here.wait(lambda: here.window.body.count() == 1)

    here.unlock(SECOND_PASSPHRASE)
    assert here.frame.store.person == SECOND
    form = here.form(PERIOD, "2.3.1")
    form.correct()
    number(form, SESSIONS).setFocus()
    Typist().type("7")
    submit(here, form)
    with here.laptop.open() as db:
        people = [one.author.person for one in history.show(db, here.laptop.report()).submissions]
    assert people == [PERSON, SECOND]

    officers.remove_officer(here.frame.store, PERSON)  # the hand-over
    here.window.lock()
    here.wait(lambda: here.window.body.count() == 1)
    here.unlock(PASSPHRASE)
    assert here.window.frame is None
    here.unlock(SECOND_PASSPHRASE)
    assert kept(here.laptop, SESSIONS) == 7


def test_a_language_switch_in_a_half_filled_form_loses_nothing_and_keeps_the_field(hand: Opens) -> None:
    here = hand("commune")
    here.unlock(PASSPHRASE)
    form = here.form(PERIOD, "2.3.1")
    hands = Typist()
    hands.type("12")
    hands.press(Key.Key_Return)
    hands.type("3")  # half typed, and the other language
    here.frame.change_speech("km", "khmer")
    here.wait()
    assert QApplication.focusWidget() is number(form, PARTICIPANTS)
    assert number(form, PARTICIPANTS).text() == "៣"
    assert number(form, SESSIONS).text() == "១២"
    hands.type("៤")
    hands.press(Key.Key_Return)
    here.wait(lambda: kept(here.laptop, PARTICIPANTS) in (34, 4))
    assert kept(here.laptop, PARTICIPANTS) == 34, "what was typed first was typed over"
    assert kept(here.laptop, SESSIONS) == 12


def test_a_half_written_sentence_outlives_a_language_switch(hand: Opens) -> None:
    here = hand("commune")
    here.unlock(PASSPHRASE)
    form = here.form(PERIOD, "narrative")
    hands = Typist()
    hands.type("ការងារ")
    here.frame.change_speech("km", "khmer")
    here.wait()
    assert QApplication.focusWidget() is text(form, CHALLENGES)
    hands.type("បាន")
    hands.press(Key.Key_Tab)
    here.wait(lambda: kept(here.laptop, CHALLENGES) == "ការងារបាន")
    hands.press(Key.Key_1, CTRL)
    assert here.frame.place == "home"
