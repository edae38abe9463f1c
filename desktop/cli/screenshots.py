"""`tumpeang screenshots`: a picture of every screen in both languages, from example figures."""

from pathlib import Path

import click

from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _


@click.command(help=_("Take a picture of every screen in Khmer and English, with example figures."))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@pass_session
def command(session: Session, folder: Path) -> None:
    for path in session.window.take_pictures(folder):
        click.echo(path)
