"""The hotlines and who receives a report, read out of `assets/plan/hotlines.toml` and checked."""

import re
from functools import cache
from pathlib import Path

from desktop.domain.hotline_sheet import Hotline, Hotlines, Step
from desktop.domain.plan import Plan
from desktop.storage.plans import Row, faults_of, folder, plan, table, text

_FILE = "hotlines.toml"
_NUMBER = re.compile(r"\A[0-9]{3,4}\Z")


@cache
def hotlines() -> Hotlines:
    """The hotlines that ship with the program; read once."""
    return read(folder(), plan())


def read(folder: Path, plan: Plan) -> Hotlines:
    """Read them from a folder. Raises `PlanIsFaulty`: also for a number that is none, or an unknown code."""
    codes = frozenset(activity.code for activity in plan.activities())
    rows = table(folder, _FILE)
    with faults_of(_FILE):
        return Hotlines(
            hotlines=tuple(_hotline(row, codes) for row in rows["hotline"]),
            steps=tuple(_step(row, codes) for row in rows["step"]),
            advice=tuple(text(row) for row in rows["advice"]),
        )


def _hotline(row: Row, codes: frozenset[str]) -> Hotline:
    numbers = tuple(row["numbers"])
    if not numbers or not all(_NUMBER.match(number) for number in numbers):
        raise ValueError(f"numbers {list(numbers)}")
    hours = text(row["hours"]) if "hours" in row else None
    activities = _activities(row, codes)
    return Hotline(numbers, text(row), hours, text(row["source"]), activities)


def _step(row: Row, codes: frozenset[str]) -> Step:
    return Step(text(row["who"]), text(row["does"]), _activities(row, codes))


def _activities(row: Row, codes: frozenset[str]) -> tuple[str, ...]:
    """The activities something is taken from; none for what is not in the plan."""
    activities = tuple(row["activities"])
    unknown = [code for code in activities if code not in codes]
    if unknown:
        raise ValueError(", ".join(unknown))
    return activities
