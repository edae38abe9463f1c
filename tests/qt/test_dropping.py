"""Files and folders dropped on a screen, as a file manager drops them: on whatever lies under the pointer."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.bench import Bench
from desktop.ui.send import Send
from tests.qt.conftest import Hand
from tests.sync.laptops import PASSPHRASE, Laptop, seal_for

Action = Qt.DropAction
ANY = Action.CopyAction | Action.MoveAction | Action.LinkAction


@pytest.fixture
def province(qtbot: QtBot, known: Callable[[str], Laptop]) -> Iterator[Hand]:
    here = Hand(qtbot, known("province"))
    here.unlock(PASSPHRASE)
    yield here
    here.close()


@pytest.fixture
def report(known: Callable[[str], Laptop], tmp_path: Path) -> Path:
    """A file with a report, in a folder with a Khmer name."""
    laptop, province = known("commune"), known("province")
    laptop.fill(**{"2.3.1__sessions": 5})
    laptop.submit()
    path = tmp_path / "USB ដុំ" / "រ 040101.tumpeang"
    path.parent.mkdir()
    path.write_bytes(seal_for(laptop, laptop.kept_names() - province.kept_names(), [province.box()]))
    return path


def drop(screen: QWidget, urls: list[QUrl], at: QPointF | None = None, actions: Action = ANY) -> Action:
    """Drag over a screen and let go with Shift held; what the file manager is told was done."""
    place = at or QPointF(screen.rect().center())
    under = screen.childAt(place.toPoint()) or screen
    dragged = QMimeData()
    dragged.setUrls(urls)
    keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
    enter = QDragEnterEvent(place.toPoint(), actions, dragged, *keys)
    enter.setDropAction(Action.MoveAction)  # as Shift has it proposed
    QApplication.sendEvent(under, enter)
    if not enter.isAccepted():
        return Action.IgnoreAction
    QApplication.sendEvent(under, QDragMoveEvent(place.toPoint(), actions, dragged, *keys))
    drops = QDropEvent(place, actions, dragged, *keys)
    drops.setDropAction(Action.MoveAction)
    QApplication.sendEvent(under, drops)
    return drops.dropAction() if drops.isAccepted() else Action.IgnoreAction


def url(path: Path) -> QUrl:
    return QUrl.fromLocalFile(str(path))


def bench(here: Hand) -> Bench:
    screen = here.frame.go("bench")
    assert isinstance(screen, Bench)
    here.wait()
    return screen


def looked_at(screen: Bench) -> list[list[str]]:
    """Of each file its name and how it stands, as they are shown."""
    table = screen.found.table
    return sorted(table.texts(row)[3:1:-1] for row in range(table.rows.rowCount()))


def test_files_and_a_folder_dropped_together_are_looked_at_and_stay_where_they_are(
    province: Hand, report: Path, tmp_path: Path
) -> None:
    junk = tmp_path / "photo.jpg"
    junk.write_bytes(b"no batch")
    screen = bench(province)
    assert drop(screen, [url(report.parent), url(junk)]) is Action.CopyAction
    province.wait(lambda: bool(looked_at(screen)))
    assert looked_at(screen) == [["photo.jpg", "damaged"], [report.name, "new"]]
    assert report.exists()
    assert junk.exists()


def test_what_lies_not_on_this_computer_or_may_not_be_copied_is_not_welcome(
    province: Hand, report: Path
) -> None:
    screen = bench(province)
    assert drop(screen, [QUrl("https://example.org/report.tumpeang")]) is Action.IgnoreAction
    assert drop(screen, [url(report)], actions=Action.MoveAction) is Action.IgnoreAction
    assert drop(screen, []) is Action.IgnoreAction
    assert not looked_at(screen)


def test_files_dropped_on_sending_and_receiving_lie_on_the_bench(province: Hand, report: Path) -> None:
    screen = province.frame.go("send")
    assert isinstance(screen, Send)
    province.wait()
    assert drop(screen, [url(report)]) is Action.CopyAction
    here = province.frame.shown
    assert isinstance(here, Bench)
    province.wait(lambda: bool(looked_at(here)))
    assert looked_at(here) == [[report.name, "new"]]


def test_files_dropped_on_a_screen_that_takes_none_are_refused(province: Hand, report: Path) -> None:
    home = province.frame.go("home")
    province.wait()
    assert drop(home, [url(report)]) is Action.IgnoreAction
    search = province.frame.go("registry")
    province.wait()
    assert drop(search, [url(report)]) is Action.IgnoreAction
