"""What an office sees first: the report in hand, what came back, what waits to be sent."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.actions import commenting, report, stamp
from desktop.actions.commenting import Remark
from desktop.domain import checks
from desktop.domain.checks import Finding
from desktop.domain.org_unit import OrgUnit
from desktop.domain.period import FIRST_YEAR, ReportingPeriod
from desktop.domain.register import Rules
from desktop.domain.report import Cell, ReportKey, Status
from desktop.domain.stage import Carried, Stage, stage
from desktop.storage import batches, org_units, pieces, registers, reports, settings
from desktop.storage.database import Database

STILL_ASKED_DAYS = 45  # how long after its due date an unsubmitted report stays the one in hand


@dataclass(frozen=True, slots=True)
class OwnReport:
    """Where one of the office's reports stands.

    `received`: the secretariat's receipt for all figures of it came back. `parts_out`: how many of its
    attachments the secretariat has not said to have; while there are any, it is not whole there.
    `remarks`: what other offices say of it as it stands, until it is approved.
    """

    period: str
    status: Status
    received: bool
    unsubmitted: bool
    reason: str = ""
    at_hub: bool = False
    written: bool = False
    parts_out: int = 0
    remarks: tuple[Remark, ...] = ()

    @property
    def stage(self) -> Stage:
        return stage(self.status, Carried(self.written, self.at_hub, self.received))


@dataclass(frozen=True, slots=True)
class Home:
    """The report in hand and all others. `next_item` is the first activity that lacks an answer."""

    period: str
    due: dt.date
    days_left: int
    answered: int
    asked: int
    next_item: str
    in_hand: OwnReport
    others: tuple[OwnReport, ...]
    choices: tuple[str, ...]
    quarantined: int

    @property
    def waiting(self) -> tuple[OwnReport, ...]:
        """Submitted reports that are only here: no receipt came back for them, and no hub has them."""
        every = (self.in_hand, *self.others)
        kept = [one for one in every if one.status is Status.SUBMITTED and not one.received]
        return tuple(one for one in kept if not one.at_hub)


def show(db: Database, period: str = "") -> Home:
    """What stands on the first screen; without a period the one that is due."""
    unit = org_units.get(db, settings.need(db, settings.ORG_UNIT))
    assert unit is not None
    rules = registers.rules(db)
    period = period or _due_now(db, unit, rules)
    opened = report.open_form(db, ReportKey(unit.id, period))
    unanswered = unanswered_items(report.findings(opened))
    items = [activity.code for activity in opened.form.activities]
    day = rules.due(unit, ReportingPeriod(period))
    every = {found.period: found for found in _mine(db, unit.id, {period})}
    return Home(
        period=period,
        due=day,
        days_left=(day - stamp.today()).days,
        answered=sum(item not in unanswered for item in items),
        asked=len(items),
        next_item=next((item for item in items if item in unanswered), ""),
        in_hand=every.pop(period),
        others=tuple(every.values()),
        choices=_choices(stamp.today(), every),
        quarantined=len(batches.quarantined(db)),
    )


def stage_of(db: Database, period: str) -> Stage:
    """How far one of the office's reports is."""
    return _standing(db, report.my_report(db, period), 0).stage


def unanswered_items(findings: Iterable[Finding]) -> frozenset[str]:
    """The activities that lack at least one answer."""
    return frozenset(Cell.of(found.cell).item for found in findings if found.message == checks.UNANSWERED)


def reasons_of_return(db: Database, key: ReportKey) -> tuple[str, dict[str, str]]:
    """Why a report was returned: a word on the whole, and one for each cell."""
    return reports.reasons_of_return(db, key)


def _mine(db: Database, unit: str, also: set[str]) -> list[OwnReport]:
    """The office's reports that hold anything, and the periods named; the latest first."""
    periods = sorted({*reports.periods(db, unit), *also}, reverse=True)
    out = pieces.not_heard(db, settings.need(db, settings.SECRETARIAT_UNIT))
    return [_standing(db, key, out[key]) for key in (ReportKey(unit, period) for period in periods)]


def _standing(db: Database, key: ReportKey, parts_out: int) -> OwnReport:
    above = settings.need(db, settings.SECRETARIAT_UNIT)
    written = int(settings.get(db, settings.WRITTEN_UP_TO) or 0)
    records = reports.live_records(db, key)
    status = reports.status(db, key)
    at_home = above == key.org_unit
    return OwnReport(
        key.period,
        status,
        received=at_home or all(batches.has_receipt(db, name, above) for name in records),
        unsubmitted=bool(reports.drafts(db, key)),
        reason=reports.reasons_of_return(db, key)[0] if status is Status.RETURNED else "",
        remarks=() if status is Status.APPROVED else commenting.list_comments(db, key),
        at_hub=bool(records) and all(batches.at_a_hub(db, name, above) for name in records),
        written=bool(records) and all(batches.is_sealed(db, name, above, written) for name in records),
        parts_out=0 if at_home else parts_out,
    )


def _due_now(db: Database, unit: OrgUnit, rules: Rules) -> str:
    """The quarter that ended last while it is still to be reported, else the one that runs."""
    today = stamp.today()
    running = _quarter(today)
    ended = running.previous()
    if (today - rules.due(unit, ended)).days > STILL_ASKED_DAYS or ended.year < FIRST_YEAR:
        return running.code
    open_still = reports.status(db, ReportKey(unit.id, ended.code)) in (Status.DRAFT, Status.RETURNED)
    return ended.code if open_still else running.code


def _quarter(day: dt.date) -> ReportingPeriod:
    return ReportingPeriod(f"{day.year}Q{(day.month - 1) // 3 + 1}")


def _choices(today: dt.date, others: Iterable[str]) -> tuple[str, ...]:
    """Periods one may take in hand: the year's plan, six quarters back, and any with work."""
    found = [_quarter(today)]
    while len(found) < 6 and found[-1].previous().year >= FIRST_YEAR:
        found.append(found[-1].previous())
    codes = {one.code for one in found} | set(others) | {str(today.year)}
    return tuple(sorted(codes, key=lambda code: (code[:4], len(code) == 4, code), reverse=True))
