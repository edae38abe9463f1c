"""Filling in a report: opening the form, saving an answer, checking, submitting."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from desktop.actions import stamp
from desktop.actions.register import NoSuchOffice
from desktop.changed import Changed
from desktop.domain import checks
from desktop.domain import form as forms
from desktop.domain.checks import Finding
from desktop.domain.form import Form, form
from desktop.domain.measure import Kind, Measure, OverTime
from desktop.domain.period import PeriodKind, ReportingPeriod
from desktop.domain.plan import Activity
from desktop.domain.record import Submission
from desktop.domain.report import (
    Answer,
    Cell,
    Draft,
    Reason,
    ReportKey,
    ReportView,
    Status,
    is_cell_key,
    is_within_bounds,
)
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import attachments, measures, org_units, plans, registers, reports, settings
from desktop.storage.database import Database, writing
from desktop.sync import exchange

__all__ = [
    "Answer",
    "Cell",
    "Kind",
    "Measure",
    "OverTime",
    "PeriodKind",
    "Reason",
    "ReportKey",
    "ReportingPeriod",
    "Status",
]


class NotYourReport(UserError):
    message = mark(
        "This computer writes for another office. Nothing was changed. Use the computer of that office."
    )


class NotAnAnswer(UserError):
    message = mark("“{cell}” cannot hold this answer. Nothing was changed. Look at the form for its cells.")


class NothingToSubmit(UserError):
    message = mark("Nothing was changed since the last submission.")


class ChangedElsewhere(UserError):
    message = mark(
        "This report was changed in another window meanwhile. Everything is kept and stands here now. "
        "Look it over, then submit."
    )


class NotReady(UserError):
    """`findings` are what must be settled first."""

    message = mark("{count} answers must be settled before the report can be submitted. Everything is kept.")

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(count=len(findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form as a person has it on screen: what is asked, what stands there, and what was before.

    What is live when the form opens is what new answers replace; a merge in the meantime
    is never replaced unseen (STORAGE.md, section 6.4).
    """

    form: Form
    view: ReportView
    last_period: Mapping[str, Answer]
    same_last_year: Mapping[str, Answer]


def my_report(db: Database, period: str) -> ReportKey:
    """The report of this computer's office for a period. Raises `NotAPeriod`."""
    return ReportKey(settings.need(db, settings.ORG_UNIT), ReportingPeriod(period).code)


def open_form(db: Database, report: ReportKey, added: Collection[str] = ()) -> OpenForm:
    """Open a report's form, with the figures of the period before and of the same period last year.

    `added`: activities that are not asked and hold nothing yet, by their codes.
    """
    unit = org_units.get(db, report.org_unit)
    if unit is None:
        raise NotYourReport
    period = ReportingPeriod(report.period)
    view = reports.view(db, report)
    items = {*added, *(Cell.of(cell).item for cell in view.answers())}
    asked = form(registers.plan(db), measures.measures(), unit, report, items)
    before = _answers(db, ReportKey(report.org_unit, period.previous().code))
    last_year = _answers(db, ReportKey(report.org_unit, period.same_last_year().code))
    return OpenForm(asked, view, before, last_year)


def report_of(db: Database, code: str, period: str) -> ReportKey:
    """The report of the office with this official code. Raises `NoSuchOffice` or `NotAPeriod`."""
    unit = org_units.by_code(db, code)
    if unit is None:
        raise NoSuchOffice(code=code)
    return ReportKey(unit.id, ReportingPeriod(period).code)


def may_add(opened: OpenForm) -> tuple[Activity, ...]:
    """The activities that the office may add to this report."""
    return forms.may_add(plans.plan(), opened.form)


def asked_cells(opened: OpenForm) -> tuple[Cell, ...]:
    """Every cell of the form, in its order: activities, budget, narratives."""
    return tuple(opened.form.asked())


def labels(opened: OpenForm, cell: Cell, language: str) -> tuple[str, str]:
    """What a cell is about and what is measured, in words."""
    titles = {activity.code: activity.title.say(language) for activity in opened.form.every_activity}
    measure = opened.form.measures.measures.get(cell.measure)
    return titles.get(cell.item, cell.item), measure.label.say(language) if measure else cell.measure


def answer_rest(opened: OpenForm, reason: Reason, typed: Mapping[str, Answer]) -> dict[str, Answer]:
    """The same reason for every required cell that has no answer yet and is not being typed."""
    return {cell: reason for cell in _unanswered(opened) if cell not in typed}


def save_value(db: Database, opened: ReportView, cell: str, answer: Answer) -> Changed:
    """Keep one answer; it is durable when this returns. `opened` is the view on the person's screen."""
    return save_values(db, opened, {cell: answer})


def save_values(db: Database, opened: ReportView, answers: Mapping[str, Answer]) -> Changed:
    """Keep several answers in one step, for example all that were carried forward.

    Raises `NotAnAnswer` or `NotYourReport`; then none of them was kept.
    """
    now = stamp.now()
    must_be_answers(answers)
    with writing(db):
        must_be_mine(db, opened.key)
        for cell, answer in answers.items():
            reports.save_draft(db, opened.key, cell, answer, opened.seen(cell), now)
    return Changed.REPORT


def must_be_answers(answers: Mapping[str, Answer]) -> None:
    """Raises `NotAnAnswer` for what no cell can hold."""
    for cell, answer in answers.items():
        if not is_cell_key(cell) or not is_within_bounds(answer):
            raise NotAnAnswer(cell=cell)


def carry_forward(db: Database, opened: OpenForm) -> Changed:
    """Take the last period's answer for every asked cell that has none yet."""
    last = opened.last_period
    carried = {cell: last[cell] for cell in _unanswered(opened) if cell in last}
    return save_values(db, opened.view, carried) if carried else Changed.NOTHING


def findings(opened: OpenForm) -> tuple[Finding, ...]:
    """Everything worth a second look, each with its cell."""
    return checks.check(opened.form, opened.view, opened.last_period)


def submit(
    db: Database, report: ReportKey, shows: Callable[[Mapping[str, Draft]], bool] = lambda _drafts: True
) -> Changed:
    """Freeze what was typed as a signed record: the cells that changed, each with what it replaces.

    `shows` says whether the person has these drafts on screen. Raises `ChangedElsewhere` when not,
    `NotReady` with its findings, or `NothingToSubmit`; the drafts stay as they are.
    """
    with writing(db):
        must_be_mine(db, report)
        opened = open_form(db, report)
        if not shows(opened.view.drafts):
            raise ChangedElsewhere
        if not opened.view.drafts:
            raise NothingToSubmit
        blocking = checks.blocking(findings(opened))
        if blocking:
            raise NotReady(blocking)
        exchange.author(db, _submission(db, opened.view), stamp.now(), stamp.salt())
        reports.drop_drafts(db, report)
        attachments.drop_unused(db, *stamp.day_around())
    return Changed.REPORT | Changed.RECORDS


def status(db: Database, report: ReportKey) -> Status:
    return reports.status(db, report)


def _submission(db: Database, view: ReportView) -> Submission:
    """Only what changed: a draft equal to what is live and undisputed says nothing new."""
    changed = {cell: draft for cell, draft in view.drafts.items() if not _says_the_same(view, cell)}
    if not changed:
        raise NothingToSubmit
    return Submission(
        view.key,
        settings.need(db, settings.PERSON),
        {cell: draft.answer for cell, draft in changed.items()},
        {cell: draft.seen for cell, draft in changed.items() if draft.seen},
    )


def _says_the_same(view: ReportView, cell: str) -> bool:
    live, draft = view.live.get(cell), view.drafts[cell]
    if live is None:
        return draft.answer is None
    return not live.conflict and live.answer == draft.answer and set(live.records) == set(draft.seen)


def _answers(db: Database, report: ReportKey) -> Mapping[str, Answer]:
    return ReportView(report, reports.live(db, report)).answers()


def _unanswered(opened: OpenForm) -> list[str]:
    """The cells that wait for an answer; not those with two, nor a tally whose cases were split."""
    return [found.cell for found in findings(opened) if found.message == checks.UNANSWERED]


def must_be_mine(db: Database, report: ReportKey) -> None:
    if report.org_unit != settings.get(db, settings.ORG_UNIT):
        raise NotYourReport
