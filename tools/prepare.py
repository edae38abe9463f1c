"""Makes this folder ready to run: .venv, pinned packages, Debian libraries; also runs the checks.

Usage:  python tools/prepare.py requirements.lock [or requirements-dev.lock]
        python tools/prepare.py test [arguments for pytest]

It is started by run, test, run.cmd and test.cmd with whatever Python the computer has (3.11 or later), so
it uses the standard library only. What it says goes to stderr: the output of a sub-command stays clean.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
HALF_MADE = VENV / "half-made"  # there while packages are being changed: what an interrupted set-up leaves
SYSTEM_READY = VENV / "system-ready"
RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"

# Debian's package, and the file that Qt opens from it. Proved on a bare Debian 12.
LIBRARIES = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    # from here on only for a window
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxcb-image0": "libxcb-image.so.0",
    "libxcb-render-util0": "libxcb-render-util.so.0",
    "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-sync1": "libxcb-sync.so.1",
    "libxcb-xfixes0": "libxcb-xfixes.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libx11-xcb1": "libX11-xcb.so.1",
}
# Debian's package, and the command that a test calls from it.
TEST_COMMANDS = {
    "poppler-utils": "pdftotext",
    "minisign": "minisign",
    "age": "age",
    "jq": "jq",
    "unzip": "unzip",
    "qpdf": "qpdf",
    "faketime": "faketime",
    "postgresql": "pg_ctlcluster",
}
CHECKS = {
    "ruff": ["-m", "ruff", "check", "."],
    "mypy": ["-m", "mypy"],
    "lint-imports": ["-c", "from importlinter.cli import lint_imports_command as go; go()"],
    "catalogue": ["tools/catalogue.py", "check"],
}


ON_EVERY_PROCESSOR = ["-n", "auto"]  # a whole run; a part is quicker without more processes


def main(arguments: list[str]) -> int:
    """Prepare, and run the checks where asked; the exit code."""
    if not (3, 11) <= sys.version_info < (3, 15):
        return say(f"Python 3.11, 3.12, 3.13 or 3.14 is needed; this is {sys.version.split()[0]}.")
    testing = arguments[:1] == ["test"]
    lock = DEVELOPMENT if testing else arguments[0]
    with _only_one():
        failed = _system(_missing_packages(testing)) or _packages(lock)
    if failed or not testing:
        return failed
    return check(arguments[1:])


def say(text: str) -> int:
    """Tell the person; 1, so that a failure can say and return in one line."""
    print(f"Tumpeang: {text}", file=sys.stderr, flush=True)
    return 1


@contextmanager
def _only_one() -> Iterator[None]:
    # SQLite's file lock is the one lock of the standard library that is the same on every system and
    # that a crash or a power cut releases.
    with closing(sqlite3.connect(ROOT / ".setup-lock", timeout=1, isolation_level=None)) as lock:
        while True:
            try:
                lock.execute("BEGIN EXCLUSIVE")
                break
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise
                say("another start is setting up this folder; waiting for it.")
        yield


# --- what the system must have ---


def _missing_packages(testing: bool) -> list[str]:
    missing = []
    if importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python3.{sys.version_info.minor}-venv")
    if sys.platform == "linux":
        missing += [package for package, library in LIBRARIES.items() if not _opens(library)]
        if testing:
            missing += [package for package, command in TEST_COMMANDS.items() if not shutil.which(command)]
    return missing


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _system(missing: list[str]) -> int:
    if missing and _is_root() and shutil.which("apt-get"):
        say(f"installing from Debian or Ubuntu: {' '.join(missing)}")
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        apt = ["apt-get", "-q", "-y", "-o", "Dpkg::Use-Pty=0"]
        for words in (["update"], ["install", "--no-install-recommends", *missing]):
            subprocess.run([*apt, *words], env=environment, stdout=sys.stderr, check=False)
        importlib.invalidate_caches()
        missing = [name for name in missing if name in _missing_packages(testing=True)]
    if missing:
        say("these system packages (Debian's names) are missing. Type this once, then start again:")
        say(f"  sudo apt-get install --no-install-recommends {' '.join(missing)}")
    # Without the venv module there is nothing to go on with; without a library much still works.
    return int(any(name.endswith("-venv") for name in missing))


def _is_root() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0


# --- the virtual environment ---


def _packages(lock: str) -> int:
    if not (_installed(lock) and _works()):
        fresh = _make_venv()
        if not _install(lock):
            if not fresh:
                HALF_MADE.unlink()  # pip changes nothing before it has everything: the old state still runs
            return say(
                "the packages could not be installed; the reason stands above. The first start needs the "
                "internet and 500 MB of disk; nothing is lost. Start again when it is there."
            )
        _remember(lock)
        say("ready.")
    if _missing_packages(testing=False):
        SYSTEM_READY.unlink(missing_ok=True)
    else:
        SYSTEM_READY.touch()
    return 0


def _installed(lock: str) -> bool:
    known = VENV / lock
    return known.is_file() and known.read_bytes() == (ROOT / lock).read_bytes() and not HALF_MADE.exists()


def _works() -> bool:
    try:
        done = subprocess.run([PYTHON, "-c", "import pip"], check=False, capture_output=True)
    except OSError:
        return False
    return done.returncode == 0


def _make_venv() -> bool:
    # Whether a new one was made.
    if VENV.exists() and (HALF_MADE.exists() or not _works()):
        say("an earlier set-up was not finished; making .venv again.")
        shutil.rmtree(VENV)
    if VENV.exists():
        return False
    say("making .venv (only at the first start).")
    VENV.mkdir()
    HALF_MADE.touch()
    # The real name (python3.11, not python3): when the system moves to another version, the link breaks
    # and is noticed, instead of running without its packages.
    python = sys.executable if os.name == "nt" else os.path.realpath(sys.executable)
    subprocess.run([python, "-m", "venv", VENV], check=True, stdout=sys.stderr)
    return True


def _install(lock: str) -> bool:
    say(f"installing the packages of {lock} (some 150 MB to fetch at the first start).")
    HALF_MADE.touch()
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    exact = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
    command: list[str | Path] = [*pip, *exact, "-r", ROOT / lock]
    return subprocess.run(command, check=False, stdout=sys.stderr).returncode == 0


def _remember(lock: str) -> None:
    # The development lock holds the runtime lock, so it makes both kinds of start ready.
    for name in {lock, RUNTIME}:
        shutil.copyfile(ROOT / name, VENV / name)
    if hasattr(os, "sync"):
        os.sync()  # the packages reach the disk before the mark that they are half-made goes away
    HALF_MADE.unlink()


# --- the checks ---


def check(pytest_arguments: list[str]) -> int:
    """Run the checks in order, all of them whatever fails, then pytest; with arguments only pytest."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    failed = [] if pytest_arguments else [name for name in CHECKS if not _passes(name, CHECKS[name])]
    if not _passes("pytest", ["-m", "pytest", *(pytest_arguments or ON_EVERY_PROCESSOR)]):
        failed.append("pytest")
    # Nothing is said after a good run: the last line is pytest's own summary.
    return say(f"FAILED: {', '.join(failed)}") if failed else 0


def _passes(name: str, arguments: list[str]) -> bool:
    if arguments[0].endswith(".py") and not (ROOT / arguments[0]).exists():
        return True
    print(f"--- {name}", flush=True)
    return subprocess.run([PYTHON, *arguments], cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("interrupted; start again to go on.")
        sys.exit(130)
