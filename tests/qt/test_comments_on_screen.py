"""A district's comment in real windows: written over a commune's report, and read at the commune."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.actions import commenting, registry
from desktop.domain.report import ReportKey
from desktop.ui.home import Home
from desktop.ui.overview import Overview
from desktop.ui.review_report import ReviewReport
from tests.qt.conftest import Hand
from tests.qt.test_plan_browser import said
from tests.sync.laptops import PASSPHRASE, PERIOD, Laptop

Laptops = Callable[[str], Laptop]
SESSIONS = "2.3.1:sessions"
COMMUNE = ReportKey("kh.040101", PERIOD)


def post(folder: Path, *laptops: Laptop) -> None:
    for _ in range(2):
        for laptop in laptops:
            laptop.exchange(folder)


def reviewed(here: Hand) -> ReviewReport:
    overview = here.frame.go("overview")
    assert isinstance(overview, Overview)
    here.wait(lambda: overview.found is not None)
    overview.open_report(COMMUNE)
    screen = here.frame.shown
    assert isinstance(screen, ReviewReport)
    here.wait(lambda: screen.found is not None)
    screen.table.setFocus()
    return screen


@pytest.fixture
def with_copies(known: Laptops) -> Laptop:
    """The province, whose register gives the district copies of the commune's reports."""
    province = known("province")
    with province.open() as db:
        registry.sign(db, registry.copies(db, registry.find(db, "040101"), to_district=True))
    return province


def test_a_district_comments_by_keys(
    hand: Callable[[str], Hand], known: Laptops, with_copies: Laptop, tmp_path: Path
) -> None:
    commune, here = known("commune"), hand("district")
    commune.fill(**{"2.3.1__sessions": 9})
    commune.submit()
    post(tmp_path / "post", commune, with_copies, here.laptop)
    here.unlock(PASSPHRASE)
    screen = reviewed(here)
    buttons = (screen.comment, screen.approve, screen.send_back)
    assert [button.isVisible() for button in buttons] == [True, False, False]
    assert not screen.comment.isEnabled()
    assert screen.reason.accessibleName() == "Comment on the report"
    screen.table.go_to(SESSIONS)
    QTest.keyClicks(screen.table, "N")
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "ine?")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    here.wait(lambda: bool(screen.table.reasons))
    screen.reason.setText("Thank you.")
    screen.comment.click()
    here.wait(lambda: bool(screen.found and screen.found.remarks))
    assert "Thank you. Beside cells: 1." in screen.remarks.text()
    assert screen.reason.text() == ""


def test_the_commune_reads_a_comment_on_the_first_screen_and_beside_the_cell(
    hand: Callable[[str], Hand], known: Laptops, with_copies: Laptop, tmp_path: Path
) -> None:
    district, here = known("district"), hand("commune")
    here.laptop.fill(**{"2.3.1__sessions": 9})
    here.laptop.submit()
    post(tmp_path / "post", here.laptop, with_copies, district)
    with district.open() as db:
        commenting.comment(db, COMMUNE, "Thank you.", {SESSIONS: "Nine?"})
    post(tmp_path / "post", district, with_copies, here.laptop)
    here.unlock(PASSPHRASE)
    here.frame.work_on(PERIOD)
    home = here.frame.go("home")
    assert isinstance(home, Home)
    here.wait()
    assert "Thank you. Beside cells: 1." in said(home)
    form = here.form(PERIOD, "2.3.1")
    here.wait(lambda: "Thank you." in form.banner.words.text())
    note = form.page.questions[SESSIONS].note.text()  # type: ignore[union-attr]
    assert note.startswith("Comment of ")
    assert note.endswith(": Nine?")


def test_a_district_without_copies_reads_and_says_nothing(
    hand: Callable[[str], Hand], known: Laptops
) -> None:
    here = hand("district")
    here.unlock(PASSPHRASE)
    screen = reviewed(here)
    assert not screen.comment.isVisible()
    assert screen.only_read.isVisible()
