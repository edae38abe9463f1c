"""The tour does the main job on real input, in a process of its own, and leaves what it says it leaves."""

import csv
import os
import subprocess
import sys
from pathlib import Path

OFFICES = 4


def tour(out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    arguments = ["--language", "en", "tour", "--out", str(out), "--offices", str(OFFICES), *more]
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "desktop", *arguments],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "TUMPEANG_PASSPHRASE": "example", "PYTHONIOENCODING": "utf-8"},
    )


def test_a_small_province_is_rehearsed_to_the_printed_summary(tmp_path: Path) -> None:
    out = tmp_path / "ដំណើរ tour"
    done = tour(out)
    assert done.returncode == 0, done.stderr
    assert f"{OFFICES + 1} of 80 offices reported" in done.stdout
    for name in ("summary-2026Q3-km.pdf", "summary-2026Q3-en.pdf"):
        assert (out / name).read_bytes().startswith(b"%PDF")
    with (out / "scorecard-2026Q3.csv").open(encoding="utf-8-sig", newline="") as file:
        received = [row for row in csv.DictReader(file) if row["received"]]
    assert len(received) == OFFICES + 1
    assert len(list((out / "carrier").iterdir())) == OFFICES
    assert len(list((out / "carrier-damaged").iterdir())) == 1
    again = subprocess.run(
        [sys.executable, "-m", "desktop", "--store", str(out / "province"), "merge", str(out / "carrier")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TUMPEANG_PASSPHRASE": "example", "TUMPEANG_LANGUAGE": "en"},
    )
    assert again.returncode == 0, again.stderr
    assert f"{OFFICES}  already had" in again.stdout


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    done = tour(tmp_path)
    assert done.returncode == 1
    assert "is not empty" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_only_a_quarter_is_rehearsed(tmp_path: Path) -> None:
    done = tour(tmp_path / "out", "--period", "2026")
    assert done.returncode == 1
    assert "rehearses one quarter" in done.stderr
