"""The gazetteer is what its tool makes of the package and the corrections."""

import csv
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_committed_file_is_what_the_tool_builds():
    command = [sys.executable, ROOT / "tools" / "build_gazetteer.py", "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_correction_says_why():
    with (ROOT / "assets" / "gazetteer" / "corrections.csv").open(encoding="utf-8", newline="") as file:
        corrections = list(csv.DictReader(file))
    assert len(corrections) < 100
    assert all(row["reason"] for row in corrections)
