"""The tones that tell the series of a chart apart on any printer: full, light, hatched, empty."""

from dataclasses import dataclass

from desktop.printing.pen import Colour, Pen

INK: Colour = (0.16, 0.24, 0.36)
_LIGHT: Colour = (0.78, 0.83, 0.89)
_WHITE: Colour = (1.0, 1.0, 1.0)
_EDGE = 0.6
_HATCH = 3.2  # points between two strokes


@dataclass(frozen=True, slots=True)
class Tone:
    """How a bar is filled, and how a line is dashed and its points are marked."""

    colour: Colour
    hatched: bool
    dash: tuple[float, ...]
    corners: int  # of the mark at a point; 0 is round


TONES = (
    Tone(INK, hatched=False, dash=(), corners=0),
    Tone(_LIGHT, hatched=False, dash=(5, 2.5), corners=4),
    Tone(_WHITE, hatched=True, dash=(1.2, 2), corners=3),
    Tone(_WHITE, hatched=False, dash=(7, 2, 1.2, 2), corners=5),
)


def tone(place: int) -> Tone:
    """The tone of the series at this place; a fifth begins again, which no chart here needs."""
    return TONES[place % len(TONES)]


def bar(pen: Pen, x: float, y: float, width: float, height: float, of: Tone) -> None:
    """A filled and edged rectangle with its lower left corner at (x, y)."""
    pen.fill(x, y, width, height, of.colour)
    if of.hatched:
        pen.hatch(x, y, width, height, _HATCH, INK)
    pen.frame(x, y, width, height, _EDGE, INK)
