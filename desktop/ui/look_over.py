"""What is said of the answers of a report: findings in words, why it came back, what a correction changes."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from desktop.domain.report import Answer, Cell, ReportKey
from desktop.i18n.words import _
from desktop.ui import speech

if TYPE_CHECKING:
    from desktop.actions.commenting import Remark
    from desktop.actions.office import Database
    from desktop.actions.report import OpenForm
    from desktop.domain.checks import Finding

Looked = tuple[tuple["Finding", ...], str, dict[str, str], tuple["Remark", ...]]
Changes = dict[str, tuple[tuple[Answer, ...], Answer]]  # what stood in a cell, and what stands there now


def look(db: "Database", key: ReportKey) -> Looked:
    """In the lane: the findings, why the report was returned, and what others say of it."""
    from desktop.actions import commenting, home, report

    found = report.findings(report.open_form(db, key))
    return (found, *home.reasons_of_return(db, key), commenting.list_comments(db, key))


def in_sentence(finding: "Finding") -> str:
    """A finding in words, its numbers in the digits on screen."""
    facts = {
        name: speech.number(fact) if isinstance(fact, int) else fact for name, fact in finding.facts.items()
    }
    return _(finding.message, **facts)


def changes(opened: "OpenForm", typed: Iterable[str], shown: Mapping[str, Answer]) -> Changes:
    """What was typed since the last submission and differs from it, in the order of the form."""
    live = opened.view.live
    if not live:
        return {}
    pairs = {cell: (live[cell].answers if cell in live else (), shown.get(cell)) for cell in typed}
    changed = {cell: pair for cell, pair in pairs.items() if pair[0] not in ((pair[1],), ())}
    changed |= {cell: pair for cell, pair in pairs.items() if not pair[0] and pair[1] is not None}
    places = {cell.key: place for place, cell in enumerate(opened.form.asked())}
    return dict(sorted(changed.items(), key=lambda one: (_place(one[0], places), one[0])))


def _place(key: str, places: Mapping[str, int]) -> int:
    """Where a cell stands in the form; a split with its tally."""
    cell = Cell.of(key)
    return places.get(key, places.get(Cell(cell.item, cell.measure).key, len(places)))
