"""Merges files into a store in a process of its own and prints the most memory it and its workers held.

Counted is the proportional set size that Linux keeps: every page of memory once, one that several
processes share divided among them.
"""

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from desktop.actions import exchange
from desktop.storage.database import Store, connection

SECONDS_BETWEEN_LOOKS = 0.05


class _Watch(threading.Thread):
    """Looks at this process and all it started until told to stop; `most` is in bytes."""

    def __init__(self) -> None:
        super().__init__()
        self.most = 0
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(SECONDS_BETWEEN_LOOKS):
            self.most = max(self.most, sum(map(_held, _family(os.getpid()))))

    def stop(self) -> None:
        self._over.set()
        self.join()


def _family(pid: int) -> Iterator[int]:
    yield pid
    with contextlib.suppress(OSError):  # it may end while we look
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield from _family(int(child))


def _held(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def main(folder: Path, key: bytes, files: list[Path]) -> None:
    watch = _Watch()
    watch.start()
    with connection(Store(folder, key)) as db:
        exchange.merge_files(db, files)
    watch.stop()
    print(watch.most)


if __name__ == "__main__":
    listed = Path(sys.argv[3]).read_text(encoding="utf-8").splitlines()
    main(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), [Path(line) for line in listed])
