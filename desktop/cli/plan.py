"""`tumpeang plan`: the National Action Plan as data."""

import json
from pathlib import Path

import click

from desktop.actions import plan, publishing
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _


@click.group(help=_("Show or export the National Action Plan."))
def command() -> None:
    pass


@command.command(
    "export", help=_("Print the whole plan as JSON: the reading, and beside it what is printed.")
)
def export() -> None:
    click.echo(json.dumps(plan.export(), ensure_ascii=False, indent=1))


@command.command("publish", help=_("Publish official texts and errata of the plan for every office."))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help=_("Say what would happen, and change nothing."))
@pass_session
def publish(session: Session, file: Path, *, dry_run: bool) -> None:
    with session.database() as db:
        pack = publishing.read(db, file.read_bytes())
        for key in pack.fresh:
            click.echo(f"{key}  {pack.cells[key]}")
        if dry_run or not pack.fresh:
            click.echo(_("Nothing was changed."))
            return
        publishing.publish(db, pack)
    click.echo(_("{count} texts were published.", count=len(pack.fresh)))
