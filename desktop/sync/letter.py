"""A letter: a batch as some carrier brought it, and opening it without the store.

Nothing here needs the database, so that a process which only opens letters starts quickly.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.errors import UserError
from desktop.sync import batch
from desktop.sync.batch import Opened


@dataclass(frozen=True, slots=True)
class Letter:
    """A batch that came by some carrier: its bytes, and the name a person knows it by.

    `problem` is why the carrier could not hand it over, where it could not; `body` is then empty.
    """

    name: str
    body: bytes
    problem: UserError | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A letter after it was opened without the store: the part that needs no database."""

    letter: Letter
    digest: str
    found: Opened | UserError


def read(letter: Letter, identities: Sequence[str]) -> Read:
    """Open a letter. A pure function of its arguments, so a second process may do it."""
    if letter.problem is not None:
        return Read(letter, "", letter.problem)
    try:
        opened: Opened | UserError = batch.open_batch(letter.body, identities, letter.name)
    except UserError as problem:
        opened = problem
    digest = batch.digest(letter.body) if isinstance(opened, UserError) else opened.digest
    return Read(letter, digest, opened)
