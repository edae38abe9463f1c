"""The options by which a command makes a copy to be shared, or an official one for a receiver."""

from collections.abc import Callable

import click

from desktop.domain.sheet import Grade
from desktop.i18n.words import _


def graded(function: Callable[..., None]) -> Callable[..., None]:
    """Adds `--official` and `--receiver`."""
    for option in (
        click.option(
            "--official", is_flag=True, help=_("With exact figures, for one receiver; not to be shared.")
        ),
        click.option("--receiver", default="", help=_("Whom the official copy is for.")),
    ):
        function = option(function)
    return function


def grade_of(*, official: bool) -> Grade:
    return Grade.OFFICIAL if official else Grade.SHAREABLE
