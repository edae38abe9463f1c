"""The way into printing: `pdf(sheet)`. Loads the printing machinery only when something is printed."""

from typing import TYPE_CHECKING

from desktop.domain.sheet import Sheet
from desktop.progress import UNWATCHED, Progress

if TYPE_CHECKING:
    from desktop.printing.composing import Printout


def pdf(sheet: Sheet, progress: Progress = UNWATCHED) -> bytes:
    """The PDF of `sheet`, byte for byte the same each time."""
    return printout(sheet, progress).pdf


def printout(sheet: Sheet, progress: Progress = UNWATCHED) -> "Printout":
    """As `pdf`, with the number of pages and the letters no font has."""
    from desktop.printing.composing import compose  # a tenth of a second that start-up must not pay

    return compose(sheet, progress)
