"""Looking a report over before it is judged: what stands in it, what changed, what is worth a second look."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.actions import attachments, closing, commenting, history, report
from desktop.actions.attachments import Travel
from desktop.actions.closing import Amendments
from desktop.actions.commenting import Remark
from desktop.actions.report import OpenForm
from desktop.actions.review import OnlySecretariat, may_decide
from desktop.changed import Changed
from desktop.domain.checks import Finding
from desktop.domain.history import Decided
from desktop.domain.live import live
from desktop.domain.org_unit import OrgUnit
from desktop.domain.receipt_sheet import short_code
from desktop.domain.report import Answer, ReportKey
from desktop.storage import org_units, reports, settings
from desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class Look:
    """A report as a reviewer has it on screen.

    `judged` are the records that stand behind what is shown: a decision is about these and no others.
    `last` is the decision made last, `before` the answers it was about, by cell; None without one.
    """

    opened: OpenForm
    line: tuple[OrgUnit, ...]
    findings: tuple[Finding, ...]
    judged: tuple[str, ...]
    may_decide: bool
    last: Decided | None = None
    before: Mapping[str, tuple[Answer, ...]] | None = field(default=None, hash=False)
    travel: Travel = Travel()
    amendments: Amendments | None = None  # None while the period is open
    may_comment: bool = False
    remarks: tuple[Remark, ...] = ()
    reason: str = ""  # typed here and not sent yet, to return it or to comment: on the whole, and each cell
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def is_stale(self) -> bool:
        """Whether something changed since the last decision."""
        return self.last is not None and not self.last.stands

    @property
    def code(self) -> str:
        """The code that stands on a printed report of these very records."""
        return short_code(self.judged)

    def changed(self, cell: str) -> bool:
        """Whether a cell says something else than when the report was judged last."""
        found = self.opened.view.live.get(cell)
        return self.before is not None and self.before.get(cell, ()) != (found.answers if found else ())


def look(db: Database, key: ReportKey) -> Look:
    """A report with what is worth a second look, and what changed since it was judged last.

    Raises `OnlySecretariat` for an office that does not stand under this one.
    """
    if not org_units.is_under(db, key.org_unit, settings.need(db, settings.ORG_UNIT)):
        raise OnlySecretariat
    opened = report.open_form(db, key)
    decided = [event for event in history.show(db, key).events if isinstance(event, Decided)]
    last = decided[-1] if decided else None
    return Look(
        opened,
        org_units.line(db, key.org_unit),
        report.findings(opened),
        reports.live_records(db, key),
        may_decide(db, key.org_unit),
        last,
        _as_judged(db, key, last) if last else None,
        attachments.travel(db, key),
        closing.amendments(db, key),
        commenting.may_comment(db, key.org_unit),
        commenting.list_comments(db, key),
        *_typed(db, key),
    )


def keep_reasons(db: Database, key: ReportKey, reason: str, cells: Mapping[str, str]) -> Changed:
    """Keep what a reviewer typed until the report is returned with it; nobody else gets to see it."""
    text = json.dumps([reason, dict(cells)], ensure_ascii=False) if reason or cells else ""
    settings.put(db, **{_setting(key): text})
    return Changed.NOTHING


def _typed(db: Database, key: ReportKey) -> tuple[str, dict[str, str]]:
    reason, cells = json.loads(settings.get(db, _setting(key)) or '["", {}]')
    return reason, cells


def _setting(key: ReportKey) -> str:
    return f"reasons/{key.org_unit}/{key.period}"


def _as_judged(db: Database, key: ReportKey, last: Decided) -> dict[str, tuple[Answer, ...]]:
    """The distinct answers by cell that were live among the records a decision was about."""
    submissions = history.submissions(db, key)
    judged = live((name, submissions[name]) for name in last.judged if name in submissions)
    return {cell: found.answers for (_report, cell), found in judged.items()}
