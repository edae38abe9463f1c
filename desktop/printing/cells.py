"""A cell of a table on paper, and the rules and tones all rows share."""

from dataclasses import dataclass

from desktop.printing.lines import Line
from desktop.printing.pen import Colour, Pen
from desktop.printing.text import Style, draw_lines

PAD_X, PAD_Y = 4.0, 1.3
RULE = 0.5
RULE_COLOUR: Colour = (0.35, 0.38, 0.42)
DARK: Colour = (0.87, 0.9, 0.935)
LIGHT: Colour = (0.92, 0.938, 0.96)


@dataclass(frozen=True, slots=True)
class Cell:
    """A text set in lines."""

    filled: list[Line]
    style: Style

    @property
    def high(self) -> float:
        """Its lines and the room above and under them."""
        return len(self.filled) * self.style.leading + 2 * PAD_Y

    def draw(self, pen: Pen, left: float, right: float, top: float, height: float, *, middle: bool) -> None:
        """Write it between two rules, in the middle of its height or at its top."""
        down = (height - len(self.filled) * self.style.leading) / 2 if middle else PAD_Y
        draw_lines(pen, left + PAD_X, top - down, right - left - 2 * PAD_X, self.filled, self.style)


def rule(pen: Pen, x: float, y: float, x2: float, y2: float) -> None:
    pen.rule(x, y, x2, y2, RULE, RULE_COLOUR)
