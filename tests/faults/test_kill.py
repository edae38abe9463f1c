"""The program is killed in the middle of saving: what it had acknowledged is there, whole.

The parent writes down what the child acknowledges, as a person would remember what the screen
said. Run as a module this file is the child: it saves, submits and exchanges until it is killed.
"""

import itertools
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions import exchange, report
from desktop.domain.report import ReportKey
from desktop.storage import batches, reports
from desktop.storage.database import Database, Store, connection
from tests.sync.laptops import PERIOD, Laptop, record_names

KILLS = 10
LONGEST_LIFE = 0.4  # seconds after the first acknowledgement
ROOT = Path(__file__).parents[2]


def save_until_killed(folder: Path, key: bytes, start: int) -> None:
    """Each line says what is durable: an answer saved, a report submitted, a batch on the stick."""
    with connection(Store(folder, key)) as db:
        mine = report.my_report(db, PERIOD)
        for n in itertools.count(start):
            report.save_value(db, report.open_form(db, mine).view, f"narrative:n{n}", f"ចម្លើយ {n}")
            say(f"saved {n}")
            if n % 5 == 4:
                report.submit(db, mine)
                say(f"submitted {n}")
            if n % 20 == 19:
                exchange.exchange_with_folder(db, folder.parent / "stick")
                say(f"exchanged {n}")


def say(line: str) -> None:
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def live_and_die(laptop: Laptop, start: int, life: float) -> list[tuple[str, int]]:
    """What a child acknowledged before it was killed, `life` seconds after its first word."""
    child = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.faults.test_kill",
            str(laptop.folder),
            laptop.store.key.hex(),
            str(start),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert child.stdout is not None
    lines = [child.stdout.readline()]
    reader = threading.Thread(target=lambda: lines.extend(child.stdout or ()))
    reader.start()
    time.sleep(life)
    child.kill()
    reader.join()
    _, complaint = child.communicate()
    assert not complaint, complaint.decode()
    whole = [line.decode().split() for line in lines if line.endswith(b"\n")]
    return [(what, int(n)) for what, n in whole]


def check(db: Database, key: ReportKey, acknowledged: list[tuple[str, int]]) -> int:
    """Hold the store against what was acknowledged; the number of the next answer."""
    view = reports.view(db, key)
    there = {cell: answer for cell, answer in view.answers().items() if cell.startswith("narrative:n")}
    saved = [n for what, n in acknowledged if what == "saved"]
    submitted = [n for what, n in acknowledged if what == "submitted"]
    for n in saved:
        assert there.get(f"narrative:n{n}") == f"ចម្លើយ {n}", f"answer {n} was acknowledged and is not there"
    for n in range(max(submitted, default=-1) + 1):
        assert f"narrative:n{n}" in view.live, f"answer {n} was submitted and is not in a record"
    assert len(there) <= len(saved) + KILLS, "at most one answer a kill is there unacknowledged"
    assert set(there) == {f"narrative:n{n}" for n in range(len(there))}
    return len(there)


def check_whole(db: Database) -> None:
    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert db.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    exchange.rebuild(db)


def test_ten_kills_lose_nothing_that_was_acknowledged(known: Callable[[str], Laptop], tmp_path: Path) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    dice = random.Random(seed)
    laptop = known("commune")
    laptop.fill()
    laptop.submit()
    acknowledged: list[tuple[str, int]] = []
    start = 0
    for _ in range(KILLS):
        acknowledged += live_and_die(laptop, start, dice.uniform(0, LONGEST_LIFE))
        with laptop.open() as db:
            before = reports.all_live(db)
            check_whole(db)
            assert reports.all_live(db) == before
            start = check(db, laptop.report(), acknowledged)
    assert len({what for what, _ in acknowledged}) == 3, "too short a life to have done everything once"
    the_province_gets_everything(laptop, known("province"))


@pytest.mark.parametrize("never_said", [("saved", 0), ("submitted", 0)])
def test_the_account_notices_what_is_missing(
    known: Callable[[str], Laptop], never_said: tuple[str, int]
) -> None:
    laptop = known("commune")
    with laptop.open() as db, pytest.raises(AssertionError, match="answer 0 was"):
        check(db, laptop.report(), [never_said])


def the_province_gets_everything(laptop: Laptop, province: Laptop) -> None:
    """What went onto the stick before and after the kills is one whole; half a file is never there."""
    stick = laptop.folder.parent / "stick"
    laptop.exchange(stick)
    province.exchange(stick)
    laptop.exchange(stick)
    with laptop.open() as here, province.open() as there:
        assert set(record_names(here, laptop.device)) <= set(record_names(there))
        assert reports.live(here, laptop.report()) == reports.live(there, laptop.report())
        assert len(batches.to_send(here)) <= 1


if __name__ == "__main__":
    save_until_killed(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), int(sys.argv[3]))
