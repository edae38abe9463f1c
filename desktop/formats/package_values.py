"""The tables of a data package that say how much: values, protected counts, and which reports have come."""

from collections.abc import Iterator

from desktop.domain.extract import Extract, Value
from desktop.domain.report import BUDGET, Reason
from desktop.domain.shareable import Printed, ProtectedCell
from desktop.formats.package_tables import OF_YEAR, WHOLE, Rows
from desktop.formats.table import CsvCell, CsvTable, Field, Key, Type, among
from desktop.i18n.words import mark

OFFICE, PERIOD = mark("The office, by its id"), mark("The period, by its code")
ACTIVITY, MEASURE = mark("The activity, by its code"), mark("The measure, by its code")
PART = mark("The part, by its code")
TOLD_APART = ("office", "period", "activity", "measure", "part")
KEYS = (
    Key("office", "offices", "id"),
    Key("period", "periods", "code"),
    Key("activity", "activities", "code"),
    Key("measure", "measures", "code"),
    Key("part", "parts", "code"),
)


def values(extract: Extract) -> CsvTable:
    return CsvTable(
        "values",
        mark("What each office reported; no row is no answer, never 0"),
        (
            Field("office", Type.TEXT, OFFICE, required=True),
            Field("period", Type.TEXT, PERIOD, required=True),
            Field("activity", Type.TEXT, ACTIVITY, required=True),
            Field("measure", Type.TEXT, MEASURE, required=True),
            Field("part", Type.TEXT, PART, required=True),
            Field(
                "value",
                Type.NUMBER,
                mark("The number: a count, whole riel, 1 or 0 for yes or no, 0 to 2 for how far a step is"),
            ),
            Field(
                "reason",
                Type.TEXT,
                mark("Why there is no number, where the office said so"),
                among=among(Reason),
            ),
        ),
        TOLD_APART,
        tuple(_value(each) for each in _told(extract)),
        KEYS,
    )


def _told(extract: Extract) -> Iterator[Value]:
    """The values that the other tables can explain: what a newer program asks is not in them."""
    items = {each.code for each in extract.plan.activities()} | {BUDGET}
    known = {"", *OF_YEAR, *(each.code for each in extract.measures.resource_sources)}
    return (each for each in extract.values if each.cell.item in items and each.cell.split in known)


def _value(each: Value) -> tuple[CsvCell, ...]:
    number = each.answer if isinstance(each.answer, int) else None
    reason = each.answer.value if isinstance(each.answer, Reason) else None
    cell = each.cell
    return each.org_unit, each.period, cell.item, cell.measure, cell.split or WHOLE, number, reason


def counts(extract: Extract) -> CsvTable:
    return CsvTable(
        "counts",
        mark("Numbers of children and cases of the whole place, rounded to 5; they may not add up"),
        (
            Field("office", Type.TEXT, OFFICE, required=True),
            Field("period", Type.TEXT, PERIOD, required=True),
            Field("activity", Type.TEXT, ACTIVITY, required=True),
            Field("measure", Type.TEXT, MEASURE, required=True),
            Field("part", Type.TEXT, PART, required=True),
            Field("value", Type.NUMBER, mark("The rounded number; empty: it is not shown, which is not 0")),
            Field(
                "shown",
                Type.TEXT,
                mark("What is printed: the number; <10 for fewer than ten, also none; … for not shown"),
                required=True,
            ),
        ),
        TOLD_APART,
        tuple(_count(*each) for each in extract.counts),
        KEYS,
    )


def _count(cell: ProtectedCell, printed: Printed) -> tuple[CsvCell, ...]:
    number = printed if isinstance(printed, int) else None
    part = cell.category or WHOLE
    return cell.place, cell.period, cell.item, cell.measure, part, number, str(printed)


def reports(extract: Extract) -> CsvTable:
    rows: Rows = (
        (one.unit.id, one.period.code, one.arrival.due, one.arrival.received, one.arrival.on_time)
        if one.arrival.received
        else (one.unit.id, one.period.code, one.arrival.due, None, None)
        for one in extract.standing.expected
    )
    return CsvTable(
        "reports",
        mark("Which reports were expected, and which have come"),
        (
            Field("office", Type.TEXT, OFFICE, required=True),
            Field("period", Type.TEXT, PERIOD, required=True),
            Field("due", Type.DAY, mark("By when it was due"), required=True),
            Field("received", Type.DAY, mark("When it came; empty: it has not come")),
            Field("on_time", Type.YES_NO, mark("Whether it came in time; empty: it has not come")),
        ),
        ("office", "period"),
        tuple(rows),
        (Key("office", "offices", "id"), Key("period", "periods", "code")),
    )
