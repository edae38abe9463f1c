"""`tumpeang print`: every paper at its grade, as PDF or Excel by the ending of the file's name."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from desktop.actions import files, printout, receipt, releasing, report
from desktop.actions.evaluation import LAST_YEAR, MID_TERM_YEAR
from desktop.actions.feedback import write_all
from desktop.actions.office import Database
from desktop.actions.printout import Letter, Order, Paper
from desktop.actions.releasing import FileFormat
from desktop.actions.report import ReportKey
from desktop.cli.grades import graded
from desktop.cli.paper_options import format_of, of_a_period, of_an_office, shaped, signed
from desktop.cli.session import Session, pass_session
from desktop.domain.org_unit import Level
from desktop.domain.sheet_words import voice
from desktop.i18n.words import _


@click.group(help=_("Print reports, summaries, evaluations, feedback and the register as PDF or Excel."))
def command() -> None:
    pass


@command.command("office", help=_("The report of this store's own office, or of one under it."))
@of_an_office
@of_a_period
@graded
@signed
@pass_session
def of_office(session: Session, /, out: Path, **asked: Any) -> None:
    _release(session, Paper.OFFICE, out, **asked)


@command.command("history", help=_("What happened to a report: submissions, decisions, receipts."))
@of_an_office
@of_a_period
@graded
@pass_session
def of_history(session: Session, /, out: Path, **asked: Any) -> None:
    _release(session, Paper.HISTORY, out, **asked)


@command.command("province", help=_("The summary of all offices under this secretariat."))
@of_a_period
@graded
@signed
@pass_session
def province(session: Session, /, out: Path, **asked: Any) -> None:
    _release(session, Paper.SUMMARY, out, **asked)


@command.command("annual", help=_("What came of a year, from all offices under this secretariat."))
@of_a_period
@graded
@signed
@pass_session
def annual(session: Session, /, out: Path, **asked: Any) -> None:
    _release(session, Paper.ANNUAL, out, **asked)


@command.command("midterm", help=_("The mid-term evaluation, over the plan's years 1 to 3."))
@shaped
@graded
@signed
@pass_session
def mid_term(session: Session, /, out: Path, **asked: Any) -> None:
    _release(session, Paper.MID_TERM, out, period=str(MID_TERM_YEAR), **asked)


@command.command("final", help=_("The final evaluation, over the plan's years 1 to 6."))
@shaped
@graded
@signed
@pass_session
def final(session: Session, /, out: Path, **asked: Any) -> None:
    _release(session, Paper.FINAL, out, period=str(LAST_YEAR), **asked)


@command.command("form", help=_("An empty form of an office's own activities, to fill in by hand."))
@of_an_office
@click.option(
    "--without-figures", is_flag=True, help=_("Without the last period's figures beside the boxes.")
)
@of_a_period
@pass_session
def empty_form(
    session: Session, /, code: str, period: str, without_figures: bool, out: Path, **asked: Any
) -> None:
    with session.database() as db:
        order = printout.order(db, Paper.FORM, period, report=_key(db, code, period), **asked)
        _write(db, replace(order, last_period=not without_figures), out)


@command.command("feedback", help=_("An office's own figures beside its targets and its peers' median."))
@click.option("--code", default="", help=_("The office's official code, for example 040101."))
@click.option(
    "--level",
    type=click.Choice([Level.DISTRICT.value, Level.COMMUNE.value]),
    help=_("Every administration of this level: a file for each, in the folder --out."),
)
@of_a_period
@pass_session
def feedback(session: Session, /, code: str, level: str | None, period: str, out: Path, **asked: Any) -> None:
    if bool(code) == bool(level):
        raise click.UsageError(_("Give --code or --level."))
    with session.database() as db:
        if code:
            key = report.report_of(db, code, period)
            _write(db, printout.order(db, Paper.FEEDBACK, period, report=key, **asked), out)
            return
        order = printout.order(db, Paper.FEEDBACK, period, **asked)
        spoken = voice(order.language, order.digits)
        for path in write_all(db, Level(level), period, spoken, out, FileFormat.PDF):
            click.echo(_("Printed to {file}.", file=path))


@command.command("register", help=_("Which report of which office came when: on time, late or missing."))
@of_a_period
@pass_session
def register(session: Session, /, period: str, out: Path, **asked: Any) -> None:
    with session.database() as db:
        _write(db, printout.order(db, Paper.REGISTER, period, **asked), out)


@command.command("receipt", help=_("The receipt that came for a report, with its short code."))
@of_an_office
@of_a_period
@pass_session
def of_receipt(session: Session, /, code: str, period: str, out: Path, **asked: Any) -> None:
    with session.database() as db:
        key = _key(db, code, period)
        _write(db, printout.order(db, Paper.RECEIPT, period, report=key, **asked), out)
        click.echo(receipt.code(db, key))


def _key(db: Database, code: str, period: str) -> ReportKey:
    return report.report_of(db, code, period) if code else report.my_report(db, period)


def _write(db: Database, order: Order, out: Path) -> None:
    """A paper without protected numbers, which has no place in the register of copies."""
    files.write(out, releasing.release(db, order, format_of(out)).content)
    click.echo(_("Printed to {file}.", file=out))


def _release(
    session: Session,
    paper: Paper,
    out: Path,
    period: str,
    code: str = "",
    letter_number: str = "",
    signed_on: dt.datetime | None = None,
    **asked: Any,
) -> None:
    letter, file_format = Letter(letter_number, signed_on.date() if signed_on else None), format_of(out)
    with session.database() as db:
        key = _key(db, code, period) if code else None
        order = replace(printout.order(db, paper, period, report=key, **asked), letter=letter)
        released = releasing.release(db, order, file_format)
        files.write(out, released.content)
        click.echo(_("Printed to {file}.", file=out))
        click.echo(_("Number in the register: {number}", number=released.number))
