"""What became of batches, said in words."""

from collections import Counter
from collections.abc import Sequence

import click

from desktop.actions.exchange import Fate, Outcome, reason_of
from desktop.i18n.words import _, chosen, mark, say

WORDS = {
    Fate.TAKEN_IN: mark("taken in"),
    Fate.HAD_ALREADY: mark("already had"),
    Fate.QUARANTINED: mark("waiting in quarantine"),
    Fate.REFUSED: mark("refused"),
    Fate.SET_ASIDE: mark("set aside before"),
    Fate.NOT_FOR_US: mark("for other offices"),
}
ALWAYS = (Fate.TAKEN_IN, Fate.HAD_ALREADY, Fate.QUARANTINED, Fate.REFUSED)


def show(outcomes: Sequence[Outcome]) -> int:
    """Print counts, and the reason for each file that was not taken in; the exit code.

    A file for another office needs no reason: in a shared folder most are. A refused file makes the
    code 1, as a copy command does when one file of many fails.
    """
    counts = Counter(outcome.fate for outcome in outcomes)
    for fate, words in WORDS.items():
        if counts[fate] or fate in ALWAYS:
            click.echo(f"{counts[fate]:6}  {_(words)}")
    for outcome in outcomes:
        reason = reason_of(outcome, chosen())
        if reason and outcome.fate is not Fate.NOT_FOR_US:
            click.echo(f"{outcome.name}: {reason}", err=True)
    return 1 if counts[Fate.REFUSED] else 0


def nothing(path: object) -> None:
    click.echo(say(chosen(), mark("No batches were found in “{path}”."), path=path), err=True)
