"""The history of a report in the real window: who changed what, and why it came back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from desktop.actions import report, review, trust
from desktop.ui.history import HistoryPage
from desktop.ui.home import Home
from desktop.ui.printouts import Printouts
from desktop.ui.table import Table
from tests.qt.conftest import Hand
from tests.qt.test_plan_browser import said
from tests.sync.laptops import PASSPHRASE, PERIOD, Laptop

Opens = Callable[[str], Hand]
SESSIONS = "2.3.1:sessions"
SESSIONS_ROW = "2.3.1  Sessions"


def shown(here: Hand) -> HistoryPage:
    here.unlock(PASSPHRASE)
    here.frame.work_on(PERIOD)
    home = here.frame.go("home")
    here.wait()
    assert isinstance(home, Home)
    home.show_history(PERIOD)
    here.wait()
    page = here.frame.shown
    assert isinstance(page, HistoryPage)
    return page


def row_of(table: Table, words: str) -> list[str]:
    """The texts of the row that begins with these words."""
    for line in range(table.rows.rowCount()):
        texts = table.texts(line)[:3]
        if texts[0].startswith(words):
            return texts
    raise AssertionError(f"no row about {words}")


def corrected(laptop: Laptop) -> None:
    laptop.fill(**{"2.3.1__sessions": 4})
    laptop.submit()
    laptop.answer(SESSIONS, 6)
    laptop.submit()


def test_a_correction_says_what_stood_there_before(hand: Opens) -> None:
    here = hand("commune")
    corrected(here.laptop)
    page = shown(here)
    assert page.events.count() == 2
    assert page.changes.rows.rowCount() == 1
    assert row_of(page.changes, SESSIONS_ROW)[1:] == ["4", "6"]
    page.events.setCurrentRow(1)
    assert page.changes.rows.rowCount() > 1
    assert row_of(page.changes, SESSIONS_ROW)[1:] == ["–", "4"]


def test_two_versions_stand_side_by_side(hand: Opens) -> None:
    here = hand("commune")
    corrected(here.laptop)
    page = shown(here)
    assert page.told is not None
    first = page.told.history.submissions[0]
    page.compare(first.record)
    here.wait()
    assert page.changes.rows.rowCount() == 1
    assert row_of(page.changes, SESSIONS_ROW)[1:] == ["4", "6"]
    page.compare("")
    assert page.changes.rows.columns[1].head() == "Before"


def test_a_return_stands_there_with_its_reasons_and_the_receipt(
    hand: Opens, fresh: Callable[[str], Laptop], tmp_path: Path
) -> None:
    here, province = hand("commune"), fresh("province")
    here.laptop.fill()
    here.laptop.submit()
    province.merge(*here.laptop.write(tmp_path))
    with province.open() as db:
        for waiting in trust.list_quarantine(db):
            trust.accept(db, waiting.device, waiting.org_unit)
        key = report.report_of(db, "040101", PERIOD)
        review.send_back(db, key, "Please count again.", {SESSIONS: "One is too few."})
    province.exchange(tmp_path)
    here.laptop.exchange(tmp_path)
    page = shown(here)
    words = said(page)
    assert "Returned" in words
    assert "Please count again." in words
    assert "One is too few." in words
    page.events.setCurrentRow(1)
    assert "Taken in by Kampong Chhnang Province" in said(page)


def test_a_report_that_was_never_submitted_says_so(hand: Opens) -> None:
    page = shown(hand("commune"))
    assert page.events.count() == 0
    assert "Nothing was submitted yet." in said(page)


def test_a_copy_of_what_changed_holds_no_count_of_cases_and_no_free_text(hand: Opens) -> None:
    here = hand("commune")
    secret = "physical.home.girl.6-11.without"
    here.laptop.fill(**{"2.3.1__sessions": 4, "narrative__challenges": "written freely"})
    here.laptop.answer(f"2.3.4:cases_identified:{secret}", 73)
    here.laptop.submit()
    page = shown(here)
    assert any("73" in page.changes.texts(line) for line in range(page.changes.rows.rowCount()))
    page.changes.selectAll()
    page.changes.copy()
    copy = QGuiApplication.clipboard().text()
    assert "73" not in copy
    assert "written freely" not in copy
    assert "6-11" not in copy  # that there is such a case tells enough
    assert "\n2.3.1 Sessions\t–\t4\t\n" in copy


def test_a_history_is_printed_where_all_papers_are(hand: Opens) -> None:
    here = hand("commune")
    corrected(here.laptop)
    page = shown(here)
    page.paper.click()
    printouts = here.frame.shown
    assert isinstance(printouts, Printouts)
    printouts.order.language.buttons[1].click()
    here.wait(printouts.print.isEnabled)
    text = printouts.preview.text()
    assert "History of the report about" in text
    assert "2. Submitted" in text
