"""The Excel form for an office without the program: making it, looking one over, taking its answers in.

A form is not signed, so it is no report: a person of the office looks it over and its answers become that
office's drafts, in a store of that office and in no other.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.actions import files, report, stamp
from desktop.actions.report import OpenForm
from desktop.actions.review import OnlySecretariat
from desktop.changed import Changed
from desktop.domain import form_reading
from desktop.domain.blank_form import MADE, OFFICE, PERIOD, PLAN, VERSION, blank_form
from desktop.domain.blank_form import identity as identity_of
from desktop.domain.filled_form import FilledForm
from desktop.domain.form_reading import Doubt, Reading
from desktop.domain.period import NotAPeriod, ReportingPeriod
from desktop.domain.report import ReportKey, ReportView, Status
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.printing import form as paper
from desktop.progress import UNWATCHED, Progress
from desktop.storage import org_units, registers, reports, settings
from desktop.storage.database import Database, writing

__all__ = ["Doubt", "LookedAt", "Reading"]

SUFFIX = ".xlsx"
MOST_BYTES = 6_000_000  # of a file that is read at all


class NotAForm(UserError):
    message = mark(
        "This workbook is not a form of Tumpeang, or its codes are gone. Nothing was changed. "
        "Copy the answers into a fresh form."
    )


class NewerForm(UserError):
    message = mark(
        "This form was made by a newer Tumpeang. Nothing was changed. Update this one, then try again."
    )


class FormOfAnotherOffice(UserError):
    message = mark(
        "This form is of the office {office}, and this computer writes for {here}. Nothing was changed. "
        "Bring the form to a computer that writes for {office}."
    )


class FormOfAnotherPeriod(UserError):
    message = mark(
        "This form is about {period}, and the report that is open is about {here}. Nothing was changed. "
        "Open the report about {period}, then read the form."
    )


class CellsAreDoubtful(UserError):
    """`doubts` are what must be mended or left out first."""

    message = mark(
        "{count} cells of the form are doubtful, so nothing was taken in and nothing was changed. "
        "Mend them in Excel, or leave them out one by one."
    )

    def __init__(self, doubts: tuple[Doubt, ...]) -> None:
        super().__init__(count=len(doubts))
        self.doubts = doubts


class FormSaysNothingNew(UserError):
    message = mark(
        "The form says nothing that does not stand in the report already. Nothing was changed. "
        "Look whether this is the file that was filled in."
    )


class ReportMovedOn(UserError):
    message = mark(
        "The report was changed since the form was looked over, so nothing was taken in. "
        "Look the form over again."
    )


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A form beside the report as both were when a person looked; taking in goes by exactly this.

    `missing` is how many answers are asked now for which the form has no place: its plan was older.
    """

    key: ReportKey
    opened: OpenForm
    filled: FilledForm
    reading: Reading
    missing: int
    left_out: frozenset[str] = field(default=frozenset())

    @property
    def corrects(self) -> bool:
        """Whether the report was submitted before: what comes in corrects it."""
        return self.opened.view.status in (Status.SUBMITTED, Status.APPROVED)

    @property
    def is_older(self) -> bool:
        return self.filled.identity.get(PLAN) != identity_of(self.opened.form)[PLAN]


def make(db: Database, period: str, code: str = "") -> bytes:
    """The form of this computer's office, or of the one with this official code under it, as a workbook.

    It holds what is asked and no figure. Raises `NotAPeriod`, `NoSuchOffice` or `OnlySecretariat`.
    """
    mine = settings.need(db, settings.ORG_UNIT)
    key = report.report_of(db, code, period) if code else report.my_report(db, period)
    if not org_units.is_under(db, key.org_unit, mine):
        raise OnlySecretariat
    return _workbook(db, key)


def make_all(db: Database, period: str, folder: Path, progress: Progress = UNWATCHED) -> tuple[Path, ...]:
    """Write the form of every office that stands under this one into a folder, a file for each.

    Stopped half-way, the files that were written are whole and stay. Raises `NotAPeriod`,
    `OnlySecretariat` where no office stands under this one, `FileCannotBeWritten`.
    """
    about = ReportingPeriod(period)
    below = org_units.below(db, settings.need(db, settings.ORG_UNIT), (about.start, about.end))
    if not below:
        raise OnlySecretariat
    files.make_folder(folder)
    written = []
    for done, unit in enumerate(below):
        progress(done, len(below))
        path = folder / file_name(db, period, unit.code)
        files.write(path, _workbook(db, ReportKey(unit.id, period)))
        written.append(path)
    return tuple(written)


def file_name(db: Database, period: str, code: str = "") -> str:
    """For example `form-040101-2026Q3.xlsx`."""
    unit = org_units.get(db, settings.need(db, settings.ORG_UNIT))
    return f"form-{code or (unit.code if unit else '')}-{period}{SUFFIX}"


def _workbook(db: Database, key: ReportKey) -> bytes:
    example = settings.get(db, settings.EXAMPLE) == "1"
    return paper.form_xlsx(blank_form(report.open_form(db, key).form, registers.plan(db), example=example))


def look(db: Database, content: bytes, expected: ReportKey | None = None) -> LookedAt:
    """Read a filled-in form beside this office's report; nothing is changed.

    Raises a refusal of the file, `NotAForm`, `NewerForm`, `FormOfAnotherOffice`, or `FormOfAnotherPeriod`
    where it is not about the report `expected`.
    """
    filled = paper.read_form(content)
    key = _report_of(db, filled, expected)
    opened = report.open_form(db, key)
    reading = form_reading.read(opened.form, opened.view, opened.last_period, filled)
    missing = sum(1 for _cell in form_reading.not_here(opened.form, filled))
    return LookedAt(key, opened, filled, reading, missing)


def leave_out(looked: LookedAt, places: Collection[str]) -> LookedAt:
    """The same form read without the cells at these addresses."""
    opened = looked.opened
    reading = form_reading.read(opened.form, opened.view, opened.last_period, looked.filled, places)
    return replace(looked, reading=reading, left_out=frozenset(places))


def take_in(db: Database, looked: LookedAt) -> Changed:
    """Keep all that the form says as drafts of the report, in one step or not at all.

    Each replaces what stood there when the form was looked over. Raises `CellsAreDoubtful`,
    `FormSaysNothingNew`, `ReportMovedOn` or `NotYourReport`; then nothing was kept.
    """
    answers = looked.reading.answers
    if looked.reading.must:
        raise CellsAreDoubtful(looked.reading.must)
    if not answers:
        raise FormSaysNothingNew
    report.must_be_answers(answers)
    view, now = looked.opened.view, stamp.now()
    with writing(db):
        report.must_be_mine(db, looked.key)
        here = reports.view(db, looked.key)
        if any(_stands(here, cell) != _stands(view, cell) for cell in answers):
            raise ReportMovedOn
        for cell, answer in answers.items():
            reports.save_draft(db, looked.key, cell, answer, view.seen(cell), now)
    return Changed.REPORT


def _stands(view: ReportView, cell: str) -> object:
    return view.drafts.get(cell), view.live.get(cell)


def _report_of(db: Database, filled: FilledForm, expected: ReportKey | None) -> ReportKey:
    said = filled.identity
    if said.get(MADE, VERSION) != VERSION:
        raise NewerForm
    office, period = said.get(OFFICE), said.get(PERIOD)
    if office is None or period is None:
        raise NotAForm
    try:
        key = ReportKey(office, ReportingPeriod(period).code)
    except NotAPeriod as cause:
        raise NotAForm from cause
    mine = settings.need(db, settings.ORG_UNIT)
    if key.org_unit != mine:
        raise FormOfAnotherOffice(office=_code(db, key.org_unit), here=_code(db, mine))
    if expected is not None and key.period != expected.period:
        raise FormOfAnotherPeriod(period=ReportingPeriod(key.period), here=ReportingPeriod(expected.period))
    return key


def _code(db: Database, unit: str) -> str:
    found = org_units.get(db, unit)
    return found.code if found else unit
