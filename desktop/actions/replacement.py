"""A computer that takes the place of a lost one: its card, the recovery key, and the last letters."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop.actions import stamp
from desktop.actions.exchange import Outcome, find_batches
from desktop.domain.record import Device, Grant
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import keys, settings
from desktop.storage.database import Database, writing
from desktop.sync import counting, grants, identity, merge, trust
from desktop.sync.batch import Opened, SealedToSomeoneElse
from desktop.sync.folder_hub import read_letter
from desktop.sync.letter import Read
from desktop.sync.record import fingerprint


class NothingOfThisOffice(UserError):
    message = mark(
        "None of these files was made by the lost computer of this office, or this is not its recovery key. "
        "Nothing was changed. Check every letter of the key, and name the stick or folder with your files."
    )


@dataclass(frozen=True, slots=True)
class Lost:
    """A lost computer of this office by its number, and whether the secretariat took it back."""

    fingerprint: str
    taken_back: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What the secretariat was told: whether it accepted this computer, and what it knows of lost ones.

    `gives_cards`: this is the first computer of a secretariat, whose place its key file gives.
    """

    fingerprint: str
    accepted: bool
    lost: tuple[Lost, ...]
    gives_cards: bool


def standing(db: Database) -> Standing:
    """Where the replacing of a lost computer stands here; `lost` is empty where none was replaced."""
    unit, here = settings.need(db, settings.ORG_UNIT), identity.device(db)
    believed = trust.judge(db).believed
    counted = [record.body for record in grants.kept(db) if record.name in believed.grants]
    accepted = {body.device for body in counted if isinstance(body, Grant) and body.accepted}
    lost = settings.former_devices(db)
    return Standing(
        fingerprint(here),
        here in accepted and (here, unit) not in believed.taken_back,
        tuple(Lost(fingerprint(one), (one, unit) in believed.taken_back) for one in lost),
        here == settings.need(db, settings.SECRETARIAT_DEVICE),
    )


def take_over(db: Database, recovery_key: str, paths: Iterable[Path]) -> tuple[Outcome, ...]:
    """Go on where a lost computer of this office left off; one outcome for each of its files.

    Its letters are sealed to its recovery key too, and in them it introduced itself with that key: so
    whoever holds the paper shows to be the same office. This computer keeps its own device key; the
    secretariat accepts it and takes the lost one back. What the lost one had written counts here at once,
    and is sent on to the secretariat. Raises `WrongRecoveryKey` or `NothingOfThisOffice`.
    """
    recipient = keys.recovery_recipient(recovery_key)
    identities = (recovery_key.strip().upper(), *identity.box_identities(db))
    read = [merge.read(read_letter(path), identities) for path in find_batches(paths)]
    ours = [found for found in read if not isinstance(found.found, SealedToSomeoneElse)]
    lost = _lost(ours, settings.need(db, settings.ORG_UNIT), recipient) - {identity.device(db)}
    if not lost:
        raise NothingOfThisOffice
    with writing(db):
        before = trust.judge(db)
        former = sorted({*settings.former_devices(db), *lost})
        settings.put(db, former_devices=" ".join(former))
        counting.recount(db, before, trust.judge(db))
    return merge.take_in(db, ours, stamp.now())


def _lost(letters: Iterable[Read], unit: str, recipient: str) -> set[str]:
    """The computers that introduced themselves for this office with this recovery key."""
    opened = [found.found for found in letters if isinstance(found.found, Opened)]
    records = [signed.record for each in opened for signed in each.records]
    return {
        record.device
        for record in records
        if record.org_unit == unit and isinstance(record.body, Device) and record.body.recovery == recipient
    }
