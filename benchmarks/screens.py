"""Screens: how long a person waits for each with six years of history in the store, until data is shown.

Judged is the processor time of window and lanes together, which other work on the machine does not lengthen.
"""

import os
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from benchmarks import six_years
from benchmarks.__main__ import Asked
from benchmarks.lines import Line, said, shown
from benchmarks.rounds import Seconds
from desktop.actions import office
from desktop.actions.office import Store, connection
from desktop.ui.frame import BEHIND_OVERVIEW, INNER, Frame
from desktop.ui.start import application
from desktop.ui.window import Window

COMMUNES, FULL = 30, 127
ROUNDS = 6  # of which the first makes the screens
MOST = 0.3  # seconds
ELSEWHERE = "about"  # the screen from which one goes
PATIENCE_SECONDS = 60


class Waited(NamedTuple):
    """Seconds on the clock, and seconds of processors."""

    on_clock: float
    worked: float


def measure(asked: Asked) -> list[Line]:
    lines = []
    communes = FULL if asked.full else COMMUNES
    with tempfile.TemporaryDirectory() as made:
        for who, store in stores(Path(made), communes, six_years.QUARTERS).items():
            for name, waited in waits(store, ROUNDS * asked.repeat).items():
                lines.append(_line(f"{who}: {name}", waited))
    return lines


def stores(folder: Path, communes: int, quarters: int) -> dict[str, Store]:
    """A secretariat with so many communes, and a commune of its own."""
    periods = six_years.quarters(quarters)
    province = six_years.province_store(folder / "province", communes, periods)
    with connection(province) as db:
        card = office.office_card(db)
    return {"province": province, "commune": six_years.commune_store(folder / "commune", card, periods)}


def waits(store: Store, rounds: int) -> dict[str, list[Waited]]:
    """How long until each screen shows its data, round by round; the first round also makes the screen."""
    app = application()
    window = Window(store.folder)
    window.show()
    window.opened(store)
    found: dict[str, list[Waited]] = {}
    try:
        _settle(app, window)
        frame = window.frame
        assert frame is not None
        frame.work_on(six_years.quarters()[-1])
        for _ in range(rounds):
            for name in _screens(frame):
                _wait_for(app, window, frame, ELSEWHERE)
                found.setdefault(name, []).append(_wait_for(app, window, frame, name))
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return found


def _screens(frame: Frame) -> list[str]:
    behind = BEHIND_OVERVIEW if any(name == "overview" for name, *_rest in frame.places) else {}
    every = [name for name, *_rest in frame.places] + [*INNER, *behind]
    return [name for name in every if name != ELSEWHERE]


def _wait_for(app: QApplication, window: Window, frame: Frame, name: str) -> Waited:
    begin, before = time.perf_counter(), time.process_time()
    frame.go(name)
    _settle(app, window)
    return Waited(time.perf_counter() - begin, time.process_time() - before)


def _settle(app: QApplication, window: Window) -> None:
    """Until the lanes have answered and what they answered is painted."""
    until = time.monotonic() + PATIENCE_SECONDS
    quiet = 0
    while quiet < 2 or window.frame is None:
        app.processEvents()
        time.sleep(0.001)  # a window that waits lets its lanes work
        quiet = quiet + 1 if window.tasks.idle else 0
        if time.monotonic() > until:
            raise TimeoutError("a screen did not come to rest")


def _line(what: str, waited: list[Waited]) -> Line:
    first, *again = waited
    clock = Seconds(tuple(each.on_clock for each in again))
    worked = Seconds(tuple(each.worked for each in again))
    beside = f"processor {shown(worked)}; the first time {_milliseconds(first.on_clock)} on the clock"
    beside += f", processor {_milliseconds(first.worked)}"
    target = f"processor under {_milliseconds(MOST)}"
    return Line(what, shown(clock), beside, "", target, said(worked.middle < MOST))


def _milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms"
