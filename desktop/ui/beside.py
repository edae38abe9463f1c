"""Cells that another window changed while one typed into them here: both answers, until a person chooses."""

from collections.abc import Mapping

from desktop.domain.checks import CONFLICT, Finding, Weight
from desktop.domain.report import Answer


class Beside:
    """What the other window wrote stands in the report; what was typed here is kept beside it."""

    def __init__(self) -> None:
        self._pairs: dict[str, tuple[Answer, Answer]] = {}
        self.undecided: set[str] = set()

    def __contains__(self, cell: str) -> bool:
        return cell in self._pairs

    @property
    def cells(self) -> frozenset[str]:
        return frozenset(self._pairs)

    def add(self, cell: str, theirs: Answer, mine: Answer) -> bool:
        """Whether the two differ at all."""
        if theirs == mine and type(theirs) is type(mine):
            return False
        self._pairs[cell] = theirs, mine
        self.undecided.add(cell)
        return True

    def pair(self, cell: str, shown: Mapping[str, Answer]) -> tuple[Answer, Answer]:
        """What the other window wrote, and what was typed here: the last of it while one types on."""
        theirs, mine = self._pairs[cell]
        return theirs, shown.get(cell) if cell in self.undecided else mine

    def decide(self, cell: str, mine: Answer) -> None:
        """A person has chosen; the pair stays on screen, so that one may choose again."""
        self._pairs[cell] = self._pairs[cell][0], mine
        self.undecided.discard(cell)

    def findings(self) -> tuple[Finding, ...]:
        """A report is not submitted before a person has chosen."""
        return tuple(Finding(cell, Weight.MUST, CONFLICT) for cell in sorted(self.undecided))
