"""The overview in the real window: who reported, progress, money, and a report judged by keys alone."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidgetItem, QWidget

from desktop.actions import home, look_over, printout, report, stamp, trust
from desktop.domain.overview import Sign
from desktop.domain.report import ReportKey, Status
from desktop.domain.sheet import Grade
from desktop.ui.budget_view import BudgetView
from desktop.ui.charts import round_top
from desktop.ui.frame import BEHIND_OVERVIEW
from desktop.ui.outlier_list import OutlierList
from desktop.ui.overview import Overview
from desktop.ui.progress_view import NAME, ProgressView
from desktop.ui.review_report import ReviewReport
from desktop.ui.window import DESIGN_SIZE
from tests.qt.conftest import Hand
from tests.qt.walking import ENLARGED
from tests.sync.laptops import PASSPHRASE, PERIOD, Laptop

Key = Qt.Key
SESSIONS = "2.3.1:sessions"
DAY = dt.datetime(2026, 10, 8, 4, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with stamp.held(DAY):
        yield


@pytest.fixture
def secretariat(hand: Callable[[str], Hand], fresh: Callable[[str], Laptop], tmp_path: Path) -> Hand:
    """A province with the report and the year's targets of one commune."""
    commune = fresh("commune")
    commune.fill("2026", **{"2.3.1__sessions__target": 20, "budget__planned__state": 1_000_000})
    commune.submit("2026")
    commune.fill(PERIOD, **{"2.3.1__sessions": 9, "budget__spent__state": 400_000})
    commune.submit(PERIOD)
    commune.exchange(tmp_path / "hub")
    here = hand("province")
    here.laptop.exchange(tmp_path / "hub")
    with here.laptop.open() as db:
        for waiting in trust.list_quarantine(db):
            trust.accept(db, waiting.device, waiting.org_unit)
    here.unlock(PASSPHRASE)
    return here


COMMUNE = ReportKey("kh.040101", PERIOD)


def press(key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert isinstance(widget, QWidget)
    QTest.keyClick(widget, key)
    QCoreApplication.processEvents()


def overview(here: Hand) -> Overview:
    screen = here.frame.go("overview")
    assert isinstance(screen, Overview)
    here.wait(lambda: screen.found is not None)
    return screen


def reviewed(here: Hand) -> ReviewReport:
    overview(here).open_report(COMMUNE)
    screen = here.frame.shown
    assert isinstance(screen, ReviewReport)
    here.wait(lambda: screen.found is not None)
    screen.table.setFocus()
    return screen


def status(here: Hand) -> Status:
    with here.laptop.open() as db:
        return report.status(db, COMMUNE)


def go_to_line_of(screen: Overview, code: str) -> None:
    """As one opens the groups above an office, then stands on its own report."""
    screen.grid.open_all(True)
    rows = screen.grid.squares.rows
    line = next(at for at, row in enumerate(rows) if row.line.unit.code == code and not row.group)
    screen.grid.setCurrentIndex(screen.grid.squares.index(line, screen.grid.currentIndex().column()))


def test_only_who_has_offices_under_him_finds_the_overview(hand: Callable[[str], Hand]) -> None:
    here = hand("commune")
    here.unlock(PASSPHRASE)
    assert "overview" not in [name for name, *_rest in here.frame.places]


def test_the_picture_says_where_the_commune_stands_and_whom_to_ask(secretariat: Hand) -> None:
    screen = overview(secretariat)
    assert "1 of" in screen.counts.text()
    go_to_line_of(screen, "040101")
    assert "Received. It came 8 October 2026, after it was due." in screen.here.text()
    assert screen.found is not None
    overdue = {one.unit.code for one in screen.found.overdue(len(screen.found.periods) - 2)}
    listed = {
        key.org_unit for n in range(screen.missing.rows.rowCount()) if (key := screen.missing.rows.row(n).key)
    }  # type: ignore[attr-defined]
    assert listed == {f"kh.{code}" for code in overdue}
    assert "kh.040102" in listed
    assert "kh.040101" not in listed


def test_arrows_and_enter_open_a_report(secretariat: Hand) -> None:
    screen = overview(secretariat)
    go_to_line_of(screen, "040101")
    screen.grid.setFocus()
    press(Key.Key_Down)
    press(Key.Key_Up)
    press(Key.Key_Return)
    secretariat.wait()
    shown = secretariat.frame.shown
    assert isinstance(shown, ReviewReport)
    assert shown.found is not None
    assert shown.found.opened.form.key == COMMUNE


def test_a_report_is_returned_with_a_reason_for_a_cell_by_keys(secretariat: Hand) -> None:
    screen = reviewed(secretariat)
    screen.table.go_to(SESSIONS)
    assert not screen.send_back.isEnabled()
    QTest.keyClicks(screen.table, "c")  # typing begins the reason wherever one stands in the line
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "ount again")
    QTest.keyClick(editor, Key.Key_Return)
    secretariat.wait(lambda: bool(screen.table.reasons))
    assert screen.table.reasons == {SESSIONS: "count again"}
    screen.send_back.click()
    secretariat.wait(lambda: status(secretariat) is Status.RETURNED)
    with secretariat.laptop.open() as db:
        assert home.reasons_of_return(db, COMMUNE) == ("", {SESSIONS: "count again"})
    secretariat.wait(lambda: "Returned" in screen.stands.text())
    assert screen.table.reasons == {}


def test_the_screen_names_the_code_of_the_signed_paper(secretariat: Hand) -> None:
    screen = reviewed(secretariat)
    with secretariat.laptop.open() as db:
        paper = printout.office_report_sheet(
            db, COMMUNE.period, org_unit=COMMUNE.org_unit, grade=Grade.OFFICIAL
        )
    assert paper.reference is not None
    assert f"code on the paper: {paper.reference.code}" in screen.stands.text()


def test_reasons_that_were_typed_stay_while_one_looks_elsewhere(secretariat: Hand) -> None:
    screen = reviewed(secretariat)
    screen.table.reasons[SESSIONS] = "count again"
    screen.table.reasoned.emit()
    overview(secretariat)
    screen = reviewed(secretariat)
    assert screen.table.reasons == {SESSIONS: "count again"}


def test_reasons_that_were_typed_are_there_after_the_window_was_closed(secretariat: Hand) -> None:
    screen = reviewed(secretariat)
    screen.table.reasons[SESSIONS] = "count again"
    screen.table.reasoned.emit()
    screen.reason.setText("Two figures")
    screen.reason.textEdited.emit("Two figures")
    secretariat.close()
    secretariat.reopen()
    secretariat.unlock(PASSPHRASE)
    screen = reviewed(secretariat)
    assert screen.table.reasons == {SESSIONS: "count again"}
    assert screen.reason.text() == "Two figures"
    screen.send_back.click()
    secretariat.wait(lambda: "Returned" in screen.stands.text())
    with secretariat.laptop.open() as db:
        assert look_over.look(db, COMMUNE).reasons == {}


def test_an_approved_report_is_shown_as_approved(secretariat: Hand) -> None:
    screen = reviewed(secretariat)
    screen.approve.click()
    secretariat.wait(lambda: status(secretariat) is Status.APPROVED and "Approved" in screen.stands.text())
    assert not screen.approve.isEnabled()
    grid = overview(secretariat)
    secretariat.wait()
    assert grid.found is not None
    line = next(line for line in grid.found.lines if line.unit.code == "040101")
    assert [square.sign for square in line.squares if square.key == COMMUNE] == [Sign.APPROVED]


def test_the_way_down_leads_from_the_bar_to_the_cell_the_commune_typed(secretariat: Hand) -> None:
    screen = secretariat.frame.go("progress")
    assert isinstance(screen, ProgressView)
    secretariat.wait(lambda: screen.side.course is not None)
    (item,) = [item for item in _items(screen) if item.data(0, Qt.ItemDataRole.UserRole) == SESSIONS]
    screen.tree.setCurrentItem(item)
    secretariat.wait(lambda: screen.side.course is not None and screen.side.course.measure.code == "sessions")
    assert [item.text(place) for place in (1, 2, 3)] == ["9", "9", "20"]
    screen.side.places.table.choose(_unit(screen, "kh.0401"))
    screen.side.places.table.opened.emit(screen.side.places.table.current)
    secretariat.wait(
        lambda: screen.side.course is not None and screen.side.course.ground.unit.id == "kh.0401"
    )
    screen.side.places.table.opened.emit(_unit(screen, "kh.040101"))
    secretariat.wait()
    shown = secretariat.frame.shown
    assert isinstance(shown, ReviewReport)
    assert shown.table.item(shown.table.currentRow(), 0).data(Qt.ItemDataRole.UserRole) == SESSIONS  # type: ignore[union-attr]


def test_every_chart_has_the_same_figures_in_a_table(secretariat: Hand) -> None:
    screen = secretariat.frame.go("budget")
    assert isinstance(screen, BudgetView)
    secretariat.wait(lambda: screen.found is not None)
    assert screen.sources.texts(0)[1:] == ["1,000,000", "400,000", "400,000", "40%"]
    screen.chart.turn.click()
    assert screen.chart.table is not None
    assert screen.chart.sides.currentWidget() is screen.chart.table
    assert screen.chart.table.texts(0)[1:] == ["1,000,000", "400,000"]


def test_the_list_of_far_figures_says_when_it_is_empty(secretariat: Hand) -> None:
    screen = secretariat.frame.go("outliers")
    assert isinstance(screen, OutlierList)
    secretariat.wait(lambda: screen.found is not None)
    assert screen.list.rows.rowCount() == 0
    assert screen.none.isVisible()
    assert screen.none.text().startswith("No figure")


def test_every_view_says_itself_in_khmer(secretariat: Hand) -> None:
    for name in ("overview", *BEHIND_OVERVIEW):
        secretariat.frame.go(name)
        secretariat.wait()
        secretariat.frame.change_speech("km", "khmer")
        secretariat.wait()
        secretariat.frame.change_speech("en", "latin")
        secretariat.wait()


@pytest.mark.parametrize(
    ("most", "top"), [(0, 1), (3, 3), (7, 8), (40, 40), (41, 60), (900, 1000), (4334, 6000)]
)
def test_an_axis_ends_at_a_round_number(most: int, top: int) -> None:
    assert round_top(most)[0] == top
    assert top % round_top(most)[1] == 0


def _items(screen: ProgressView) -> list[QTreeWidgetItem]:
    from desktop.ui.progress_view import _every

    return list(_every(screen.tree))


def _unit(screen: ProgressView, unit: str) -> object:
    assert screen.side.course is not None
    return next(part.head for part in screen.side.course.parts if part.head.id == unit)


def test_in_a_small_window_names_keep_their_room_and_one_thing_stands_beside_them(secretariat: Hand) -> None:
    secretariat.window.resize(*ENLARGED)
    screen = secretariat.frame.go("progress")
    assert isinstance(screen, ProgressView)
    secretariat.wait(lambda: screen.side.course is not None)
    assert screen.tree.columnWidth(NAME) > ENLARGED[0] / 4
    assert screen.side.places.isVisible()
    assert not screen.side.trend.sides.isVisible()
    screen.side.other.click()
    assert screen.side.trend.sides.isVisible()
    assert not screen.side.places.isVisible()
    secretariat.window.resize(*DESIGN_SIZE)
    secretariat.wait()
    assert screen.side.trend.sides.isVisible()
    assert screen.side.places.isVisible()
    assert not screen.side.other.isVisible()
