"""`tumpeang export`: what was reported, as files that other programs read."""

from collections.abc import Callable
from pathlib import Path

import click

from desktop.actions import exporting, files
from desktop.actions.exporting import Export, OpenFormat
from desktop.actions.releasing import Released
from desktop.cli.grades import grade_of, graded
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _


@click.group(help=_("Export what was reported as files that other programs read."))
def command() -> None:
    pass


def _options(function: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--period", required=True, help=_("For example 2026Q3, 2026S1 or 2026.")),
        click.option("--out", type=click.Path(path_type=Path), required=True, help=_("The file to write.")),
    ):
        function = option(function)
    return function


@command.command("csv", help=_("A ZIP of CSV files with their schema, to be shared."))
@_options
@pass_session
def csv(session: Session, period: str, out: Path) -> None:
    _export(session, Export(OpenFormat.CSV, period), out)


@command.command("dhis2", help=_("A ZIP for DHIS2: the metadata, and the values that belong to it."))
@_options
@graded
@pass_session
def dhis2(session: Session, period: str, out: Path, receiver: str, *, official: bool) -> None:
    _export(session, Export(OpenFormat.DHIS2, period, grade_of(official=official), receiver), out)


@command.command("adx", help=_("ADX, the XML of IHE for numbers, with the codes of the export for DHIS2."))
@_options
@graded
@pass_session
def adx(session: Session, period: str, out: Path, receiver: str, *, official: bool) -> None:
    _export(session, Export(OpenFormat.ADX, period, grade_of(official=official), receiver), out)


@command.command("records", help=_("Every signed record as JSON, for one receiver: exact, not to be shared."))
@click.option("--receiver", required=True, help=_("Whom the official copy is for."))
@click.option("--out", type=click.Path(path_type=Path), required=True, help=_("The file to write."))
@pass_session
def records(session: Session, receiver: str, out: Path) -> None:
    with session.database() as db:
        _write(exporting.export_records(db, receiver), out)


def _export(session: Session, wanted: Export, out: Path) -> None:
    with session.database() as db:
        _write(exporting.export(db, wanted), out)


def _write(released: Released, out: Path) -> None:
    files.write(out, released.content)
    click.echo(_("Exported to {file}.", file=out))
    click.echo(_("Number in the register: {number}", number=released.number))
