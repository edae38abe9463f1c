"""Where many reports stand, each as `reports.status` says it of one, in a handful of queries."""

import json
from collections import defaultdict
from collections.abc import Iterable

from desktop.domain.period import ReportingPeriod
from desktop.domain.report import ReportKey, Status
from desktop.storage.database import Database
from desktop.storage.reports import STANDS

_ASKED = """
    org_unit IN (SELECT value FROM json_each(?1)) AND period IN (SELECT value FROM json_each(?2))"""

_SUBMITTED = f"""
    SELECT n, org_unit, period, count(*), min(record)
    FROM report JOIN submission ON submission.report = n
    WHERE {_ASKED} AND EXISTS (SELECT 1 FROM cell_write w WHERE w.report = n)
    GROUP BY n"""  # noqa: S608 - the text stands above

_DECIDED = f"""
    SELECT n, d.record, d.verdict, j.record
    FROM report JOIN decision d ON d.report = n JOIN decision_judged j ON j.decision = d.record
    WHERE {_ASKED} AND {STANDS}"""  # noqa: S608 - the text stands above

_LIVE = """
    SELECT DISTINCT live.report, live.record
    FROM json_each(?) CROSS JOIN live ON live.report = json_each.value"""

# "Returned" stands where decisions on the same records differ: somebody still sees a fault.
_WEIGHT = {"returned": Status.RETURNED, "approved": Status.APPROVED}


def statuses(
    db: Database, org_units: Iterable[str], periods: Iterable[ReportingPeriod]
) -> dict[ReportKey, Status]:
    """Where the submitted reports of these offices about these periods stand; others are left out.

    What is live in a report of a single submission is that submission: only where there are several
    is it looked up cell by cell.
    """
    asked = [json.dumps(list(org_units)), json.dumps([period.code for period in periods])]
    verdicts = _verdicts(db, asked)
    found: dict[ReportKey, Status] = {}
    several: dict[int, ReportKey] = {}
    for n, unit, period, count, record in db.execute(_SUBMITTED, asked):
        key = ReportKey(unit, period)
        if count > 1:
            several[n] = key
        else:
            found[key] = _status(verdicts.get(n, {}), {record})
    for n, live in _live(db, several).items():
        found[several[n]] = _status(verdicts.get(n, {}), live)
    return found


def _verdicts(db: Database, asked: list[str]) -> dict[int, dict[tuple[int, str], set[int]]]:
    """For each report its decisions, (record, verdict), with the records they judged."""
    found: dict[int, dict[tuple[int, str], set[int]]] = defaultdict(lambda: defaultdict(set))
    for n, decision, verdict, judged in db.execute(_DECIDED, asked):
        found[n][decision, verdict].add(judged)
    return found


def _live(db: Database, numbers: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for report, record in db.execute(_LIVE, [json.dumps(list(numbers))]):
        found[report].add(record)
    return found


def _status(decisions: dict[tuple[int, str], set[int]], live: set[int]) -> Status:
    """A decision holds only while what it judged is what is live."""
    holding = {verdict for (_, verdict), judged in decisions.items() if judged == live}
    return next((status for verdict, status in _WEIGHT.items() if verdict in holding), Status.SUBMITTED)
