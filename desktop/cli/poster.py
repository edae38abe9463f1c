"""`tumpeang poster`: what an office hangs up or hands out, as PDF. It needs no store."""

from collections.abc import Callable
from pathlib import Path

import click

from desktop.actions import files, poster
from desktop.domain.sheet import Sheet
from desktop.i18n.words import LANGUAGES, _, chosen


@click.group(help=_("Print the hotlines, who receives a report, or the plan’s glossary as PDF."))
def command() -> None:
    pass


def _options(function: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--language", type=click.Choice(LANGUAGES), help=_("Khmer or English.")),
        click.option("--out", type=click.Path(path_type=Path), required=True, help=_("The PDF file.")),
    ):
        function = option(function)
    return function


@command.command("hotlines", help=_("The hotlines in very large numbers, on one page."))
@_options
def hotlines(language: str | None, out: Path) -> None:
    _write(poster.hotlines, language, out)


@command.command("referral", help=_("Who receives a report about a child, one after the other."))
@_options
def referral(language: str | None, out: Path) -> None:
    _write(poster.referral, language, out)


@command.command("glossary", help=_("The glossary of the plan as a booklet."))
@_options
def glossary(language: str | None, out: Path) -> None:
    _write(poster.glossary, language, out)


def _write(make: Callable[[str], Sheet], language: str | None, out: Path) -> None:
    files.write(out, poster.pdf(make(language or chosen())))
    click.echo(_("Printed to {file}.", file=out))
