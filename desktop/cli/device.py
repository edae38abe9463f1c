"""`tumpeang device`: accepting the computers of offices, or reporting one as lost."""

import click

from desktop.actions import trust
from desktop.cli import outcomes
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _


@click.group(help=_("Accept the computers of offices, or report one as lost."))
def command() -> None:
    pass


@command.command(
    "waiting", help=_("List what waits in quarantine, with fingerprints to compare by telephone.")
)
@pass_session
def waiting(session: Session) -> None:
    with session.database() as db:
        for found in trust.list_quarantine(db):
            size = -(-found.size // 1000)
            click.echo(f"{found.org_unit}  {found.fingerprint}  {size} kB  {_(found.reason)}")


@command.command("accept", help=_("Accept a waiting computer by its fingerprint, after comparing it."))
@click.argument("fingerprint")
@pass_session
def accept(session: Session, fingerprint: str) -> int:
    with session.database() as db:
        found = trust.find_waiting(db, fingerprint)
        return outcomes.show(trust.accept(db, found.device, found.org_unit))


@command.command(
    "throw-away", help=_("Forget the files that wait from a computer. It cannot be undone; accepts nothing.")
)
@click.argument("fingerprint")
@click.confirmation_option(prompt=_("The files that wait from this computer are deleted here. Continue?"))
@pass_session
def throw_away(session: Session, fingerprint: str) -> None:
    with session.database() as db:
        n = trust.throw_away(db, trust.find_waiting(db, fingerprint).device)
    click.echo(_("Files thrown away: {n}", n=n))


@command.command("revoke", help=_("Report a computer as lost or replaced. It cannot be undone."))
@click.argument("fingerprint")
@click.confirmation_option(prompt=_("Nothing this computer signs will be believed any more. Continue?"))
@pass_session
def revoke(session: Session, fingerprint: str) -> int:
    with session.database() as db:
        found = trust.find_accepted(db, fingerprint)
        return outcomes.show(trust.revoke(db, found.device, found.org_unit))
