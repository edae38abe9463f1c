"""The texts around the plan's tables: its glossary, abbreviations, duties and the commitments behind it."""

from functools import cache
from pathlib import Path

from desktop.domain.plan import Plan, Text
from desktop.domain.plan_texts import (
    Abbreviation,
    Commitment,
    Committed,
    Duty,
    Entry,
    Item,
    PlanTexts,
    Printed,
)
from desktop.storage.plans import STRATEGIES, Row, faults_of, folder, plan, plan_text, table, text


@cache
def texts() -> PlanTexts:
    """The texts that ship with the program; read once."""
    return read(folder(), plan())


def read(folder: Path, plan: Plan) -> PlanTexts:
    """Read the texts of a plan from its folder. Raises `PlanIsFaulty`, also for a code not in `plan`."""
    codes = frozenset(activity.code for activity in plan.activities())
    return PlanTexts(
        glossary=_glossary(folder),
        abbreviations=_abbreviations(folder),
        commitments=_commitments(folder, codes),
        duties=_duties(folder, codes),
        printed=_printed(folder),
    )


def _glossary(folder: Path) -> tuple[Entry, ...]:
    file = "glossary.toml"
    rows = table(folder, file)
    with faults_of(file):
        entries = tuple(_entry(row) for row in rows["entry"])
        _must_count_up([entry.number for entry in entries])
    return entries


def _entry(row: Row) -> Entry:
    with faults_of("glossary.toml", str(row["number"])):
        words = plan_text(row, text(row["text"]))
        return Entry(row["number"], text(row["term"]), words, _items(row))


def _items(row: Row) -> tuple[Item, ...]:
    return tuple(
        Item(found["code"], text(found), _optional(found, "footnote"), _items(found))
        for found in row.get("item", ())
    )


def _abbreviations(folder: Path) -> tuple[Abbreviation, ...]:
    file = "abbreviations.toml"
    rows = table(folder, file)
    with faults_of(file):
        return tuple(
            Abbreviation(row["code"], plan_text(row), row["in_plan"], _optional(row, "note"))
            for row in rows["abbreviation"]
        )


def _commitments(folder: Path, codes: frozenset[str]) -> tuple[Committed, ...]:
    file = "commitments.toml"
    rows = table(folder, file)
    with faults_of(file):
        return tuple(_committed(row, codes) for row in rows["institution"])


def _committed(row: Row, codes: frozenset[str]) -> Committed:
    with faults_of("commitments.toml", row["id"]):
        commitments = tuple(
            Commitment(found["number"], plan_text(found), _known(found["activities"], codes))
            for found in row["commitment"]
        )
        _must_count_up([commitment.number for commitment in commitments])
        return Committed(row["id"], text(row), text(row["headline"]), commitments)


def _duties(folder: Path, codes: frozenset[str]) -> tuple[Duty, ...]:
    file = "plan.toml"
    rows = table(folder, file)
    with faults_of(file):
        return tuple(_duty(row, codes) for row in rows["obligation"])


def _duty(row: Row, codes: frozenset[str]) -> Duty:
    activity = row.get("activity", "")
    if activity:
        _known([activity], codes)
    words = plan_text(row, text(row["text"]))
    return Duty(row["section"], row["duty"], text(row["who"]), words, activity)


def _printed(folder: Path) -> Printed:
    printed = Printed({}, {}, {})
    for number in range(1, STRATEGIES + 1):
        file = f"strategy_{number}.toml"
        row = table(folder, file)
        with faults_of(file):
            if "period" in row:
                printed.periods[number] = plan_text(row["period"])
            for cluster in row["cluster"]:
                _note_printed(cluster, printed)
    return printed


def _note_printed(cluster: Row, printed: Printed) -> None:
    if "printed_code" in cluster:
        printed.cluster_codes[cluster["code"]] = cluster["printed_code"]
    for activity in cluster["activity"]:
        if "printed_responsible" in activity:
            printed.responsible[activity["code"]] = tuple(activity["printed_responsible"])


def _optional(row: Row, key: str) -> Text | None:
    return text(row[key]) if key in row else None


def _known(activities: list[str], codes: frozenset[str]) -> tuple[str, ...]:
    for code in activities:
        if code not in codes:
            raise ValueError(code)
    return tuple(activities)


def _must_count_up(numbers: list[int]) -> None:
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        raise ValueError(f"numbers {numbers}")
