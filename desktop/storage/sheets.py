"""What a sheet is made from: the offices, their answers and arrivals, read out of the store together."""

import datetime as dt

from desktop.domain.figures import Answers, days_read, parts, periods_read, whole_year, year_to_date
from desktop.domain.form import form
from desktop.domain.form_sheet import FormFacts
from desktop.domain.office_sheet import OfficeFacts
from desktop.domain.period import ReportingPeriod
from desktop.domain.protected_counts import CountedPlace
from desktop.domain.province_sheet import ProvinceFacts
from desktop.domain.report import ReportKey
from desktop.domain.standing import Standing, standing
from desktop.storage import attachments, children, figures, measures, org_units, registers, reports, settings
from desktop.storage.database import Database


def office_facts(db: Database, org_unit: str, period: ReportingPeriod) -> OfficeFacts:
    """An office's report about a period: what is stored, and over it what was typed here since."""
    stored = figures.answers(db, (org_unit,), periods_read(period))
    lacks = attachments.lacks(db)
    answers, drafted = _with_drafts(db, stored, org_unit, period)
    return OfficeFacts(
        line=org_units.line(db, org_unit),
        person=settings.need(db, settings.PERSON),
        period=period,
        plan=registers.plan(db),
        measures=measures.measures(),
        answers=answers,
        is_example=settings.get(db, settings.EXAMPLE) == "1",
        is_draft=drafted,
        lacks=sum(lacks[ReportKey(org_unit, part.code)] for part in parts(period)),
    )


def form_facts(db: Database, report: ReportKey, *, last_period: bool) -> FormFacts:
    """An empty form for a report; on request with the last period's figures, but never a protected one."""
    line, plan, every = org_units.line(db, report.org_unit), registers.plan(db), measures.measures()
    asked = form(plan, every, line[-1], report)
    before = ReportKey(report.org_unit, asked.period.previous().code)
    found = figures.answers(db, (report.org_unit,), (asked.period.previous(),)).unprotected(every)
    return FormFacts(
        line=line,
        plan=plan,
        form=asked,
        before=found.given.get(before, {}) if last_period else {},
        is_example=settings.get(db, settings.EXAMPLE) == "1",
    )


def province_facts(db: Database, org_unit: str, period: ReportingPeriod) -> ProvinceFacts:
    """Everything stored about an office and all under it that a summary of a period shows."""
    line, below = org_units.line(db, org_unit), registers.below(db, org_unit, days_read(period))
    units = [org_unit, *(unit.id for unit in below)]
    return ProvinceFacts(
        line=line,
        below=below,
        person=settings.need(db, settings.PERSON),
        plan=registers.plan(db),
        measures=measures.measures(),
        answers=figures.answers(db, units, periods_read(period)),
        standing=who_reported(db, org_unit, period),
        is_example=settings.get(db, settings.EXAMPLE) == "1",
    )


def counted_place(
    db: Database, org_unit: str, period: ReportingPeriod, complete: frozenset[str]
) -> CountedPlace:
    """What the protected counts of an office and all under it are counted from, for a copy of a period."""
    own, below = org_units.line(db, org_unit)[-1], org_units.below(db, org_unit, days_read(period))
    units = (own, *below)
    return CountedPlace(
        units=units,
        plan=registers.plan(db),
        measures=measures.measures(),
        answers=figures.answers(db, (unit.id for unit in units), year_to_date(period)),
        children=children.known(db),
        complete=complete,
    )


def who_reported(db: Database, org_unit: str, period: ReportingPeriod) -> Standing:
    """Which reports of an office and all under it were expected about a period, and when they came."""
    line, below = org_units.line(db, org_unit), registers.below(db, org_unit, (period.start, period.end))
    units = [org_unit, *(unit.id for unit in below)]
    arrivals = figures.arrivals(db, units, parts(period))
    received = {key: day(at) for key, at in arrivals.items()}
    return standing(line[-1], below, period, received, registers.rules(db), attachments.lacks(db))


def day(moment: str) -> dt.date:
    """The day of a moment where this computer stands: due dates are days of the office."""
    return dt.datetime.fromisoformat(moment).astimezone().date()


def _with_drafts(
    db: Database, stored: Answers, org_unit: str, period: ReportingPeriod
) -> tuple[Answers, bool]:
    """A draft stands over what is live, and settles what was disputed, as on the screen."""
    given, disputed = dict(stored.given), dict(stored.disputed)
    drafted = False
    for part in (*parts(period), whole_year(period)):
        key = ReportKey(org_unit, part.code)
        drafts = reports.drafts(db, key)
        if drafts:
            drafted = True
            given[key] = {**given.get(key, {}), **{cell: draft.answer for cell, draft in drafts.items()}}
            disputed[key] = disputed.get(key, frozenset()) - drafts.keys()
    return Answers(given, disputed), drafted
