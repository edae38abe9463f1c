"""The plan as it ships: read out of `assets/plan/`, one file per strategy, and checked as it is read."""

import itertools
import string
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from desktop.config import resources
from desktop.domain.org_unit import Level
from desktop.domain.period import FIRST_YEAR, LAST_YEAR
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
YEARS = range(1, LAST_YEAR - FIRST_YEAR + 2)  # the plan's years 1 to 6
ASKED = ("core", "optional", "none")  # what a level may be asked, in reporting.toml
Row = dict[str, Any]


class PlanIsFaulty(UserError):
    message = mark(
        "The plan's file “{file}” has a fault ({fault}). Nothing was changed. Install the program again."
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What an activity may name: everything else is a fault."""

    institutions: frozenset[str]
    templates: frozenset[str]
    measures: frozenset[str]
    reporting: dict[str, Row]
    source_of_resources: Text


@dataclass(frozen=True, slots=True)
class _Asked:
    """What reporting.toml adds to an activity."""

    levels: dict[Level, str]
    template: str
    measures: tuple[str, ...]
    quantity: Text
    shares_budget: bool
    of_area: bool


@cache
def plan() -> Plan:
    """The plan that ships with the program; read once."""
    return read(folder())


def folder() -> Path:
    """Where the plan that ships lies."""
    return resources() / "assets" / "plan"


def read(folder: Path) -> Plan:
    """Read a plan from a folder of the format of `assets/plan/README.md`. Raises `PlanIsFaulty`."""
    frame = table(folder, "plan.toml")
    institutions = _institutions(folder)
    with faults_of("plan.toml"):
        known = _known(folder, institutions, text(frame["source_of_resources"]))
        strategies = tuple(_strategy(folder, number, known) for number in range(1, STRATEGIES + 1))
        found = Plan(
            title=text(frame["title"]),
            status=text(frame["status"]),
            goal=plan_text(frame["goal"]),
            impact=plan_text(frame["impact"]),
            impact_indicators=tuple(_indicator(row) for row in frame["impact_indicator"]),
            strategies=strategies,
            institutions=institutions,
        )
    with faults_of("reporting.toml"):
        _must_be_same(known.reporting, {activity.code for activity in found.activities()})
    return found


def table(folder: Path, name: str) -> Row:
    """One TOML file of the plan. Raises `PlanIsFaulty` when it cannot be read."""
    with faults_of(name):
        return tomllib.loads((folder / name).read_text(encoding="utf-8"))


@contextmanager
def faults_of(file: str, code: str = "") -> Iterator[None]:
    """Raise what is wrong with the rows of `file` as `PlanIsFaulty`, with the code of the row.

    Such are: a field that is missing, a value of another kind, and every check that fails.
    """
    try:
        yield
    except (OSError, KeyError, TypeError, ValueError) as cause:
        raise PlanIsFaulty(file=file, fault=f"{code} {cause}".strip()) from cause


def text(row: Row) -> Text:
    """The text of a row in both languages. Raises `ValueError` when one is empty."""
    for language in ("en", "km"):
        if not isinstance(row[language], str) or not row[language].strip():
            raise ValueError(language)
    return Text(row["en"], row["km"])


def plan_text(row: Row, words: Text | None = None) -> PlanText:
    """The text of a row, or `words` where it lies elsewhere, and what is printed where that differs.

    Whatever is printed differently has its reason, in both languages; else `ValueError`.
    """
    words = words or text(row)
    if any(key.startswith("printed") for key in row) != ("reason" in row):
        raise ValueError("reason")
    reason = text({"en": row["reason"], "km": row["reason_km"]}) if "reason" in row else None
    return PlanText(words, row.get("printed", words.en), reason)


def _known(folder: Path, institutions: tuple[Institution, ...], source: Text) -> _Known:
    counted = table(folder, "measures.toml")
    rows = table(folder, "reporting.toml")
    with faults_of("measures.toml"):
        templates, measures = (_codes(counted[name]) for name in ("template", "measure"))
    with faults_of("reporting.toml"):
        reporting = {row["code"]: row for row in rows["activity"]}
        _must_be_same(_codes(rows["activity"]), set(reporting))
    names = frozenset(institution.name for institution in institutions)
    return _Known(names, templates, measures, reporting, source)


def _codes(rows: list[Row]) -> frozenset[str]:
    codes = [row["code"] for row in rows]
    for code in codes:
        if codes.count(code) > 1:
            raise ValueError(code)
    return frozenset(codes)


def _institutions(folder: Path) -> tuple[Institution, ...]:
    rows = table(folder, "institutions.toml")
    with faults_of("institutions.toml"):
        return tuple(
            Institution(row["name"], text(row), Level(row["level"]), tuple(row.get("printed_as", ())))
            for row in rows["institution"]
        )


def _strategy(folder: Path, number: int, known: _Known) -> Strategy:
    file = f"strategy_{number}.toml"
    row = table(folder, file)
    with faults_of(file):
        strategy = Strategy(
            number=row["number"],
            title=plan_text(row["title"]),
            objective=plan_text(row["objective"]),
            outcome=plan_text(row["outcome"]),
            outcome_indicators=tuple(_indicator(found) for found in row["outcome_indicator"]),
            clusters=tuple(_cluster(file, found, known) for found in row["cluster"]),
        )
        _must_be_same([str(strategy.number)], [str(number)])
        _must_be_lettered(str(number), strategy.outcome_indicators)
        _must_be_numbered(f"{number}.", [cluster.code for cluster in strategy.clusters])
    return strategy


def _cluster(file: str, row: Row, known: _Known) -> Cluster:
    with faults_of(file, row["code"]):
        indicators = tuple(_indicator(found) for found in row["indicator"])
        _must_be_lettered(row["code"], indicators)
        _must_be_numbered(f"{row['code']}.", [found["code"] for found in row["activity"]])
        activities = tuple(_activity(file, found, known) for found in row["activity"])
        _must_be_same(
            {indicator.code for indicator in indicators}, {activity.indicator for activity in activities}
        )
        return Cluster(row["code"], plan_text(row), indicators, activities)


def _activity(file: str, row: Row, known: _Known) -> Activity:
    code = row["code"]
    with faults_of("reporting.toml", code):
        asked = _asked(known.reporting[code], known)
    with faults_of(file, code):
        years = _years(row["years"])
        responsible = _among(known.institutions, row["responsible"])
        _among(known.institutions, list(row.get("printed_responsible", responsible)))
        return Activity(
            code=code,
            title=plan_text(row),
            responsible=responsible,
            years=years,
            years_printed=_years(row.get("printed_years", years)),
            indicator=row["indicator"],
            source_of_resources=_source(row, known.source_of_resources),
            levels=asked.levels,
            template=asked.template,
            measures=asked.measures,
            quantity=asked.quantity,
            shares_budget=asked.shares_budget,
            of_area=asked.of_area,
            printed_code=str(row.get("printed_code", code)),
        )


def _source(row: Row, read: Text) -> PlanText:
    """The reading is the same in every row; two rows print it differently and say why."""
    if "printed_source" not in row:
        return PlanText(read, read.en)
    return PlanText(read, row["printed_source"], Text(row["reason"], row["reason_km"]))


def _asked(row: Row, known: _Known) -> _Asked:
    return _Asked(
        levels={level: _among(ASKED, [row["levels"][level.value]])[0] for level in Level},
        template=_among(known.templates, [row["template"]])[0],
        measures=_among(known.measures, row["measures"]),
        quantity=text(row["quantity"]),
        shares_budget=row.get("shares_budget", False),
        of_area=row.get("of_area", False),
    )


def _indicator(row: Row) -> Indicator:
    return Indicator(row["code"], plan_text(row), str(row.get("printed_code", row["code"])))


def _years(years: Iterable[int]) -> tuple[int, ...]:
    found = tuple(years)
    if not found or list(found) != sorted(set(found) & set(YEARS)):
        raise ValueError(f"years {list(found)}")
    return found


def _among(known: Iterable[str], names: list[str]) -> tuple[str, ...]:
    """`names`, which must be one or more of `known`, none twice."""
    allowed = set(known)
    unknown = [name for name in names if name not in allowed or names.count(name) > 1]
    if unknown or not names:
        raise ValueError(", ".join(unknown) or "[]")
    return tuple(names)


def _must_be_numbered(prefix: str, codes: list[str]) -> None:
    _must_begin(codes, (f"{prefix}{number}" for number in itertools.count(1)))


def _must_be_lettered(prefix: str, indicators: tuple[Indicator, ...]) -> None:
    _must_begin([row.code for row in indicators], (f"{prefix}{letter}" for letter in string.ascii_lowercase))


def _must_begin(codes: list[str], expected: Iterator[str]) -> None:
    """`codes` are the first of `expected`: no gap, and at least one."""
    for code in codes or [""]:
        wanted = next(expected, "")
        if code != wanted:
            raise ValueError(wanted)


def _must_be_same(one: Iterable[str], other: Iterable[str]) -> None:
    odd = set(one) ^ set(other)
    if odd:
        raise ValueError(", ".join(sorted(odd)))
