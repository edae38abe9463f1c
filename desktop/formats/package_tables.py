"""The tables of a data package: who, when, what and how much, each described in both languages."""

from collections.abc import Iterator

from desktop.domain.extract import Extract, Value, periods_of
from desktop.domain.measure import Kind, OverTime
from desktop.domain.org_unit import Level, OrgKind
from desktop.domain.period import PeriodKind
from desktop.domain.report import BASELINE, BUDGET, TARGET, Reason
from desktop.domain.sheet_parts import MONEY
from desktop.formats.table import CsvCell, CsvTable, Field, Key, Type, among
from desktop.i18n.words import mark, say

Rows = Iterator[tuple[CsvCell, ...]]

TARGET_OF_YEAR, BASE = mark("Target of the year"), mark("Baseline")
NAME_EN, NAME_KM = mark("Name in English"), mark("Name in Khmer")
OFFICE, PERIOD = mark("The office, by its id"), mark("The period, by its code")


def tables(extract: Extract) -> tuple[CsvTable, ...]:
    """All tables, those that others name first."""
    return (
        _offices(extract),
        _periods(extract),
        _activities(extract),
        _measures(extract),
        _parts(extract),
        _values(extract),
        _reports(extract),
    )


def _offices(extract: Extract) -> CsvTable:
    rows: Rows = (
        (
            unit.id,
            unit.code,
            unit.level.value,
            unit.kind.value,
            unit.type,
            unit.name_km,
            unit.name_en,
            unit.parent or None,
            unit.valid_from,
            unit.valid_to,
        )
        for unit in extract.offices
    )
    return CsvTable(
        "offices",
        mark("The offices that report, and those above them"),
        (
            Field("id", Type.TEXT, mark("What the office is named by here: it never changes"), required=True),
            Field("code", Type.TEXT, mark("The official code, with its leading zeros: a text, not a number")),
            Field("level", Type.TEXT, mark("The tier of the plan"), required=True, among=among(Level)),
            Field("kind", Type.TEXT, mark("What kind of office"), required=True, among=among(OrgKind)),
            Field("type", Type.TEXT, mark("The administration’s own word for it"), required=True),
            Field("name_km", Type.TEXT, NAME_KM, required=True),
            Field("name_en", Type.TEXT, NAME_EN, required=True),
            Field("parent", Type.TEXT, mark("The office above it, by its id; empty for the highest")),
            Field("valid_from", Type.DAY, mark("Since when; empty: since before the plan")),
            Field("valid_to", Type.DAY, mark("Its last day; empty: it still stands")),
        ),
        ("id",),
        tuple(rows),
        (Key("parent", "", "id"),),
    )


def _periods(extract: Extract) -> CsvTable:
    return CsvTable(
        "periods",
        mark("The periods that the reports are about"),
        (
            Field(
                "code", Type.TEXT, mark("The code, as DHIS2 writes it: 2026Q3, 202609, 2026"), required=True
            ),
            Field("kind", Type.TEXT, mark("How long it is"), required=True, among=_LENGTHS),
            Field("year", Type.NUMBER, mark("The calendar year"), required=True),
            Field("first_day", Type.DAY, mark("Its first day"), required=True),
            Field("last_day", Type.DAY, mark("Its last day"), required=True),
        ),
        ("code",),
        tuple(
            (each.code, each.kind.name.lower(), each.year, each.start, each.end)
            for each in periods_of(extract.period)
        ),
    )


_LENGTHS = tuple(kind.name.lower() for kind in PeriodKind)


def _activities(extract: Extract) -> CsvTable:
    return CsvTable(
        "activities",
        mark("The activities of the plan, and the budget of all of them"),
        (
            Field("code", Type.TEXT, mark("The activity’s code as it is read: a text, 4.1.10 is not 4.1.1")),
            Field("printed_code", Type.TEXT, mark("The code as the plan’s document prints it")),
            Field("cluster", Type.TEXT, mark("The cluster of activities it belongs to")),
            Field("title_km", Type.TEXT, NAME_KM, required=True),
            Field("title_en", Type.TEXT, NAME_EN, required=True),
            Field(
                "of_area",
                Type.YES_NO,
                mark(
                    "Whether an office describes its whole area: then an office above and one below "
                    "say the same things and must not be added up"
                ),
                required=True,
            ),
        ),
        ("code",),
        tuple(_activity_rows(extract)),
    )


def _activity_rows(extract: Extract) -> Rows:
    for cluster in extract.plan.clusters():
        for each in cluster.activities:
            words = each.title.text
            yield each.code, each.printed_code or each.code, cluster.code, words.km, words.en, each.of_area
    yield BUDGET, None, None, say("km", MONEY), say("en", MONEY), False


def _measures(extract: Extract) -> CsvTable:
    return CsvTable(
        "measures",
        mark("What is counted for an activity"),
        (
            Field("code", Type.TEXT, mark("The measure’s code"), required=True),
            Field("kind", Type.TEXT, mark("What its number is"), required=True, among=among(Kind)),
            Field("unit", Type.TEXT, mark("What is counted; empty where nothing is")),
            Field(
                "over_time",
                Type.TEXT,
                mark("How periods add up: sum, or the last one stands"),
                required=True,
                among=among(OverTime),
            ),
            Field(
                "protected",
                Type.YES_NO,
                mark("Whether it counts children or cases: such numbers are not among the values"),
                required=True,
            ),
            Field("label_km", Type.TEXT, NAME_KM, required=True),
            Field("label_en", Type.TEXT, NAME_EN, required=True),
        ),
        ("code",),
        tuple(
            (
                each.code,
                each.kind.value,
                each.unit or None,
                each.over_time.value,
                each.protected,
                each.label.km,
                each.label.en,
            )
            for each in extract.measures.measures.values()
            if each.is_number
        ),
    )


def _parts(extract: Extract) -> CsvTable:
    sources = ((each.code, each.label.km, each.label.en) for each in extract.measures.resource_sources)
    of_year = ((code, say("km", name), say("en", name)) for code, name in _OF_YEAR.items())
    return CsvTable(
        "parts",
        mark("What a value is a part or a side of: a source of money, a target, a baseline"),
        (
            Field("code", Type.TEXT, mark("The part’s code"), required=True),
            Field("label_km", Type.TEXT, NAME_KM, required=True),
            Field("label_en", Type.TEXT, NAME_EN, required=True),
        ),
        ("code",),
        ((WHOLE, say("km", THE_WHOLE), say("en", THE_WHOLE)), *of_year, *sources),
    )


WHOLE, THE_WHOLE = "all", mark("The whole")
_OF_YEAR = {TARGET: TARGET_OF_YEAR, BASELINE: BASE}


def _values(extract: Extract) -> CsvTable:
    return CsvTable(
        "values",
        mark("What each office reported; no row is no answer, never 0"),
        (
            Field("office", Type.TEXT, OFFICE, required=True),
            Field("period", Type.TEXT, PERIOD, required=True),
            Field("activity", Type.TEXT, mark("The activity, by its code"), required=True),
            Field("measure", Type.TEXT, mark("The measure, by its code"), required=True),
            Field("part", Type.TEXT, mark("The part, by its code"), required=True),
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
        ("office", "period", "activity", "measure", "part"),
        tuple(_value(each) for each in _told(extract)),
        (
            Key("office", "offices", "id"),
            Key("period", "periods", "code"),
            Key("activity", "activities", "code"),
            Key("measure", "measures", "code"),
            Key("part", "parts", "code"),
        ),
    )


def _told(extract: Extract) -> Iterator[Value]:
    """The values that the other tables can explain: what a newer program asks is not in them."""
    items = {each.code for each in extract.plan.activities()} | {BUDGET}
    known = {"", *_OF_YEAR, *(each.code for each in extract.measures.resource_sources)}
    return (each for each in extract.values if each.cell.item in items and each.cell.split in known)


def _value(each: Value) -> tuple[CsvCell, ...]:
    number = each.answer if isinstance(each.answer, int) else None
    reason = each.answer.value if isinstance(each.answer, Reason) else None
    cell = each.cell
    return each.org_unit, each.period, cell.item, cell.measure, cell.split or WHOLE, number, reason


def _reports(extract: Extract) -> CsvTable:
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
