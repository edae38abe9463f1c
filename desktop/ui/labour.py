"""Long work that a person sees and may stop: what it is called, and how far it is."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from desktop.progress import Progress

T = TypeVar("T")


@dataclass(slots=True)
class Far:
    """How far long work is; written in its lane, looked at by the window. `begun`: monotonic seconds."""

    begun: float = 0.0
    done: int = 0
    total: int = 0

    def hear(self, done: int, total: int) -> None:
        self.done, self.total = done, total


@dataclass(slots=True)
class Labour:
    """Long work that a person sees and may stop. The lane holds its `far` and its `progress` only."""

    words: Callable[[], str]
    gives_way: bool = False  # to the closing of the window
    in_bytes: bool = False  # what its `far` counts
    far: Far = field(default_factory=Far)
    progress: Progress = field(init=False)

    def __post_init__(self) -> None:
        self.progress = Progress(self.far.hear)


def begin(far: Far, progress: Progress, job: Callable[..., T]) -> T:
    """In the slow lane: work that was told to stop before it began never begins."""
    far.begun = time.monotonic()
    progress(0)
    return job(progress=progress)
