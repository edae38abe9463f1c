"""`tumpeang form`: the Excel form for an office without the program, made, looked over and taken in."""

from pathlib import Path

import click

from desktop.actions import excel_form, files
from desktop.actions.excel_form import LookedAt
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _, chosen, say

leave_out_option = click.option(
    "--leave-out",
    "places",
    multiple=True,
    metavar=_("ADDRESS"),
    help=_("A doubtful cell not to be taken in, by its address; once for each."),
)


@click.group(help=_("Make an Excel form for an office without the program, and read it back."))
def command() -> None:
    pass


@command.command("make", help=_("Write the form of this office, or of one under it, as an Excel workbook."))
@click.option("--period", required=True, help=_("For example 2026Q3; a year for targets."))
@click.option("--code", default="", help=_("The office's official code, for example 040101."))
@click.option("--out", type=click.Path(path_type=Path), required=True, help=_("The Excel file."))
@pass_session
def make(session: Session, period: str, code: str, out: Path) -> None:
    with session.database() as db:
        files.write(out, excel_form.make(db, period, code))
    click.echo(_("Written: {file}.", file=out))


@command.command("make-all", help=_("Write the forms of all offices under this one into a folder."))
@click.option("--period", required=True, help=_("For example 2026Q3; a year for targets."))
@click.option("--out", type=click.Path(path_type=Path), required=True, help=_("The folder."))
@pass_session
def make_all(session: Session, period: str, out: Path) -> None:
    with session.database() as db:
        for file in excel_form.make_all(db, period, out):
            click.echo(_("Written: {file}.", file=file))


@command.command(
    "look", help=_("Say what a filled-in form holds and which cells are doubtful; change nothing.")
)
@leave_out_option
@click.argument("file", type=click.Path(path_type=Path))
@pass_session
def look(session: Session, places: tuple[str, ...], file: Path) -> None:
    with session.database() as db:
        _tell(excel_form.leave_out(excel_form.look(db, _content(file)), places))


@command.command(
    "take-in", help=_("Take a form's answers into the drafts of this office's report, all or none.")
)
@leave_out_option
@click.argument("file", type=click.Path(path_type=Path))
@pass_session
def take_in(session: Session, places: tuple[str, ...], file: Path) -> None:
    with session.database() as db:
        looked = excel_form.leave_out(excel_form.look(db, _content(file)), places)
        _tell(looked)
        excel_form.take_in(db, looked)
    click.echo(_("{count} answers are kept on this computer.", count=len(looked.reading.answers)))


def _content(file: Path) -> bytes:
    return files.read_small(file, excel_form.MOST_BYTES)


def _tell(looked: LookedAt) -> None:
    for doubt in looked.reading.doubts:
        click.echo(f"{doubt.place}: {doubt.found}: {say(chosen(), doubt.message, **doubt.facts)}")
    for name in looked.filled.unread:
        click.echo(_("The worksheet “{name}” is not part of the form and is not read.", name=name))
    if looked.corrects:
        click.echo(_("This report was submitted before: what comes in corrects it."))
    if looked.missing:
        click.echo(
            _("The form is of an older plan: it has no place for {count} answers.", count=looked.missing)
        )
    click.echo(
        _(
            "{new} answers are new or changed, {kept} stand in the report already, {doubtful} cells are "
            "doubtful.",
            new=len(looked.reading.answers),
            kept=len(looked.reading.kept),
            doubtful=len(looked.reading.must),
        )
    )
