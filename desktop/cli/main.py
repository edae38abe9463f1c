"""The command `tumpeang`: its options, and where each sub-command lives."""

import importlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from desktop import __version__
from desktop.config import default_store
from desktop.errors import UserError
from desktop.i18n import words
from desktop.i18n.words import LANGUAGES, Language, _, mark

if TYPE_CHECKING:
    from desktop.cli.session import Window

WITHOUT_STORE = {"hub"}  # runs where nothing of an office is installed

COMMANDS = {
    "office": mark("Set the office up on this computer; write office cards."),
    "officer": mark("List, add or remove the officers who share this computer."),
    "report": mark("Fill in, check and submit a report."),
    "form": mark("Make an Excel form for an office without the program, and read it back."),
    "send": mark("Seal what is new and put it into a folder or onto a stick."),
    "exchange": mark("Give and take batches with a shared folder."),
    "hub": mark("Keep a letter box that offices reach by the internet."),
    "merge": mark("Merge batch files that came by stick, Telegram or e-mail."),
    "imports": mark("List what came together; set a whole import aside, or bring it back."),
    "device": mark("Accept the computers of offices, or report one as lost."),
    "review": mark("Approve a report or return it with reasons."),
    "history": mark("Show what happened to a report, and compare two versions."),
    "rating": mark("Enter or list ratings, survey values and targets of indicators."),
    "print": mark("Print reports, summaries, evaluations, feedback and the register as PDF or Excel."),
    "releases": mark("List the copies that left this office: what, for whom, when."),
    "export": mark("Export what was reported as files that other programs read."),
    "children": mark("Enter how many people under 18 live in a district, so that its counts can be shared."),
    "scorecard": mark("Show who has reported, who is late and who is missing."),
    "plan": mark("Show or export the National Action Plan."),
    "poster": mark("Print the hotlines, who receives a report, or the plan’s glossary as PDF."),
    "gazetteer": mark("Export the provinces, districts and communes."),
    "tour": mark("Rehearse a whole province with example figures."),
    "screenshots": mark("Take a picture of every screen, with example figures."),
    "backup": mark("Make a backup to keep on a stick, or put one back."),
    "support": mark("Write a file for the technician: versions, counts and sizes; no figure and no name."),
    "rebuild": mark("Read everything derived out of the signed records again."),
}


class _Group(click.Group):
    """Loads a sub-command only when it is called, after the language was chosen."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"desktop.cli.{cmd_name}")
        return cast(click.Command, module.command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands without loading them."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(help_)) for name, help_ in COMMANDS.items()])


def in_words(problem: UserError) -> str:
    """An error in the chosen language, periods named as people name them; numbers in Latin digits."""
    from desktop.domain.period import ReportingPeriod
    from desktop.domain.sheet_words import voice

    spoken = voice(words.chosen(), "latin")
    facts = {
        name: spoken.period(fact) if isinstance(fact, ReportingPeriod) else fact
        for name, fact in problem.facts.items()
    }
    return words.say(words.chosen(), problem.message, **facts)


def run(arguments: Sequence[str], window: "Window") -> int:
    """Run a command line; the exit code. Without a sub-command the window is opened."""
    words.choose(_language(arguments))
    command = _command(window)
    try:
        result = command.main(args=list(arguments), prog_name="tumpeang", standalone_mode=False)
    except UserError as problem:
        click.echo(in_words(problem), err=True)
        return 1
    except click.exceptions.Abort:
        click.echo(_("Stopped. What was done so far is kept."), err=True)
        return 130
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    return result if isinstance(result, int) else 0


def _command(window: "Window") -> click.Group:
    @click.group(
        cls=_Group,
        invoke_without_command=True,
        help=_("Progress on the National Action Plan on Violence Against Children. Opens the window."),
    )
    @click.option("--store", type=click.Path(path_type=Path), help=_("The folder of the office's store."))
    @click.option("--language", type=click.Choice(LANGUAGES), help=_("Khmer or English."))
    @click.version_option(__version__, message="%(prog)s %(version)s")
    @click.pass_context
    def tumpeang(ctx: click.Context, store: Path | None, language: str | None) -> int:
        del language  # read before the commands' own words were loaded
        if ctx.invoked_subcommand not in WITHOUT_STORE:
            from desktop.cli.session import Session

            ctx.obj = Session(store or default_store(), window)
        return 0 if ctx.invoked_subcommand else window.open(store)

    return cast(click.Group, tumpeang)


def _language(arguments: Sequence[str]) -> Language:
    """The language of messages: as asked, else as the environment says, else as the system speaks."""
    asked = os.environ.get("TUMPEANG_LANGUAGE", "")
    for before, here in zip(("", *arguments), arguments, strict=False):
        if before == "--language":
            asked = here
        elif here.startswith("--language="):
            asked = here.removeprefix("--language=")
    if asked in LANGUAGES:
        return asked
    system = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "km" if system.startswith("km") else "en"
