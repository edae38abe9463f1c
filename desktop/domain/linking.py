"""How protected counts add up: what a reader knows of them beside what is printed.

A reader may know that nothing was corrected between two copies. So a count is the same number to him in
every copy in which it was the same, and another one where it was not.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from desktop.domain import catalogue
from desktop.domain.bounds import Balance
from desktop.domain.catalogue import ELSEWHERE, OWN, SPLIT, UNSPLIT
from desktop.domain.measure import Measures, OverTime
from desktop.domain.period import ReportingPeriod
from desktop.domain.shareable import ProtectedCell

_BESIDE = "beside"  # what a whole holds beside its parts
_TOGETHER = "together"  # several wholes that have parts in common


class Unknown(NamedTuple):
    """One number as a reader may think of it: a cell while it was `exact`."""

    cell: ProtectedCell
    exact: int


@dataclass(frozen=True, slots=True)
class Linked:
    """The counts of one activity in one copy, about the office `place` and what lies in it."""

    place: str
    exact: Mapping[ProtectedCell, int]
    measures: Measures

    def number(self, cell: ProtectedCell) -> Unknown:
        """The number in a cell (0: nobody gave one); of a stock, that of its shortest period at the end."""
        exact = self.exact.get(cell, 0)
        if self.measures[cell.measure].over_time is OverTime.LAST and not cell.category:
            period = ReportingPeriod(cell.period)
            for shorter in reversed(catalogue.within(period)):
                last = replace(cell, period=shorter.code)
                if shorter.end == period.end and self.exact.get(last) == exact:
                    return Unknown(last, exact)
        return Unknown(cell, exact)

    def balances(self) -> Iterator[Balance]:
        """How the counts make each other up, as far as they do."""
        for cell in self.exact:
            if not cell.category:
                yield from self._over_time(cell)
                yield from self._whole(cell, self._places(cell))
                yield from self._whole(cell, [cell.of_category(SPLIT), cell.of_category(UNSPLIT)])
                yield from self._beside_the_whole(cell)
            elif cell.category == SPLIT:
                for name in catalogue.LISTS:
                    every = catalogue.categories(self.measures, name)
                    yield from self._whole(cell, [cell.of_category(one) for one in every])

    def _whole(self, cell: ProtectedCell, parts: Iterable[ProtectedCell]) -> Iterator[Balance]:
        there = [part for part in parts if part in self.exact]
        if there and self.exact[cell] == sum(self.exact[part] for part in there):
            yield Balance((self.number(cell),), tuple(map(self.number, there)))

    def _over_time(self, cell: ProtectedCell) -> Iterator[Balance]:
        """A flow and its shorter periods. One of which nobody gives a number is none, as one that gave 0 is:
        it may have been shared as such before the 0 was taken back."""
        if self.measures[cell.measure].over_time is OverTime.LAST:
            return
        shorter = catalogue.parts(ReportingPeriod(cell.period))
        parts = [replace(cell, period=period.code) for period in shorter]
        given = [self.exact[part] for part in parts if part in self.exact]
        if given and self.exact[cell] == sum(given):
            yield Balance((self.number(cell),), tuple(map(self.number, parts)))

    def _places(self, cell: ProtectedCell) -> list[ProtectedCell]:
        if cell.place != self.place:
            return []
        inside = [one for one in self.exact if one == replace(cell, place=one.place) and one != cell]
        return [*inside, cell.of_category(ELSEWHERE), cell.of_category(OWN)]

    def _beside_the_whole(self, cell: ProtectedCell) -> Iterator[Balance]:
        """Parts that are measured by themselves, for example girls and boys among all served."""
        of = catalogue.wholes(self.measures[cell.measure])
        wholes = [one for code in of if (one := replace(cell, measure=code)) in self.exact]
        parts = [one for one in self.exact if self._is_beside(one, cell)]
        if not wholes or parts[0] != cell:
            return
        together = sum(self.exact[one] for one in wholes)
        left = together - sum(self.exact[one] for one in parts)
        if left < 0:  # they overlap, and who is counted in several is not known
            return
        whole = self.number(wholes[0])
        if len(wholes) > 1:
            whole = Unknown(wholes[0].of_category(_TOGETHER), together)
            yield Balance((whole,), tuple(map(self.number, wholes)))
        rest = [Unknown(cell.of_category(_BESIDE), left)] if left else []
        yield Balance((whole,), (*map(self.number, parts), *rest))

    def _is_beside(self, one: ProtectedCell, cell: ProtectedCell) -> bool:
        """Whether both are parts of the same, next to each other: children and families overlap."""
        here, there = self.measures[one.measure], self.measures[cell.measure]
        return one == replace(cell, measure=one.measure) and (
            (catalogue.wholes(here), here.unit) == (catalogue.wholes(there), there.unit)
        )
