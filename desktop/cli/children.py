"""`tumpeang children`: how many people under 18 live in a place, which decides what may be shared of it."""

from pathlib import Path

import click

from desktop.actions import children, files
from desktop.actions.office import Database
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _


@click.group(
    help=_("Enter how many people under 18 live in a district; then its counts of a year are shared.")
)
def command() -> None:
    pass


@command.command("enter", help=_("From a CSV list of codes and numbers, for example a line 0401,21500."))
@click.argument("file", type=click.Path(path_type=Path))
@pass_session
def enter(session: Session, file: Path) -> None:
    with session.database() as db:
        children.enter(db, files.read_small(file).decode("utf-8", errors="replace"))
        _tell(db)


@command.command("show", help=_("List the numbers that are known here."))
@pass_session
def show(session: Session) -> None:
    with session.database() as db:
        _tell(db)


def _tell(db: Database) -> None:
    for unit, number in children.show(db):
        click.echo(f"{unit.code},{number}")
