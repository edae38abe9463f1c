"""Empty lines on paper, far enough apart for a hand with a ball pen."""

from __future__ import annotations

from copy import copy

from desktop.printing.flow import Block
from desktop.printing.pen import Colour, Pen

_APART = 24.0  # points, 8.5 mm
_GREY: Colour = (0.55, 0.58, 0.62)
_DASH = (0.8, 2.4)


class Lines(Block):
    """Dotted lines from margin to margin; they may go on over the page."""

    after = 8.0

    def __init__(self, count: int) -> None:
        self._count = count

    def height(self, width: float) -> float:
        return self._count * _APART

    def least(self, width: float) -> float:
        return min(self._count, 2) * _APART

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        fit = min(int(height / _APART), self._count - 1)
        if fit < 2:
            return None
        first, rest = copy(self), copy(self)
        first._count, rest._count = fit, self._count - fit
        return first, rest

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for line in range(1, self._count + 1):
            y = top - line * _APART + 4
            pen.path([(x, y), (x + width, y)], 0.7, _GREY, _DASH)
