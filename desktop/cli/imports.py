"""`tumpeang imports`: what came together, setting a whole import aside, and bringing it back."""

import click

from desktop.actions import bench
from desktop.actions.bench import Import
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _


@click.group(help=_("List what came together; set a whole import aside, or bring it back."))
def command() -> None:
    pass


@command.command("list", help=_("Every import, the latest first."))
@pass_session
def show(session: Session) -> None:
    with session.database() as db:
        for one in bench.list_imports(db):
            click.echo(_line(one))


@command.command("set-aside", help=_("Keep what an import brought, and let it count no more."))
@click.argument("number", type=int)
@pass_session
def set_aside(session: Session, number: int) -> None:
    with session.database() as db:
        told = bench.told(db, number)
        bench.set_aside(db, number)
    click.echo(_("Set aside. What it brought is kept and does not count until it is brought back."))
    if told:
        click.echo(_("Receipts that were signed already stay: {n}. Tell the offices.", n=told))


@command.command("bring-back", help=_("Let what an import brought count again."))
@click.argument("number", type=int)
@pass_session
def bring_back(session: Session, number: int) -> None:
    with session.database() as db:
        bench.bring_back(db, number)
    click.echo(_("Brought back. What it brought counts again."))


def _line(one: Import) -> str:
    said = _(
        "{number}  {when}  {source}: {files} files, {records} records, {offices} offices, {person}",
        number=one.n,
        when=one.begun_at,
        source=one.source or "–",
        files=one.files,
        records=one.records,
        offices=one.offices,
        person=one.person,
    )
    return said + "  " + _("set aside") if one.set_aside_at else said
