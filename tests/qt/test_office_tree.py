"""The offices of the overview as a tree in the real window: opened and closed by keys and clicks."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.actions import stamp
from desktop.ui.overview import Overview
from tests.qt.conftest import Hand
from tests.sync.laptops import PASSPHRASE

Key = Qt.Key


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with stamp.held(dt.datetime(2026, 10, 8, 4, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def province(hand: Callable[[str], Hand]) -> Hand:
    """A province to which no report has come yet."""
    here = hand("province")
    here.unlock(PASSPHRASE)
    return here


def overview(here: Hand) -> Overview:
    screen = here.frame.go("overview")
    assert isinstance(screen, Overview)
    here.wait(lambda: screen.found is not None)
    return screen


def shown_codes(screen: Overview) -> list[str]:
    return [row.line.unit.code for row in screen.grid.squares.rows]


def test_a_province_of_many_offices_is_first_shown_by_its_districts(province: Hand) -> None:
    screen = overview(province)
    assert shown_codes(screen) == ["04", *(f"04{n:02d}" for n in range(1, 9))]
    assert all(row.group for row in screen.grid.squares.rows[1:])
    assert not screen.every_office.isChecked()
    screen.every_office.click()
    assert len(shown_codes(screen)) == len(screen.grid.squares.rows) > 80
    assert screen.every_office.isChecked()


def test_a_district_is_opened_and_closed_by_keys_and_its_count_is_said(province: Hand) -> None:
    screen = overview(province)
    grid = screen.grid
    grid.setCurrentIndex(grid.squares.index(1, grid.currentIndex().column()))
    words = "Baribour District · Quarter 3, 2026: 0 of 12 reports have come, 0 of them on time."
    assert screen.here.text() == f"{words} · Not come yet: 11"
    closed = shown_codes(screen)
    for opening, closing in ((Key.Key_Return, Key.Key_Return), (Key.Key_Space, Key.Key_Minus)):
        QTest.keyClick(grid, opening)
        assert shown_codes(screen)[1:4] == ["0401", "0401", "040101"]  # the group, its own report, a commune
        assert grid.squares.rows[2].own
        QTest.keyClick(grid, closing)
        assert shown_codes(screen) == closed
    QTest.keyClick(grid, Key.Key_Plus)
    for _ in range(2):
        QTest.keyClick(grid, Key.Key_Down)
    assert grid.squares.rows[grid.currentIndex().row()].unit == "kh.040101"
    QTest.keyClick(grid, Key.Key_Minus)  # from inside: one stands on the group again
    assert shown_codes(screen) == closed
    assert grid.currentIndex().row() == 1


def test_a_click_on_the_name_of_a_district_opens_it_and_it_stays_open(province: Hand) -> None:
    screen = overview(province)
    names = screen.grid.verticalHeader()
    middle = QPoint(names.width() // 2, names.sectionViewportPosition(2) + names.sectionSize(2) // 2)
    QTest.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    opened = shown_codes(screen)
    assert opened[2:4] == ["0402", "0402"]
    screen.read()
    province.wait()
    assert shown_codes(screen) == opened
    province.frame.change_speech("km", "khmer")
    province.wait()
    assert shown_codes(screen) == opened
    assert screen.grid.currentIndex().row() == 2
