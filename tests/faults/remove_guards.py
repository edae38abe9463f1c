"""Takes every guard of the core away, one at a time, and asks whether a test notices.

Works in a copy of the tree. A guard that can go unnoticed is printed, and makes the exit code 1.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUARDS = Path(__file__).with_name("guards.toml")
NEEDED = ("desktop", "tests", "assets", "translations", "pyproject.toml")
NOTICED, SILENT = 1, 0  # exit codes of pytest: tests failed, all passed


def guards() -> list[dict[str, str]]:
    """The guards of the list, in its order."""
    found: list[dict[str, str]] = tomllib.loads(GUARDS.read_text(encoding="utf-8"))["guard"]
    return found


def main(word: str = "") -> int:
    chosen = [guard for guard in guards() if word in guard["name"]]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in NEEDED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, copy / name)
        unnoticed = [guard["name"] for guard in chosen if not noticed(copy, guard)]
    say(f"{len(chosen)} guards taken away, {len(chosen) - len(unnoticed)} noticed")
    return 1 if unnoticed else 0


def noticed(copy: Path, guard: dict[str, str]) -> bool:
    """Whether the guard's tests fail without it (not: whether they cannot even start)."""
    path = copy / guard["file"]
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace(guard["old"], guard["new"], 1), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "--tb=no", *guard["tests"].split()]
    quick = {
        **os.environ,
        "NO_SHRINKING": "1",
    }  # that a test fails is enough, the shortest way to it is not asked
    try:
        code = subprocess.run(command, cwd=copy, env=quick, capture_output=True, check=False).returncode
    finally:
        path.write_text(whole, encoding="utf-8")
    say(f"{'noticed' if code == NOTICED else 'NOT NOTICED' if code == SILENT else 'BROKEN'}: {guard['name']}")
    return code == NOTICED


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
