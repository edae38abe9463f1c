"""A walk through everything the window shows, for tests that ask the same of every screen."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.actions import stamp
from desktop.domain.sheet import Grade
from desktop.i18n.words import Language
from desktop.ui import speech
from desktop.ui.example import LAST, PASSPHRASE, Example, make
from desktop.ui.excel_form import ExcelFormPage
from desktop.ui.first_start import FirstStart
from desktop.ui.frame import BEHIND_OVERVIEW, INNER, OVERVIEW, Frame
from desktop.ui.history import HistoryPage
from desktop.ui.papers import OFFICE
from desktop.ui.plan_browser import PlanBrowser
from desktop.ui.printouts import Printouts
from desktop.ui.ratings import RatingsPage
from desktop.ui.recovery_key import RecoveryKey
from desktop.ui.report_form import ReportForm
from desktop.ui.send import Send
from desktop.ui.unlock import Unlock
from desktop.ui.window import DESIGN_SIZE, Window
from tests.excel_hand import Hand

DAY = dt.datetime(2026, 9, 23, 4, 30, tzinfo=dt.UTC)
ENLARGED = (910, 512)  # what is left of 1366 x 768 at 150 %
SIZES = (DESIGN_SIZE, ENLARGED)
PATIENCE = 20_000  # milliseconds
ITEMS = ("2.3.1", "2.3.8", "2.3.4", "1.1.10", "budget", "narrative", "review")

Look = Callable[[str, QWidget], object]  # gets the name of what is shown and the window


@pytest.fixture(scope="session")
def example_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    """A commune in the middle of its report, and its secretariat. Nobody writes to these."""
    with stamp.held(DAY):
        yield make(tmp_path_factory.mktemp("example"))


class Walk:
    """Opens windows and goes through them; at each stop `look` is called."""

    def __init__(self, qtbot: QtBot, folder: Path, size: tuple[int, int], language: Language) -> None:
        self._qtbot, self._folder, self._size, self._language = qtbot, folder, size, language
        self._opened: list[Window] = []

    def first_start(self, look: Look) -> None:
        """The page that sets an office up, empty and filled, and the page with the recovery key."""
        window = self._open(self._folder / "nothing yet")
        self._qtbot.waitUntil(lambda: isinstance(window.body.currentWidget(), FirstStart), timeout=PATIENCE)
        page = window.body.currentWidget()
        assert isinstance(page, FirstStart)
        self._stop(window, look, "first start")
        page.office.search.setText("anhchanh")
        page.office.search.textEdited.emit("anhchanh")
        self._qtbot.waitUntil(lambda: page.office.results.count() > 0, timeout=PATIENCE)
        self._stop(window, look, "first start, searching")
        page.office.choose_first()
        page.person.setText("Example officer")
        page.passphrase.setText(PASSPHRASE)
        self._stop(window, look, "first start, filled")
        shown = RecoveryKey("AGE-SECRET-KEY-1" + "EXAMPLE0" * 7 + "EX", _nothing, _nothing)
        page.hide()
        window.show_first(shown)
        self._stop(window, look, "recovery key")

    def gate(self, store: Path, look: Look) -> Window:
        """Where the passphrase is asked for, and where a backup is put back."""
        window = self._open(self._copy(store))
        gate = window.body.currentWidget()
        assert isinstance(gate, Unlock)
        self._stop(window, look, "unlock")
        gate.change.click()
        self._stop(window, look, "unlock with the recovery key")
        gate.change.click()
        gate.secret.setText("not the passphrase")
        gate.unlock()
        self._stop(window, look, "unlock, a wrong passphrase")
        gate.restore.click()
        self._stop(window, look, "put a backup back")
        return window

    def office(self, store: Path, look: Look) -> None:
        """Every screen of an office or a secretariat, and each kind of page of its report."""
        window = self._open(self._copy(store))
        frame = self._unlock(window)
        behind = BEHIND_OVERVIEW if OVERVIEW in frame.places else ()
        names = (*(place[0] for place in frame.places), *INNER, *behind)
        for name in names:  # made in the one language, spoken in the other
            speech.speak("km", "khmer")
            self._go(frame, name)
            self._settle(window)
            assert window.isActiveWindow(), f"another window came up on the way to {name}"
        self._speak()
        for name in names:
            self._go(frame, name)
            self._stop(window, look, name)
            for words, prepare in self._states(frame, name):
                prepare()
                self._stop(window, look, f"{name}, {words}")
        frame.open_jump()
        self._stop(window, look, "jump")

    def close(self) -> None:
        for window in self._opened:
            if isValid(window):
                window.close()
                window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _go(self, frame: Frame, name: str) -> None:
        if name == "history":
            frame.work_on(LAST)
        frame.go(name)

    def _states(self, frame: Frame, name: str) -> Iterator[tuple[str, Callable[[], object]]]:
        screen = frame.shown
        if isinstance(screen, Printouts):
            yield "an official copy", partial(screen.show_paper, OFFICE, grade=Grade.OFFICIAL)
        elif isinstance(screen, ReportForm):
            yield from _pages(screen)
        elif isinstance(screen, RatingsPage):
            yield "survey values", screen.turn[1].click
        elif isinstance(screen, PlanBrowser):
            yield "an activity", partial(screen.show_code, "2.1.5")
            yield "a search", partial(screen.search.setText, "positve parentng")
        elif isinstance(screen, HistoryPage):
            yield "a submission", partial(screen.events.setCurrentRow, 1)
        elif isinstance(screen, ExcelFormPage):
            form = self._folder / "form.xlsx"
            yield "made", partial(screen.save_form, form)
            yield "a doubtful form", lambda: screen.read_form(_doubtful(form))
        elif isinstance(screen, Send):
            yield "written", partial(screen.write_to, self._folder / "stick")
            broken = self._folder / "broken.tumpeang"
            broken.write_bytes(b"cut off")
            yield "taken in", partial(screen.take_in, [broken])

    def _open(self, folder: Path) -> Window:
        window = Window(folder)
        self._opened.append(window)
        window.resize(*self._size)
        window.show()
        window.activateWindow()
        self._qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
        self._settle(window)
        self._speak()
        return window

    def _unlock(self, window: Window) -> Frame:
        gate = window.body.currentWidget()
        assert isinstance(gate, Unlock)
        gate.secret.setText(PASSPHRASE)
        gate.unlock()
        self._qtbot.waitUntil(lambda: window.frame is not None and window.tasks.idle, timeout=PATIENCE)
        assert window.frame is not None
        self._speak()
        return window.frame

    def _copy(self, store: Path) -> Path:
        """In a folder of its own, so that each walk begins alike."""
        there = self._folder / f"{store.name} {len(self._opened)}"
        shutil.copytree(store, there)
        return there

    def _stop(self, window: Window, look: Look, name: str) -> None:
        self._settle(window)
        assert window.isActiveWindow(), f"another window came up on the way to {name}"
        look(name, window)

    def _settle(self, window: Window) -> None:
        for _ in range(8):  # words, then widths, then the heights that follow from them
            self._qtbot.waitUntil(lambda: window.tasks.idle, timeout=PATIENCE)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QCoreApplication.processEvents()

    def _speak(self) -> None:
        speech.speak(self._language, "khmer" if self._language == "km" else "latin")


def _pages(form: ReportForm) -> Iterator[tuple[str, Callable[[], object]]]:
    """The pages of a report that this office is asked for."""
    assert form.answers is not None
    asked = {activity.code for activity in form.answers.opened.form.activities}
    for item in (item for item in ITEMS if item in asked or "." not in item):
        yield item, partial(form.show_item, item)


def seen(window: QWidget, kind: type[QWidget] = QWidget) -> list[QWidget]:
    """The widgets of a kind that stand on screen, those behind an open palette left out."""
    over = next((found for found in window.findChildren(QWidget) if _covers(found)), window)
    return [found for found in over.findChildren(kind) if found.isVisible()]


def named(widget: QWidget) -> str:
    """Words for a fault: what it is and what it says."""
    text = getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} “{widget.accessibleName() or text}”"


def _doubtful(form: Path) -> Path:
    """The form as somebody filled it in who was in a hurry."""
    hand = Hand(form.read_bytes())
    keys = [str(cell.value) for cell in hand.each_answer_sheet()[0]["A"] if ":sessions" in str(cell.value)]
    for key, answer in zip(keys, ("many", "១២", "=1+1"), strict=False):
        hand.answer(key, answer)
    form.write_bytes(hand.saved())
    return form


def _covers(widget: QWidget) -> bool:
    from desktop.ui.jump import Jump

    return isinstance(widget, Jump) and widget.isVisible()


def _nothing(*_: object) -> None:
    pass
