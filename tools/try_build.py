"""Builds the program with PyInstaller and proves that the built folder works alone.

Usage:  .venv/bin/python tools/try_build.py              build, then try what was built
        .venv/bin/python tools/try_build.py --no-build   try dist/tumpeang as it lies there

Every step runs the built program with an empty PATH, no Python variable and no network. The last line says
how large the folder is.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "dist" / "tumpeang"
PROGRAM = FOLDER / ("tumpeang.exe" if os.name == "nt" else "tumpeang")
PERIOD = "2026Q3"
DEAD_PROXY = "http://127.0.0.1:9"  # the port that discards: nothing answers there
# The folder of the trial is named in Khmer and with a space, as on an officer's desktop.
STEPS = [
    ["--version"],
    ["plan", "export"],
    ["--store", "{trial}/province", "office", "set-up", "--code", "04", "--person", "Example", "--example"],
    ["--store", "{trial}/province", "office", "card", "--out", "{trial}/card"],
    ["--store", "{trial}/commune", "office", "set-up", "--code", "040101", "--person", "Example", "--example"]
    + ["--card", "{trial}/card"],
    ["--store", "{trial}/commune", "report", "set", "--period", PERIOD, "--rest", "nothing_to_report"],
    ["--store", "{trial}/commune", "report", "submit", "--period", PERIOD],
    ["--store", "{trial}/commune", "print", "office", "--period", PERIOD, "--out", "{trial}/report.pdf"],
    # Every screen is made: charts, and the pages of a paper, which come from libraries of their own.
    ["screenshots", "{trial}/pictures"],
]
PRINTOUT = "report.pdf"


def main(arguments: list[str]) -> int:
    """Build unless told not to, and take every step; the exit code is 0 when all of them worked."""
    if "--no-build" not in arguments:
        command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "build.spec"]
        subprocess.run(command, cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory(prefix="tumpeang សាកល្បង ") as name:
        trial = Path(name)
        worked = all([_works(step, trial) for step in STEPS]) and _is_pdf(trial / PRINTOUT)
    files = [file for file in FOLDER.rglob("*") if file.is_file() and not file.is_symlink()]
    size = sum(file.stat().st_size for file in files) / 1e6
    print(f"{FOLDER.name}: {size:.0f} MB, {'every step worked' if worked else 'FAILED'}")
    return 0 if worked else 1


def _works(step: list[str], trial: Path) -> bool:
    command = [*_without_network(), str(PROGRAM), *(word.format(trial=trial) for word in step)]
    done = subprocess.run(command, cwd=trial, env=_environment(trial), capture_output=True, check=False)
    print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} tumpeang {' '.join(step)}", flush=True)
    if done.returncode:
        print((done.stdout + done.stderr).decode(errors="replace"))
        for log in trial.rglob("*.log"):
            print(log.read_text(encoding="utf-8"))
    return done.returncode == 0


def _environment(trial: Path) -> dict[str, str]:
    # Windows itself needs some of its variables; what could lead to a Python or to the net is taken away.
    away = ("PYTHON", "LD_", "XDG_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(away)}
    homes = dict.fromkeys(("HOME", "APPDATA", "LOCALAPPDATA"), str(trial))
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), DEAD_PROXY)
    example = {"PATH": "", "TUMPEANG_PASSPHRASE": "example passphrase", "QT_QPA_PLATFORM": "offscreen"}
    return kept | homes | proxies | example


def _without_network() -> list[str]:
    # A network namespace of its own where the system gives one; elsewhere the dead proxies must do.
    command = ["/usr/bin/unshare", "--map-root-user", "--net"]
    try:
        possible = subprocess.run([*command, "/bin/true"], capture_output=True, check=False).returncode == 0
    except OSError:
        possible = False
    return command if possible else []


def _is_pdf(printout: Path) -> bool:
    good = printout.read_bytes().startswith(b"%PDF-")
    print(f"{'ok    ' if good else 'FAILED'} {printout.name}, {printout.stat().st_size / 1e3:.0f} kB")
    return good


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
