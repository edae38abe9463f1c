"""`tumpeang exchange`: giving and taking with a folder that several offices share."""

from pathlib import Path

import click

from desktop.actions import exchange
from desktop.cli import outcomes
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _


@click.command(help=_("Give and take batches with a shared folder, with receipts for what was taken."))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@pass_session
def command(session: Session, folder: Path) -> int:
    with session.database() as db:
        return outcomes.show(exchange.exchange_with_folder(db, folder))
