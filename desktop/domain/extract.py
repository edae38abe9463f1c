"""An extract: what an office and all under it reported about a period, value by value, for other programs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from desktop.domain.figures import Answers, parts, whole_year
from desktop.domain.measure import Measure, Measures
from desktop.domain.org_unit import OrgUnit
from desktop.domain.period import ReportingPeriod
from desktop.domain.plan import Plan
from desktop.domain.report import Cell, Reason
from desktop.domain.shareable import Printed, ProtectedCell, Shareable
from desktop.domain.sheet import Grade
from desktop.domain.standing import Standing


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """What one office said about one period in one cell: a number, a text, or why there is no number."""

    org_unit: str
    period: str
    cell: Cell
    answer: int | str | Reason


@dataclass(frozen=True, slots=True)
class Extract:
    """Values with everything that is needed to read them; the same for every open format.

    `line` are the offices above the one whose extract it is, and itself last; `below` those under it.
    `values` are exact: in a shareable extract none is protected and none is a text; `counts` are then what
    it may show of protected counts, each of the whole place. `as_of` is when the newest of the reports
    came in, ISO 8601 in UTC: an extract knows no other time.
    """

    grade: Grade
    line: tuple[OrgUnit, ...]
    below: tuple[OrgUnit, ...]
    plan: Plan
    measures: Measures = field(hash=False)
    values: tuple[Value, ...]
    standing: Standing
    as_of: str
    is_example: bool = False
    counts: tuple[tuple[ProtectedCell, Printed], ...] = ()

    @property
    def unit(self) -> OrgUnit:
        return self.line[-1]

    @property
    def offices(self) -> tuple[OrgUnit, ...]:
        """Every office that is named, each after the one above it."""
        return (*self.line, *self.below)

    @property
    def reporting(self) -> tuple[OrgUnit, ...]:
        """The offices whose values these are."""
        return (self.unit, *self.below)

    @property
    def period(self) -> ReportingPeriod:
        return self.standing.period


def periods_read(period: ReportingPeriod) -> tuple[ReportingPeriod, ...]:
    """The periods whose reports are in an extract: those that make it up, and the year's own report."""
    return tuple(dict.fromkeys((*parts(period), whole_year(period))))


def periods_named(period: ReportingPeriod) -> tuple[ReportingPeriod, ...]:
    """Every period that an extract says something about: protected counts are about the whole of it."""
    return tuple(dict.fromkeys((*periods_read(period), period)))


def values(answers: Answers) -> tuple[Value, ...]:
    """Every undisputed answer, in a fixed order."""
    return tuple(
        sorted(
            Value(report.org_unit, report.period, Cell.of(key), answer)
            for report, given in answers.given.items()
            for key, answer in given.items()
            if answer is not None
        )
    )


def shareable(extract: Extract, protected: Shareable) -> Extract:
    """The same without texts, and with protected counts as they may be shown (docs/small-numbers.md)."""
    kept = tuple(_open(extract.values, extract.measures))
    counts = tuple(sorted(protected.values.items()))
    return replace(extract, grade=Grade.SHAREABLE, values=kept, counts=counts)


def measure_of(cell: Cell, measures: Measures) -> Measure | None:
    """What a cell counts; None for one that no measure of this program's plan describes."""
    return measures.measures.get(cell.measure)


def _open(found: Iterable[Value], measures: Measures) -> Iterator[Value]:
    """What is not known here is not shared: a newer program may protect it."""
    for value in found:
        if not measures.protects(value.cell.measure) and not isinstance(value.answer, str):
            yield value
