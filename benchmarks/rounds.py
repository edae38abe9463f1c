"""Rounds: rivals measured in turn, again and again, so that a noisy machine is noisy for all of them."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Measured = dict[str, "Seconds"]


@dataclass(frozen=True, slots=True)
class Seconds:
    """What one rival took, round by round."""

    each: tuple[float, ...]

    @property
    def least(self) -> float:
        return min(self.each)

    @property
    def middle(self) -> float:
        return statistics.median(self.each)


def in_turn(rivals: Mapping[str, Callable[[], float]], rounds: int) -> Measured:
    """Run every rival once a round, each round beginning with the next one. Rivals return seconds."""
    found: dict[str, list[float]] = {name: [] for name in rivals}
    names = list(rivals)
    for n in range(rounds):
        first = n % len(names)
        for name in (*names[first:], *names[:first]):
            found[name].append(rivals[name]())
    return {name: Seconds(tuple(each)) for name, each in found.items()}


def timed(job: Callable[[], object]) -> float:
    """How long a job takes, in seconds."""
    begin = time.perf_counter()
    job()
    return time.perf_counter() - begin
