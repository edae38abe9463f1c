"""Plan packs: official texts and errata that take the place of the reading that ships, cell by cell.

A cell is a text of one thing of the plan: `2.3.1:title_km`, `2:objective_km`, `2.3a:title_en`, and why it
reads so now: `2.3.1:reason_km`; of what stands around the tables see `annex_pack`. Codes never change, so
reports made before stay comparable.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from desktop.domain.plan import Activity, Cluster, Indicator, Plan, PlanText, Strategy, Text
from desktop.domain.report import Answer, Cell

PARTS = ("title", "objective", "outcome", "reason")
NUMBERS = "numbers"  # of a hotline: the one thing of the plan that is no text
_PART = re.compile(r"\A[a-z]{1,20}_(?:km|en)\Z")
_NUMBERS = re.compile(r"\A[0-9]{3,4}(?: [0-9]{3,4})*\Z")
_Thing = TypeVar("_Thing", Activity, Cluster, Indicator)


def must_make_sense(cells: Mapping[str, Answer]) -> None:
    """Raise `ValueError` for a cell that holds no text of a plan. Parts not known here are left alone."""
    for key, answer in cells.items():
        cell = Cell.of(key)
        is_text = _PART.match(cell.measure) or cell.measure == NUMBERS
        if not is_text or cell.split or (answer is not None and not isinstance(answer, str)):
            raise ValueError(key)
        if cell.measure == NUMBERS and answer is not None and not _NUMBERS.match(str(answer)):
            raise ValueError(key)


def unknown_codes(
    plan: Plan, cells: Mapping[str, Answer], around: Mapping[str, frozenset[str]]
) -> tuple[str, ...]:
    """The codes among these cells that the plan has none of, or that have no such text.

    `around`: what else has texts, and which (`annex_pack.parts`).
    """
    known = {code: {"title"} for code in _codes(plan)} | {code: set(parts) for code, parts in around.items()}
    known |= {str(strategy.number): {"title", "objective", "outcome"} for strategy in plan.strategies}
    asked = [Cell.of(key) for key in cells]
    parts = [cell.measure.rpartition("_")[0] or cell.measure for cell in asked]
    pairs = zip(asked, parts, strict=True)
    odd = [cell.item for cell, part in pairs if part not in known.get(cell.item, set()) | {"reason"}]
    return tuple(dict.fromkeys([*odd, *(cell.item for cell in asked if cell.item not in known)]))


def published(plan: Plan, cells: Mapping[str, str]) -> Plan:
    """The plan with these texts in the place of its own; what nothing is said of stays as it is."""
    if not cells:
        return plan
    return replace(plan, strategies=tuple(_strategy(found, cells) for found in plan.strategies))


def _strategy(strategy: Strategy, cells: Mapping[str, str]) -> Strategy:
    said = said_of(cells, str(strategy.number))
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
    return replace(thing, title=said_of(cells, thing.code)(thing.title, "title"))


def said_of(cells: Mapping[str, str], code: str) -> Callable[[PlanText, str], PlanText]:
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
