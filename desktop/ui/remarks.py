"""What other offices commented on a report, in words: on the whole, and beside single cells."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop.i18n.words import _
from desktop.ui import speech
from desktop.ui.authors import when

if TYPE_CHECKING:
    from desktop.actions.commenting import Remark


def on_the_whole(remarks: "Iterable[Remark]") -> list[str]:
    """A line for each office that commented, with its word on the whole report."""
    return [_whole(remark) for remark in remarks]


def beside(remarks: "Iterable[Remark]", cell: str) -> list[str]:
    """What was said of one cell, a line for each office."""
    said = ((remark, remark.said.cell_words.get(cell)) for remark in remarks)
    return [
        _("Comment of {office}: {words}", office=_office(remark), words=words)
        for remark, words in said
        if words
    ]


def _whole(remark: "Remark") -> str:
    facts = {"office": _office(remark), "person": remark.said.author.person, "when": when(remark.said.clocks)}
    n = len(remark.said.cell_words)
    about = _("Beside cells: {n}.", n=speech.number(n)) if n else ""
    words = remark.said.word or about
    line = _("Comment of {office} ({person}, {when}): {words}", words=words, **facts)
    return f"{line} {about}" if remark.said.word and about else line


def _office(remark: "Remark") -> str:
    return speech.voice().office(remark.office) if remark.office else remark.said.author.org_unit
