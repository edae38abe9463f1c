"""Opening the window: first start, unlocking, what goes wrong, and the other screens."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from desktop.actions import office
from desktop.ui import speech
from desktop.ui.first_start import FirstStart, strength
from desktop.ui.home import Home
from desktop.ui.paper import Paper
from desktop.ui.plan_browser import PlanBrowser
from desktop.ui.printouts import Printouts
from desktop.ui.recovery_key import RecoveryKey
from desktop.ui.report_form import ReportForm
from desktop.ui.settings import Settings
from desktop.ui.unlock import Unlock
from desktop.ui.window import DESIGN_SIZE, FRAME_HEIGHT, Window
from tests.qt.conftest import Hand, type_text
from tests.sync.laptops import PASSPHRASE, PERIOD, Laptop

Opens = Callable[[str], Hand]


@pytest.fixture
def empty(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    """The window of a computer where nothing was set up."""
    window = Window(tmp_path / "ទុក" / "store")
    window.show()
    qtbot.waitUntil(lambda: isinstance(window.body.currentWidget(), FirstStart), timeout=20_000)
    speech.speak("en", "latin")
    yield window
    window.close()
    window.deleteLater()


def test_the_first_time_it_fills_a_screen_that_is_hardly_larger_and_then_comes_as_it_was_left(
    empty: Window, qtbot: QtBot
) -> None:
    room = empty.screen().availableGeometry()
    assert room.height() <= DESIGN_SIZE[1] + FRAME_HEIGHT or room.width() <= DESIGN_SIZE[0]
    empty.hide()
    empty.appear()
    assert empty.isMaximized()
    empty.showNormal()
    empty.close()
    again = Window(empty.folder)
    qtbot.addWidget(again)
    again.appear()
    assert not again.isMaximized()


def test_a_wrong_passphrase_is_said_in_words_and_may_be_tried_again(hand: Opens) -> None:
    here = hand("commune")
    here.unlock("not the passphrase")
    gate = here.window.body.currentWidget()
    assert isinstance(gate, Unlock)
    assert gate.trouble.text().startswith("The passphrase is not right. Nothing was changed.")
    here.unlock(PASSPHRASE)
    assert here.frame.office.unit.code == "040101"


def test_the_recovery_key_opens_as_it_is_printed_in_groups(hand: Opens) -> None:
    here = hand("commune")
    gate = here.window.body.currentWidget()
    assert isinstance(gate, Unlock)
    gate.change.click()
    key = here.laptop.recovery_key
    here.unlock(" ".join(key[start : start + 4] for start in range(0, len(key), 4)).lower())
    assert here.frame.office.unit.code == "040101"


def test_an_office_is_set_up_from_its_khmer_name_and_card(
    empty: Window, qtbot: QtBot, fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    card = tmp_path / "04.card"
    with fresh("province").open() as db:
        card.write_bytes(office.office_card(db))
    page = empty.body.currentWidget()
    assert isinstance(page, FirstStart)
    type_text(page.office.search, "អញ្ចាញរូង")
    qtbot.waitUntil(lambda: page.office.results.count() > 0, timeout=20_000)
    page.office.choose_first()
    qtbot.waitUntil(lambda: page.office.unit is not None, timeout=20_000)  # with the last letter's answer
    assert "the office card" not in page.missing.text()  # without it one may begin
    page.office.take_card(card)
    type_text(page.person, "Example officer")
    type_text(page.passphrase, PASSPHRASE)
    assert page.begin.isEnabled()
    page.begin.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(RecoveryKey)), timeout=20_000)
    shown = page.findChildren(RecoveryKey)[0]
    shown.write(tmp_path / "key.pdf")
    shown.done.click()
    qtbot.waitUntil(lambda: empty.frame is not None and empty.tasks.idle, timeout=20_000)
    assert empty.frame is not None
    assert empty.frame.office.unit.code == "040101"
    printed = Paper((tmp_path / "key.pdf").read_bytes())
    assert printed.pages == 1
    key = "".join(re.findall(r"(?m)^[A-Z0-9-]{2,4}(?: [A-Z0-9-]{2,4})*$", printed.text(0))).replace(" ", "")
    assert office.unlock_with_recovery_key(empty.folder, key).key


@pytest.mark.parametrize(
    ("passphrase", "words"),
    [
        ("", ""),
        ("abc", "Too short yet."),
        ("aaaaaaaaaaaaaaaa", "Easy to guess. Another word makes it much better."),
        ("three words", "Easy to guess. Another word makes it much better."),
        ("ពាក្យបីដែលខ្ញុំចាំ", "Very good."),
    ],
)
def test_the_strength_of_a_passphrase_is_said_in_words(passphrase: str, words: str) -> None:
    assert strength(passphrase) == words


def test_an_unexpected_problem_is_said_calmly_and_goes_to_the_log(hand: Opens) -> None:
    here = hand("commune")
    here.unlock(PASSPHRASE)

    def bug(_db: object) -> None:
        raise ZeroDivisionError("a fault in the program")

    with capture_exceptions() as caught:
        here.frame.tasks.ask(bug, then=lambda _: None)
        here.wait(here.window.message.isVisible)
    said = here.window.message.text.text()
    assert said.startswith("Something unexpected happened. Your saved work is safe.")
    assert [kind for kind, _error, _trace in caught] == [ZeroDivisionError]


def test_no_second_window_ever_comes_up(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.fill()
    here.unlock(PASSPHRASE)
    for name in ("home", "report", "plan", "send", "print", "settings", "home"):
        here.frame.go(name)
        here.wait()
        assert here.window.isActiveWindow(), f"another window came up on the way to {name}"


def test_home_says_what_is_asked_and_leads_there(hand: Opens) -> None:
    here = hand("commune")
    here.laptop.answer("1.1.3:in_annual_plan", 1)
    here.unlock(PASSPHRASE)
    here.frame.work_on(PERIOD)
    home = here.frame.go("home")
    here.wait()
    assert isinstance(home, Home)
    assert home.shown is not None
    assert (home.shown.answered, home.shown.asked) == (0, 25)
    assert home.go_on is not None
    assert home.go_on.text() == "Continue: 1.1.3"
    assert home.go_on.hasFocus()
    QTest.keyClick(home.go_on, Qt.Key.Key_Return)
    here.wait()
    form = here.frame.shown
    assert isinstance(form, ReportForm)
    assert form.page_title().startswith("1.1.3")


def test_a_returned_report_is_on_top_with_its_reason(
    hand: Opens, fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    from desktop.actions import report, review, trust

    here, province = hand("commune"), fresh("province")
    here.laptop.fill()
    here.laptop.submit()
    province.merge(*here.laptop.write(tmp_path))
    with province.open() as db:
        for waiting in trust.list_quarantine(db):
            trust.accept(db, waiting.device, waiting.org_unit)
        review.send_back(db, report.report_of(db, "040101", PERIOD), "Please count again.", {})
    province.exchange(tmp_path)
    here.laptop.exchange(tmp_path)
    here.unlock(PASSPHRASE)
    here.frame.work_on(PERIOD)
    home = here.frame.go("home")
    here.wait()
    assert isinstance(home, Home)
    assert home.shown is not None
    assert home.shown.in_hand.reason == "Please count again."
    assert home.shown.waiting == ()


def test_the_plan_is_searched_in_both_languages(hand: Opens) -> None:
    here = hand("commune")
    here.unlock(PASSPHRASE)
    plan = here.frame.go("plan")
    here.wait()
    assert isinstance(plan, PlanBrowser)
    assert plan.found.text() == "Activities: 135"
    plan.search.setText("positive parenting")
    assert plan.found.text() != "Activities: 135"
    plan.search.setText("២.៣.១")
    assert plan.found.text() == "Activities: 3"  # 2.3.1, 2.3.10 and 2.3.11
    plan.search.setText("no such words")
    assert plan.found.text() == "Activities: 0"


def test_language_and_digits_are_remembered_for_the_next_start(hand: Opens) -> None:
    here = hand("commune")
    here.unlock(PASSPHRASE)
    settings = here.frame.go("settings")
    assert isinstance(settings, Settings)
    settings.languages["en"].click()
    settings.digits["latin"].click()
    here.wait()
    assert here.window.remembered.language == "en"
    with here.laptop.open() as db:
        found = office.describe(db)
    assert (found.language, found.digits) == ("en", "latin")


def test_a_printout_is_saved_as_pdf(hand: Opens, tmp_path: Path) -> None:
    here = hand("commune")
    here.laptop.fill()
    here.unlock(PASSPHRASE)
    here.frame.work_on(PERIOD)
    screen = here.frame.go("print")
    here.wait()
    assert isinstance(screen, Printouts)
    path = tmp_path / "របាយការណ៍.pdf"
    screen.save(path)
    here.wait(path.exists)
    assert path.read_bytes().startswith(b"%PDF-")


def test_a_recovery_key_that_is_not_on_paper_is_shown_again_at_the_next_opening(
    qtbot: QtBot, fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    with fresh("province").open() as db:
        card = office.office_card(db)
    new = office.NewOffice("040101", "Example officer", PASSPHRASE, card, on_screen=True)
    made = office.set_up(tmp_path / "half way", new)  # and the power went before anybody read the key
    for again in (True, False):
        window = Window(tmp_path / "half way")
        qtbot.addWidget(window)
        window.show()
        window.opened(office.unlock(window.folder, PASSPHRASE))
        if again:
            qtbot.waitUntil(lambda w=window: bool(w.body.findChildren(RecoveryKey)), timeout=20_000)
            shown = window.body.findChildren(RecoveryKey)[0]
            assert "".join(shown.key.text().split()) == made.recovery_key
            shown.done.click()
        qtbot.waitUntil(lambda w=window: w.frame is not None and w.tasks.idle, timeout=20_000)
        window.close()
