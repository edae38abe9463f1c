"""The keys of a secretariat's first computer in a sealed file, so that the printed key can bring them back.

Offices know the secretariat by these keys: with others it would be another one, and every office would need
a new card. A backup holds them too; this file is small, never grows old, and opens with the paper alone.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec
import pyrage

from desktop.actions import stamp
from desktop.actions.cards import first_computer_of
from desktop.actions.exchange import Outcome, find_batches
from desktop.domain.record import Device
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import settings
from desktop.storage.database import Database, writing
from desktop.storage.keys import WrongRecoveryKey
from desktop.sync import counting, exchange, identity, merge, trust
from desktop.sync.batch import SealedToSomeoneElse
from desktop.sync.folder_hub import read_letter

SUFFIX = ".tumpeang-keys"


class NotAKeyFile(UserError):
    message = mark(
        "This file does not hold the keys of this secretariat. Nothing was changed. Name another file."
    )


class SomethingIsHere(UserError):
    message = mark(
        "This store holds work already, so its keys stay as they are. Nothing was changed. "
        "Set the secretariat up in an empty folder, then bring the keys back."
    )


class _Keys(msgspec.Struct, forbid_unknown_fields=True):
    box: str
    org_unit: str
    seed: str


def write(db: Database) -> bytes:
    """The keys, sealed to the printed recovery key. Raises `OnlySecretariat` where they are not here."""
    unit = first_computer_of(db)
    seed, box = settings.need(db, settings.DEVICE_SEED), settings.need(db, settings.BOX_IDENTITY)
    recipient = pyrage.x25519.Recipient.from_str(settings.need(db, settings.RECOVERY_RECIPIENT))
    sealed: bytes = pyrage.encrypt(msgspec.json.encode(_Keys(box, unit.id, seed)), [recipient])
    return sealed


def bring_back(db: Database, content: bytes, recovery_key: str, paths: Iterable[Path]) -> tuple[Outcome, ...]:
    """Give a secretariat that was just set up the keys of the lost one, and read all letters that are found.

    `recovery_key` is the paper of the lost computer. In `paths` lie its own letters, which hold its grants
    and decisions, and those of the offices. Raises `WrongRecoveryKey`, `NotAKeyFile` or `SomethingIsHere`;
    then nothing was changed.
    """
    unit = first_computer_of(db)
    found = _opened(content, recovery_key)
    if found.org_unit != unit.id:
        raise NotAKeyFile
    with writing(db):
        if db.execute("SELECT count(*) FROM record").fetchone()[0] > 1:  # more than its introduction
            raise SomethingIsHere
        before = trust.judge(db)
        settings.put(db, device_seed=found.seed, box_identity=found.box)
        box = identity.box_recipient(db)
        settings.put(db, secretariat_device=identity.device(db), secretariat_box=box)
        recovery, person = settings.need(db, settings.RECOVERY_RECIPIENT), settings.need(db, settings.PERSON)
        exchange.author(db, Device(box, recovery, person), stamp.now(), stamp.salt())
        counting.recount(db, before, trust.judge(db))
    identities = (recovery_key.strip().upper(), *identity.box_identities(db))
    read = [merge.read(read_letter(path), identities) for path in find_batches(paths)]
    ours = [each for each in read if not isinstance(each.found, SealedToSomeoneElse)]
    return merge.take_in(db, ours, stamp.now())


def _opened(content: bytes, recovery_key: str) -> _Keys:
    try:
        key = pyrage.x25519.Identity.from_str(recovery_key.strip().upper())
    except pyrage.IdentityError as cause:
        raise WrongRecoveryKey from cause
    try:
        return msgspec.json.decode(pyrage.decrypt(content, [key]), type=_Keys)
    except (pyrage.DecryptError, ValueError) as cause:
        raise NotAKeyFile from cause
