"""Setting an office up on this computer, opening its store, and what the office knows of itself."""

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop.actions import card_office, register, stamp
from desktop.changed import Changed
from desktop.domain.org_unit import OrgUnit, secretariat_of
from desktop.domain.passphrase import MIN_PASSPHRASE
from desktop.domain.record import Device
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.storage import backup, keys, org_units, registers, restoring, settings
from desktop.storage.database import Database, NoStore, Store, connection, prepare, writing
from desktop.storage.keys import NOBODY, Officer
from desktop.storage.replacing import move_over
from desktop.sync import card as cards
from desktop.sync import exchange, hub_membership, identity
from desktop.sync.record import fingerprint

__all__ = ["MIN_PASSPHRASE", "Database", "Store", "connection", "fingerprint"]

HALF_MADE = "being-set-up"  # a set-up that a power cut breaks off leaves this, and no store
BEGUN = "first-start.json"  # what was given before the set-up (desktop/actions/begun.py)

COPIED_AT_ONCE = 50_000_000  # bytes, about a second; a larger store is copied while people work


class StoreIsThere(UserError):
    message = mark("There is already a store in “{folder}”. Nothing was changed. Name another folder.")


class CardOfAnother(UserError):
    message = mark(
        "This card is of a secretariat that the office {code} does not stand under. Nothing was made. "
        "Ask your own secretariat for its card."
    )


class CardOfAnotherOffice(UserError):
    message = mark("This card is for the office {code}. Nothing was made. Use the card of your own office.")


class PassphraseTooShort(UserError):
    message = mark("The passphrase is too short. Use at least {least} characters, for example three words.")


@dataclass(frozen=True, slots=True)
class NewOffice:
    """Who is set up: the office by its official code, the officer, how things are shown.

    `card` is the content of the secretariat's card; without one the office is a secretariat itself.
    With its own card this is a further computer of the secretariat, which the first one must accept.
    A card that is made out for an office says the code too; `code` may then be empty.
    `on_screen`: the recovery key is shown at every opening until a person says that it is on paper.
    `name` is needed for an NGO or a new commune whose card does not describe it, or that has none.
    """

    code: str
    person: str
    passphrase: str = field(repr=False)
    card: bytes | None = None
    language: str = "km"
    digits: str = "khmer"
    example: bool = False
    name: str = ""
    role: str = ""
    on_screen: bool = False


@dataclass(frozen=True, slots=True)
class SetUp:
    """The opened store, and the recovery key to print: once it is on paper it is kept nowhere."""

    store: Store
    recovery_key: str = field(repr=False)
    device: str


@dataclass(frozen=True, slots=True)
class Office:
    """The office this store belongs to, as screens and papers show it."""

    unit: OrgUnit
    line: tuple[OrgUnit, ...]
    person: str
    language: str
    digits: str
    device: str
    secretariat: str
    example: bool

    @property
    def is_secretariat(self) -> bool:
        return self.unit.id == self.secretariat


def set_up(folder: Path, new: NewOffice) -> SetUp:
    """Make the store of an office: keys, tables, gazetteer, and the device's first record.

    Raises `StoreIsThere`, `NoSuchOffice`, `PassphraseTooShort`, `NotACard`, `CardOfAnother` or
    `CardOfAnotherOffice`; then nothing was made.
    """
    card = cards.read(new.card) if new.card is not None else None
    unit, said = _meant(new, card)
    if len(new.passphrase.strip()) < MIN_PASSPHRASE:
        raise PassphraseTooShort(least=MIN_PASSPHRASE)
    if is_set_up(folder):
        raise StoreIsThere(folder=folder)
    half = _fresh(folder / HALF_MADE)
    vault = keys.create(half, new.passphrase, Officer(new.person, new.role))
    store = Store(half, vault.key, new.person)
    prepare(store)
    with connection(store) as db:
        device = _introduce(db, new, unit, card, vault.recovery_recipient)
        with writing(db):
            registers.lay_in(db, said)
        if new.on_screen:
            with writing(db):
                settings.put(db, recovery_key=vault.recovery_key)
    for name in (*keys.NAMES, store.path.name):  # the store last: where it lies, all of it lies
        move_over(half / name, folder / name)
    shutil.rmtree(half)
    _forget_begun(folder)
    return SetUp(Store(folder, vault.key, new.person), vault.recovery_key, device)


def unlock(folder: Path, passphrase: str) -> Store:
    """Open an office's store; what is written through it is written in the name of whose passphrase it is.

    Raises `NoStore`, `WrongPassphrase`, `TooNew` or `StoreIsDamaged`.
    """
    return _ready(folder, lambda: keys.recognise(folder, passphrase))


def unlock_with_recovery_key(folder: Path, recovery_key: str) -> Store:
    """Open an office's store with the key that was printed at set-up.

    The paper does not say who holds it. Where one officer works, it is that one; where several do,
    ask, and go on with `officers.work_as`.
    """

    def found() -> tuple[bytes, Officer]:
        key = keys.open_with_recovery_key(folder, recovery_key)
        known = keys.officers(folder, key)
        return key, known[0] if len(known) == 1 else NOBODY

    return _ready(folder, found)


def is_set_up(folder: Path) -> bool:
    """Whether a store lies there. A restore that a power cut broke off is carried through first."""
    restoring.finish(folder)
    return (folder / "store.db").exists()


def describe(db: Database) -> Office:
    """The office this store belongs to."""
    unit = settings.need(db, settings.ORG_UNIT)
    line = org_units.line(db, unit)
    return Office(
        unit=line[-1],
        line=line,
        person=settings.need(db, settings.PERSON),
        language=settings.need(db, settings.LANGUAGE),
        digits=settings.need(db, settings.DIGITS),
        device=identity.device(db),
        secretariat=settings.need(db, settings.SECRETARIAT_UNIT),
        example=settings.get(db, settings.EXAMPLE) == "1",
    )


def recovery_key_to_show(db: Database) -> str:
    """The recovery key while nobody said that it is on paper, else empty."""
    return settings.get(db, settings.RECOVERY_KEY) or ""


def recovery_key_is_on_paper(db: Database) -> Changed:
    """From now on it stands on the paper alone."""
    with writing(db):
        settings.put(db, recovery_key="")
    return Changed.NOTHING


def office_card(db: Database) -> bytes:
    """The card that a secretariat gives to its offices."""
    unit = settings.need(db, settings.ORG_UNIT)
    return cards.write(identity.signing_key(db), unit, identity.box_recipient(db))


def set_language(db: Database, language: str, digits: str) -> None:
    """How things are shown from now on: "km" or "en", "khmer" or "latin" digits."""
    with writing(db):
        settings.put(db, language=language, digits=digits)


def _meant(new: NewOffice, card: cards.Card | None) -> tuple[OrgUnit, tuple[OrgUnit, ...]]:
    """The office that is set up, by its code or by a card made out for it, and what the card describes.

    The card counts before the gazetteer: an older office may have had the code.
    """
    if card is None:
        return register.find(new.code, new.name), ()
    found = card_office.of(card)
    if card.office and found.unit is not None:
        unit, line = found.unit, found.line
        if new.code not in ("", unit.code):
            raise CardOfAnotherOffice(code=card_office.code_of(card))
    else:
        if not new.code:
            raise register.NoSuchOffice(code="")
        unit, line = register.find(new.code, new.name), ()
        if card.office not in ("", unit.id):
            raise CardOfAnotherOffice(code=card_office.code_of(card))
    is_under = card.org_unit in {unit.id, *(office.id for office in line)}
    if not is_under and not register.stands_under(unit, card.org_unit):
        raise CardOfAnother(code=unit.code)
    return unit, found.said


def _secretariat(db: Database, unit: OrgUnit, card: cards.Card | None, device: str) -> dict[str, str]:
    """Whom this office reports to, as settings: as its card says, or itself where it is a secretariat.

    Without a card it may begin all the same: who stands above it is in the register, and a card that
    is taken later says the rest.
    """
    if card is not None:
        above, device, box, number = card.org_unit, card.device, card.box, card.number
    elif (above := secretariat_of(unit.id)) == unit.id:
        box, number = identity.box_recipient(db), 1
    else:
        device, box, number = "", "", 1
    names = (settings.SECRETARIAT_UNIT, settings.SECRETARIAT_DEVICE, settings.SECRETARIAT_BOX)
    return {**dict(zip(names, (above, device, box), strict=True)), settings.CARD_NUMBER: str(number)}


def _fresh(folder: Path) -> Path:
    """An empty folder; what a set-up that was broken off left there is nobody's work."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def _forget_begun(folder: Path) -> None:
    """The store knows all of it now. Where another program holds the file, the next opening takes it away."""
    with contextlib.suppress(OSError):
        (folder / BEGUN).unlink(missing_ok=True)


def _ready(folder: Path, found: Callable[[], tuple[bytes, Officer]]) -> Store:
    if not is_set_up(folder):
        raise NoStore(folder=folder)
    key, officer = found()
    store = Store(folder, key, officer.name)
    prepare(store)
    _forget_begun(folder)
    if store.path.stat().st_size <= COPIED_AT_ONCE:
        backup.make_automatic(store, stamp.today())
    return store


def _introduce(
    db: Database,
    new: NewOffice,
    unit: OrgUnit,
    card: cards.Card | None,
    recovery: str,
) -> str:
    """Write who this is: the settings, the register, and the device's record of itself."""
    seed, device, box = identity.make()
    with writing(db):
        org_units.add(db, (*org_units.gazetteer(), *org_units.ministries(), unit))
        settings.put(
            db,
            org_unit=unit.id,
            person=new.person,
            language=new.language,
            digits=new.digits,
            example="1" if new.example else "0",
            device_seed=seed,
            box_identity=box,
            recovery_recipient=recovery,
        )
        settings.put(db, **_secretariat(db, unit, card, device))
        if card is not None and card.hub is not None:
            hub_membership.join(db, card.hub)
        introduction = Device(identity.box_recipient(db), recovery, new.person)
        exchange.author(db, introduction, stamp.now(), stamp.salt())
    return device
