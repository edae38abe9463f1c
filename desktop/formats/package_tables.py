"""The tables of a data package that say who, when and what, each described in both languages."""

from collections.abc import Iterator

from desktop.domain.category import categories
from desktop.domain.extract import Extract, periods_named
from desktop.domain.measure import Kind, OverTime
from desktop.domain.org_unit import Level, OrgKind
from desktop.domain.period import PeriodKind
from desktop.domain.report import BASELINE, BUDGET, TARGET
from desktop.domain.sheet_parts import MONEY
from desktop.formats.table import CsvCell, CsvTable, Field, Key, Type, among
from desktop.i18n.words import mark, say

Rows = Iterator[tuple[CsvCell, ...]]

TARGET_OF_YEAR, BASE = mark("Target of the year"), mark("Baseline")
NAME_EN, NAME_KM = mark("Name in English"), mark("Name in Khmer")


def named(extract: Extract) -> tuple[CsvTable, ...]:
    """The tables that the tables of numbers name things in."""
    return (
        _offices(extract),
        _periods(extract),
        _activities(extract),
        _measures(extract),
        _parts(extract),
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
            for each in periods_named(extract.period)
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
                mark("Whether it counts children or cases: such numbers are in the table “counts”"),
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
    members = (
        *((each.code, each.label) for each in extract.measures.resource_sources),
        *categories(extract.measures),
    )
    of_year = ((code, say("km", name), say("en", name)) for code, name in OF_YEAR.items())
    return CsvTable(
        "parts",
        mark("What a number is a part or a side of: a target, a baseline, a source of money, a kind of case"),
        (
            Field("code", Type.TEXT, mark("The part’s code"), required=True),
            Field("label_km", Type.TEXT, NAME_KM, required=True),
            Field("label_en", Type.TEXT, NAME_EN, required=True),
        ),
        ("code",),
        (
            (WHOLE, say("km", THE_WHOLE), say("en", THE_WHOLE)),
            *of_year,
            *((code, label.km, label.en) for code, label in members),
        ),
    )


WHOLE, THE_WHOLE = "all", mark("The whole")
OF_YEAR = {TARGET: TARGET_OF_YEAR, BASELINE: BASE}
