"""The law of merging: an entry may leave the view only if a later author saw it and replaced it.

Two sets only ever grow: writes, and replacements (each names a write its author had on screen).
Live is what was written and not replaced. No clock, counter or order of arrival takes part, so
any order, repetition or loss of carriers gives one view. The store asks the same of its tables
with SQL; this is the law in its plainest form, and the tests hold one against the other.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from desktop.domain.record import Notice, Submission
from desktop.domain.report import Answer, LiveCell, ReportKey

Address = tuple[ReportKey, str]  # a report and the key of a cell in it


@dataclass(frozen=True, slots=True)
class Write:
    address: Address
    record: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Replacement:
    address: Address
    record: str  # the record whose write was replaced


def report_of(said: Submission | Notice) -> ReportKey:
    """The report whose cells are written: a book is one too, that of no office."""
    return said.book.key if isinstance(said, Notice) else said.report


def writes(name: str, said: Submission | Notice) -> set[Write]:
    return {Write((report_of(said), cell), name, answer) for cell, answer in said.cells.items()}


def replacements(said: Submission | Notice) -> set[Replacement]:
    return {
        Replacement((report_of(said), cell), record)
        for cell, records in said.replaces.items()
        for record in records
    }


def live(submissions: Iterable[tuple[str, Submission | Notice]]) -> Mapping[Address, LiveCell]:
    """What is live, from records by name in any order and any number of times.

    A cell that somebody emptied is there with the answer None.
    """
    written: set[Write] = set()
    replaced: set[Replacement] = set()
    for name, submission in submissions:
        written |= writes(name, submission)
        replaced |= replacements(submission)
    return left_of(written, replaced)


def left_of(written: Iterable[Write], replaced: Collection[Replacement]) -> Mapping[Address, LiveCell]:
    """What is live of two sets: written and not replaced."""
    left = [write for write in written if Replacement(write.address, write.record) not in replaced]
    return _by_address(left)


def _by_address(left: Iterable[Write]) -> dict[Address, LiveCell]:
    cells: dict[Address, list[Write]] = {}
    for write in left:
        cells.setdefault(write.address, []).append(write)
    return {address: live_cell((w.record, w.answer) for w in found) for address, found in cells.items()}


def live_cell(found: Iterable[tuple[str, Answer]]) -> LiveCell:
    """The cell of these (record, answer) pairs. The same answer twice is agreement, not conflict."""
    pairs = sorted(found, key=lambda pair: pair[0])
    answers = {(type(answer), answer): answer for _, answer in pairs}
    ordered = tuple(answers[key] for key in sorted(answers, key=repr))
    return LiveCell(ordered, tuple(record for record, _ in pairs))
