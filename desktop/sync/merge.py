"""Merging is a union: keep the records, lay what they say beside the others.

Nothing is decided here. What is live is asked of the `live` view, so order of arrival does not
matter and nothing can arrive twice. A batch is taken in wholly or not at all. What came together is
an import, and a person may set it aside: then what it brought is kept and does not count.
"""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from desktop.domain import register
from desktop.domain.record import Comment, Decision, Grant, Record, Signed, Submission
from desktop.domain.report import ReportKey
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import batches, imports, records, settings
from desktop.storage.batches import Quarantined
from desktop.storage.database import Database, writing
from desktop.sync import counting, identity, parts, record, trust
from desktop.sync.batch import NewerFormat, Opened, SealedToSomeoneElse
from desktop.sync.letter import Letter, Read, read

__all__ = [
    "Fate",
    "Letter",
    "Outcome",
    "Read",
    "bring_back",
    "importing",
    "read",
    "rebuild",
    "retry",
    "set_aside",
    "take_in",
]


class QuarantineIsFull(UserError):
    message = mark(
        "“{name}” would have to wait, and too much is waiting already. It was not kept; nothing else was "
        "changed. Accept the computers that wait, or throw away what waits from those you do not know."
    )


class Fate(Enum):
    """What became of one batch."""

    TAKEN_IN = "taken_in"
    HAD_ALREADY = "had_already"
    QUARANTINED = "quarantined"
    REFUSED = "refused"  # damaged, not a batch, or not genuine
    NOT_FOR_US = "not_for_us"  # sealed to another office
    SET_ASIDE = "set_aside"  # it came before, and a person set it aside


@dataclass(frozen=True, slots=True)
class Outcome:
    """One batch's fate; `reason` says why it was refused or put in quarantine."""

    name: str
    fate: Fate
    org_unit: str = ""
    device: str = ""
    new_records: int = 0
    reason: UserError | trust.Doubt | None = None


def take_in(
    db: Database, letters: Sequence[Read], now: str, under: int | None = None, source: str = ""
) -> tuple[Outcome, ...]:
    """Merge letters that were read, all in one durable transaction; one outcome for each.

    They belong to the import that `importing` gave the number of, else to one of their own from `source`.
    """
    with writing(db):
        number = imports.begin(db, source, _person(db), now) if under is None else under
        before, grants = trust.judge(db), _grants(letters)
        judge = trust.judge(db, grants) if grants else before
        outcomes = [_take_in(db, judge, found, now, number) for found in letters]
        if grants:
            _settle(db, before, now, number)
            outcomes = [_now(db, found, then) for found, then in zip(letters, outcomes, strict=True)]
        if refused := parts.settle(db, now):
            outcomes = [
                _without_part(found, then, refused) for found, then in zip(letters, outcomes, strict=True)
            ]
        if under is None:
            imports.end_if_empty(db, number)
    return tuple(outcomes)


@contextlib.contextmanager
def importing(db: Database, source: str, now: str) -> Iterator[int]:
    """One import over several transactions, from a place as a person knows it; its number."""
    with writing(db):
        number = imports.begin(db, source, _person(db), now)
    yield number
    with writing(db):
        imports.end_if_empty(db, number)


def set_aside(db: Database, number: int, now: str) -> None:
    """What an import brought counts no more, and everything is shown as if it had not come. It is kept."""
    with writing(db):
        before = imports.aside(db)
        imports.set_aside(db, number, now)
        counting.lay_out_reports(db, _reports(db, imports.aside(db) - before))


def bring_back(db: Database, number: int) -> None:
    """What an import brought counts again."""
    with writing(db):
        before = imports.aside(db)
        imports.bring_back(db, number)
        counting.lay_out(db, sorted(before - imports.aside(db)))


def retry(db: Database, identities: Sequence[str], now: str) -> tuple[Outcome, ...]:
    """Judge the quarantine again, after something changed that may settle a doubt."""
    waiting = [Letter(kept.digest, kept.body) for kept in batches.quarantined(db)]
    return take_in(db, [read(letter, identities) for letter in waiting], now)


def rebuild(db: Database) -> None:
    """Empty everything derived and read it out of the records again.

    A record kept while its kind was not known may be understood now: then it is judged now.
    """
    with writing(db):
        counting.lay_out_all(db, trust.judge(db))


def _reports(db: Database, numbers: Iterable[int]) -> set[ReportKey]:
    """The reports that records are about."""
    read = [record.trusted(kept.content).body for kept in records.kept(db, numbers)]
    return {body.report for body in read if isinstance(body, Submission | Decision | Comment)}


def _person(db: Database) -> str:
    return settings.need(db, settings.PERSON)


def _take_in(db: Database, judge: trust.Judge, found: Read, now: str, under: int) -> Outcome:
    name, opened = found.letter.name, found.found
    if isinstance(opened, NewerFormat):
        return _hold(db, found, trust.Doubt.NEWER_FORMAT, now)
    if isinstance(opened, UserError):
        return Outcome(name, refusal(opened), reason=opened)
    if had := _had(db, found.digest):
        return Outcome(name, had, opened.org_unit, opened.device)
    if opened.piece is not None:
        return _take_piece(db, judge, found, opened, now)
    doubts = {signed.record.name: judge.doubt(signed.record) for signed in opened.records}
    if why := judge.doubt_carrier(opened) or next(filter(None, doubts.values()), None):
        good = [s for s in opened.records if not doubts[s.record.name] and not _is_kept(db, s)]
        new = _keep(db, replace(opened, records=tuple(good)), name, now, under) if good else 0
        return replace(_hold(db, found, why, now), new_records=new)
    new = _keep(db, opened, name, now, under)
    batches.note_arrival(db, found.digest, now)
    return Outcome(name, Fate.TAKEN_IN, opened.org_unit, opened.device, new)


def _take_piece(db: Database, judge: trust.Judge, found: Read, opened: Opened, now: str) -> Outcome:
    if why := judge.doubt_carrier(opened):
        return _hold(db, found, why, now)
    parts.take_in(db, opened, now)
    return Outcome(found.letter.name, Fate.TAKEN_IN, opened.org_unit, opened.device)


def _without_part(found: Read, then: Outcome, refused: frozenset[str]) -> Outcome:
    """What became of a letter after its piece turned out not to be of the part it says."""
    if found.digest not in refused:
        return then
    return replace(then, fate=Fate.REFUSED, reason=parts.NotThePart(name=found.letter.name))


def refusal(problem: UserError) -> Fate:
    """What becomes of a letter that cannot be opened: in a shared letter box most are for others."""
    return Fate.NOT_FOR_US if isinstance(problem, SealedToSomeoneElse) else Fate.REFUSED


def _had(db: Database, digest: str) -> Fate | None:
    if not batches.arrived(db, digest):
        return None
    return Fate.SET_ASIDE if imports.came_aside(db, digest) else Fate.HAD_ALREADY


def _keep(db: Database, opened: Opened, name: str, now: str, under: int) -> int:
    """Keep a batch's records under an import; how many were not here. Again here, what was aside counts."""
    numbers = [records.number(db, signed.record.name) for signed in opened.records]
    came = [
        (n, signed, records.keep(db, signed, now)) for n, signed in zip(numbers, opened.records, strict=True)
    ]
    known = [n for n, _, fresh in came if not fresh]
    again = [n for n in known if imports.is_aside(db, n)]
    imports.note(db, under, (opened.digest, name), [n for n, _, fresh in came if fresh], known)
    counting.lay_out(db, again)
    return len(came) - len(known)


def _is_kept(db: Database, signed: Signed) -> bool:
    return records.is_kept(db, signed.record.name)


def _grants(letters: Iterable[Read]) -> list[Record]:
    opened = [found.found for found in letters if isinstance(found.found, Opened)]
    every = [signed.record for each in opened for signed in each.records]
    return [record for record in every if isinstance(record.body, Grant) or register.empowers(record.body)]


def _settle(db: Database, before: trust.Judge, now: str, under: int) -> None:
    """After a grant came: judge the quarantine again, and what was kept before."""
    identities = identity.box_identities(db)
    waiting = [read(Letter(kept.digest, kept.body), identities) for kept in batches.quarantined(db)]
    judge = trust.judge(db, _grants(waiting))
    for found in waiting:
        _take_in(db, judge, found, now, under)
    counting.recount(db, before, judge)


def _now(db: Database, found: Read, then: Outcome) -> Outcome:
    """What became of a letter after the quarantine was settled: it may have waited for the next one."""
    opened = found.found
    if then.fate is not Fate.QUARANTINED or not isinstance(opened, Opened):
        return then
    if not batches.arrived(db, found.digest):
        return then
    return Outcome(then.name, Fate.TAKEN_IN, then.org_unit, then.device, len(opened.records))


def _hold(db: Database, found: Read, why: trust.Doubt, now: str) -> Outcome:
    device, unit = _sender(found.found)
    waiting = Quarantined(found.digest, why.value, device, unit, now, found.letter.body)
    if not batches.has_room(db, waiting):
        problem = QuarantineIsFull(name=found.letter.name)
        return Outcome(found.letter.name, Fate.REFUSED, unit, device, reason=problem)
    batches.quarantine(db, waiting)
    return Outcome(found.letter.name, Fate.QUARANTINED, unit, device, reason=why)


def _sender(found: Opened | UserError) -> tuple[str, str]:
    """The device and the office that a batch is from; both signed, also where the rest is too new."""
    if isinstance(found, Opened):
        return found.device, found.org_unit
    return str(found.facts["device"]), str(found.facts["org_unit"])
