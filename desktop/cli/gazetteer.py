"""`tumpeang gazetteer`: the provinces, districts and communes as data."""

import click

from desktop.actions import gazetteer
from desktop.i18n.words import _


@click.group(help=_("Export the provinces, districts and communes."))
def command() -> None:
    pass


@command.command("export", help=_("Print the gazetteer as CSV, with codes as text."))
def export() -> None:
    click.echo(gazetteer.export(), nl=False)
