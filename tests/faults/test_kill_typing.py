"""The power goes while somebody types: only the field in hand may be lost, nothing said to be kept.

An officer (typing_hand.py) types into a real window in a process of its own and tells what its screen
holds and says. He is killed at random moments; then the store is held against what he told. Ten kills
here; `KILLS=200 ./test tests/faults/test_kill_typing.py` is the whole programme.
"""

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.actions import report
from desktop.domain.report import Cell
from tests.faults.typing_hand import plain
from tests.sync.laptops import Laptop

KILLS = int(os.environ.get("KILLS", "10"))
LONGEST_LIFE = 2.5  # seconds after the form is there
DURABLE_WITHIN = 1.0  # seconds after the last key
HANDS = 2  # at work at the same time, each on a laptop of its own
ROOT = Path(__file__).parents[2]
OFFSCREEN = "This plugin does not support"  # what a window is told that is on no screen
Answers = dict[str, object]


@dataclass(frozen=True, slots=True)
class Life:
    """What an officer told before he was killed, and when that was; monotonic seconds."""

    told: list[dict[str, Any]]
    ended: float


def live_and_die(laptop: Laptop, seed: int, life: float) -> Life:
    """Let an officer type, and kill him `life` seconds after the form is there."""
    words = [sys.executable, "-m", "tests.faults.typing_hand", str(laptop.folder), laptop.store.key.hex()]
    child = subprocess.Popen(
        [*words, str(seed)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, encoding="utf-8"
    )
    assert child.stdout is not None
    lines = [child.stdout.readline()]
    reader = threading.Thread(target=lambda: lines.extend(child.stdout or ()))
    reader.start()
    time.sleep(life)
    ended = time.monotonic()
    child.kill()
    reader.join()
    _, complaint = child.communicate()
    complaints = [line for line in complaint.splitlines() if not line.startswith(OFFSCREEN)]
    assert not complaints, complaint
    told = [json.loads(line) for line in lines if line.endswith("\n")]
    return Life([one for one in told if one["at"] <= ended], ended)


def stored(laptop: Laptop) -> Answers:
    """Every answer in the store, after a look over its pages."""
    with laptop.open() as db:
        assert db.execute("PRAGMA cipher_integrity_check").fetchall() == []
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        view = report.open_form(db, laptop.report()).view
        return {cell: plain(answer) for cell, answer in view.answers().items() if answer is not None}


def lost(before: Answers, life: Life, after: Answers) -> set[tuple[str, str]]:
    """The fields whose last answer is not in the store; what was kept or is long ago must be there."""
    held: dict[str, list[object]] = {cell: [answer] for cell, answer in before.items()}
    sure: dict[str, int] = {}  # the place of the answer that must be there, or a later one
    last_key: dict[str, float] = {}
    for one in life.told:
        if "typed" in one:
            held.setdefault(one["typed"], [None]).append(one["answer"])
            last_key[one["typed"]] = one["at"]
        elif "kept" in one:
            sure = {cell: len(answers) - 1 for cell, answers in held.items()}
    long_ago = [cell for cell, at in last_key.items() if at + DURABLE_WITHIN < life.ended]
    sure |= {cell: len(held[cell]) - 1 for cell in long_ago}
    for cell, answers in held.items():
        due = answers[sure.get(cell, 0) :]
        there = after.get(cell)
        assert there in due, f"{cell}: {due[0]!r} was kept or long typed; there is {there!r}"
    assert set(after) <= set(held), "nobody typed this"
    gone = [cell for cell, answers in held.items() if after.get(cell) != answers[-1]]
    return {(Cell.of(cell).item, Cell.of(cell).measure) for cell in gone}


def work_till_killed(laptop: Laptop, dice: random.Random, kills: int) -> list[int]:
    """How many fields each kill cost."""
    costs = []
    for _ in range(kills):
        before = stored(laptop)
        life = live_and_die(laptop, dice.randrange(2**32), dice.uniform(0, LONGEST_LIFE))
        gone = lost(before, life, stored(laptop))
        assert len(gone) <= 1, f"more than the field in hand is lost: {gone}"
        costs.append(len(gone))
    return costs


def test_a_power_cut_in_mid_typing_costs_at_most_the_field_in_hand(
    known: Callable[[str], Laptop], tmp_path: Path
) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    laptops = [known("commune").copy_to(tmp_path / f"hand {n}") for n in range(HANDS)]
    dice = [random.Random(f"{seed}/{n}") for n in range(HANDS)]
    shares = [KILLS // HANDS + (n < KILLS % HANDS) for n in range(HANDS)]
    with ThreadPoolExecutor(HANDS) as pool:
        costs = [cost for each in pool.map(work_till_killed, laptops, dice, shares) for cost in each]
    print(f"{KILLS} kills; a field was lost in {sum(costs)}")  # noqa: T201
    for laptop in laptops:
        laptop.fill()
        laptop.submit()


TYPED = {"typed": "2.3.1:sessions", "answer": 4, "at": 10.0}


@pytest.mark.parametrize(
    ("told", "ended"),
    [
        ([TYPED, {"kept": True, "at": 10.1}], 10.2),
        ([TYPED], 11.1),
        ([{**TYPED, "at": 9.0}, {"kept": True, "at": 9.1}, {**TYPED, "answer": 45}], 10.1),
    ],
)
def test_the_account_notices_what_was_kept_or_long_typed_and_is_missing(
    told: list[dict[str, Any]], ended: float
) -> None:
    with pytest.raises(AssertionError, match="sessions: 4 was kept or long typed; there is None"):
        lost({}, Life(told, ended), {})


def test_the_account_counts_fields_and_not_letters() -> None:
    typed = [TYPED, {**TYPED, "answer": 45}, {**TYPED, "typed": "2.3.1:participants"}]
    assert len(lost({}, Life(typed, 10.1), {})) == 2
    assert lost({}, Life(typed, 10.1), {"2.3.1:sessions": 45, "2.3.1:participants": 4}) == set()
