"""What a shareable copy may hold: protected values in place of exact ones, and nothing that was written."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop.domain.report import Cell

HIDDEN = "…"  # the value is not shown; it does not say whether it is small
BAND = "<10"  # fewer than ten, also none
UNPRINTED = ""  # stands in no table, and is no secret: its parts are printed, or it is large

Printed = int | str  # a number rounded, BAND or HIDDEN; UNPRINTED only in what is kept of a copy


@dataclass(frozen=True, slots=True, order=True)
class ProtectedCell:
    """One protected count. `category` is "" for all, or one entry of a list: "sex.girl", "age.6-11"."""

    item: str  # the code of an activity
    measure: str
    place: str  # the id of an office: all under it and itself
    period: str
    category: str = ""

    def of_category(self, category: str) -> "ProtectedCell":
        return replace(self, category=category)


@dataclass(frozen=True, slots=True)
class ReleasedCell:
    """What one copy printed for a protected cell, and what was true then: `exact` never leaves."""

    cell: ProtectedCell
    exact: int
    printed: Printed = HIDDEN


@dataclass(frozen=True, slots=True)
class Shareable:
    """What one shareable copy may show about one place and period. What it does not name is hidden.

    `waits`: such copies can show something, but not before enough reports have come.
    """

    place: str
    period: str
    values: Mapping[ProtectedCell, Printed] = field(default_factory=dict)
    waits: bool = False

    def of(self, cell: Cell, category: str = "", place: str = "") -> Printed:
        """What stands for a measure of an activity: in all, in one category, or of one place within."""
        key = ProtectedCell(cell.item, cell.measure, place or self.place, self.period, category)
        return self.values.get(key, HIDDEN)

    @property
    def shows_something(self) -> bool:
        return any(value != HIDDEN for value in self.values.values())
