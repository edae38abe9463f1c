"""The tones that tell the series of a chart apart on any printer: full, light, hatched, empty, grey."""

import math
from dataclasses import dataclass

from desktop.printing.pen import Colour, Pen

INK: Colour = (0.16, 0.24, 0.36)
_GREY: Colour = (0.5, 0.54, 0.6)
_LIGHT: Colour = (0.78, 0.83, 0.89)
_WHITE: Colour = (1.0, 1.0, 1.0)
_EDGE = 0.6
_HATCH = 3.2  # points between two strokes
_UP = math.pi / 2


@dataclass(frozen=True, slots=True)
class Tone:
    """How a bar is filled and slantingly hatched, and how a line is dashed and its points are marked.

    `lean` of the strokes: 1 rises to the right, -1 to the left, 0 is none. `turn`: where the first
    corner of a mark stands, in radians.
    """

    colour: Colour
    lean: int
    dash: tuple[float, ...]
    corners: int
    turn: float = _UP

    def mark(self, size: float) -> list[tuple[float, float]]:
        """The outline of a mark around its point."""
        angles = (self.turn + 2 * math.pi * place / self.corners for place in range(self.corners))
        return [(size * math.cos(angle), size * math.sin(angle)) for angle in angles]


# Six: as many as the plan has years, and one more than it has strategies.
TONES = (
    Tone(INK, 0, (), corners=12),
    Tone(_LIGHT, 0, (5, 2.5), corners=4),
    Tone(_WHITE, 1, (1.2, 2), corners=3),
    Tone(_WHITE, 0, (7, 2, 1.2, 2), corners=5),
    Tone(_GREY, 0, (10, 2.5), corners=4, turn=math.pi / 4),
    Tone(_WHITE, -1, (3, 1.5), corners=3, turn=-_UP),
)


def tone(place: int) -> Tone:
    """The tone of the series at this place; a seventh begins again."""
    return TONES[place % len(TONES)]


def bar(pen: Pen, x: float, y: float, width: float, height: float, of: Tone) -> None:
    """A filled and edged rectangle with its lower left corner at (x, y)."""
    pen.fill(x, y, width, height, of.colour)
    if of.lean:
        pen.hatch(x, y, width, height, _HATCH, of.lean, INK)
    pen.frame(x, y, width, height, _EDGE, INK)
