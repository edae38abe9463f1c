"""An attack on what was shared: linear programming over all copies about a province and a year together.

It is written against the printed tables, not against the program: its unknowns are the quarters' counts and
the entries of the year's lists, and everything else is a sum of them. It knows every sum there is, that "<10"
is 0 to 9 and a total that says "…" is not, how numbers are rounded, that nothing is negative, and which
counts were not corrected from one copy to the next. HiGHS, as SciPy has it, then finds the least and the
greatest value of each hidden number.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from desktop.domain.shareable import BAND, HIDDEN, Printed, ProtectedCell
from tests.disclosure.province_years import LISTS, PROVINCE, YEAR, Shared

STOCKS = ("cases_managed",)
PARTS = {  # a reader knows that these are parts of those
    ("cases_girls", "cases_boys"): ("cases_coordinated",),
    ("children_with_disability",): ("children_girls", "children_boys"),
}
WIDTH = 5  # a hidden number that can have values so far apart is not known
SLIP = 1e-6
SMALL = 10
Terms = dict[int, float]
Vector = NDArray[np.float64]
Read = Callable[[Printed], tuple[int, int | None]]


def rounded_to_five(printed: Printed) -> tuple[int, int | None]:
    """What a reader knows of a number that he reads in a protected copy."""
    if isinstance(printed, int):
        return max(10, printed - 2), printed + 2
    return (0, 9) if printed == BAND else (0, None)


def as_printed(printed: Printed) -> tuple[int, int | None]:
    """The same where only small numbers are hidden, and the others are exact."""
    return (printed, printed) if isinstance(printed, int) else rounded_to_five(printed)


@dataclass(frozen=True)
class Found:
    """What the attack knows of a hidden number in the end; a wide one is left where it is wide enough."""

    cell: ProtectedCell
    truth: int
    least: int
    most: int | None

    @property
    def width(self) -> float:
        return math.inf if self.most is None else self.most - self.least


@dataclass
class _System:
    """Unknowns, each as (cell, its value while it was not corrected), and what binds them."""

    places: dict[tuple[ProtectedCell, int], int] = field(default_factory=dict)
    rows: list[Terms] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)

    def one(self, cell: ProtectedCell, truth: int) -> Terms:
        return {self.places.setdefault((cell, truth), len(self.places)): 1.0}

    def bind(self, terms: Terms, least: float, most: float) -> None:
        if terms and (least > 0 or most < math.inf):
            self.rows.append(terms)
            self.least.append(least)
            self.most.append(most)


def attack(copies: Sequence[Shared], read: Read) -> list[Found]:
    """Every hidden number with what can be known of it."""
    found: list[Found] = []
    for item in sorted({cell.item for copy in copies for cell in copy.printed}):
        of_item = [
            Shared(
                copy.period,
                {cell: value for cell, value in copy.printed.items() if cell.item == item},
                {cell: value for cell, value in copy.exact.items() if cell.item == item},
            )
            for copy in copies
        ]
        found += _attack(of_item, read)
    return found


def _attack(copies: Iterable[Shared], read: Read) -> list[Found]:
    system = _System()
    hidden: dict[tuple[tuple[int, float], ...], tuple[ProtectedCell, int]] = {}
    shown: set[tuple[tuple[int, float], ...]] = set()
    for copy in copies:
        for cell in copy.exact:
            if _is_total(cell):
                _known_of_a_total(system, cell, copy)
            if not cell.category and copy.exact[cell] < SMALL:  # a quarter that may be printed in no copy
                hidden[tuple(sorted(_terms(system, cell, copy).items()))] = (cell, copy.exact[cell])
        for cell, printed in copy.printed.items():
            terms = _terms(system, cell, copy)
            least, most = read(printed)
            if printed == HIDDEN and _is_total(cell) and copy.exact[cell] >= SMALL:
                least = SMALL  # he knows the rules: a small total would have said "<10"
            system.bind(terms, least, math.inf if most is None else most)
            key = tuple(sorted(terms.items()))
            if not isinstance(printed, int):
                hidden[key] = (cell, copy.exact[cell])
            else:
                shown.add(key)
    aims = [(dict(key), *aim) for key, aim in hidden.items() if key not in shown]
    return list(_reckon(system, aims))


def _is_total(cell: ProtectedCell) -> bool:
    return not cell.category and cell.place == PROVINCE


def _terms(system: _System, cell: ProtectedCell, copy: Shared) -> Terms:
    """A printed number as a sum of unknowns: of its quarters, or itself."""
    if cell.category or cell.place != PROVINCE or "Q" in cell.period:
        return system.one(cell, copy.exact[cell])
    quarters = [replace(cell, period=f"{YEAR}Q{n}") for n in _quarters(cell.period)]
    there = [quarter for quarter in quarters if quarter in copy.exact]
    if cell.measure in STOCKS:
        last = quarters[-1]
        return system.one(last if copy.exact.get(last) == copy.exact[cell] else cell, copy.exact[cell])
    if not there:  # counted for the year only
        return system.one(cell, copy.exact[cell])
    return _sum([system.one(quarter, copy.exact[quarter]) for quarter in there])


def _known_of_a_total(system: _System, cell: ProtectedCell, copy: Shared) -> None:
    """The places within make it up: a province's districts for a year, a country's provinces always."""
    within = [one for one in copy.exact if one == replace(cell, place=one.place) and one != cell]
    if within:
        terms = [system.one(one, copy.exact[one]) for one in within]
        rest = copy.exact[cell] - sum(copy.exact[one] for one in within)
        _equal(system, _terms(system, cell, copy), terms, cell.of_category("other places"), rest)
    if cell.period == str(YEAR):
        _known_of_a_year(system, cell, copy)


def _known_of_a_year(system: _System, cell: ProtectedCell, copy: Shared) -> None:
    """The lists and the parts make up the year's number."""
    whole = _terms(system, cell, copy)
    for name in LISTS:
        entries = [one for one in copy.exact if _is_entry(one, cell, name)]
        if entries:
            terms = [system.one(one, copy.exact[one]) for one in entries]
            rest = copy.exact[cell] - sum(copy.exact[one] for one in entries)
            _equal(system, whole, terms, cell.of_category("whole without split"), rest)
    for parts, wholes in PARTS.items():
        if cell.measure == wholes[0]:
            _parts(system, cell, copy, parts, wholes)


def _parts(
    system: _System, cell: ProtectedCell, copy: Shared, parts: Sequence[str], wholes: Sequence[str]
) -> None:
    inside = [one for code in parts if (one := replace(cell, measure=code)) in copy.exact]
    around = [one for code in wholes if (one := replace(cell, measure=code)) in copy.exact]
    rest = sum(copy.exact[one] for one in around) - sum(copy.exact[one] for one in inside)
    if inside and rest >= 0:
        whole = _sum([_terms(system, one, copy) for one in around])
        terms = [_terms(system, one, copy) for one in inside]
        _equal(system, whole, terms, cell.of_category("beside"), rest)


def _equal(system: _System, whole: Terms, parts: list[Terms], rest_cell: ProtectedCell, rest: int) -> None:
    """A whole is its parts and a rest; that there is no rest is known where there is none."""
    every = [*parts, system.one(rest_cell, rest)] if rest else parts
    system.bind(_sum([whole, *({at: -n for at, n in terms.items()} for terms in every)]), 0, 0)


def _is_entry(one: ProtectedCell, cell: ProtectedCell, name: str) -> bool:
    return one == replace(cell, category=one.category) and one.category.startswith(f"{name}.")


def _quarters(period: str) -> range:
    return {"S1": range(1, 3), "S2": range(3, 5)}.get(period[4:], range(1, 5))


def _sum(every: Iterable[Terms]) -> Terms:
    total: Terms = {}
    for terms in every:
        for at, n in terms.items():
            total[at] = total.get(at, 0) + n
    return {at: n for at, n in total.items() if n}


def _reckon(system: _System, aims: list[tuple[Terms, ProtectedCell, int]]) -> Iterable[Found]:
    """One aim after the other; each table that was found on the way says something of every aim.

    An aim of which two tables that fit are already far enough apart is left: it cannot be known better.
    """
    solve = _solver(system)
    wanted = np.zeros((len(aims), len(system.places)))
    for row, (terms, _cell, _truth) in enumerate(aims):
        wanted[row, list(terms)] = list(terms.values())
    least, most = np.full(len(aims), np.inf), np.full(len(aims), -np.inf)

    def widen(table: Vector) -> None:
        values = wanted @ table
        np.minimum(least, values, out=least)
        np.maximum(most, values, out=most)

    for row, (_, cell, truth) in enumerate(aims):
        for aim in (wanted[row], -wanted[row]):
            if most[row] - least[row] < WIDTH:
                table = solve(aim)
                if table is None:
                    most[row] = np.inf
                else:
                    widen(table)
        up = None if np.isinf(most[row]) else math.floor(most[row] + SLIP)
        yield Found(cell, truth, math.ceil(least[row] - SLIP), up)


def _solver(system: _System) -> Callable[[Vector], Vector | None]:
    """The table in which a sum of unknowns is least; None: it has no least one."""
    matrix = np.zeros((len(system.rows), len(system.places)))
    for row, terms in enumerate(system.rows):
        matrix[row, list(terms)] = list(terms.values())
    least, most = np.array(system.least), np.array(system.most)
    same = least == most
    above, below = ~same & np.isfinite(most), ~same & (least > 0)
    known = {
        "A_ub": np.vstack([matrix[above], -matrix[below]]),
        "b_ub": np.concatenate([most[above], -least[below]]),
        "A_eq": matrix[same],
        "b_eq": most[same],
    }

    def solve(aim: Vector) -> Vector | None:
        done = linprog(aim, **known, method="highs-ds")
        if done.status not in (
            0,
            3,
        ):  # the truth fits, so a table is there: it was lost before the first step
            done = linprog(aim, **known, method="highs-ds", options={"presolve": False})
        assert done.status in (0, 3), done.message
        return np.asarray(done.x) if done.status == 0 else None

    return solve
