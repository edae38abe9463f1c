"""Looking at letters before they are taken in: what would become of each. Nothing is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.live import Address, Replacement, Write, left_of, replacements, writes
from desktop.domain.record import Record, Submission
from desktop.domain.report import LiveCell, ReportKey
from desktop.errors import UserError
from desktop.storage import batches, imports, records, reports
from desktop.storage.database import Database
from desktop.sync import merge, trust
from desktop.sync.batch import NewerFormat, Opened
from desktop.sync.letter import Read
from desktop.sync.merge import Fate, Outcome


@dataclass(frozen=True, slots=True)
class Sight:
    """What would become of a letter, and the submissions it would bring: report and record name."""

    digest: str
    outcome: Outcome
    brings: tuple[tuple[ReportKey, str], ...] = ()


def look(db: Database, letters: Sequence[Read]) -> tuple[Sight, ...]:
    """What `merge.take_in` would do with these letters now, if they came together."""
    judge = trust.judge(db, _records(letters))
    return tuple(_sight(db, judge, found) for found in letters)


def disputes(db: Database, coming: Mapping[str, Submission]) -> dict[Address, LiveCell]:
    """The cells that would hold different answers if these submissions came, by record name."""
    written: set[Write] = set()
    replaced: set[Replacement] = set()
    for report in {submission.report for submission in coming.values()}:
        here, gone = reports.written(db, report)
        written |= here
        replaced |= gone
    for name, submission in coming.items():
        written |= writes(name, submission)
        replaced |= replacements(submission)
    live = left_of(written, replaced)
    return {at: cell for at, cell in live.items() if cell.conflict}


def written_here(db: Database, report: ReportKey) -> bool:
    """Whether anything was ever written into this report here."""
    return bool(reports.live_records(db, report))


def submissions(letters: Iterable[Read]) -> dict[str, Submission]:
    """The submissions in letters that could be opened, by name."""
    every = _records(letters)
    return {record.name: record.body for record in every if isinstance(record.body, Submission)}


def _sight(db: Database, judge: trust.Judge, found: Read) -> Sight:
    opened, name = found.found, found.letter.name
    if isinstance(opened, NewerFormat):
        device, unit = str(opened.facts["device"]), str(opened.facts["org_unit"])
        waits = Outcome(name, Fate.QUARANTINED, unit, device, reason=trust.Doubt.NEWER_FORMAT)
        return Sight(found.digest, waits)
    if isinstance(opened, UserError):
        return Sight(found.digest, Outcome(name, merge.refusal(opened), reason=opened))
    if batches.arrived(db, found.digest):
        fate = Fate.SET_ASIDE if imports.came_aside(db, found.digest) else Fate.HAD_ALREADY
        return Sight(found.digest, Outcome(name, fate, opened.org_unit, opened.device))
    return _judged(db, judge, found.digest, name, opened)


def _judged(db: Database, judge: trust.Judge, digest: str, name: str, opened: Opened) -> Sight:
    doubts = [judge.doubt_carrier(opened), *(judge.doubt(signed.record) for signed in opened.records)]
    if why := next(filter(None, doubts), None):
        return Sight(digest, Outcome(name, Fate.QUARANTINED, opened.org_unit, opened.device, reason=why))
    read = [signed.record for signed in opened.records]
    new = [record for record in read if not records.is_kept(db, record.name)]
    brings = tuple((one.body.report, one.name) for one in new if isinstance(one.body, Submission))
    return Sight(digest, Outcome(name, Fate.TAKEN_IN, opened.org_unit, opened.device, len(new)), brings)


def _records(letters: Iterable[Read]) -> list[Record]:
    opened = [found.found for found in letters if isinstance(found.found, Opened)]
    return [signed.record for each in opened for signed in each.records]
