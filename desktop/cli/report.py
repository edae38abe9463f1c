"""`tumpeang report`: filling in, checking and submitting a report without the window."""

import csv
import sys
from pathlib import Path

import click

from desktop.actions import attachments, report
from desktop.actions.report import Answer, Reason
from desktop.cli.session import Session, pass_session
from desktop.i18n.words import _, chosen, say

REASONS = {reason.value: reason for reason in Reason}
period_option = click.option("--period", required=True, help=_("For example 2026Q3; a year for targets."))


@click.group(help=_("Fill in, check and submit a report."))
def command() -> None:
    pass


@command.command("form", help=_("Print the form as CSV: every cell asked, and what stands in it."))
@period_option
@pass_session
def form(session: Session, period: str) -> None:
    with session.database() as db:
        opened = report.open_form(db, report.my_report(db, period))
    answers = opened.view.answers()
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(["cell", "answer", "last_period", "activity", "measure"])
    for cell in report.asked_cells(opened):
        here, before = (shown(found.get(cell.key)) for found in (answers, opened.last_period))
        rows.writerow([cell.key, here, before, *report.labels(opened, cell, chosen())])


@command.command("set", help=_("Keep answers CELL=ANSWER: a number, a text, or a reason like not_planned."))
@period_option
@click.option(
    "--rest", type=click.Choice(list(REASONS)), help=_("The reason for every cell not answered yet.")
)
@click.argument("answers", nargs=-1)
@pass_session
def set_answers(session: Session, period: str, rest: str | None, answers: tuple[str, ...]) -> None:
    typed = {cell: parsed(text) for cell, _sep, text in (pair.partition("=") for pair in answers)}
    with session.database() as db:
        opened = report.open_form(db, report.my_report(db, period))
        if rest:
            typed = {**report.answer_rest(opened, REASONS[rest], typed), **typed}
        report.save_values(db, opened.view, typed)
    click.echo(_("{count} answers are kept on this computer.", count=len(typed)))


@command.command("attach", help=_("Attach a photo or a PDF: made small, without place, camera and author."))
@period_option
@click.option("--caption", default="", help=_("A few words about it; no names."))
@click.argument("file", type=click.Path(path_type=Path))
@pass_session
def attach(session: Session, period: str, caption: str, file: Path) -> None:
    with session.database() as db:
        opened = report.open_form(db, report.my_report(db, period))
        cell, found = attachments.attach(db, opened.view, file, caption)
    click.echo(_("{cell}: kept on this computer, {size} kB.", cell=cell, size=-(-found.size // 1000)))


@command.command("check", help=_("List everything worth a second look."))
@period_option
@pass_session
def check(session: Session, period: str) -> None:
    with session.database() as db:
        found = report.findings(report.open_form(db, report.my_report(db, period)))
    for finding in found:
        click.echo(f"{finding.cell}: {say(chosen(), finding.message, **finding.facts)}")
    click.echo(_("{count} findings.", count=len(found)))


@command.command("submit", help=_("Freeze the report as a signed record, ready to be sent."))
@period_option
@pass_session
def submit(session: Session, period: str) -> None:
    with session.database() as db:
        report.submit(db, report.my_report(db, period))
    click.echo(_("The report is submitted and kept on this computer. Send it when you can."))


def parsed(text: str) -> Answer:
    """A number, a reason by its name, or else a text; nothing at all empties the cell."""
    if text in REASONS:
        return REASONS[text]
    if text.isdecimal():
        return int(text)
    return text or None


def shown(answer: Answer) -> str:
    if isinstance(answer, Reason):
        return answer.value
    return "" if answer is None else str(answer)
