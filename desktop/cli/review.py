"""`tumpeang review`: approving a report, or returning it with reasons."""

import click

from desktop.actions import closing, commenting, report, review
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _


@click.group(help=_("Approve a report or return it with reasons."))
def command() -> None:
    pass


code_option = click.option("--code", required=True, help=_("The office's official code, for example 040101."))
period_option = click.option("--period", required=True, help=_("For example 2026Q3; a year for targets."))


@command.command("approve", help=_("Approve exactly what stands now."))
@code_option
@period_option
@pass_session
def approve(session: Session, code: str, period: str) -> None:
    with session.database() as db:
        review.approve(db, report.report_of(db, code, period))
    click.echo(_("Approved."))


@command.command("close", help=_("Close a period for all offices: what comes after is an amendment."))
@period_option
@pass_session
def close(session: Session, period: str) -> None:
    with session.database() as db:
        closing.close(db, period)
    click.echo(_("Closed. What is changed after this is shown as an amendment, and never refused."))


@command.command("return", help=_("Return a report, with a reason for the whole and for single cells."))
@code_option
@period_option
@click.option("--reason", default="", help=_("What is to be looked at again."))
@click.option("--cell", "cells", multiple=True, metavar="CELL=REASON")
@pass_session
def send_back(session: Session, code: str, period: str, reason: str, cells: tuple[str, ...]) -> None:
    with session.database() as db:
        review.send_back(db, report.report_of(db, code, period), reason, _words(cells))
    click.echo(_("Returned. The reasons travel back with the next batch."))


@command.command("comment", help=_("Comment on a report of which this office gets copies."))
@code_option
@period_option
@click.option("--word", default="", help=_("A word on the report as a whole."))
@click.option("--cell", "cells", multiple=True, metavar="CELL=WORD")
@pass_session
def comment(session: Session, code: str, period: str, word: str, cells: tuple[str, ...]) -> None:
    with session.database() as db:
        commenting.comment(db, report.report_of(db, code, period), word, _words(cells))
    click.echo(_("Said. It travels with the next batch, up to the secretariat and down to the office."))


def _words(cells: tuple[str, ...]) -> dict[str, str]:
    """What was said of single cells, as `CELL=WORD`."""
    return dict(pair.split("=", 1) for pair in cells if "=" in pair)
