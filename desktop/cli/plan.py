"""`tumpeang plan`: the National Action Plan as data."""

import json

import click

from desktop.actions import plan
from desktop.i18n.words import _


@click.group(help=_("Show or export the National Action Plan."))
def command() -> None:
    pass


@command.command(
    "export", help=_("Print the whole plan as JSON: the reading, and beside it what is printed.")
)
def export() -> None:
    click.echo(json.dumps(plan.export(), ensure_ascii=False, indent=1))
