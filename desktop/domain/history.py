"""History: every submission about a report, what it changed cell by cell, and what was decided.

Order is causal: a submission stands after those it replaces, a decision after those it judged.
Between others it is the order in which this computer heard of them. No clock takes part, and what
is said of a change does not depend on that order.
"""

import datetime as dt
import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from graphlib import TopologicalSorter

from desktop.domain.cell_history import CellHistory, Change
from desktop.domain.cell_order import BY_CODE, CellOrder
from desktop.domain.org_unit import OrgUnit
from desktop.domain.period import FIRST_YEAR
from desktop.domain.record import Comment, Decision, Record, Submission, Verdict
from desktop.domain.report import ReportKey
from desktop.domain.versions import rests
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


@dataclass(frozen=True, slots=True)
class Commented:
    """`stands` while what was read is still what is live, and no later comment of its office saw this one."""

    record: str
    author: Author
    clocks: Clocks
    word: str
    cell_words: Mapping[str, str] = field(hash=False)
    about: tuple[str, ...]
    stands: bool
    receipts: tuple[Received, ...]


Event = Submitted | Decided | Commented


@dataclass(frozen=True, slots=True)
class History:
    """Everything that happened to a report as far as this computer knows, in causal order."""

    report: ReportKey
    events: tuple[Event, ...]
    offices: Mapping[str, OrgUnit] = field(default_factory=dict, hash=False)

    @property
    def submissions(self) -> tuple[Submitted, ...]:
        return tuple(event for event in self.events if isinstance(event, Submitted))

    @property
    def comments(self) -> tuple[Commented, ...]:
        """Those that stand: about what is live, each office's own last word."""
        return tuple(event for event in self.events if isinstance(event, Commented) and event.stands)


def history(
    report: ReportKey,
    filed: Iterable[Filed],
    receipts: Iterable[Received] = (),
    offices: Mapping[str, OrgUnit] | None = None,
    order: CellOrder = BY_CODE,
) -> History:
    """The history of a report from all that was said about it; other records are left out."""
    every = {found.record.name: found for found in filed}
    by_record: dict[str, list[Received]] = {}
    for receipt in receipts:
        by_record.setdefault(receipt.record, []).append(receipt)
    told = _Told(
        CellHistory(submissions_of(every.values())),
        frozenset(old for found in every.values() for old in _overrules(found.record, every)),
        _known_at_closing(every),
        order,
    )
    events = (_event(every[name], told, tuple(by_record.get(name, ()))) for name in in_order(every))
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


def _overrules(by: Record, every: Mapping[str, Filed]) -> Iterator[str]:
    """The decisions that a decision takes the place of, the comments that one of the same office does.

    Closing judges nothing.
    """
    match by.body:
        case Comment(replaces=names):
            there = (every[name].record for name in names if name in every)
            yield from (
                old.name for old in there if isinstance(old.body, Comment) and old.org_unit == by.org_unit
            )
        case Decision(verdict=verdict, replaces=names) if verdict is not Verdict.CLOSED:
            yield from (
                name for name in names if name in every and isinstance(every[name].record.body, Decision)
            )


@dataclass(frozen=True, slots=True)
class _Told:
    """What every event is seen against.

    `overruled` are the decisions and comments that a later one saw. `known_at_closing` is None while the
    period is open.
    """

    cells: CellHistory
    overruled: frozenset[str]
    known_at_closing: set[str] | None
    order: CellOrder

    def stands(self, record: Record, seen: tuple[str, ...]) -> bool:
        """Whether what was said of these records is still said of what is live."""
        return set(seen) == self.cells.live_records and record.name not in self.overruled


def _event(filed: Filed, told: _Told, receipts: tuple[Received, ...]) -> Event | None:
    record, name = filed.record, filed.record.name
    clocks = Clocks(record.made_at, filed.arrived_at)

    def by(person: str) -> Author:
        return Author(person, record.org_unit, record.device, filed.fingerprint)

    match record.body:
        case Submission(_, person, cells, _):
            changes = tuple(told.cells.change(cell, name) for cell in sorted(cells, key=told.order.place))
            known = told.known_at_closing
            amends = known is not None and name not in known
            return Submitted(name, by(person), clocks, changes, receipts, amends)
        case Decision(_, verdict, person, judged, reason, reasons, _):
            stands = told.stands(record, judged)
            return Decided(name, by(person), clocks, verdict, reason, reasons, judged, stands, receipts)
        case Comment(_, person, about, word, words, _):
            stands = told.stands(record, about)
            return Commented(name, by(person), clocks, word, words, about, stands, receipts)
    return None
