"""`tumpeang send`: sealing what is new and putting it onto a carrier."""

from pathlib import Path

import click

from desktop.actions import exchange
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _


@click.command(help=_("Seal what is new and put every batch that waits for a receipt into a folder."))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@pass_session
def command(session: Session, folder: Path) -> None:
    with session.database() as db:
        written = exchange.write_batches(db, folder)
    for path in written:
        click.echo(path)
    click.echo(_("{count} batches are in {folder}.", count=len(written), folder=folder))
