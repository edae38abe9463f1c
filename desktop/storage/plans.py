"""The plan as it ships: read out of `assets/plan/`, one file per strategy, and checked as it is read."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from desktop.config import resources
from desktop.domain.org_unit import Level
from desktop.domain.plan import (
    Activity,
    Cluster,
    Indicator,
    Institution,
    Plan,
    PlanText,
    Strategy,
    Text,
)
from desktop.errors import UserError
from desktop.i18n.words import mark

STRATEGIES = 5
Row = dict[str, Any]


class PlanIsFaulty(UserError):
    message = mark(
        "The plan's file “{file}” has a fault ({fault}). Nothing was changed. Install the program again."
    )


@cache
def plan() -> Plan:
    """The plan that ships with the program; read once."""
    return read(resources() / "assets" / "plan")


def read(folder: Path) -> Plan:
    """Read a plan from a folder of the format of `assets/plan/README.md`. Raises `PlanIsFaulty`."""
    frame = table(folder, "plan.toml")
    reporting = {row["code"]: row for row in table(folder, "reporting.toml")["activity"]}
    source = frame["source_of_resources"]["en"]
    strategies = tuple(_strategy(folder, n, reporting, source) for n in range(1, STRATEGIES + 1))
    return Plan(
        title=text(frame["title"]),
        status=text(frame["status"]),
        goal=_plan_text(frame["goal"]),
        impact=_plan_text(frame["impact"]),
        impact_indicators=tuple(_indicator(row) for row in frame["impact_indicator"]),
        strategies=strategies,
        institutions=_institutions(folder),
    )


def table(folder: Path, name: str) -> Row:
    """One TOML file of the plan. Raises `PlanIsFaulty` when it cannot be read."""
    try:
        with (folder / name).open("rb") as file:
            return tomllib.load(file)
    except (OSError, ValueError) as cause:
        raise PlanIsFaulty(file=name, fault=cause) from cause


def text(row: Row) -> Text:
    return Text(row["en"], row["km"])


def _institutions(folder: Path) -> tuple[Institution, ...]:
    rows = table(folder, "institutions.toml")["institution"]
    return tuple(
        Institution(row["name"], text(row), Level(row["level"]), tuple(row.get("printed_as", ())))
        for row in rows
    )


def _strategy(folder: Path, number: int, reporting: dict[str, Row], source: str) -> Strategy:
    name = f"strategy_{number}.toml"
    row = table(folder, name)
    try:
        strategy = Strategy(
            number=row["number"],
            title=_plan_text(row["title"]),
            objective=_plan_text(row["objective"]),
            outcome=_plan_text(row["outcome"]),
            outcome_indicators=tuple(_indicator(found) for found in row["outcome_indicator"]),
            clusters=tuple(_cluster(found, reporting, source) for found in row["cluster"]),
        )
    except (KeyError, ValueError) as cause:
        raise PlanIsFaulty(file=name, fault=cause) from cause
    _must_be_gapless(name, f"{number}.", [cluster.code for cluster in strategy.clusters])
    for cluster in strategy.clusters:
        _must_be_gapless(name, f"{cluster.code}.", [activity.code for activity in cluster.activities])
    return strategy


def _cluster(row: Row, reporting: dict[str, Row], source: str) -> Cluster:
    return Cluster(
        code=row["code"],
        title=_plan_text(row),
        indicators=tuple(_indicator(found) for found in row["indicator"]),
        activities=tuple(_activity(found, reporting[found["code"]], source) for found in row["activity"]),
    )


def _activity(row: Row, reporting: Row, source: str) -> Activity:
    years = tuple(row["years"])
    return Activity(
        code=row["code"],
        title=_plan_text(row),
        responsible=tuple(row["responsible"]),
        years=years,
        years_printed=tuple(row.get("printed_years", years)),
        indicator=row["indicator"],
        source_of_resources=row.get("printed_source", source),
        levels={level: reporting["levels"][level.value] for level in Level},
        template=reporting["template"],
        measures=tuple(reporting["measures"]),
        quantity=text(reporting["quantity"]),
        shares_budget=reporting.get("shares_budget", False),
        printed_code=str(row.get("printed_code", row["code"])),
    )


def _indicator(row: Row) -> Indicator:
    return Indicator(row["code"], _plan_text(row), str(row.get("printed_code", row["code"])))


def _plan_text(row: Row) -> PlanText:
    reason = Text(row["reason"], row["reason_km"]) if "reason" in row else None
    return PlanText(text(row), str(row.get("printed", row["en"])), reason)


def _must_be_gapless(file: str, prefix: str, codes: Iterable[str]) -> None:
    for n, code in enumerate(codes, start=1):
        if code != f"{prefix}{n}":
            raise PlanIsFaulty(file=file, fault=f"{prefix}{n}")
