"""Figures that stand far from what an office said before, or from what others like it say: a list to look at.

It says nothing of right or wrong: a commune may have had a campaign. What is far is measured by the
median and the median of the distances from it (MAD), which a few wrong figures among the others do
not move. The limit of 3.5 on the modified z-score 0.6745 · (x - median) / MAD is that of Iglewicz and
Hoaglin, "How to Detect and Handle Outliers" (ASQC, 1993). Where more than half say the same, MAD is 0 and
the mean distance stands in for it, times 1.2533, which fits it to a normal distribution as well. Either
is taken as at least 1 and a twentieth of the median (our choice): one more session is nothing to look at.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import fmean, median

from desktop.domain.measure import Kind, Measures
from desktop.domain.org_unit import Level, OrgKind, OrgUnit
from desktop.domain.report import Answer, Cell

LEAST = 5  # figures to compare with; with fewer nothing is said
LIMIT = 3.5
MAD_TO_DEVIATION = 1 / 0.6745  # makes the MAD of a normal distribution its standard deviation
MEAN_TO_DEVIATION = 1.2533  # the same for the mean distance
LEAST_SHARE = 0.05  # of the median, that the deviation is taken for at least


class Beside(Enum):
    """What a figure was compared with."""

    HISTORY = "history"
    PEERS = "peers"


@dataclass(frozen=True, slots=True)
class Range:
    """What the others said: the one in the middle, the smallest and the largest, and how many they are."""

    middle: float
    least: int
    most: int
    count: int


@dataclass(frozen=True, slots=True)
class Outlier:
    """One figure to look at. `distance` is the modified z-score without its sign."""

    unit: OrgUnit
    cell: str
    now: int
    beside: Beside
    others: Range
    distance: float


Figures = Mapping[str, int]  # what one office said, by cell
Kin = tuple[Level, OrgKind]  # offices that are compared with each other


@dataclass(frozen=True, slots=True)
class Middle:
    """Where the figures of several lie: their median, and how far from it they usually are."""

    middle: float
    deviation: float

    @classmethod
    def of(cls, figures: Sequence[int]) -> "Middle":
        """Of these figures, which are at least one."""
        middle = median(figures)
        far = [abs(figure - middle) for figure in figures]
        deviation = MAD_TO_DEVIATION * median(far) or MEAN_TO_DEVIATION * fmean(far)
        return cls(middle, max(deviation, MAD_TO_DEVIATION * max(LEAST_SHARE * middle, 1)))

    def distance(self, figure: int) -> float:
        """How far a figure lies from here: the modified z-score without its sign."""
        return abs(figure - self.middle) / self.deviation


def outliers(
    units: Iterable[OrgUnit], now: Mapping[str, Figures], before: Mapping[str, Sequence[Figures]]
) -> tuple[Outlier, ...]:
    """Every figure far from its office's own history or from its peers, the farthest first.

    `now` and `before` (a report for each earlier period) are by the id of the office. Peers are offices
    of the same level and kind that gave a number for the same cell. A figure is never far from a history
    that has been as low and as high. Where it is far from both, the history is told: it says more of an
    office than its neighbours do.
    """
    every = tuple(units)
    peers = _peers(every, now)
    found = []
    for unit in every:
        history = before.get(unit.id, ())
        for cell, figure in now.get(unit.id, {}).items():
            one = _from_history(unit, cell, figure, history) or peers[_kind(unit)][cell].look(unit, figure)
            found += [one] if one else []
    return tuple(sorted(found, key=lambda one: (-one.distance, one.unit.code, one.cell)))


class Comparable:
    """Picks out of reports what can be compared: counts and money; cases in all, not split by split."""

    def __init__(self, measures: Measures) -> None:
        self._measures = measures
        self._cells: dict[str, str] = {}  # for each key the cell it counts for; few keys, in many reports

    def figures(self, report: Mapping[str, Answer]) -> dict[str, int]:
        """The numbers of one report by cell. Where cases are split, their sum is the number."""
        whole: dict[str, int] = {}
        split: dict[str, int] = {}
        for key, answer in report.items():
            if isinstance(answer, int):
                cell = self._cells.get(key)
                if cell is None:
                    cell = self._cells.setdefault(key, self._cell(key))
                if cell == key:
                    whole[key] = answer
                elif cell:
                    split[cell] = split.get(cell, 0) + answer
        return {**whole, **split}

    def _cell(self, key: str) -> str:
        """The cell a key counts for; empty where it counts for none."""
        cell = Cell.of(key)
        measure = self._measures.measures.get(cell.measure)
        if measure is None or measure.kind not in (Kind.COUNT, Kind.MONEY):
            return ""
        return Cell(cell.item, cell.measure).key if measure.tally else key


class _Peers:
    """What offices of one level and kind said about one cell."""

    def __init__(self, cell: str, figures: Mapping[str, int]) -> None:
        self._cell, self._figures = cell, figures
        # Among six and more, one's own figure moves the median too little to be left out each time.
        self._middle = Middle.of(list(figures.values()))

    def look(self, unit: OrgUnit, figure: int) -> Outlier | None:
        far = self._middle.distance(figure)
        if len(self._figures) <= LEAST or far <= LIMIT:
            return None
        others = [said for peer, said in self._figures.items() if peer != unit.id]
        return Outlier(unit, self._cell, figure, Beside.PEERS, _range(others), far)


def _from_history(unit: OrgUnit, cell: str, figure: int, reports: Sequence[Figures]) -> Outlier | None:
    history = [report[cell] for report in reports if cell in report]
    if len(history) < LEAST or min(history) <= figure <= max(history):
        return None
    far = Middle.of(history).distance(figure)
    return Outlier(unit, cell, figure, Beside.HISTORY, _range(history), far) if far > LIMIT else None


def _range(figures: Sequence[int]) -> Range:
    return Range(median(figures), min(figures), max(figures), len(figures))


def _kind(unit: OrgUnit) -> Kin:
    return unit.level, unit.kind


def _peers(units: Iterable[OrgUnit], now: Mapping[str, Figures]) -> dict[Kin, dict[str, _Peers]]:
    """What offices of each level and kind said about each cell."""
    said: dict[Kin, dict[str, dict[str, int]]] = {}
    for unit in units:
        of_kind = said.setdefault(_kind(unit), {})
        for cell, figure in now.get(unit.id, {}).items():
            of_kind.setdefault(cell, {})[unit.id] = figure
    return {
        kind: {cell: _Peers(cell, figures) for cell, figures in cells.items()} for kind, cells in said.items()
    }
