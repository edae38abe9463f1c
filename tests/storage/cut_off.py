"""Makes or restores a backup in a process of its own, which dies at a chosen step, as in a power cut.

Steps are counted where Python opens, moves, links, makes or removes a file below the folder. Run with
what to do, the backup (or the stick's folder), the store's folder, and the step to die at; 0 for none.
Prints the number of steps, and at which the marker of a decided restore was written.
"""

import os
import sys
from pathlib import Path
from typing import Any

from desktop.actions import backup, office
from desktop.errors import UserError

EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.link", "os.rmdir")
PASSPHRASE = "three example words"


class Steps:
    """Counts steps below a folder, and dies at the one asked for."""

    def __init__(self, below: Path, die_at: int) -> None:
        self.below, self.die_at = str(below), die_at
        self.count = self.decided = 0

    def __call__(self, event: str, details: tuple[Any, ...]) -> None:
        if event not in EVENTS or not any(str(each).startswith(self.below) for each in details[:2]):
            return
        self.count += 1
        if event == "os.rename" and str(details[1]).endswith("restoring.json"):
            self.decided = self.count
        if self.count == self.die_at:
            os._exit(9)


def limit_files(size: int) -> None:
    """From now on no file may grow beyond `size` bytes: so a full disk looks to a program."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def main(what: str, file: Path, folder: Path, die_at: int, limit: int) -> int:
    steps = Steps(folder.parent, die_at)
    store = office.unlock(folder, PASSPHRASE) if what == "make" else None
    if limit:
        limit_files(limit)
    sys.addaudithook(steps)
    try:
        if store:
            backup.make(store, file)
        else:
            backup.restore(file, folder, passphrase=PASSPHRASE)
    except UserError as problem:
        sys.stdout.write(type(problem).__name__)
        return 3
    sys.stdout.write(f"{steps.count} {steps.decided}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])))
