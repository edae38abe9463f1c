"""The rehearsal of bad lines (benchmarks/bad_lines.py), small: all arrives, and little is sent twice."""

import random
from pathlib import Path

from benchmarks import bad_lines
from benchmarks.bad_lines import Weather

FASTER, SESSIONS, SIZES = 60, 16, [12_000] * 4
MOST = 1.5  # times the letters' bytes, in every session


def test_all_is_given_and_fetched_over_lines_that_break_and_die(tmp_path: Path) -> None:
    chance = random.Random(random.getrandbits(64))  # the run prints its seed
    found, kept = bad_lines.run(tmp_path, SESSIONS, SIZES, Weather(), FASTER, chance)
    assert kept == SESSIONS * len(SIZES)
    assert all(one.fetched for one in found)
    assert all(one.content <= one.up <= MOST * one.content for one in found), bad_lines.told(found, FASTER)
