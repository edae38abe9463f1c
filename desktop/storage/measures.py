"""The measures as they ship: what is counted for an activity, read out of `assets/plan/measures.toml`."""

from functools import cache
from typing import Any

from desktop.config import resources
from desktop.domain.measure import Dimension, Kind, Measure, Measures, Member, OverTime, Template
from desktop.storage.plans import table, text

Row = dict[str, Any]


@cache
def measures() -> Measures:
    """All measures, templates, fixed lists and sources of money; read once."""
    folder = resources() / "assets" / "plan"
    rows = table(folder, "measures.toml")
    sources = table(folder, "plan.toml")["resource_source"]
    return Measures(
        measures={row["code"]: _measure(row) for row in rows["measure"]},
        templates={row["code"]: _template(row) for row in rows["template"]},
        dimensions={row["code"]: _dimension(row) for row in rows["dimension"]},
        resource_sources=_members(sources),
    )


def _measure(row: Row) -> Measure:
    return Measure(
        code=row["code"],
        label=text(row),
        kind=Kind(row["kind"]),
        over_time=OverTime(row["over_time"]),
        unit=row["unit"],
        of=tuple(row.get("of", ())),
        protected=row.get("protected", False),
        tally=row.get("tally", False),
        hint=text(row["hint"]) if "hint" in row else None,
    )


def _template(row: Row) -> Template:
    return Template(row["code"], text(row), tuple(row["measures"]))


def _dimension(row: Row) -> Dimension:
    return Dimension(row["code"], text(row), _members(row["category"]))


def _members(rows: list[Row]) -> tuple[Member, ...]:
    return tuple(Member(row["code"], text(row)) for row in rows)
