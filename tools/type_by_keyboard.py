"""A newcomer under a display server: real keys from first start to a sealed file, with pictures on the way.

    python tools/type_by_keyboard.py DIR [--scale 1.5] [--dark]

Starts a screen of 1366 x 768 of its own (Xvfb) with a window manager (openbox), then runs the journey of
`tests/journeys/test_newcomer_by_keyboard.py` in it, with keys from `xdotool` instead of events made by Qt.
Needs the Debian packages xvfb, openbox, xdotool, x11-xkb-utils, x11-utils and imagemagick.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
JOURNEY = "tests/journeys/test_newcomer_by_keyboard.py"
NEEDED = ("Xvfb", "openbox", "xdotool", "setxkbmap", "xprop", "import")
SCREEN = "1366x768x24"
PATIENCE_SECONDS = 10


def main(arguments: list[str]) -> int:
    asked = _parser().parse_args(arguments)
    if missing := [name for name in NEEDED if shutil.which(name) is None]:
        print("Not installed:", *missing)
        return 2
    asked.folder.mkdir(parents=True, exist_ok=True)
    with _screen() as display:
        told = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "REAL_KEYS": str(asked.folder.resolve())}
        told |= {"QT_SCALE_FACTOR": asked.scale, "REAL_THEME": "dark" if asked.dark else "light"}
        command = [sys.executable, "-m", "pytest", "-q", "-n0", JOURNEY]
        return subprocess.run(command, cwd=ROOT, env=os.environ | told, check=False).returncode


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--scale", default="1", help="as QT_SCALE_FACTOR")
    parser.add_argument("--dark", action="store_true", help="in the dark theme")
    return parser


@contextmanager
def _screen() -> Iterator[str]:
    """A screen with a window manager; its name for DISPLAY."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as said:
        display = f":{said.readline().strip()}"
    manager = subprocess.Popen(  # it complains of keys that the Khmer layout has not
        ["openbox"],
        env=os.environ | {"DISPLAY": display},
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for_manager(display)
        yield display
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(PATIENCE_SECONDS)


def _wait_for_manager(display: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        asked = ["xprop", "-display", display, "-root", "_NET_SUPPORTING_WM_CHECK"]
        if b"window id" in subprocess.run(asked, capture_output=True, check=False).stdout:
            return
        time.sleep(0.1)
    raise TimeoutError("no window manager came")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
