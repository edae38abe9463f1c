"""`tumpeang print`: reports, summaries, evaluations, feedback and the register of reports, as PDF."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from desktop.actions import files, printout, receipt, releasing, report
from desktop.actions.evaluation import LAST_YEAR, MID_TERM_YEAR
from desktop.actions.office import Database
from desktop.actions.printout import Letter, Order, Paper
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _


@click.group(help=_("Print reports, summaries, evaluations, feedback and the register of reports as PDF."))
def command() -> None:
    pass


def _options(function: Callable[..., None]) -> Callable[..., None]:
    period = click.option("--period", required=True, help=_("For example 2026Q3, 2026S1 or 2026."))
    return period(_shape(function))


def _shape(function: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--language", type=click.Choice(["km", "en"]), help=_("Default: the office's own.")),
        click.option("--digits", type=click.Choice(["khmer", "latin"]), help=_("Default: the office's own.")),
        click.option("--out", type=click.Path(path_type=Path), required=True, help=_("The PDF file.")),
    ):
        function = option(function)
    return function


def _grade(function: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option(
            "--official", is_flag=True, help=_("With exact figures, for one receiver; not to be shared.")
        ),
        click.option("--receiver", default="", help=_("Whom the official copy is for.")),
    ):
        function = option(function)
    return function


def _signed(function: Callable[..., None]) -> Callable[..., None]:
    """What is written at signing; dotted, to be filled in by hand, where it is not said."""
    for option in (
        click.option("--letter-number", default="", help=_("The letter's number; dotted if not said.")),
        click.option(
            "--signed-on",
            type=click.DateTime(["%Y-%m-%d"]),
            help=_("The day of signing, for example 2026-10-05; dotted if not said."),
        ),
    ):
        function = option(function)
    return function


@command.command("office", help=_("The report of this store's own office."))
@_options
@_grade
@_signed
@pass_session
def of_office(session: Session, /, out: Path, **asked: Any) -> None:
    _release(session, Paper.OFFICE, out, **asked)


@command.command("province", help=_("The summary of all offices under this secretariat."))
@_options
@_grade
@_signed
@pass_session
def province(session: Session, /, out: Path, **asked: Any) -> None:
    _release(session, Paper.SUMMARY, out, **asked)


@command.command("annual", help=_("What came of a year, from all offices under this secretariat."))
@_options
@_grade
@_signed
@pass_session
def annual(session: Session, /, out: Path, **asked: Any) -> None:
    _release(session, Paper.ANNUAL, out, **asked)


@command.command("midterm", help=_("The mid-term evaluation, over the plan's years 1 to 3."))
@_shape
@_grade
@_signed
@pass_session
def mid_term(session: Session, /, out: Path, **asked: Any) -> None:
    _release(session, Paper.MID_TERM, out, period=str(MID_TERM_YEAR), **asked)


@command.command("final", help=_("The final evaluation, over the plan's years 1 to 6."))
@_shape
@_grade
@_signed
@pass_session
def final(session: Session, /, out: Path, **asked: Any) -> None:
    _release(session, Paper.FINAL, out, period=str(LAST_YEAR), **asked)


@command.command("form", help=_("An empty form of an office's own activities, to fill in by hand."))
@click.option("--code", default="", help=_("The office's official code, for example 040101."))
@click.option(
    "--without-figures", is_flag=True, help=_("Without the last period's figures beside the boxes.")
)
@_options
@pass_session
def empty_form(
    session: Session, /, code: str, period: str, without_figures: bool, out: Path, **asked: Any
) -> None:
    with session.database() as db:
        key = report.report_of(db, code, period) if code else report.my_report(db, period)
        order = printout.order(db, Paper.FORM, period, report=key, **asked)
        _write(db, replace(order, last_period=not without_figures), out)


@command.command("feedback", help=_("An office's own figures beside its targets and its peers' median."))
@click.option("--code", required=True, help=_("The office's official code, for example 040101."))
@_options
@pass_session
def feedback(session: Session, /, code: str, period: str, out: Path, **asked: Any) -> None:
    with session.database() as db:
        key = report.report_of(db, code, period)
        _write(db, printout.order(db, Paper.FEEDBACK, period, report=key, **asked), out)


@command.command("register", help=_("Which report of which office came when: on time, late or missing."))
@_options
@pass_session
def register(session: Session, /, period: str, out: Path, **asked: Any) -> None:
    with session.database() as db:
        _write(db, printout.order(db, Paper.REGISTER, period, **asked), out)


@command.command("receipt", help=_("The receipt that came for a report, with its short code."))
@click.option("--code", default="", help=_("The office's official code, for example 040101."))
@_options
@pass_session
def of_receipt(
    session: Session, code: str, period: str, language: str | None, digits: str | None, out: Path
) -> None:
    with session.database() as db:
        key = report.report_of(db, code, period) if code else report.my_report(db, period)
        files.write(out, receipt.pdf(db, key, language, digits))
        click.echo(_("Printed to {file}.", file=out))
        click.echo(receipt.code(db, key))


def _write(db: Database, order: Order, out: Path) -> None:
    """A paper without protected numbers, which has no place in the register of copies."""
    files.write(out, releasing.release(db, order).content)
    click.echo(_("Printed to {file}.", file=out))


def _release(
    session: Session,
    paper: Paper,
    out: Path,
    letter_number: str = "",
    signed_on: dt.datetime | None = None,
    **asked: Any,
) -> None:
    letter = Letter(letter_number, signed_on.date() if signed_on else None)
    with session.database() as db:
        released = releasing.release(db, replace(printout.order(db, paper, **asked), letter=letter))
        files.write(out, released.content)
        click.echo(_("Printed to {file}.", file=out))
        click.echo(_("Number in the register: {number}", number=released.number))
