"""Start: from a new process to the first painted window, beside a bare PySide6 main window."""

import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.__main__ import Asked
from benchmarks.example_offices import secretariat_store
from benchmarks.lines import Line, compare
from benchmarks.rounds import in_turn

ROUNDS = 15


def measure(asked: Asked) -> list[Line]:
    """Both on Qt's offscreen platform, the store locked, bytecode and page cache warm."""
    with tempfile.TemporaryDirectory() as folder:
        store, _ = secretariat_store(Path(folder) / "store", [])
        rivals = {
            "ours": partial(_until_painted, "benchmarks.window_ours", str(store.folder)),
            "bare": partial(_until_painted, "benchmarks.window_bare"),
        }
        in_turn(rivals, 1)  # writes the bytecode
        found = in_turn(rivals, ROUNDS * asked.repeat)
    what = "start: process to first painted window"
    return [compare(what, found["ours"], "bare PySide6 window", found["bare"], most=1.6)]


def _until_painted(module: str, *arguments: str) -> float:
    """Seconds from starting the process to the moment it names, by the clock both share."""
    begin = time.time()
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout) - begin
