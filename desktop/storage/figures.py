"""What many offices said about many periods, and when their reports came, each in one query."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from sys import intern

from desktop.domain.figures import Answers, Said
from desktop.domain.period import ReportingPeriod
from desktop.domain.report import ReportKey
from desktop.storage.database import Database
from desktop.storage.remembered import AsRead
from desktop.storage.values import Stored, answer

# In the order of the primary key of cell_write, so that the answers to a cell come one after the other and
# nothing is sorted or grouped: with a province's year that takes a third of the time of a GROUP BY.
_ANSWERS = """
    SELECT live.report, live.cell, live.value
    FROM json_each(?) CROSS JOIN live ON live.report = json_each.value"""
_OF_ITEM = " WHERE live.cell >= ? AND live.cell < ?"

_MADE_OF = """
    SELECT report.n, report.org_unit, report.period, record_name.name
    FROM report JOIN submission ON submission.report = report.n
    JOIN record_name ON record_name.n = submission.record
    WHERE report.org_unit IN (SELECT value FROM json_each(?))
      AND report.period IN (SELECT value FROM json_each(?))"""

_ARRIVALS = """
    SELECT report.org_unit, report.period, min(record.arrived_at)
    FROM report JOIN submission ON submission.report = report.n
    JOIN record ON record.n = submission.record
    WHERE report.org_unit IN (SELECT value FROM json_each(?))
      AND report.period IN (SELECT value FROM json_each(?))
    GROUP BY report.n"""

_NEWEST = """
    SELECT coalesce(max(record.arrived_at), '')
    FROM report JOIN submission ON submission.report = report.n
    JOIN record ON record.n = submission.record
    WHERE report.org_unit IN (SELECT value FROM json_each(?))
      AND report.period IN (SELECT value FROM json_each(?))"""


def answers(
    db: Database, org_units: Iterable[str], periods: Iterable[ReportingPeriod], beginning: str = ""
) -> Answers:
    """The undisputed answers of these offices about these periods, and which cells are disputed.

    `beginning`: only of the cells whose key begins so, for example `budget:`.
    """
    made_of = _made_of(db, org_units, periods)
    if beginning:
        found = _read(db, made_of, beginning)
    else:
        known = {n: db.remembered.find(key, names) for n, (key, names) in made_of.items()}
        fresh = _read(db, [n for n, one in known.items() if one is None])
        for n, one in fresh.items():
            db.remembered.keep(*made_of[n], one)
        found = {n: one or fresh[n] for n, one in known.items()}
    return Answers(
        {made_of[n][0]: one.said for n, one in found.items() if one.said},
        {made_of[n][0]: one.disputed for n, one in found.items() if one.disputed},
    )


def _made_of(
    db: Database, org_units: Iterable[str], periods: Iterable[ReportingPeriod]
) -> dict[int, tuple[ReportKey, frozenset[bytes]]]:
    """The reports that were submitted, by their number here, and the names of the submissions."""
    names: dict[int, set[bytes]] = defaultdict(set)
    keys: dict[int, ReportKey] = {}
    for n, unit, period, name in db.execute(_MADE_OF, _asked(org_units, periods)):
        names[n].add(name)
        keys[n] = ReportKey(unit, period)
    return {n: (key, frozenset(names[n])) for n, key in keys.items()}


def _read(db: Database, reports: Collection[int], beginning: str = "") -> dict[int, AsRead]:
    """What is live in reports with these numbers."""
    given: dict[int, Said] = {n: Said() for n in reports}
    disputed: dict[int, set[str]] = defaultdict(set)
    last: tuple[int, str, Stored] | None = None
    sql, bounds = (_ANSWERS + _OF_ITEM, _bounds(beginning)) if beginning else (_ANSWERS, [])
    for row in db.execute(sql, [json.dumps(list(reports)), *bounds]):
        report, cell, value = row
        if last is None or last[1] != cell or last[0] != report:
            given[report][intern(cell)] = answer(value)
        elif last[2] != value:  # another answer to the same cell; that somebody emptied it is one too
            disputed[report].add(cell)
            given[report].pop(cell, None)
        last = row
    return {n: AsRead(said, frozenset(disputed.get(n, ()))) for n, said in given.items()}


def arrivals(
    db: Database, org_units: Iterable[str], periods: Iterable[ReportingPeriod]
) -> dict[ReportKey, str]:
    """When the first submission of each of these reports was taken in here, by this computer's clock."""
    rows = db.execute(_ARRIVALS, _asked(org_units, periods))
    return {ReportKey(unit, period): arrived_at for unit, period, arrived_at in rows}


def newest(db: Database, org_units: Iterable[str], periods: Iterable[ReportingPeriod]) -> str:
    """When the newest submission of these reports was taken in here; empty while there is none."""
    return str(db.execute(_NEWEST, _asked(org_units, periods)).fetchone()[0])


def _asked(org_units: Iterable[str], periods: Iterable[ReportingPeriod]) -> list[str]:
    """Lists as JSON, so that no number of offices reaches SQLite's limit of parameters."""
    return [json.dumps(list(org_units)), json.dumps([period.code for period in periods])]


def _bounds(beginning: str) -> list[str]:
    """The first key that begins so, and the first after all of them: keys are ASCII."""
    return [beginning, f"{beginning}\x7f"]
