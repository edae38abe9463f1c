"""Backups: a file for the stick, the program's own copies, putting one back, and what came after it."""

from collections.abc import Iterable
from pathlib import Path

from desktop.actions import stamp
from desktop.actions.exchange import Outcome, find_batches
from desktop.changed import Changed
from desktop.progress import UNWATCHED, Progress
from desktop.storage import backup, keys, restoring, settings
from desktop.storage.backup import BackupFailed, Copy, NotABackup
from desktop.storage.database import Database, Store, writing
from desktop.storage.keys import NOBODY, Officer, WrongRecoveryKey
from desktop.storage.restoring import AnotherStore, RestoreFailed, RestoreUnfinished, StoreInUse
from desktop.sync import identity, merge
from desktop.sync.batch import SealedToSomeoneElse
from desktop.sync.folder_hub import read_letter

__all__ = [
    "AnotherStore",
    "BackupFailed",
    "Copy",
    "NotABackup",
    "RestoreFailed",
    "RestoreUnfinished",
    "StoreInUse",
]


def make(store: Store, folder: Path, progress: Progress = UNWATCHED) -> Path:
    """Write a backup that a person can keep: one file, encrypted, with the vault; opened when it was made.

    It opens with the passphrases of today and with the recovery key. Raises `BackupFailed` or
    `StoreIsDamaged`. It takes about as long as reading the store five times: use the slow lane.
    """
    return backup.make(store, folder, stamp.today(), progress)


def make_automatic(store: Store) -> Path | None:
    """Keep a copy beside the store if today has none and something changed; None where that is not so.

    Unlocking does it for a small store. For a large one it takes seconds (7 for 340 MB): call it in the
    slow lane once the window is open. It never raises for want of room.
    """
    return backup.make_automatic(store, stamp.today())


def list_copies(folder: Path) -> tuple[Copy, ...]:
    """The copies that the program made by itself when the store was unlocked, oldest first."""
    return backup.list_automatic(folder)


def restore(
    file: Path, folder: Path, *, passphrase: str = "", recovery_key: str = "", over_another: bool = False
) -> Store:
    """Put a backup back into `folder` and open it with a passphrase, or with the recovery key.

    The folder may be empty, or hold the store that the backup is of: that one is put aside, never
    deleted. A folder with another store is refused unless `over_another`. Close every window on the
    store first. See `storage/restoring.py` for what happens to work done since, and for the errors:
    after each of them but `RestoreUnfinished` nothing was changed.
    """
    found: list[Officer] = []

    def opens(place: Path) -> bytes:
        if recovery_key:
            key, officer = keys.open_with_recovery_key(place, recovery_key), NOBODY
        else:
            key, officer = keys.recognise(place, passphrase)
        found.append(officer)
        return key

    key = restoring.restore(file, folder, opens, stamp.now(), over_another=over_another)
    known = keys.officers(folder, key)
    officer = known[0] if recovery_key and len(known) == 1 else found[-1]
    return Store(folder, key, officer.name)


def restored_at(db: Database) -> str:
    """When this store was put back from a backup, until the person was told; else empty.

    While it stands, say: "Work done after the backup may be missing here. Bring it back from your batch
    files with the recovery key, before you write over it."
    """
    return settings.get(db, settings.RESTORED) or ""


def note_told(db: Database) -> Changed:
    """The person knows that the store was restored."""
    with writing(db):
        settings.put(db, restored="")
    return Changed.SETTINGS


def bring_back(db: Database, recovery_key: str, paths: Iterable[Path]) -> tuple[Outcome, ...]:
    """Merge this office's own batches, as they lie on sticks and in shared folders, into a restored store.

    An office cannot open what it sealed for its secretariat, except with its recovery key: each batch
    is sealed to that too. Whatever was submitted after the backup and had travelled is here again.
    Raises `WrongRecoveryKey`.
    """
    if keys.recovery_recipient(recovery_key) != settings.need(db, settings.RECOVERY_RECIPIENT):
        raise WrongRecoveryKey
    identities = (recovery_key.strip().upper(), *identity.box_identities(db))
    read = [merge.read(read_letter(path), identities) for path in find_batches(paths)]
    ours = [found for found in read if not isinstance(found.found, SealedToSomeoneElse)]
    return merge.take_in(db, ours, stamp.now())
