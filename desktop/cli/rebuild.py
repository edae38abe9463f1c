"""`tumpeang rebuild`: reading everything derived out of the records again."""

import click

from desktop.actions import exchange
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _


@click.command(help=_("Read everything derived out of the signed records again. Nothing is lost by it."))
@pass_session
def command(session: Session) -> None:
    with session.database() as db:
        exchange.rebuild(db)
    click.echo(_("Everything was read again out of the records."))
