"""What many offices said about many periods, and when their reports came, each in one query."""

import json
from collections import defaultdict
from collections.abc import Iterable

from desktop.domain.figures import Answers
from desktop.domain.period import ReportingPeriod
from desktop.domain.report import Answer, ReportKey
from desktop.storage.database import Database
from desktop.storage.values import Stored, answer

# In the order of the primary key of cell_write, so that the answers to a cell come one after the other and
# nothing is sorted or grouped: with a province's year that takes a third of the time of a GROUP BY.
_ANSWERS = """
    SELECT live.report, live.cell, live.value
    FROM report CROSS JOIN live ON live.report = report.n
    WHERE report.org_unit IN (SELECT value FROM json_each(?))
      AND report.period IN (SELECT value FROM json_each(?))"""
_OF_ITEM = " AND live.cell >= ? AND live.cell < ?"

_REPORTS = """
    SELECT n, org_unit, period FROM report
    WHERE org_unit IN (SELECT value FROM json_each(?)) AND period IN (SELECT value FROM json_each(?))"""

_ARRIVALS = """
    SELECT report.org_unit, report.period, min(record.arrived_at)
    FROM report JOIN submission ON submission.report = report.n
    JOIN record ON record.n = submission.record
    WHERE report.org_unit IN (SELECT value FROM json_each(?))
      AND report.period IN (SELECT value FROM json_each(?))
    GROUP BY report.n"""


def answers(
    db: Database, org_units: Iterable[str], periods: Iterable[ReportingPeriod], beginning: str = ""
) -> Answers:
    """The undisputed answers of these offices about these periods, and which cells are disputed.

    `beginning`: only of the cells whose key begins so, for example `budget:`.
    """
    asked = _asked(org_units, periods)
    given: dict[int, dict[str, Answer]] = defaultdict(dict)
    disputed: dict[int, set[str]] = defaultdict(set)
    last: tuple[int, str, Stored] | None = None
    sql, bounds = (_ANSWERS + _OF_ITEM, _bounds(beginning)) if beginning else (_ANSWERS, [])
    for row in db.execute(sql, [*asked, *bounds]):
        report, cell, value = row
        if last is None or last[1] != cell or last[0] != report:
            given[report][cell] = answer(value)
        elif last[2] != value:  # another answer to the same cell; that somebody emptied it is one too
            disputed[report].add(cell)
            given[report].pop(cell, None)
        last = row
    keys = {n: ReportKey(unit, period) for n, unit, period in db.execute(_REPORTS, asked)}
    return Answers(
        {keys[n]: found for n, found in given.items() if found},
        {keys[n]: frozenset(cells) for n, cells in disputed.items()},
    )


def arrivals(
    db: Database, org_units: Iterable[str], periods: Iterable[ReportingPeriod]
) -> dict[ReportKey, str]:
    """When the first submission of each of these reports was taken in here, by this computer's clock."""
    rows = db.execute(_ARRIVALS, _asked(org_units, periods))
    return {ReportKey(unit, period): arrived_at for unit, period, arrived_at in rows}


def _asked(org_units: Iterable[str], periods: Iterable[ReportingPeriod]) -> list[str]:
    """Lists as JSON, so that no number of offices reaches SQLite's limit of parameters."""
    return [json.dumps(list(org_units)), json.dumps([period.code for period in periods])]


def _bounds(beginning: str) -> list[str]:
    """The first key that begins so, and the first after all of them: keys are ASCII."""
    return [beginning, f"{beginning}\x7f"]
