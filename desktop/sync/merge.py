"""Merging is a union: keep the records, lay what they say beside the others.

Nothing is decided here. What is live is asked of the `live` view, so order of arrival does not
matter and nothing can arrive twice. A batch is taken in wholly or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from desktop.domain.record import Grant, Record
from desktop.errors import UserError
from desktop.storage import batches, records
from desktop.storage.batches import Quarantined
from desktop.storage.database import Database, writing
from desktop.storage.records import Kept
from desktop.sync import identity, record, trust
from desktop.sync.batch import NewerFormat, Opened
from desktop.sync.letter import Letter, Read, read

__all__ = ["Fate", "Letter", "Outcome", "Read", "read", "rebuild", "retry", "take_in"]


class Fate(Enum):
    """What became of one batch."""

    TAKEN_IN = "taken_in"
    HAD_ALREADY = "had_already"
    QUARANTINED = "quarantined"
    REFUSED = "refused"  # damaged, not a batch, not genuine, or sealed to someone else


@dataclass(frozen=True, slots=True)
class Outcome:
    """One batch's fate; `reason` says why it was refused or put in quarantine."""

    name: str
    fate: Fate
    org_unit: str = ""
    device: str = ""
    new_records: int = 0
    reason: UserError | trust.Doubt | None = None


def take_in(db: Database, letters: Sequence[Read], now: str) -> tuple[Outcome, ...]:
    """Merge letters that were read, all in one durable transaction; one outcome for each."""
    with writing(db):
        outcomes = [_take_in(db, found, now) for found in letters]
        if any(map(_brings_a_grant, letters)):
            _settle(db, now)
            outcomes = [_now(db, found, then) for found, then in zip(letters, outcomes, strict=True)]
    return tuple(outcomes)


def retry(db: Database, identities: Sequence[str], now: str) -> tuple[Outcome, ...]:
    """Judge the quarantine again, after something changed that may settle a doubt."""
    waiting = [Letter(kept.digest, kept.body) for kept in batches.quarantined(db)]
    return take_in(db, [read(letter, identities) for letter in waiting], now)


def rebuild(db: Database) -> None:
    """Empty everything derived and read it out of the records again.

    A record kept while its kind was not known may be understood now: then it is judged now.
    """
    with writing(db):
        records.forget_layout(db)
        for n, kept in records.all_kept(db):
            found = _read_again(kept)
            if found is not None and trust.may_say(db, found):
                records.lay_out(db, n, found)


def _read_again(kept: Kept) -> Record | None:
    try:
        return record.trusted(kept.content)
    except record.RecordIsWrong:  # its header was checked when it came; of its kind nothing was known
        return None


def _take_in(db: Database, found: Read, now: str) -> Outcome:
    name, opened = found.letter.name, found.found
    if isinstance(opened, NewerFormat):
        return _hold(db, found, trust.Doubt.NEWER_FORMAT, now)
    if isinstance(opened, UserError):
        return Outcome(name, Fate.REFUSED, reason=opened)
    if batches.arrived(db, found.digest):
        return Outcome(name, Fate.HAD_ALREADY, opened.org_unit, opened.device)
    why = trust.doubt(db, opened)
    if why is not None:
        return _hold(db, found, why, now)
    new = sum(records.keep(db, signed, now) for signed in opened.records)
    batches.note_arrival(db, found.digest, now)
    return Outcome(name, Fate.TAKEN_IN, opened.org_unit, opened.device, new)


def _brings_a_grant(found: Read) -> bool:
    records_ = found.found.records if isinstance(found.found, Opened) else ()
    return any(isinstance(signed.record.body, Grant) for signed in records_)


def _settle(db: Database, now: str) -> None:
    """Judge the quarantine again after a grant came, and again if that brings another."""
    identities = identity.box_identities(db)
    waiting = [read(Letter(kept.digest, kept.body), identities) for kept in batches.quarantined(db)]
    taken = [found for found in waiting if _take_in(db, found, now).fate is Fate.TAKEN_IN]
    if any(map(_brings_a_grant, taken)):
        _settle(db, now)


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
    batches.quarantine(db, Quarantined(found.digest, why.value, device, unit, now, found.letter.body))
    return Outcome(found.letter.name, Fate.QUARANTINED, unit, device, reason=why)


def _sender(found: Opened | UserError) -> tuple[str, str]:
    """The device and the office that a batch is from; both signed, also where the rest is too new."""
    if isinstance(found, Opened):
        return found.device, found.org_unit
    return str(found.facts["device"]), str(found.facts["org_unit"])
