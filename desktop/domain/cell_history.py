"""What was written into each cell of a report and replaced there: what a submission changed, and rivals."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.live import live_cell
from desktop.domain.record import Submission
from desktop.domain.report import Answer


@dataclass(frozen=True, slots=True)
class Rival:
    """Another answer to the same cell, by an author who did not see this one, nor this one's that."""

    record: str
    answer: Answer
    is_open: bool  # both are still live


@dataclass(frozen=True, slots=True)
class Change:
    """What a submission did to one cell.

    `before` are the distinct answers it replaced, none where it replaced none that is here.
    `absent` are records it replaced that have not arrived. `rivals` are the conflicts it is part of.
    """

    cell: str
    before: tuple[Answer, ...]
    after: Answer
    replaced: tuple[str, ...]
    absent: tuple[str, ...]
    rivals: tuple[Rival, ...]
    is_live: bool

    @property
    def settles(self) -> bool:
        """Whether its author saw two different answers here and put one in their place."""
        return len(self.before) > 1


class CellHistory:
    """What was written into each cell and what was replaced there, asked many times."""

    def __init__(self, submissions: Mapping[str, Submission]) -> None:
        self._submissions = submissions
        self._writers: dict[str, list[str]] = {}
        self._replaced: set[tuple[str, str]] = set()
        for name, submission in submissions.items():
            for cell in submission.cells:
                self._writers.setdefault(cell, []).append(name)
            for cell, names in submission.replaces.items():
                self._replaced |= {(cell, old) for old in names}

    @property
    def live_records(self) -> set[str]:
        return {name for cell, names in self._writers.items() for name in names if self.is_live(cell, name)}

    def is_live(self, cell: str, name: str) -> bool:
        return (cell, name) not in self._replaced

    def change(self, cell: str, name: str) -> Change:
        submission = self._submissions[name]
        replaced = tuple(sorted(submission.replaces.get(cell, ())))
        here = [(old, self._submissions[old].cells) for old in replaced if old in self._submissions]
        before = live_cell((old, cells[cell]) for old, cells in here if cell in cells)
        absent = tuple(old for old in replaced if old not in self._submissions)
        is_live = self.is_live(cell, name)
        return Change(
            cell, before.answers, submission.cells[cell], replaced, absent, self._rivals(cell, name), is_live
        )

    def _rivals(self, cell: str, name: str) -> tuple[Rival, ...]:
        writers = self._writers[cell]
        if len(writers) < 2:
            return ()
        answer, seen = self._submissions[name].cells[cell], self._seen(cell, name)
        strangers = (other for other in sorted(writers) if other != name and other not in seen)
        others = [(other, self._submissions[other].cells[cell]) for other in strangers]
        return tuple(
            Rival(other, theirs, self.is_live(cell, name) and self.is_live(cell, other))
            for other, theirs in others
            if theirs != answer and name not in self._seen(cell, other)
        )

    def _seen(self, cell: str, name: str) -> set[str]:
        """The records that stand behind an answer: replaced by it, or by one it replaced."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            body = self._submissions.get(waiting.pop())
            new = set(body.replaces.get(cell, ())) - found if body else set()
            found |= new
            waiting += new
        return found
