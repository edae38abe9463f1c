"""The options that the commands for papers share, and what the name of a file asks for."""

from collections.abc import Callable
from pathlib import Path

import click

from desktop.actions.releasing import FileFormat
from desktop.errors import UserError
from desktop.i18n.words import _, mark

SUFFIXES = {".pdf": FileFormat.PDF, ".xlsx": FileFormat.XLSX}


class NeitherPaperNorWorkbook(UserError):
    message = mark(
        "“{file}” ends in neither .pdf nor .xlsx. Nothing was written. Name the file so that it does."
    )


def format_of(out: Path) -> FileFormat:
    """PDF or Excel, by the ending of the file's name. Raises `NeitherPaperNorWorkbook`."""
    found = SUFFIXES.get(out.suffix.lower())
    if found is None:
        raise NeitherPaperNorWorkbook(file=out)
    return found


def of_a_period(function: Callable[..., None]) -> Callable[..., None]:
    period = click.option("--period", required=True, help=_("For example 2026Q3, 2026S1 or 2026."))
    return period(shaped(function))


def shaped(function: Callable[..., None]) -> Callable[..., None]:
    """How a paper is written, and where it goes."""
    for option in (
        click.option("--language", type=click.Choice(["km", "en"]), help=_("Default: the office's own.")),
        click.option("--digits", type=click.Choice(["khmer", "latin"]), help=_("Default: the office's own.")),
        click.option(
            "--out", type=click.Path(path_type=Path), required=True, help=_("The file: .pdf or .xlsx.")
        ),
    ):
        function = option(function)
    return function


def of_an_office(function: Callable[..., None]) -> Callable[..., None]:
    words = _("The office’s code. Default: this store’s own office.")
    return click.option("--code", default="", help=words)(function)


def signed(function: Callable[..., None]) -> Callable[..., None]:
    """What is written at signing; dotted, to be filled in by hand, where it is not said."""
    for option in (
        click.option("--letter-number", default="", help=_("The letter's number; dotted if not said.")),
        click.option(
            "--signed-on",
            type=click.DateTime(["%Y-%m-%d"]),
            help=_("The day of signing, for example 2026-10-05; dotted if not said."),
        ),
    ):
        function = option(function)
    return function
