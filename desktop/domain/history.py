"""History: every submission about a report, what it changed cell by cell, and what was decided.

Order is causal: a submission stands after those it replaces, a decision after those it judged.
Between others it is the order in which this computer heard of them. No clock takes part, and what
is said of a change does not depend on that order.
"""

import datetime as dt
import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from graphlib import TopologicalSorter

from desktop.domain.live import live_cell
from desktop.domain.org_unit import OrgUnit
from desktop.domain.period import FIRST_YEAR
from desktop.domain.record import Body, Decision, Record, Submission, Verdict
from desktop.domain.report import Answer, ReportKey
from desktop.domain.versions import cell_order, rests
from desktop.i18n.words import mark


class ClockDoubt(Enum):
    """Why the author's clock cannot be right."""

    NOT_A_TIME = "not_a_time"
    BEFORE_THE_PLAN = "before_the_plan"
    AFTER_ARRIVAL = "after_arrival"


CLOCK_WORDS = {
    ClockDoubt.NOT_A_TIME: mark("This is not a time: that computer’s clock was wrong."),
    ClockDoubt.BEFORE_THE_PLAN: mark("This is before the plan began: that computer’s clock was wrong."),
    ClockDoubt.AFTER_ARRIVAL: mark("This is after it arrived here: one of the two clocks was wrong."),
}


@dataclass(frozen=True, slots=True)
class Filed:
    """A record as it lies here. `place`: the how-manieth this computer heard of, which is no time."""

    record: Record
    place: int
    arrived_at: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Clocks:
    """When by the author's clock and when it arrived by this computer's, both UTC; for people only."""

    made_at: str
    arrived_at: str

    @property
    def doubt(self) -> ClockDoubt | None:
        """Why the author's clock cannot be right, as far as can be told."""
        made = moment(self.made_at)
        if made is None:
            return ClockDoubt.NOT_A_TIME
        if made.year < FIRST_YEAR:
            return ClockDoubt.BEFORE_THE_PLAN
        return ClockDoubt.AFTER_ARRIVAL if self.made_at > self.arrived_at else None


@dataclass(frozen=True, slots=True)
class Author:
    """Who: the person, the office, and the computer with the digits by which people compare it."""

    person: str
    org_unit: str
    device: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Received:
    """A receipt: an office's computer took the record in."""

    record: str
    org_unit: str
    fingerprint: str
    clocks: Clocks


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


@dataclass(frozen=True, slots=True)
class Submitted:
    """`is_amendment`: the period had been closed by people who knew neither this nor what rests on it."""

    record: str
    author: Author
    clocks: Clocks
    changes: tuple[Change, ...]
    receipts: tuple[Received, ...]
    is_amendment: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """`stands` while what was judged is still exactly what is live, and no later decision saw this one."""

    record: str
    author: Author
    clocks: Clocks
    verdict: Verdict
    reason: str
    cell_reasons: Mapping[str, str] = field(hash=False)
    judged: tuple[str, ...]
    stands: bool
    receipts: tuple[Received, ...]


Event = Submitted | Decided


@dataclass(frozen=True, slots=True)
class History:
    """Everything that happened to a report as far as this computer knows, in causal order."""

    report: ReportKey
    events: tuple[Event, ...]
    offices: Mapping[str, OrgUnit] = field(default_factory=dict, hash=False)

    @property
    def submissions(self) -> tuple[Submitted, ...]:
        return tuple(event for event in self.events if isinstance(event, Submitted))


def history(
    report: ReportKey,
    filed: Iterable[Filed],
    receipts: Iterable[Received] = (),
    offices: Mapping[str, OrgUnit] | None = None,
) -> History:
    """The history of a report from the submissions and decisions about it; other records are left out."""
    every = {found.record.name: found for found in filed}
    cells = _Cells(submissions_of(every.values()))
    by_record: dict[str, list[Received]] = {}
    for receipt in receipts:
        by_record.setdefault(receipt.record, []).append(receipt)
    cells.known_at_closing = _known_at_closing(every)
    cells.overruled = {old for found in every.values() for old in _overrules(found.record.body)}
    events = (_event(every[name], cells, tuple(by_record.get(name, ()))) for name in in_order(every))
    return History(report, tuple(event for event in events if event is not None), offices or {})


def submissions_of(filed: Iterable[Filed]) -> dict[str, Submission]:
    """The submissions among these records, by name."""
    bodies = ((found.record.name, found.record.body) for found in filed)
    return {name: body for name, body in bodies if isinstance(body, Submission)}


def in_order(every: Mapping[str, Filed]) -> list[str]:
    """The names with each after all it rests on, else as this computer heard of them."""
    rests_on = {name: [on for on in rests(found.record.body) if on in every] for name, found in every.items()}
    sorter = TopologicalSorter(rests_on)
    sorter.prepare()
    ready: list[tuple[int, str]] = []
    ordered: list[str] = []
    while sorter.is_active():
        for name in sorter.get_ready():
            heapq.heappush(ready, (every[name].place, name))
        _, first = heapq.heappop(ready)
        ordered.append(first)
        sorter.done(first)
    return ordered


def moment(text: str) -> dt.datetime | None:
    """A moment as records write it; None for one that no calendar has, like the 45th of a month."""
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


class _Cells:
    """What was written into each cell and what was replaced there, asked many times."""

    def __init__(self, submissions: Mapping[str, Submission]) -> None:
        self._submissions = submissions
        self.overruled: set[str] = set()  # decisions that a later one saw
        self.known_at_closing: set[str] | None = None  # None while the period is open
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


def _known_at_closing(every: Mapping[str, Filed]) -> set[str] | None:
    """What closings name, and all that this rests on; None where nobody closed the period."""
    bodies = [found.record.body for found in every.values()]
    closings = [body for body in bodies if isinstance(body, Decision) and body.verdict is Verdict.CLOSED]
    if not closings:
        return None
    known: set[str] = set()
    waiting = [name for closing in closings for name in closing.judged]
    while waiting:
        name = waiting.pop()
        if name not in known:
            known.add(name)
            waiting += rests(every[name].record.body) if name in every else ()
    return known


def _overrules(body: Body | None) -> tuple[str, ...]:
    """The decisions that a decision takes the place of; closing judges nothing."""
    return body.replaces if isinstance(body, Decision) and body.verdict is not Verdict.CLOSED else ()


def _event(filed: Filed, cells: _Cells, receipts: tuple[Received, ...]) -> Event | None:
    record = filed.record
    clocks = Clocks(record.made_at, filed.arrived_at)
    match record.body:
        case Submission(person=person) as submission:
            author = Author(person, record.org_unit, record.device, filed.fingerprint)
            changed = sorted(submission.cells, key=cell_order)
            changes = tuple(cells.change(cell, record.name) for cell in changed)
            known = cells.known_at_closing
            amends = known is not None and record.name not in known
            return Submitted(record.name, author, clocks, changes, receipts, amends)
        case Decision(_, verdict, person, judged, reason, cell_reasons, _):
            author = Author(person, record.org_unit, record.device, filed.fingerprint)
            stands = set(judged) == cells.live_records and record.name not in cells.overruled
            return Decided(
                record.name, author, clocks, verdict, reason, cell_reasons, judged, stands, receipts
            )
    return None
