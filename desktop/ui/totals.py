"""Under a report while cases are counted: their sum, always in view however far one has scrolled."""

from typing import TYPE_CHECKING

from desktop.ui.pieces import Card, Label, Words

if TYPE_CHECKING:
    from desktop.ui.tally_grid import TallyGrid


class Totals(Card):
    """Shown while the focus is in a tally's grid."""

    def __init__(self) -> None:
        super().__init__("information")
        self.box.setContentsMargins(24, 6, 16, 6)
        self.words = Label(lambda: "", "information")
        self.add(self.words)
        self.hide()

    def about(self, grid: "TallyGrid | None") -> None:
        """Say the sums of a grid, or nothing."""
        if grid is not None:
            words: Words = grid.sums
            self.words.say(words)
        self.setHidden(grid is None)
