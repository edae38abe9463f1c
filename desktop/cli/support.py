"""`tumpeang support`: a file that helps the secretariat's technician and names nobody."""

from pathlib import Path

import click

from desktop.actions import support
from desktop.actions.office import Store
from desktop.cli.session import PassphraseNeeded, Session, pass_session
from desktop.errors import UserError
from desktop.i18n.words import _


@click.command(help=_("Write a file for the technician: versions, counts and sizes; no figure and no name."))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_session
def command(session: Session, file: Path) -> None:
    store: Store | None = None
    trouble: UserError | None = None
    try:
        store = session.unlock()
    except PassphraseNeeded:
        raise
    except UserError as problem:  # just then the file is wanted
        trouble = problem
    path = support.make(store, file, trouble)
    click.echo(_("The support file is in {file}. Read it before you give it away.", file=path))
