"""How far long work is, and how a person stops it: a plain object that the work calls at each step."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field


class Stopped(Exception):
    """The person stopped the work. Nobody has to be told what went wrong, because nothing did."""


def _nobody(_done: int, _total: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Progress:
    """Long work takes one, `progress: Progress = UNWATCHED`, and calls `progress(done, total)`.

    `done` and `total` are steps of one kind (files, pages); `total` is 0 while it is not known. The call
    is also where work may end: once `stop` was called it raises `Stopped`. So it stands only where ending
    leaves the store in order: inside the one transaction of the work, which is then undone, or between two
    that are whole by themselves. Work that would rather answer with what it has done so far looks at
    `stopped` and returns. `heard` is called in the thread of the work.
    """

    heard: Callable[[int, int], object] = _nobody
    _asked: threading.Event = field(default_factory=threading.Event)

    def __call__(self, done: int, total: int = 0) -> None:
        if self.stopped:
            raise Stopped
        self.heard(done, total)

    def pause(self, seconds: float) -> None:
        """Wait, but not longer than the person does. Raises `Stopped`."""
        if self._asked.wait(seconds):
            raise Stopped

    @property
    def stopped(self) -> bool:
        """Whether the person asked for the work to stop."""
        return self._asked.is_set()

    def stop(self) -> None:
        """Ask the work to stop at its next step; from any thread."""
        self._asked.set()


UNWATCHED = Progress()  # of work that nobody watches; never stop it
