"""`tumpeang officer`: who works on this computer."""

import click

from desktop.actions import officers
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _


@click.group(help=_("List, add or remove the officers who share this computer."))
def command() -> None:
    pass


@command.command("list", help=_("Show whose passphrases open the store."))
@pass_session
def list_(session: Session) -> None:
    store = session.unlock()
    for officer in officers.list_officers(store):
        here = "*" if officer.name == store.person else " "
        click.echo(f"{here} {officer.name}  {officer.role}".rstrip())


@command.command("add", help=_("Let one more officer open the store with a passphrase of their own."))
@click.argument("name")
@click.option("--role", default="", help=_("What this officer is, for example clerk."))
@pass_session
def add(session: Session, name: str, role: str) -> None:
    store = session.unlock()
    passphrase = session.new_passphrase()
    officers.add_officer(store, name, role, passphrase)
    click.echo(_("{name} can open the store now.", name=name))
    _say_strength(passphrase, name)


@command.command("passphrase", help=_("Give an officer a new passphrase."))
@click.argument("name")
@pass_session
def passphrase(session: Session, name: str) -> None:
    store = session.unlock()
    new = session.new_passphrase()
    officers.change_passphrase(store, name, new)
    click.echo(_("{name} opens the store with the new passphrase from now on.", name=name))
    _say_strength(new, name)


@command.command("remove", help=_("Let an officer open the store no longer. What this officer wrote stays."))
@click.argument("name")
@pass_session
def remove(session: Session, name: str) -> None:
    officers.remove_officer(session.unlock(), name)
    click.echo(_("{name} cannot open the store any more. What {name} wrote stays.", name=name))
    click.echo(_("Older backups still open with the passphrases of their day. Collect the sticks."))


def _say_strength(new: str, name: str) -> None:
    click.echo(_("The new passphrase is {strength}.", strength=_(officers.strength(new, [name]).value)))
