"""`tumpeang history`: what happened to a report, and two versions of it side by side."""

from collections.abc import Mapping

import click

from desktop.actions import history, report
from desktop.actions.history import Change, Clocks, Commented, Decided, Event, History, Received, Submitted
from desktop.actions.office import Database
from desktop.actions.report import Answer, ReportKey
from desktop.cli.report import shown
from desktop.cli.session import Session, pass_session
from desktop.domain.history import moment
from desktop.i18n import dates
from desktop.i18n.words import _, chosen

NAME_DIGITS = 8  # as much of a record's name as tells the submissions of a report apart


@click.group(help=_("Show what happened to a report: submissions, changes, decisions, receipts."))
def command() -> None:
    pass


period_option = click.option("--period", required=True, help=_("For example 2026Q3; a year for targets."))
code_option = click.option(
    "--code", default="", help=_("The office’s code. Default: this store’s own office.")
)


@command.command("show", help=_("Every submission with what it changed, every decision, every receipt."))
@period_option
@code_option
@pass_session
def show(session: Session, period: str, code: str) -> None:
    with session.database() as db:
        found = history.show(db, _report(db, code, period))
    for number, event in enumerate(found.events, start=1):
        click.echo(f"{number}. {_what(event, found)}  [{event.record[:NAME_DIGITS]}]")
        _say_clocks(event.clocks)
        for line in _lines(event):
            click.echo(f"   {line}")
        for receipt in event.receipts:
            click.echo(f"   {_receipt(receipt, found)}")
    if not found.events:
        click.echo(_("Nothing was submitted yet."))


@command.command("compare", help=_("The cells that two submissions, named by their first digits, differ in."))
@period_option
@code_option
@click.argument("a")
@click.argument("b")
@pass_session
def compare(session: Session, period: str, code: str, a: str, b: str) -> None:
    with session.database() as db:
        found = history.difference(db, _report(db, code, period), a, b)
    for row in found.rows:
        click.echo(f"{row.cell}: {_answers(row.a)} | {_answers(row.b)}")
    click.echo(_("Cells that differ: {count}.", count=len(found.rows)))


def _report(db: Database, code: str, period: str) -> ReportKey:
    return report.report_of(db, code, period) if code else report.my_report(db, period)


def _what(event: Event, found: History) -> str:
    facts = {"person": event.author.person, "office": _office(event.author.org_unit, found)}
    if isinstance(event, Submitted):
        said = _("Submitted by {person}, {office}", **facts)
    elif isinstance(event, Commented):
        said = _("Commented by {person}, {office}", **facts)
    elif event.verdict.value == "approved":
        said = _("Approved by {person}, {office}", **facts)
    elif event.verdict.value == "closed":
        said = _("Period closed by {person}, {office}", **facts)
    else:
        said = _("Returned by {person}, {office}", **facts)
    return f"{said} ({event.author.fingerprint})"


def _office(org_unit: str, found: History) -> str:
    unit = found.offices.get(org_unit)
    return f"{unit.name(chosen())} {unit.code}".strip() if unit else org_unit


def _say_clocks(clocks: Clocks) -> None:
    made, arrived = _time(clocks.made_at), _time(clocks.arrived_at)
    click.echo("   " + _("Made: {made}. Arrived here: {arrived}.", made=made, arrived=arrived))
    if clocks.doubt:
        click.echo(f"   ! {_(history.CLOCK_WORDS[clocks.doubt])}")


def _time(text: str) -> str:
    at = moment(text)
    return dates.moment(at, chosen(), "latin") if at else text


def _lines(event: Event) -> list[str]:
    match event:
        case Submitted():
            return _submitted(event)
        case Commented():
            return _commented(event)
    return _decided(event)


def _submitted(event: Submitted) -> list[str]:
    return [line for change in event.changes for line in _change(change)]


def _change(change: Change) -> list[str]:
    lines = [f"{change.cell}: {_answers(change.before)} -> {shown(change.after)}"]
    if change.settles:
        lines.append("  " + _("This settled two different answers."))
    if change.absent:
        lines.append("  " + _("It replaced {count} answers that have not arrived.", count=len(change.absent)))
    for rival in change.rivals:
        facts = {"answer": shown(rival.answer), "name": rival.record[:NAME_DIGITS]}
        if rival.is_open:
            lines.append("  " + _("Another answer stands beside it: {answer} [{name}].", **facts))
        else:
            lines.append("  " + _("Another answer stood beside it: {answer} [{name}].", **facts))
    return lines


def _commented(event: Commented) -> list[str]:
    lines = _said(event.word, event.cell_words)
    return lines if event.stands else [*lines, _("The report has changed since this was said.")]


def _said(whole: str, cells: Mapping[str, str]) -> list[str]:
    return [*([whole] if whole else []), *(f"{cell}: {word}" for cell, word in cells.items())]


def _decided(event: Decided) -> list[str]:
    lines = _said(event.reason, event.cell_reasons)
    if not event.stands:
        lines.append(_("What was judged has changed since."))
    return lines


def _receipt(receipt: Received, found: History) -> str:
    office, arrived = _office(receipt.org_unit, found), _time(receipt.clocks.arrived_at)
    return _("Taken in by {office}; its receipt came {arrived}.", office=office, arrived=arrived)


def _answers(answers: tuple[Answer, ...]) -> str:
    return " / ".join(shown(answer) or "–" for answer in answers) or "–"
