"""`tumpeang print`: an office's report or the province's summary, as PDF."""

from collections.abc import Callable
from pathlib import Path

import click

from desktop.actions import files, printout, receipt, report
from desktop.actions.office import Database
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _

Printout = Callable[..., bytes]


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


@command.command("office", help=_("The report of this store's own office, for signature."))
@_options
@pass_session
def office(session: Session, period: str, language: str | None, digits: str | None, out: Path) -> None:
    with session.database() as db:
        _write(db, printout.office_report, out, period, language, digits)


@command.command("province", help=_("The summary of all offices under this secretariat."))
@_options
@pass_session
def province(session: Session, period: str, language: str | None, digits: str | None, out: Path) -> None:
    with session.database() as db:
        _write(db, printout.province_summary, out, period, language, digits)


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


def _write(
    db: Database, make: Printout, out: Path, period: str, language: str | None, digits: str | None
) -> None:
    files.write(out, make(db, period, language, digits))
    click.echo(_("Printed to {file}.", file=out))
