"""The situation as it ships: read out of `assets/plan/situation.toml` and checked as it is read."""

from decimal import Decimal
from functools import cache
from pathlib import Path

from desktop.domain import rating, survey
from desktop.domain.org_unit import NATIONAL_ID
from desktop.domain.plan import Plan, Text
from desktop.domain.situation import EarlierRating, Situation, Topic
from desktop.domain.survey import About, SurveyValue, Unit
from desktop.storage.plans import Row, faults_of, folder, plan, table, text

_FILE = "situation.toml"
_Sources = dict[str, Text]


@cache
def situation() -> Situation:
    """The figures that ship with the program; read once."""
    return read(folder(), plan())


def read(folder: Path, plan: Plan) -> Situation:
    """Read them from a folder. Raises `PlanIsFaulty`, also for a figure that is none or has no source."""
    rows = table(folder, _FILE)
    with faults_of(_FILE):
        sources = {row["code"]: text(row) for row in rows["source"]}
        found = Situation(
            topics=tuple(_topic(row, sources) for row in rows["topic"]),
            earlier=tuple(_earlier(row, sources) for row in rows["earlier_rating"]),
        )
        _must_be_known(found, plan)
    return found


def _topic(row: Row, sources: _Sources) -> Topic:
    with faults_of(_FILE, row["code"]):
        unit = Unit(row["unit"])
        values = tuple(_value(row["code"], unit, each, sources) for each in row["value"])
        indicator = row.get("indicator", "")
        return Topic(row["code"], row["section"], text(row), unit, indicator, values)


def _value(topic: str, unit: Unit, row: Row, sources: _Sources) -> SurveyValue:
    survey.must_fit(row["amount"], unit.value)
    _must_be_quoted(row)
    return SurveyValue(
        about=About.of(f"{topic}.{row['when']}"),
        amount=Decimal(row["amount"]),
        unit=unit,
        source=sources[row["source"]],
        area=NATIONAL_ID,
        note=text(row["note"]) if "note" in row else None,
        more_than=row.get("more_than", False),
    )


def _earlier(row: Row, sources: _Sources) -> EarlierRating:
    _must_be_quoted(row)
    if not rating.LOWEST <= row["level"] <= rating.HIGHEST:
        raise ValueError(row["level"])
    of = text(row["of"]) if "of" in row else None
    return EarlierRating(row["strategy"], row["level"], sources[row["source"]], of)


def _must_be_quoted(row: Row) -> None:
    """A figure without the words it stands in, and their line, has no place here."""
    if not row["said"].strip() or row["line"] < 1:
        raise ValueError("said")


def _must_be_known(found: Situation, plan: Plan) -> None:
    codes = [topic.code for topic in found.topics]
    indicators = {"", *(indicator.code for indicator in plan.indicators())}
    odd = [topic.indicator for topic in found.topics if topic.indicator not in indicators]
    odd += [code for code in codes if codes.count(code) > 1 or code in indicators]
    if odd:
        raise ValueError(", ".join(odd))
