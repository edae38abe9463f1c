"""An extract value by value in the words of DHIS2, for its own format and for ADX."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from desktop.domain.extract import Extract, Value, measure_of
from desktop.domain.measure import Kind
from desktop.domain.period import ReportingPeriod
from desktop.domain.report import Cell
from desktop.domain.shareable import Printed, ProtectedCell
from desktop.formats.dhis2_elements import WHOLE, Element, Form, address, combos, shared_address, splits
from desktop.formats.dhis2_names import period_type

_Stage = tuple[str, str, Cell]  # office, period, a tally without its split
_MOST = {Kind.YES_NO: 1, Kind.STATUS: 2}


@dataclass(frozen=True, slots=True, order=True)
class Datum:
    """One value: of which office (its id) and period, of which element, split how, and what it is."""

    org_unit: str
    period: str
    element: str
    split: str
    value: int | str

    def options(self, element: Element) -> tuple[tuple[str, str], ...]:
        """The lists it is split by, each with the member it is of."""
        if element.combo == WHOLE:
            return ()
        return tuple(zip(combos()[element.combo], self.split.split("."), strict=True))


def data(extract: Extract, elements: Mapping[str, Element]) -> tuple[Datum, ...]:
    """Every number and text that has an element and a period there, in a fixed order.

    A reason is no value: DHIS2 has none for "not planned", and an empty value would delete. Cases that
    are split stand in all and case by case, as elements of their own.
    """
    shown = (_shared(*each) for each in extract.counts if isinstance(each[1], int))
    return _fitting((*_told(extract), *shown), extract, elements)


def not_shown(extract: Extract, elements: Mapping[str, Element]) -> tuple[Datum, ...]:
    """The protected counts that are absent, with what is printed in their place."""
    hidden = (_shared(*each) for each in extract.counts if isinstance(each[1], str))
    return _fitting(hidden, extract, elements, as_numbers=False)


def set_of(datum: Datum, elements: Mapping[str, Element]) -> tuple[Form, str]:
    """The data set that a value stands in, by its form and the length of its period."""
    kind = period_type(ReportingPeriod(datum.period))
    assert kind is not None, datum
    return elements[datum.element].form, kind


def _told(extract: Extract) -> Iterator[Datum]:
    totals: Counter[_Stage] = Counter()
    for value in extract.values:
        measure = measure_of(value.cell, extract.measures)
        if measure and measure.tally and value.cell.split and isinstance(value.answer, int):
            totals[_stage(value)] += value.answer  # where cases are split, they are the number (case_tally)
    for value in extract.values:
        if isinstance(value.answer, int | str) and (value.cell.split or _stage(value) not in totals):
            yield Datum(value.org_unit, value.period, *address(value.cell), value.answer)
    for (office, period, cell), total in totals.items():
        yield Datum(office, period, *address(cell), total)


def _stage(value: Value) -> _Stage:
    return value.org_unit, value.period, Cell(value.cell.item, value.cell.measure)


def _shared(cell: ProtectedCell, printed: Printed) -> Datum:
    return Datum(cell.place, cell.period, *shared_address(cell), printed)


def _fitting(
    found: Iterable[Datum], extract: Extract, elements: Mapping[str, Element], *, as_numbers: bool = True
) -> tuple[Datum, ...]:
    """Those that can be said there; what a newer program asks has no element, nine months no period."""
    known = splits(extract.measures)

    def fits(datum: Datum) -> bool:
        element = elements.get(datum.element)
        return (
            element is not None
            and datum.split in known[element.combo]
            and period_type(ReportingPeriod(datum.period)) is not None
            and (not as_numbers or _is_of_kind(datum.value, element.kind))
        )

    return tuple(sorted(each for each in found if fits(each)))


def _is_of_kind(value: int | str, kind: Kind) -> bool:
    if isinstance(value, str):
        return kind is Kind.TEXT
    return kind is not Kind.TEXT and value <= _MOST.get(kind, value)
