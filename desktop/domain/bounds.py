"""What anybody can reckon: the least and greatest values of numbers of which only ranges and sums are known.

Where the sums form no ring (no two share more than one number, and no way leads from a sum over others
back to it), narrowing each number by each sum until nothing changes finds exactly what is possible: every
value left occurs in some table of whole numbers that fits everything known. No solver can know more.
With a ring it would be too wide, so a ring is refused.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Range = tuple[int, int | None]  # from, to; None: without end
ANY: Range = (0, None)


@dataclass(frozen=True, slots=True)
class Balance:
    """Those on the left make together as much as those on the right: a total and its parts."""

    left: tuple[Hashable, ...]
    right: tuple[Hashable, ...]

    @property
    def all(self) -> tuple[Hashable, ...]:
        return (*self.left, *self.right)


class Ring(ValueError):
    """These sums form a ring; what is possible cannot be told in this way."""


class Contradiction(ValueError):
    """No numbers fit what is said to be known."""


def bounds(known: Mapping[Any, Range], balances: Sequence[Balance]) -> dict[Any, Range]:
    """The possible values of every number; those that `known` does not name may be anything from 0.

    Raises `Ring` and `Contradiction`.
    """
    refuse_rings(balances)
    found = {one: ANY for balance in balances for one in balance.all} | dict(known)
    changed = True
    while changed:
        changed = any([_narrow(found, balance) for balance in balances])
    return found


def refuse_rings(balances: Iterable[Balance]) -> None:
    """Raises `Ring` where the same numbers are bound together in two ways."""
    joined: dict[Hashable, Hashable] = {}

    def end(one: Hashable) -> Hashable:
        while one in joined:
            one = joined[one]
        return one

    for balance in balances:
        ends = [end(one) for one in balance.all]
        if len(set(ends)) < len(ends):
            raise Ring
        joined.update(dict.fromkeys(ends[1:], ends[0]))


def _narrow(found: dict[Hashable, Range], balance: Balance) -> bool:
    """Narrow every number of a balance by the others; whether any became narrower."""
    changed = False
    for side, other in ((balance.left, balance.right), (balance.right, balance.left)):
        for one in side:
            least, most = _sum(found, other)
            rest_least, rest_most = _sum(found, (each for each in side if each != one))
            low, high = found[one]
            lowest = low if rest_most is None else max(low, least - rest_most)
            highest = high if most is None else _least(high, most - rest_least)
            if highest is not None and highest < lowest:
                raise Contradiction
            if (lowest, highest) != (low, high):
                found[one] = (lowest, highest)
                changed = True
    return changed


def _sum(found: Mapping[Hashable, Range], some: Iterable[Hashable]) -> Range:
    least, most = 0, 0
    endless = False
    for one in some:
        low, high = found[one]
        least += low
        if high is None:
            endless = True
        else:
            most += high
    return least, None if endless else most


def _least(one: int | None, other: int) -> int:
    return other if one is None else min(one, other)
