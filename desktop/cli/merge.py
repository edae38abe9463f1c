"""`tumpeang merge`: taking in batch files that came by any carrier."""

from pathlib import Path

import click

from desktop.actions import exchange
from desktop.cli import outcomes
from desktop.cli.session import Session, pass_session, watched
from desktop.i18n.words import _


@click.command(help=_("Merge batch files that came by stick, Telegram or e-mail: files or whole folders."))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@pass_session
def command(session: Session, paths: tuple[Path, ...]) -> int:
    files = exchange.find_batches(paths)
    if not files:
        outcomes.nothing(", ".join(map(str, paths)))
        return 1
    with session.database() as db, watched(len(files), _("Merging")) as step:
        found = exchange.merge_files(db, files, step)
    return outcomes.show(found)
