"""Plan packs: official texts and errata that take the place of the reading that ships, cell by cell.

A cell is a text of one thing of the plan: `2.3.1:title_km`, `2:objective_km`, `2.3a:title_en`, and why it
reads so now: `2.3.1:reason_km`. Codes never change, so reports made before stay comparable.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from desktop.domain.plan import Activity, Cluster, Indicator, Plan, PlanText, Strategy, Text
from desktop.domain.report import Answer, Cell

PARTS = ("title", "objective", "outcome", "reason")
FIELDS = tuple(f"{part}_{language}" for part in PARTS for language in ("km", "en"))
_Thing = TypeVar("_Thing", Activity, Cluster, Indicator)


def must_make_sense(cells: Mapping[str, Answer]) -> None:
    """Raise `ValueError` for a cell that holds no text of the plan."""
    for key, answer in cells.items():
        cell = Cell.of(key)
        if cell.measure not in FIELDS or cell.split or (answer is not None and not isinstance(answer, str)):
            raise ValueError(key)


def unknown_codes(plan: Plan, cells: Mapping[str, Answer]) -> tuple[str, ...]:
    """The codes among these cells that the plan has none of, or that have no such text."""
    known = {code: {"title"} for code in _codes(plan)}
    known |= {str(strategy.number): {"title", "objective", "outcome"} for strategy in plan.strategies}
    asked = [Cell.of(key) for key in cells]
    odd = [c.item for c in asked if c.measure.rpartition("_")[0] not in known.get(c.item, set()) | {"reason"}]
    return tuple(dict.fromkeys([*odd, *(cell.item for cell in asked if cell.item not in known)]))


def published(plan: Plan, cells: Mapping[str, str]) -> Plan:
    """The plan with these texts in the place of its own; what nothing is said of stays as it is."""
    if not cells:
        return plan
    return replace(plan, strategies=tuple(_strategy(found, cells) for found in plan.strategies))


def _strategy(strategy: Strategy, cells: Mapping[str, str]) -> Strategy:
    said = _of(cells, str(strategy.number))
    return replace(
        strategy,
        title=said(strategy.title, "title"),
        objective=said(strategy.objective, "objective"),
        outcome=said(strategy.outcome, "outcome"),
        outcome_indicators=tuple(_titled(found, cells) for found in strategy.outcome_indicators),
        clusters=tuple(_cluster(found, cells) for found in strategy.clusters),
    )


def _cluster(cluster: Cluster, cells: Mapping[str, str]) -> Cluster:
    return replace(
        _titled(cluster, cells),
        indicators=tuple(_titled(found, cells) for found in cluster.indicators),
        activities=tuple(_titled(found, cells) for found in cluster.activities),
    )


def _titled(thing: _Thing, cells: Mapping[str, str]) -> _Thing:
    return replace(thing, title=_of(cells, thing.code)(thing.title, "title"))


def _of(cells: Mapping[str, str], code: str) -> Callable[[PlanText, str], PlanText]:
    """How the texts of the thing with this code read now."""

    def said(text: PlanText, part: str) -> PlanText:
        km, en = (cells.get(f"{code}:{part}_{language}") for language in ("km", "en"))
        if not km and not en:
            return text
        return replace(
            text,
            text=Text(en or text.text.en, km or text.text.km),
            reason=_reason(cells, code) or text.reason,
            official=True,
        )

    return said


def _reason(cells: Mapping[str, str], code: str) -> Text | None:
    km, en = (cells.get(f"{code}:reason_{language}") for language in ("km", "en"))
    return Text(en or km or "", km or en or "") if km or en else None


def _codes(plan: Plan) -> tuple[str, ...]:
    return (
        *(activity.code for activity in plan.activities()),
        *(cluster.code for cluster in plan.clusters()),
        *(row.code for cluster in plan.clusters() for row in cluster.indicators),
        *(row.code for strategy in plan.strategies for row in strategy.outcome_indicators),
    )
