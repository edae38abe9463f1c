"""The merge bench: look at files before they are taken in, take in what is clean, set an import aside."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.actions import exchange, stamp
from desktop.actions.exchange import Fate, Outcome, reason_of
from desktop.changed import Changed
from desktop.domain.org_unit import OrgUnit
from desktop.domain.period import PeriodKind, ReportingPeriod
from desktop.domain.report import ReportKey
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.progress import UNWATCHED, Progress
from desktop.storage import imports, org_units, settings, sheets
from desktop.storage.database import Database
from desktop.storage.imports import Import
from desktop.sync import identity, look, merge
from desktop.sync.look import Sight

__all__ = ["Fate", "Import", "Outcome", "Seen", "reason_of"]

CLEAN, DIFFERS = "clean", "differs"  # how a file that would be taken in stands; others go by their fate


class NoSuchImport(UserError):
    message = mark("There is no import with the number {number}. Nothing was changed. Look at the list.")


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was looked at: what would become of it, about which reports, where it would differ.

    `differs` are the cells that would hold different answers of people who did not see each other's.
    """

    path: Path
    outcome: Outcome
    reports: tuple[ReportKey, ...] = ()
    differs: tuple[tuple[ReportKey, str], ...] = ()

    @property
    def standing(self) -> str:
        """`clean`, `differs`, or the name of the fate."""
        if self.outcome.fate is not Fate.TAKEN_IN:
            return str(self.outcome.fate.value)
        return DIFFERS if self.differs else CLEAN


@dataclass(frozen=True, slots=True)
class Look:
    """What files would bring. `missing`: whose report about the period is neither here nor in them.

    `stopped`: a person did not wait for the end, and `files` are those looked at until then.
    """

    files: tuple[Seen, ...]
    period: str
    missing: tuple[OrgUnit, ...] = ()
    offices: Mapping[str, OrgUnit] = field(default_factory=dict)
    stopped: bool = False

    @property
    def counts(self) -> Counter[str]:
        """How many files stand how."""
        return Counter(seen.standing for seen in self.files)

    @property
    def clean(self) -> tuple[Path, ...]:
        """What to take in at once: nothing differs in it. What must wait is taken along, and waits here."""
        return self.of(CLEAN, Fate.QUARANTINED.value)

    def of(self, *standings: str) -> tuple[Path, ...]:
        return tuple(seen.path for seen in self.files if seen.standing in standings)


def look_at(db: Database, paths: Iterable[Path], period: str, progress: Progress = UNWATCHED) -> Look:
    """What would become of files, and of all in the folders named. Nothing is written.

    Without a period the missing offices are those of the quarter that most of the files are about.
    Stopped on the way, it tells of the files looked at so far.
    """
    found = exchange.find_batches(paths)
    sights: list[Sight] = []
    for opened in exchange.opened_files(db, found):
        sights.extend(look.look(db, opened))
        if not progress.stopped:
            progress(len(sights), len(found))
        if progress.stopped:  # also where it was asked for just now
            break
    seen = _seen(db, found, sights)
    units = {one.outcome.org_unit for one in seen} | {key.org_unit for one in seen for key in one.reports}
    offices = {unit: office for unit in units if (office := org_units.get(db, unit))}
    period = period or _period(seen)
    return Look(seen, period, _missing(db, period, seen), offices, stopped=len(sights) < len(found))


def take_in(
    db: Database, paths: Sequence[Path], source: str = "", progress: Progress = UNWATCHED
) -> tuple[Outcome, ...]:
    """Take files in as one import, each wholly or not at all; may be stopped between them."""
    return exchange.merge_files(db, paths, progress, source)


def list_imports(db: Database) -> tuple[Import, ...]:
    """All that came, the latest first."""
    return imports.every(db)


def told(db: Database, number: int) -> int:
    """For how many records of an import this computer has signed a receipt: that is not taken back."""
    return imports.receipted(db, number, identity.device(db))


def set_aside(db: Database, number: int) -> Changed:
    """What an import brought is kept and does not count until it is brought back. Raises `NoSuchImport`."""
    _must_exist(db, number)
    merge.set_aside(db, number, stamp.now())
    return Changed.RECORDS | Changed.REPORT | Changed.BATCHES


def bring_back(db: Database, number: int) -> Changed:
    """What an import brought counts again. Raises `NoSuchImport`."""
    _must_exist(db, number)
    merge.bring_back(db, number)
    return Changed.RECORDS | Changed.REPORT | Changed.BATCHES


def _must_exist(db: Database, number: int) -> None:
    if number not in {one.n for one in imports.every(db)}:
        raise NoSuchImport(number=number)


def _seen(db: Database, found: Sequence[Path], sights: Sequence[Sight]) -> tuple[Seen, ...]:
    """Files that say something about a report of which more is known are opened again to compare them."""
    sights = _once(sights)
    known = Counter(key for sight in sights for key, _ in sight.brings)
    doubtful = {key for key, n in known.items() if n > 1 or _is_here(db, key)}
    again = [
        path
        for path, sight in zip(found, sights, strict=False)
        if any(key in doubtful for key, _ in sight.brings)
    ]
    names = {name for sight in sights for _, name in sight.brings}
    differs = _differences(db, again, names) if again else {}
    return tuple(
        Seen(
            path,
            sight.outcome,
            tuple(dict.fromkeys(key for key, _ in sight.brings)),
            tuple(sorted({at for _, name in sight.brings for at in differs.get(name, ())})),
        )
        for path, sight in zip(found, sights, strict=False)
    )


def _once(sights: Sequence[Sight]) -> list[Sight]:
    """The same file twice: the second is had already by then."""
    came: set[str] = set()
    found: list[Sight] = []
    for sight in sights:
        if sight.digest in came and sight.outcome.fate is Fate.TAKEN_IN:
            had = Outcome(sight.outcome.name, Fate.HAD_ALREADY, sight.outcome.org_unit, sight.outcome.device)
            sight = Sight(sight.digest, had)
        came.add(sight.digest)
        found.append(sight)
    return found


def _is_here(db: Database, key: ReportKey) -> bool:
    return look.written_here(db, key)


def _differences(
    db: Database, files: Sequence[Path], names: set[str]
) -> dict[str, list[tuple[ReportKey, str]]]:
    """By record name: the cells in which it would stand beside a different answer."""
    coming = {}
    for opened in exchange.opened_files(db, files):
        every = look.submissions(opened)
        coming.update({name: body for name, body in every.items() if name in names})
    found: dict[str, list[tuple[ReportKey, str]]] = {}
    for at, cell in look.disputes(db, coming).items():
        for name in cell.records:
            found.setdefault(name, []).append(at)
    return found


def _period(seen: Iterable[Seen]) -> str:
    """The quarter that most files are about, the latest of these; empty where none is."""
    every = (key.period for one in seen for key in one.reports)
    counts = Counter(code for code in every if ReportingPeriod(code).kind is PeriodKind.QUARTER)
    return max(counts, key=lambda code: (counts[code], code), default="")


def _missing(db: Database, period: str, seen: Iterable[Seen]) -> tuple[OrgUnit, ...]:
    """Offices below whose report about a quarter is neither here nor would be taken in."""
    if not period or ReportingPeriod(period).kind is not PeriodKind.QUARTER:
        return ()
    mine = settings.need(db, settings.ORG_UNIT)
    coming = {key.org_unit for one in seen for key in one.reports if key.period == period}
    standing = sheets.who_reported(db, mine, ReportingPeriod(period))
    missing = (one.unit for one in standing.expected if one.is_missing)
    return tuple(unit for unit in missing if unit.id not in coming and unit.id != mine)
