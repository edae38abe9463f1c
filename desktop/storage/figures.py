"""What many offices said about many periods, and when their reports came, each in one query."""

import json
from collections import defaultdict
from collections.abc import Iterable

from desktop.domain.figures import Answers
from desktop.domain.period import ReportingPeriod
from desktop.domain.report import Answer, ReportKey
from desktop.storage.database import Database
from desktop.storage.values import answer

# A cell with more than one distinct answer is a conflict; that somebody emptied it is an answer too.
# In the order of the primary key of cell_write, so that SQLite groups without sorting.
_ANSWERS = """
    SELECT report.org_unit, report.period, live.cell, min(live.value),
           count(DISTINCT live.value) + (count(*) > count(live.value)) > 1
    FROM report CROSS JOIN live ON live.report = report.n
    WHERE report.org_unit IN (SELECT value FROM json_each(?))
      AND report.period IN (SELECT value FROM json_each(?))
    GROUP BY live.report, live.cell"""

_ARRIVALS = """
    SELECT report.org_unit, report.period, min(record.arrived_at)
    FROM report JOIN submission ON submission.report = report.n
    JOIN record ON record.n = submission.record
    WHERE report.org_unit IN (SELECT value FROM json_each(?))
      AND report.period IN (SELECT value FROM json_each(?))
    GROUP BY report.n"""


def answers(db: Database, org_units: Iterable[str], periods: Iterable[ReportingPeriod]) -> Answers:
    """The undisputed answers of these offices about these periods, and which cells are disputed."""
    given: dict[ReportKey, dict[str, Answer]] = defaultdict(dict)
    disputed: dict[ReportKey, set[str]] = defaultdict(set)
    here = ("", "")
    for unit, period, cell, value, conflict in db.execute(_ANSWERS, _asked(org_units, periods)):
        if here != (unit, period):  # one key for the many cells of a report
            here, key = (unit, period), ReportKey(unit, period)
        if conflict:
            disputed[key].add(cell)
        else:
            given[key][cell] = answer(value)
    return Answers(dict(given), {key: frozenset(cells) for key, cells in disputed.items()})


def arrivals(
    db: Database, org_units: Iterable[str], periods: Iterable[ReportingPeriod]
) -> dict[ReportKey, str]:
    """When the first submission of each of these reports was taken in here, by this computer's clock."""
    rows = db.execute(_ARRIVALS, _asked(org_units, periods))
    return {ReportKey(unit, period): arrived_at for unit, period, arrived_at in rows}


def _asked(org_units: Iterable[str], periods: Iterable[ReportingPeriod]) -> list[str]:
    """Lists as JSON, so that no number of offices reaches SQLite's limit of parameters."""
    return [json.dumps(list(org_units)), json.dumps([period.code for period in periods])]
