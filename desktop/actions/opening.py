"""Opening many letters at once: on a second processor where there is enough work to share."""

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from desktop.sync.merge import Letter, Read, read

ENOUGH_TO_SHARE = 200  # below this, starting a process costs more than it saves
WORKERS = 2


def open_letters(letters: Sequence[Letter], identities: Sequence[str]) -> list[Read]:
    """Open letters, in order. Opening is a pure function, so it gives the same in any process."""
    opener = partial(read, identities=identities)
    if len(letters) < ENOUGH_TO_SHARE:
        return [opener(letter) for letter in letters]
    spawn = multiprocessing.get_context("spawn")  # the only way on Windows, so the only way here
    with ProcessPoolExecutor(WORKERS, spawn) as pool:
        return list(pool.map(opener, letters, chunksize=25))
