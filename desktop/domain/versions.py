"""Versions of a report: what the author of a submission had, and two of them side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.cell_order import BY_CODE, CellOrder
from desktop.domain.live import live
from desktop.domain.record import Comment, Decision, Submission
from desktop.domain.report import Answer


@dataclass(frozen=True, slots=True)
class Row:
    """A cell that two versions of a report answer differently; no answers: it was not answered yet."""

    cell: str
    a: tuple[Answer, ...]
    b: tuple[Answer, ...]


def difference(
    submissions: Mapping[str, Submission], a: str, b: str, order: CellOrder = BY_CODE
) -> tuple[Row, ...]:
    """The cells that two versions answer differently, in the order of the form.

    The version of a submission is the report as far as its author is known to have had it: what
    is live among the submission and all it rests on. Raises `KeyError` for a name not among them.
    """
    left, right = version(submissions, a), version(submissions, b)
    rows = (Row(cell, left.get(cell, ()), right.get(cell, ())) for cell in left.keys() | right.keys())
    return tuple(sorted((row for row in rows if row.a != row.b), key=lambda row: order.place(row.cell)))


def version(submissions: Mapping[str, Submission], name: str) -> dict[str, tuple[Answer, ...]]:
    """The distinct answers by cell that are live among a submission and all it rests on."""
    if name not in submissions:
        raise KeyError(name)
    found: set[str] = set()
    waiting = [name]
    while waiting:
        here = waiting.pop()
        if here in submissions and here not in found:
            found.add(here)
            waiting += rests(submissions[here])
    cells = live((each, submissions[each]) for each in found)
    return {cell: there.answers for (_report, cell), there in cells.items()}


def rests(body: object) -> set[str]:
    """The records that an author had on screen: those replaced, judged or commented on."""
    if isinstance(body, Submission):
        return {name for names in body.replaces.values() for name in names}
    if isinstance(body, Comment):
        return {*body.about, *body.replaces}
    return {*body.judged, *body.replaces} if isinstance(body, Decision) else set()
