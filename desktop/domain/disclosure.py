"""What a copy that may be shared prints for protected counts, so that no small one can be reckoned from it.

The rules and their numbers are in docs/small-numbers.md. Every value is tried against all that this and all
earlier copies print: it is printed only if every hidden number can still be any of at least `WIDTH` + 1
numbers. What was printed once is printed the same way for ever.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.domain import catalogue
from desktop.domain.bounds import ANY, Balance, Range, bounds
from desktop.domain.linking import Linked, Unknown
from desktop.domain.measure import Measures
from desktop.domain.shareable import BAND, HIDDEN, UNPRINTED, Printed, ProtectedCell, ReleasedCell

FEWEST = 10  # K: a smaller count, also none, prints "<10"
STEP = 5  # B: every other count is rounded to it
WIDTH = 5  # W_MIN: so far apart are the least and the greatest value that a hidden number can have
LEAST_GROUP = 100  # N_POP: children that a count is taken from
MOST_OF_GROUP = 10  # P_MAX, %: of them that may be counted
COMMUNES = 3  # C_MIN: communes that a printed count comes from
MOST_OF_ONE = 80  # D_MAX, %: that may come from one of them
ONE_SIDED = 90  # %: of a whole that may stand in one category
LEAST_RECEIVED = 60  # %: of the reports of a place that must have come
TRIES = 3  # numbers hidden beside the small ones before the whole list is


@dataclass(frozen=True, slots=True)
class Count:
    """A protected count as it is, and what it comes from.

    `communes` gave more than none, `most` came from one office. `children` live in the place and belong
    to the group that is counted; None: not known. `complete`: enough offices have reported.
    """

    cell: ProtectedCell
    exact: int
    communes: int = 0
    most: int = 0
    children: int | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that is to be made about the office `place`: the counts of its tables, table by table.

    `between` are those that no table shows and that the others add up to. `is_national`: only below the
    country level may a list not stand in one category.
    """

    place: str
    tables: Sequence[Sequence[Count]]
    between: Sequence[Count] = ()
    is_national: bool = False

    @property
    def counts(self) -> Iterator[Count]:
        return itertools.chain(*self.tables, self.between)

    def of_activity(self, code: str) -> "Copy":
        tables = [[count for count in table if count.cell.item == code] for table in self.tables]
        between = [count for count in self.between if count.cell.item == code]
        return replace(self, tables=[table for table in tables if table], between=between)


def protect(
    copy: Copy, earlier: Sequence[Sequence[ReleasedCell]], measures: Measures
) -> tuple[ReleasedCell, ...]:
    """What the copy prints for each of its counts; those between are kept with it.

    `earlier` are the cells of the copies made before about the same place and year; places within are
    taken to share their own counts by themselves, whether they do or not. Raises `Ring` or
    `Contradiction` where what can be reckoned cannot be told: then nothing may leave.
    """
    found: list[ReleasedCell] = []
    for code in dict.fromkeys(count.cell.item for count in copy.counts):
        before = [[one for one in cells if one.cell.item == code] for cells in earlier]
        found += _of_activity(copy.of_activity(code), before, measures)
    return tuple(found)


def is_complete(expected: int, received: int, communes: int) -> bool:
    """Whether enough reports of a place have come, and of enough communes (rule 14)."""
    return communes >= COMMUNES and 100 * received >= LEAST_RECEIVED * expected


def rounded(exact: int) -> int:
    """To the nearest 5."""
    return (exact + STEP // 2) // STEP * STEP


def read(printed: Printed) -> Range:
    """What a reader knows of a count from what is printed for it."""
    if isinstance(printed, int):
        return max(FEWEST, printed - STEP // 2), printed + STEP // 2
    return (0, FEWEST - 1) if printed == BAND else ANY


def alone(count: Count) -> Printed:
    """What a count would print if nothing else were printed (rules 4 to 7 and 14)."""
    if not count.complete:
        return HIDDEN
    if count.exact < FEWEST:
        return BAND
    if count.communes < COMMUNES or 100 * count.most > MOST_OF_ONE * count.exact:
        return HIDDEN
    children = count.children
    if children is None or children < LEAST_GROUP or 100 * count.exact > MOST_OF_GROUP * children:
        return HIDDEN
    return rounded(count.exact)


def ways(table: Sequence[Count], *, is_national: bool) -> Iterator[dict[ProtectedCell, Printed]]:
    """How a table can be printed, from what tells most to what tells least; at last nothing of it.

    Where anything in a list is hidden for another reason than that it is small, "…" stands for both: the
    sign does not tell which of them is small.
    """
    shown = {count.cell: alone(count) for count in table}
    numbers = sorted((c for c in table if isinstance(shown[c.cell], int)), key=lambda c: (c.exact, c.cell))
    if is_national or not _stands_in_one(table):
        without_band = {cell: HIDDEN if value == BAND else value for cell, value in shown.items()}
        yield without_band if HIDDEN in shown.values() else shown
        for hidden in range(1, min(TRIES, len(numbers) - 1) + 1):
            yield without_band | {count.cell: HIDDEN for count in numbers[:hidden]}
    yield dict.fromkeys(shown, HIDDEN)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a reader knows of the counts of one activity in one place and year.

    `hidden` are the numbers that a copy keeps back; one that another copy prints is no secret.
    """

    balances: tuple[Balance, ...]
    ranges: Mapping[Unknown, Range] = field(default_factory=dict)
    hidden: frozenset[Unknown] = frozenset()
    shown: frozenset[Unknown] = frozenset()

    def with_(self, told: Iterable[tuple[Unknown, Printed]]) -> "_Known":
        """The same after more was printed."""
        ranges, hidden, shown = dict(self.ranges), set(self.hidden), set(self.shown)
        for one, printed in told:
            ranges[one] = _both(ranges.get(one, ANY), _told_of(one, printed))
            if isinstance(printed, int):
                shown.add(one)
            elif printed != UNPRINTED:
                hidden.add(one)
        return _Known(self.balances, ranges, frozenset(hidden), frozenset(shown))

    @property
    def is_safe(self) -> bool:
        """Whether every number that is kept back can still be any of many."""
        found = bounds(self.ranges, self.balances)
        ranges = (found.get(one, ANY) for one in self.hidden - self.shown)
        return all(most is None or most - least >= WIDTH for least, most in ranges)


def _of_activity(
    copy: Copy, earlier: Sequence[Sequence[ReleasedCell]], measures: Measures
) -> Iterator[ReleasedCell]:
    before = [Linked(copy.place, {one.cell: one.exact for one in cells}, measures) for cells in earlier]
    now = Linked(copy.place, {count.cell: count.exact for count in copy.counts}, measures)
    balances = itertools.chain.from_iterable(linked.balances() for linked in (*before, now))
    known = _Known(tuple(dict.fromkeys(balances)))
    for linked, cells in zip(before, earlier, strict=True):
        known = known.with_((linked.number(one.cell), _was_told(one, copy.place)) for one in cells)
    printed = {count.cell: _at_first(count) for count in copy.counts}
    known = known.with_((now.number(cell), value) for cell, value in printed.items())
    within = (count for count in copy.counts if count.cell.place != copy.place)
    known = known.with_((now.number(count.cell), alone(count)) for count in within)  # on their own computers
    for table in copy.tables:
        for way in ways(table, is_national=copy.is_national):
            tried = known.with_((now.number(cell), value) for cell, value in way.items())
            if tried.is_safe:
                break
        else:  # what stands in the tables before leaves no room for this one, not even hidden
            printed |= {count.cell: HIDDEN for each in copy.tables for count in each}
            break
        known, printed = tried, printed | way
    return (ReleasedCell(cell, now.exact[cell], value) for cell, value in printed.items())


def _at_first(count: Count) -> Printed:
    """Before it is settled what is printed: what would be hidden in any case is a secret already.

    So is a small number of the districts that are not shown: it may be that of a single one.
    """
    if count.cell.category == catalogue.ELSEWHERE and count.exact < FEWEST:
        return HIDDEN
    is_sum = count.cell.category in catalogue.BETWEEN
    return UNPRINTED if is_sum or isinstance(alone(count), int) else HIDDEN


def _was_told(one: ReleasedCell, place: str) -> Printed:
    """What is known of a number since a copy before: of a place within that it left out, what that place
    shares by itself."""
    return rounded(one.exact) if one.printed == UNPRINTED and one.cell.place != place else one.printed


def _told_of(one: Unknown, printed: Printed) -> Range:
    """What a reader knows of a number; of a total, whether it is below ten, whatever is printed for it.

    A small total says "<10". So one that says "…" is large to who knows the rules, and in the end all
    totals are printed. A list hides small and large ones under one sign.
    """
    if isinstance(printed, int) or one.cell.category:
        return read(printed)
    return (0, FEWEST - 1) if one.exact < FEWEST else (FEWEST, None)


def _both(one: Range, other: Range) -> Range:
    ends = [most for _, most in (one, other) if most is not None]
    return max(one[0], other[0]), min(ends, default=None)


def _stands_in_one(table: Sequence[Count]) -> bool:
    """Whether nearly all of a list stands in one category: then it tells of everybody in it (rule 13)."""
    most, whole = max(count.exact for count in table), sum(count.exact for count in table)
    return len(table) > 1 and most >= FEWEST and 100 * most >= ONE_SIDED * whole
