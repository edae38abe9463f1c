"""A picture of every screen in both languages, from stores with example figures, for looking at them."""

import datetime as dt
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.actions import stamp
from desktop.actions.exporting import OpenFormat
from desktop.domain.report import ReportKey
from desktop.domain.sheet import Grade
from desktop.i18n.digits import Digits
from desktop.i18n.words import LANGUAGES, Language
from desktop.ui import speech
from desktop.ui.bench import Bench
from desktop.ui.example import COMMUNE, LAST, PASSPHRASE, make
from desktop.ui.example_province import surround
from desktop.ui.exports import Exports
from desktop.ui.first_start import FirstStart
from desktop.ui.frame import Frame
from desktop.ui.history import HistoryPage
from desktop.ui.overview import Overview
from desktop.ui.papers import OFFICE
from desktop.ui.plan_browser import PlanBrowser
from desktop.ui.printouts import Printouts
from desktop.ui.recovery_key import RecoveryKey
from desktop.ui.report_form import ReportForm
from desktop.ui.send import Send
from desktop.ui.start import application
from desktop.ui.unlock import Unlock
from desktop.ui.window import DESIGN_SIZE, Window

DAY = dt.datetime(2026, 9, 23, 4, 30, tzinfo=dt.UTC)
PATIENCE_SECONDS = 60
PRINTED_OTHERWISE = "2.1.5"
SPELT_NEARLY = "positve parentng"
REPORT = (
    ("report_form", "2.3.1"),
    ("report_finding", "2.3.8"),
    ("report_choices", "1.1.10"),
    ("report_cases", "2.3.4"),
    ("report_budget", "budget"),
    ("report_narrative", "narrative"),
    ("report_attachments", "attachment"),
    ("report_review", "review"),
    ("report_add", "add"),
)


def take(folder: Path) -> list[Path]:
    """Write NAME-en.png and NAME-km.png of every screen into a folder; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    with tempfile.TemporaryDirectory() as made, stamp.held(DAY):
        example = make(Path(made))
        surround(example.province, Path(made) / "other offices")
        camera = Camera(app, folder)
        for store, shoot in (
            (Path(made) / "nothing yet", _first_start),
            (example.commune, _office),
            (example.province, _secretariat),
        ):
            with camera.window(store) as window:
                shoot(camera, window)
    return camera.taken


class Camera:
    """Waits until a window has nothing more to do, then takes it in both languages."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self._app, self._folder = app, folder
        self.taken: list[Path] = []

    @contextmanager
    def window(self, store: Path) -> Iterator[Window]:
        window = Window(store)
        window.resize(*DESIGN_SIZE)
        window.show()
        self.settle(window)
        try:
            yield window
        finally:
            window.close()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def settle(self, window: Window) -> None:
        """Let lanes and paints come to rest."""
        until = time.monotonic() + PATIENCE_SECONDS
        quiet = 0
        while quiet < 3:
            self._app.processEvents()
            quiet = quiet + 1 if window.tasks.idle else 0
            if time.monotonic() > until:
                raise TimeoutError("a screen did not come to rest")
            time.sleep(0.01)

    def take(self, window: Window, name: str, before: Callable[[], object] = lambda: None) -> None:
        for language in LANGUAGES:
            self._speak(window, language)
            before()
            self.settle(window)
            path = self._folder / f"{name}-{language}.png"
            window.grab().save(str(path))
            self.taken.append(path)

    def _speak(self, window: Window, language: Language) -> None:
        shape: Digits = "khmer" if language == "km" else "latin"
        if window.frame is not None:
            window.frame.change_speech(language, shape)
        else:
            speech.speak(language, shape)
        self.settle(window)


def _first_start(camera: Camera, window: Window) -> None:
    camera.take(window, "first_start")
    page = window.body.currentWidget()
    assert isinstance(page, FirstStart)
    page.office.search.setText("anhchanh")
    page.office.search.textEdited.emit("anhchanh")
    camera.settle(window)
    page.office.choose_first()
    page.person.setText("Example officer")
    page.passphrase.setText(PASSPHRASE)
    camera.take(window, "first_start_filled")
    shown = RecoveryKey("AGE-SECRET-KEY-1" + "EXAMPLE0" * 7 + "EX", _nothing, _nothing)
    page.hide()
    window.show_first(shown)
    camera.take(window, "recovery_key")


def _office(camera: Camera, window: Window) -> None:
    camera.take(window, "unlock")
    frame = _unlock(camera, window)
    _home(camera, window, frame)
    _history(camera, window, frame)
    form = frame.go("report")
    assert isinstance(form, ReportForm)
    camera.settle(window)
    for name, item in REPORT:
        camera.take(window, name, partial(form.show_item, item))
    form.show_item("2.3.4")
    form.explain()
    camera.take(window, "report_meaning")
    form.explain()
    frame.work_on(f"{DAY.year}")
    form.refresh()
    camera.settle(window)
    camera.take(window, "report_year", partial(form.show_item, "2.3.1"))
    send = frame.go("send")
    assert isinstance(send, Send)
    send.write_to(window.folder.parent / "stick")
    camera.take(window, "send")
    _plan(camera, window, frame)
    _leaving(camera, window, frame)
    for name in ("excel_form", "settings", "officers", "backup", "replacement", "about"):
        frame.go(name)
        camera.take(window, name)
    window.lock()
    camera.settle(window)
    gate = window.body.currentWidget()
    assert isinstance(gate, Unlock)
    gate.restore.click()
    camera.take(window, "restore")


def _leaving(camera: Camera, window: Window, frame: Frame) -> None:
    """A paper to be shared and an official one, files for other programs, and what left."""
    printouts = frame.go("print")
    assert isinstance(printouts, Printouts)
    camera.settle(window)
    camera.take(window, "print")
    camera.take(window, "print_official", partial(printouts.show_paper, OFFICE, grade=Grade.OFFICIAL))
    printouts.save(window.folder.parent / "report.pdf")
    camera.take(window, "print_saved")
    exports = frame.go("exports")
    assert isinstance(exports, Exports)
    camera.settle(window)
    exports.choose(OpenFormat.CSV, LAST)
    exports.save(window.folder.parent / "tables.zip")
    camera.take(window, "exports")
    frame.go("releases")
    camera.take(window, "releases")


def _home(camera: Camera, window: Window, frame: Frame) -> None:
    camera.take(window, "home")
    frame.open_jump()
    camera.take(window, "jump")
    frame.open_jump()


def _plan(camera: Camera, window: Window, frame: Frame) -> None:
    plan = frame.go("plan")
    assert isinstance(plan, PlanBrowser)
    camera.settle(window)
    camera.take(window, "plan", partial(plan.show_code, "2.3.1"))
    camera.take(window, "plan_printed", partial(plan.show_code, PRINTED_OTHERWISE))
    plan.search.setText(SPELT_NEARLY)
    camera.take(window, "plan_search")
    plan.search.clear()
    plan.filters.strategy.choose(3)
    camera.take(window, "plan_filtered", partial(plan.show_code, "3.1.3"))
    for name in ("glossary", "hotlines"):
        frame.go(name)
        camera.take(window, name)


def _history(camera: Camera, window: Window, frame: Frame) -> None:
    """Why a report came back, and what its submission said; then the period in hand again."""
    in_hand = frame.period
    frame.work_on(LAST)
    page = frame.go("history")
    assert isinstance(page, HistoryPage)
    camera.settle(window)
    camera.take(window, "history_returned", partial(page.events.setCurrentRow, 0))
    camera.take(window, "history_submitted", partial(page.events.setCurrentRow, 1))
    frame.work_on(in_hand)


def _secretariat(camera: Camera, window: Window) -> None:
    frame = _unlock(camera, window)
    camera.take(window, "home_secretariat")
    send = frame.go("send")
    assert isinstance(send, Send)
    broken = window.folder.parent / "broken.tumpeang"
    broken.write_bytes(b"cut off")
    send.take_in([*sorted(window.folder.parent.glob("other stick/0401*")), broken])
    camera.take(window, "send_secretariat")
    bench = frame.go("bench")
    assert isinstance(bench, Bench)
    bench.look_at([window.folder.parent / "other stick", broken])
    camera.take(window, "bench")
    frame.go("settings")
    camera.take(window, "settings_secretariat")
    frame.go("devices")
    camera.take(window, "devices")
    frame.go("registry")
    camera.take(window, "registry")
    for name in ("overview", "progress", "budget", "outliers", "ratings"):
        frame.go(name)
        camera.take(window, name)
    overview = frame.go("overview")
    assert isinstance(overview, Overview)
    camera.settle(window)
    overview.open_report(ReportKey(f"kh.{COMMUNE}", LAST))
    camera.take(window, "review")


def _nothing(*_: object) -> None:
    pass


def _unlock(camera: Camera, window: Window) -> Frame:
    gate = window.body.currentWidget()
    assert isinstance(gate, Unlock)
    gate.secret.setText(PASSPHRASE)
    gate.unlock()
    camera.settle(window)
    assert window.frame is not None
    return window.frame
