"""`tumpeang releases`: the register of the copies that left the office."""

import click

from desktop.actions import releasing
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _, mark

GRADES = {"official": mark("official copy"), "shareable": mark("copy that may be shared")}


@click.command(help=_("List the copies that left this office: what, for whom, when, and their hash."))
@pass_session
def command(session: Session) -> None:
    with session.database() as db:
        for one in releasing.list_releases(db):
            what = f"{one.paper} {one.place} {one.period} {one.format}"
            click.echo(
                f"{one.number}\t{one.made_at}\t{_(GRADES[one.grade])}\t{what}\t{one.receiver}\t{one.person}"
            )
            click.echo(f"\t{one.digest.hex()}")
