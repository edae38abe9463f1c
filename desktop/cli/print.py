"""`tumpeang print`: an office's report or the province's summary, as PDF."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from desktop.actions import files, printout, receipt, releasing, report
from desktop.actions.printout import Paper
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _


@click.group(help=_("Print an office's report or the province's summary as PDF."))
def command() -> None:
    pass


def _options(function: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--period", required=True, help=_("For example 2026Q3, 2026S1 or 2026.")),
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


@command.command("office", help=_("The report of this store's own office."))
@_options
@_grade
@pass_session
def of_office(session: Session, /, out: Path, **asked: Any) -> None:
    _release(session, Paper.OFFICE, out, **asked)


@command.command("province", help=_("The summary of all offices under this secretariat."))
@_options
@_grade
@pass_session
def province(session: Session, /, out: Path, **asked: Any) -> None:
    _release(session, Paper.SUMMARY, out, **asked)


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


def _release(session: Session, paper: Paper, out: Path, **asked: Any) -> None:
    with session.database() as db:
        released = releasing.release(db, printout.order(db, paper, **asked))
        files.write(out, released.content)
        click.echo(_("Printed to {file}.", file=out))
        click.echo(_("Number in the register: {number}", number=released.number))
