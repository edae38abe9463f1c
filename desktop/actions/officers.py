"""The officers who share an office's computer: adding, removing, passphrases, and the hand-over.

Everybody opens the same store with a passphrase of their own, and what is submitted bears the name of
whoever opened it. At a hand-over, as after the elections of June 2027, the new officer is added and the
old one removed; drafts, reports and everything the old officer signed stay the office's.
"""

from dataclasses import replace

from desktop.actions.office import PassphraseTooShort
from desktop.domain.passphrase import MIN_PASSPHRASE, Strength, strength
from desktop.errors import UserError
from desktop.i18n.khmer import normalise
from desktop.i18n.words import mark
from desktop.storage import keys, settings
from desktop.storage.database import Store, connection, writing
from desktop.storage.keys import LastOfficer, Officer, VaultIsDamaged, WrongPassphrase

__all__ = ["LastOfficer", "Officer", "Strength", "WrongPassphrase", "strength"]

MAX_NAME = 100  # characters, as many as fit under a report


class NotAName(UserError):
    message = mark("A name is needed, of at most {most} characters. Nothing was changed.")


class OfficerIsThere(UserError):
    message = mark(
        "“{name}” works here already. Nothing was changed. "
        "Change this officer's passphrase, or write the new officer's name in full."
    )


class NoSuchOfficer(UserError):
    message = mark("Nobody called “{name}” works here. Nothing was changed. Look at the list of officers.")


class PassphraseIsTaken(UserError):
    message = mark("This passphrase cannot be used here. Nothing was changed. Choose another one.")


def list_officers(store: Store) -> tuple[Officer, ...]:
    """Everybody whose passphrase opens the store."""
    return tuple(officer for officer in keys.officers(store.folder, store.key) if officer.name)


def add_officer(store: Store, name: str, role: str, passphrase: str) -> Officer:
    """Let one more officer open the store.

    Raises `NotAName`, `OfficerIsThere`, `PassphraseTooShort` or `PassphraseIsTaken`: the passphrase
    says who is working, so no two officers may have the same one.
    """
    officer = Officer(_name(name), normalise(role).strip()[:MAX_NAME])
    with connection(store) as db, writing(db):  # the lock: two windows may change the vault at once
        if officer.name in (found.name for found in list_officers(store)):
            raise OfficerIsThere(name=officer.name)
        _must_serve(store, passphrase, but_for=None)
        keys.change_passphrase(store.folder, store.key, passphrase, officer)
    return officer


def change_passphrase(store: Store, name: str, passphrase: str) -> None:
    """Give an officer a new passphrase; the old one opens nothing here any more.

    Raises `NoSuchOfficer`, `PassphraseTooShort` or `PassphraseIsTaken`. A backup on a stick keeps
    the passphrases of the day it was made.
    """
    with connection(store) as db, writing(db):
        officer = _need(store, name)
        _must_serve(store, passphrase, but_for=officer)
        keys.change_passphrase(store.folder, store.key, passphrase, officer)


def remove_officer(store: Store, name: str) -> None:
    """Let an officer open the store no longer; what this officer wrote stays.

    Raises `NoSuchOfficer`, or `LastOfficer` for the only one left. A window that this officer has
    open stays open until it is closed, and goes on writing in this officer's name. Who kept an old
    backup and its passphrase can still open that backup: take the sticks back at the hand-over.
    """
    with connection(store) as db, writing(db):
        officer = _need(store, name)
        keys.remove(store.folder, store.key, officer.name)
        for stays in list_officers(store)[:1]:  # nobody who left is named where nobody says who it is
            settings.put(db, person=stays.name)


def work_as(store: Store, name: str) -> Store:
    """The same store, for the officer who says to be this one: whoever used the recovery key is asked."""
    return replace(store, person=_need(store, name).name)


def _name(name: str) -> str:
    name = " ".join(normalise(name).split())
    if not 0 < len(name) <= MAX_NAME:
        raise NotAName(most=MAX_NAME)
    return name


def _need(store: Store, name: str) -> Officer:
    """The officer of this name. Raises `NoSuchOfficer`."""
    meant = " ".join(normalise(name).split())
    for officer in list_officers(store):
        if officer.name == meant:
            return officer
    raise NoSuchOfficer(name=name)


def _must_serve(store: Store, passphrase: str, *, but_for: Officer | None) -> None:
    """Raise unless the passphrase is long enough and nobody else's."""
    if len(passphrase.strip()) < MIN_PASSPHRASE:
        raise PassphraseTooShort(least=MIN_PASSPHRASE)
    try:
        _key, found = keys.recognise(store.folder, passphrase)
    except (WrongPassphrase, VaultIsDamaged):
        return
    if but_for is None or found.name != but_for.name:
        raise PassphraseIsTaken
