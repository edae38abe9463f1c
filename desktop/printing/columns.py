"""How wide a table's columns are: their shares of the width, but wide enough for every whole number."""

from collections.abc import Sequence

# A single long word may widen its column to this part of the table and no further.
_MOST = 0.4


def widths(weights: Sequence[float], needed: Sequence[float], available: float) -> list[float] | None:
    """Points of each column, `available` in all; None where even the needed widths do not fit.

    `needed` is the width of the widest unbreakable thing in each column with its padding. Columns
    whose share is smaller get what they need; the others share the rest by weight.
    """
    if sum(needed) > available:
        return None
    fixed: dict[int, float] = {}
    while True:
        rest = available - sum(fixed.values())
        free = [place for place in range(len(weights)) if place not in fixed]
        total = sum(weights[place] for place in free)
        share = {place: rest * weights[place] / total for place in free}
        short = [place for place in free if share[place] < needed[place]]
        if not short:
            return [fixed.get(place, share.get(place, 0.0)) for place in range(len(weights))]
        fixed.update({place: needed[place] for place in short})


def limited(needed: Sequence[float], available: float) -> list[float]:
    """`needed` with no column above its limit, which only a very long word reaches."""
    return [min(width, available * _MOST) for width in needed]


def shrunk(needed: Sequence[float], available: float) -> list[float]:
    """Widths in proportion to `needed`, for a table too wide for its paper."""
    total = sum(needed)
    return [width * available / total for width in needed]
