"""`tumpeang exchange`: giving and taking with a folder that several offices share, or with the hub."""

from pathlib import Path

import click

from desktop.actions import exchange
from desktop.cli import outcomes
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _


@click.command(
    help=_("Give and take batches with a shared folder, or without one with the hub; with receipts.")
)
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@pass_session
def command(session: Session, folder: Path | None) -> int:
    with session.database() as db:
        if folder is None:
            return outcomes.show(exchange.exchange_with_hub(db))
        return outcomes.show(exchange.exchange_with_folder(db, folder))
