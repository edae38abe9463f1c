"""Which protected counts a copy that may be shared can hold at all: of which places, periods and lists.

The tables are fixed, so that nobody can ask for one that leaves only one child over (docs/small-numbers.md).
They are also laid out so that what is printed never binds the same numbers together in two ways: quarters
make semesters, semesters the year; the year is divided by one list at a time. That is what lets
`bounds` say exactly what a reader can reckon.
"""

from collections.abc import Iterator, Mapping

from desktop.domain.measure import Kind, Measure, Measures
from desktop.domain.org_unit import Level
from desktop.domain.period import PeriodKind, ReportingPeriod
from desktop.domain.shareable import ProtectedCell

_QUARTER_AND_LONGER = frozenset({PeriodKind.QUARTER, PeriodKind.SEMESTER, PeriodKind.YEAR})
PERIODS: Mapping[Level, frozenset[PeriodKind]] = {
    Level.NATIONAL: _QUARTER_AND_LONGER,
    Level.PROVINCE: _QUARTER_AND_LONGER,
    Level.DISTRICT: frozenset({PeriodKind.YEAR}),
    Level.COMMUNE: frozenset(),
}
LISTS = ("sex", "form", "age", "setting")  # one at a time, for a year
LEAST_CHILDREN: Mapping[Level, int] = {
    # Below every province's and the country's own number of people under 18 (general population census
    # 2019: Kep, the smallest, has some 42,000 people). Of a district nothing is known before it is entered.
    Level.NATIONAL: 4_000_000,
    Level.PROVINCE: 10_000,
}
# Beside the measures that are parts of others: "families of these children" are no more than the children.
_NO_MORE_THAN: Mapping[str, tuple[str, ...]] = {"families_served": ("children_girls", "children_boys")}
SPLIT, UNSPLIT = "split", "unsplit"
ELSEWHERE, OWN = (
    "elsewhere",
    "own",
)  # outside the districts that are shown: with others, or the office's alone
BETWEEN = frozenset({SPLIT, UNSPLIT, ELSEWHERE, OWN})  # categories that no table prints, to add the others up


def has(level: Level, period: ReportingPeriod, children: int | None) -> bool:
    """Whether a copy about a place of this level with so many children may hold protected counts."""
    known = children is not None or level in LEAST_CHILDREN
    return known and period.kind in PERIODS[level]


def counts(measure: Measure, period: ReportingPeriod) -> bool:
    """Whether a measure is counted in copies about such a period.

    Money is not: rounded to 5 riel it would still be exact. A part of another measure is counted for
    the year only, so that the whole and its parts meet in one place.
    """
    return measure.protected and measure.kind is Kind.COUNT and not (wholes(measure) and _is_short(period))


def wholes(measure: Measure) -> tuple[str, ...]:
    """The measures whose sum a measure cannot exceed, which every reader knows; empty for a whole itself."""
    return measure.of or _NO_MORE_THAN.get(measure.code, ())


def lists(measure: Measure, level: Level, period: ReportingPeriod) -> tuple[str, ...]:
    """The lists by which a measure is divided: cases of a year, from the province upwards."""
    divided = measure.tally and not _is_short(period) and level in LEAST_CHILDREN
    return LISTS if divided else ()


def within(period: ReportingPeriod) -> tuple[ReportingPeriod, ...]:
    """The shorter periods of the catalogue that a period is made of, the longest first."""
    halves = (ReportingPeriod(f"{period.year}S{n}") for n in (1, 2))
    every = (*(half for half in halves if period.covers(half)), *period.quarters())
    return tuple(one for one in every if one != period)


def parts(period: ReportingPeriod) -> tuple[ReportingPeriod, ...]:
    """What a period is made of directly: a year of its semesters, a semester of its quarters."""
    inside = within(period)
    longest = max((one.kind.value for one in inside), default=0)
    return tuple(one for one in inside if one.kind.value == longest)


def categories(measures: Measures, of: str) -> Iterator[str]:
    """The categories of one list, for example "sex.girl" and "sex.boy"."""
    yield from (f"{of}.{member.code}" for member in measures.dimensions[of].members)


def list_of(cell: ProtectedCell) -> str:
    """The list that a cell's category stands in; empty for a whole."""
    return cell.category.partition(".")[0] if "." in cell.category else ""


def _is_short(period: ReportingPeriod) -> bool:
    return period.kind is not PeriodKind.YEAR
