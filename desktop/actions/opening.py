"""Opening many letters at once: on other processors where there is enough work to share."""

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from desktop.sync.letter import Letter, Read, read

ENOUGH_TO_SHARE = 400  # letters; below this, starting processes costs more than it saves
WORKERS = 2
_AT_ONCE = 25  # letters handed to a worker in one go

Chunk = Sequence[Letter]


def open_in_turn(chunks: Iterable[Chunk], identities: Sequence[str], *, shared: bool) -> Iterator[list[Read]]:
    """Open chunks of letters, in order. Opening is a pure function, so it gives the same in any process.

    If `shared`, other processes open the next chunk while the caller works on this one, and at
    most these two are in memory.
    """
    opener = partial(read, identities=identities)
    if not shared:
        for chunk in chunks:
            yield [opener(letter) for letter in chunk]
        return
    spawn = multiprocessing.get_context("spawn")  # the only way on Windows, so the only way here
    with ProcessPoolExecutor(WORKERS, spawn) as pool:
        before: Iterator[Read] = iter(())
        for chunk in chunks:
            coming = pool.map(opener, chunk, chunksize=_AT_ONCE)  # begins at once
            if opened := list(before):
                yield opened
            before = coming
        yield list(before)
