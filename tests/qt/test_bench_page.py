"""The merge bench in the real window: looking, taking in what is clean, deciding, setting aside, asking."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.actions import bench, closing, disputes, report, review
from desktop.domain.report import Status
from desktop.storage import reports
from desktop.ui.bench import Bench
from desktop.ui.conflict_bench import ConflictBench
from desktop.ui.dispute_panel import DisputePanel
from desktop.ui.pieces import Label
from desktop.ui.review_page import ReviewPage
from tests.qt.conftest import Hand
from tests.sync.laptops import PASSPHRASE, PERIOD, Laptop, seal_for, take

Laptops = Callable[[str], Laptop]
CELL = "2.3.1:sessions"


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Callable[[Laptop], Hand]]:
    """Opens and unlocks the window of a laptop."""
    opened: list[Hand] = []

    def open_one(laptop: Laptop) -> Hand:
        opened.append(Hand(qtbot, laptop))
        opened[-1].unlock(PASSPHRASE)
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def stick(known: Laptops, tmp_path: Path) -> Path:
    """A neighbour's first report, a report of two laptops that disagree, and a file cut off."""
    folder, province = tmp_path / "USB ដុំ", known("province")
    folder.mkdir()
    for name, sessions in (("commune", 5), ("commune_again", 7), ("neighbour", 1)):
        laptop = known(name)
        laptop.fill(**{"2.3.1__sessions": sessions})
        laptop.submit()
        body = seal_for(laptop, laptop.kept_names() - province.kept_names(), [province.box()])
        (folder / f"{name}.tumpeang").write_bytes(body)
    (folder / "cut off.tumpeang").write_bytes(b"cut off")
    return folder


def on_the_bench(here: Hand) -> Bench:
    screen = here.frame.go("bench")
    assert isinstance(screen, Bench)
    here.wait()
    return screen


def test_a_stick_is_looked_at_then_what_is_clean_is_taken_in(
    window: Callable[[Laptop], Hand], known: Laptops, stick: Path
) -> None:
    here = window(known("province"))
    screen = on_the_bench(here)
    before = known("province").kept_names()
    screen.look_at([stick])
    here.wait(lambda: screen.found.isVisible())
    assert screen.found.counts.text() == "new 1 · to be decided 2 · damaged 1"
    assert screen.found.take.text() == "Take in: 1"
    assert known("province").kept_names() == before
    screen.found.take.click()
    here.wait(lambda: screen.found.counts.text() == "to be decided 2 · damaged 1")
    assert known("neighbour").kept_names() <= known("province").kept_names()
    assert screen.done.text().startswith("Taken in: 1.")


def test_a_file_that_differs_is_taken_in_and_its_answers_stand_side_by_side(
    window: Callable[[Laptop], Hand], known: Laptops, stick: Path
) -> None:
    known("province").merge(stick / "commune.tumpeang")
    here = window(known("province"))
    screen = on_the_bench(here)
    screen.look_at([stick])
    here.wait(lambda: screen.found.isVisible())
    screen.found.table.choose(stick / "commune_again.tumpeang")
    screen.found.decide.click()
    here.wait(lambda: isinstance(here.frame.shown, ConflictBench))
    page = here.frame.shown
    assert isinstance(page, ConflictBench)
    here.wait(lambda: page.list.count() == 1)
    assert len(page.buttons) == 2
    QGuiApplication.clipboard().clear()
    QTest.keyClick(page.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert not QGuiApplication.clipboard().text()  # a line may name one kind of case


def can_choose(page: ConflictBench) -> bool:
    """Whether both answers are in sight: the key of a button that is not shown yet does nothing."""
    return len(page.buttons) > 1 and page.buttons[1].isVisible() and page.window().isActiveWindow()


def test_a_secretariat_says_what_seems_right_with_one_key_and_asks_the_office(
    window: Callable[[Laptop], Hand], known: Laptops, stick: Path
) -> None:
    province, key = known("province"), known("commune").report()
    province.merge(stick)
    here = window(province)
    page = here.frame.go("disputes")
    assert isinstance(page, ConflictBench)
    here.wait(lambda: page.list.count() == 1)
    here.window.activateWindow()  # a window that closed may have had the keys until now
    page.list.setFocus()
    here.wait(lambda: page.list.hasFocus() and can_choose(page))
    QTest.keyClick(page.list, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    here.wait(lambda: bool(page.chosen))
    page.main.click()
    with province.open() as db:
        here.wait(lambda: report.status(db, key) is Status.RETURNED)
        assert reports.reasons_of_return(db, key)[1] == {
            CELL: "Two answers were given: 5 / 7. 7 seems right. Please look again."
        }


def differing(known: Laptops, period: str, folder: Path, *cells: str) -> None:
    """Files of two laptops of an office that say 5 and 7 in these cells of a period."""
    folder.mkdir(exist_ok=True)
    province = known("province")
    for name, number in (("commune", 5), ("commune_again", 7)):
        laptop = known(name)
        laptop.fill(period, **{cell.replace(":", "__"): number for cell in cells})
        laptop.submit(period)
        body = seal_for(laptop, laptop.kept_names() - province.kept_names(), [province.box()])
        (folder / f"{name} {period}.tumpeang").write_bytes(body)


TWO = (CELL, "2.3.1:families")


def test_several_files_that_differ_are_taken_in_at_once_and_decided_in_one_pass_by_keys(
    window: Callable[[Laptop], Hand], known: Laptops, tmp_path: Path
) -> None:
    province, folder = known("province"), tmp_path / "stick"
    for period in ("2026Q2", PERIOD):
        differing(known, period, folder, *TWO)
    here = window(province)
    screen = on_the_bench(here)
    screen.look_at([folder])
    here.wait(lambda: screen.found.isVisible())
    assert screen.found.decide_all.text() == "Take in all that differ and decide: 4"
    screen.found.decide_all.click()
    here.wait(lambda: isinstance(here.frame.shown, ConflictBench))
    page = here.frame.shown
    assert isinstance(page, ConflictBench)
    here.wait(lambda: page.list.count() == 4)
    here.window.activateWindow()
    page.list.setFocus()
    here.wait(lambda: page.list.hasFocus() and can_choose(page))
    for n, key in enumerate((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_2, Qt.Key.Key_1), start=1):
        here.wait(lambda: page.buttons[0].isVisible())
        QTest.keyClick(page.list, key, Qt.KeyboardModifier.AltModifier)  # each leads on to the next
        here.wait(lambda n=n: len(page.chosen) == n)  # type: ignore[misc]
    assert page.count.text() == "Chosen: 4 of 4"
    assert page.every.text() == "Return all and ask: 2"
    page.every.click()
    with province.open() as db:
        for period, right in (("2026Q2", (5, 7)), (PERIOD, (7, 5))):
            key = known("commune").report(period)
            here.wait(lambda key=key: report.status(db, key) is Status.RETURNED)  # type: ignore[misc]
            reasons = reports.reasons_of_return(db, key)[1]
            said = {cell: words.split(". ")[1] for cell, words in reasons.items()}
            assert sorted(said.values()) == sorted(f"{number} seems right" for number in right)


def test_an_office_takes_all_that_one_computer_says_and_submits_every_report_at_once(
    window: Callable[[Laptop], Hand], known: Laptops, tmp_path: Path
) -> None:
    commune, other = known("commune"), known("commune_again")
    for period in ("2026Q2", PERIOD):
        differing(known, period, tmp_path / "stick", *TWO)
    take(commune, seal_for(other, other.kept_names() - commune.kept_names(), [commune.box()]))
    here = window(commune)
    page = here.frame.go("disputes")
    assert isinstance(page, ConflictBench)
    here.wait(lambda: page.list.count() == 4)
    for _ in range(2):  # the second report is in hand once the first is chosen
        seven = next(n for n, button in enumerate(page.sides) if "7" in said_by(page, n))
        page.sides[seven].click()
        here.wait()
    assert len(page.chosen) == 4
    assert page.every.isVisible()
    page.every.click()
    here.wait(lambda: page.list.count() == 0)
    with commune.open() as db:
        for period in ("2026Q2", PERIOD):
            live = reports.live(db, commune.report(period))
            assert [live[cell].answer for cell in TWO] == [7, 7]


def said_by(page: ConflictBench, n: int) -> str:
    """The answer over the buttons at place `n`."""
    panels = page.findChildren(DisputePanel)
    return panels[n].findChildren(Label)[0].text()


def test_an_office_settles_its_own_with_a_third_answer(
    window: Callable[[Laptop], Hand], known: Laptops, stick: Path
) -> None:
    commune, other = known("commune"), known("commune_again")
    take(commune, seal_for(other, other.kept_names() - commune.kept_names(), [commune.box()]))
    here = window(commune)
    page = here.frame.go("disputes")
    assert isinstance(page, ConflictBench)
    here.wait(lambda: page.list.count() == 1)
    assert not page.main.isEnabled()
    page.third.setText("៦")
    QTest.keyClick(page.third, Qt.Key.Key_Return)
    here.wait(lambda: page.main.isEnabled())
    page.main.click()
    here.wait(lambda: page.list.count() == 0)
    with commune.open() as db:
        assert reports.live(db, commune.report())[CELL].answer == 6
        assert disputes.count(db) == 0


def test_a_whole_import_is_set_aside_and_brought_back(
    window: Callable[[Laptop], Hand], known: Laptops, stick: Path
) -> None:
    province, key = known("province"), known("neighbour").report()
    province.merge(stick / "neighbour.tumpeang")
    here = window(province)
    screen = on_the_bench(here)
    with province.open() as db:
        last = bench.list_imports(db)[0].n
        for words, status in (("Set it aside", Status.DRAFT), ("Bring it back", Status.SUBMITTED)):
            screen.imports.table.choose(last)
            assert screen.imports.change.text() == words
            screen.imports.change.click()
            here.wait(lambda status=status: report.status(db, key) is status)  # type: ignore[misc]
            here.wait()


def test_a_period_is_closed_by_pressing_twice(window: Callable[[Laptop], Hand], known: Laptops) -> None:
    province = known("province")
    here = window(province)
    screen = on_the_bench(here)
    here.wait(lambda: screen.closing.periods.count() > 0)
    key = known("commune").report(screen.closing.periods.currentData())
    with province.open() as db:
        screen.closing.close_it.click()
        here.wait()
        assert closing.amendments(db, key) is None
        screen.closing.close_it.click()
        here.wait(screen.closing.said.isVisible)
        assert closing.amendments(db, key) is not None


def test_a_returned_report_is_submitted_again_unchanged(
    window: Callable[[Laptop], Hand], known: Laptops
) -> None:
    commune, province = known("commune"), known("province")
    commune.fill()
    key = commune.submit()
    take(province, seal_for(commune, commune.kept_names() - province.kept_names(), [province.box()]))
    with province.open() as db:
        review.send_back(db, key, "count again", {})
    take(commune, seal_for(province, province.kept_names() - commune.kept_names(), [commune.box()]))
    here = window(commune)
    form = here.form(PERIOD, "review")
    (page,) = form.findChildren(ReviewPage)
    here.wait(lambda: page.reply.isVisible())
    page.reply.words.setText("It was counted twice.")
    page.reply.send.click()
    with commune.open() as db:
        here.wait(lambda: report.status(db, key) is Status.SUBMITTED)
