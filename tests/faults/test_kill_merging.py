"""The program is killed in the middle of taking in a folder: every file is in it whole, or not at all.

Run as a module this file is the child: it merges what the folder holds and says when each file is dealt with.
`KILLS=100` asks for more; the moments are random, and the seed is printed.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from desktop.actions import exchange
from desktop.progress import Progress
from desktop.storage import records, reports
from desktop.storage.database import Store, connection
from tests.faults.test_kill import ROOT, check_whole, say
from tests.sync.forging import batch_of, canonical, header, key_of, name_of, payload_of, signed, submission
from tests.sync.laptops import Laptop

LONGEST_STEP = 0.03  # seconds: about as long as one transaction takes
KILLS = int(os.environ.get("KILLS", "4"))
FILES, IN_A_FILE, AT_ONCE = 60, 3, 5  # files, records in each, files in one transaction


def merge_until_killed(folder: Path, key: bytes, files: Path) -> None:
    exchange.CHUNK = AT_ONCE
    with connection(Store(folder, key)) as db:
        say("begun")
        exchange.merge_files(db, [files], Progress(lambda done, _total: say(f"{done}")))


def fill(stick: Path, commune: Laptop, box: str) -> list[list[str]]:
    """Files of a commune's computer with a few submissions each; the cells that each file brings."""
    stick.mkdir()
    key, brought = key_of(commune), []
    for n in range(FILES):
        cells = [f"a:c{n}x{each}" for each in range(IN_A_FILE)]
        bodies = (submission(commune.org_unit, {cell: 1}) for cell in cells)
        pairs = [
            signed(key, canonical(header(key, commune.org_unit, "submission", body, salt=f"{n:032x}")))
            for body in bodies
        ]
        inside = payload_of(key, commune.org_unit, pairs, n + 1)
        body = batch_of(key, commune.org_unit, inside, [box], sequence=n + 1)
        (stick / f"{n:03}.tumpeang").write_bytes(body)
        brought.append(cells)
    return brought


def merge_and_die(store: Laptop, stick: Path, steps: int, longer: float) -> None:
    """Let a child merge, and kill it after so many transactions and a part of the next one."""
    child = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.faults.test_kill_merging",
            str(store.folder),
            store.store.key.hex(),
            str(stick),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert child.stdout is not None
    for _ in range(1 + steps):
        child.stdout.readline()
    time.sleep(longer)
    child.kill()
    _, complaint = child.communicate()
    assert not complaint, complaint.decode()


def test_a_merge_that_is_killed_leaves_every_file_whole_or_untouched(
    known: Callable[[str], Laptop], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    seed = int(os.environ.get("SEED", random.randrange(10**9)))
    record_property("seed", seed)
    chance = random.Random(seed)
    commune, province = known("commune"), known("province")
    brought = fill(tmp_path / "stick", commune, province.box())
    for kill in range(KILLS):
        store = province.copy_to(tmp_path / f"province {kill}")
        steps = chance.randrange(FILES // AT_ONCE)
        merge_and_die(store, tmp_path / "stick", steps, chance.random() * LONGEST_STEP)
        with store.open() as db:
            check_whole(db)
            there = set(reports.live(db, commune.report()))
            assert len(there) >= steps * AT_ONCE * IN_A_FILE, f"what was said to be in is not (SEED={seed})"
            for cells in brought:
                assert len(there.intersection(cells)) in (0, IN_A_FILE), f"half a file is in (SEED={seed})"
            exchange.merge_files(db, [tmp_path / "stick"])
            assert set(reports.live(db, commune.report())) == {cell for cells in brought for cell in cells}
            by_commune = records.numbers_by(db, name_of(key_of(commune)), commune.org_unit)
            assert len(by_commune) == FILES * IN_A_FILE + 1  # and its introduction


if __name__ == "__main__":
    merge_until_killed(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), Path(sys.argv[3]))
