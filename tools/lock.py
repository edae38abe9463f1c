"""Rewrites both lock files from pyproject.toml: exact versions and hashes, valid on every platform.

Usage:  python -m pip install uv
        python tools/lock.py                      keep the versions that are locked, add what is missing
        python tools/lock.py --upgrade-package X  move one package to its newest version
        python tools/lock.py --check              change nothing, say whether the two files agree
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"
_PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def resolve(lock: str, *more: str) -> None:
    """Let uv resolve pyproject.toml into `lock`; versions already in the file are kept."""
    uv = shutil.which("uv") or sys.exit("uv is not installed. Type: python -m pip install uv")
    options = ["--universal", "--python-version", "3.11", "--generate-hashes"]
    plain = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    command = [uv, "pip", "compile", "-q", *options, *plain, *more, "-o", lock, "pyproject.toml"]
    subprocess.run(command, cwd=ROOT, check=True, env=os.environ | {"UV_NO_CONFIG": "1"})


def pins(lock: str) -> dict[str, str]:
    """The versions that a lock file names, by package."""
    return dict(_PIN.findall((ROOT / lock).read_text(encoding="utf-8")))


def faults() -> list[str]:
    """What is wrong with the two files: an address inside, a missing hash, or two versions of one package."""
    found = []
    for lock in (RUNTIME, DEVELOPMENT):
        text = (ROOT / lock).read_text(encoding="utf-8")
        if "://" in text:
            found.append(f"{lock} holds an address")
        packages = re.split(r"\n(?=[a-z])", text)
        found += [f"{lock}: no hash for {one.split()[0]}" for one in packages if "--hash=sha256:" not in one]
    development = pins(DEVELOPMENT)
    for name, version in pins(RUNTIME).items():
        if development.get(name) != version:
            found.append(f"{name} is {version} in {RUNTIME} but {development.get(name)} in {DEVELOPMENT}")
    return found


def main(arguments: list[str]) -> int:
    """Rewrite the files unless only a check is asked for; 0 when they are sound."""
    if arguments != ["--check"]:
        resolve(RUNTIME, "--extra", "desktop", "--extra", "hub", *arguments)
        resolve(DEVELOPMENT, "--all-extras", "-c", RUNTIME, *arguments)
    problems = faults()
    counts = f"{len(pins(RUNTIME))} packages to run, {len(pins(DEVELOPMENT))} to develop."
    print("\n".join(problems) or counts)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
