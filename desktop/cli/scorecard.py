"""`tumpeang scorecard`: who has reported, who is late and who is missing."""

import click

from desktop.actions import scorecard
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _


@click.command(help=_("Show who has reported, who is late and who is missing, as CSV."))
@click.option("--period", required=True, help=_("For example 2026Q3."))
@pass_session
def command(session: Session, period: str) -> None:
    with session.database() as db:
        click.echo(scorecard.as_csv(scorecard.show(db, period)), nl=False)
