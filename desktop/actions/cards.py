"""Office cards: giving one to every office of a secretariat, reading one, and taking a newer one."""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from desktop.actions import card_office, files, register, stamp
from desktop.actions.card_office import CardOffice
from desktop.actions.office import CardOfAnotherOffice
from desktop.actions.review import OnlySecretariat
from desktop.changed import Changed
from desktop.domain.card_sheet import Given, card_sheet
from desktop.domain.org_unit import OrgUnit
from desktop.domain.sheet_words import EXAMPLE, voice
from desktop.errors import UserError
from desktop.i18n.digits import latin_digits
from desktop.i18n.words import mark
from desktop.progress import UNWATCHED, Progress
from desktop.storage import org_units, settings
from desktop.storage.database import Database, writing
from desktop.sync import card, counting, hub_membership, identity, trust
from desktop.sync.card import Card, NotACard
from desktop.sync.record import fingerprint as fingerprint_of

__all__ = ["NotACard"]

SUFFIX = ".tumpeang-card"
SHEETS = "office-cards.pdf"


class CardIsOlder(UserError):
    message = mark(
        "This card has the number {number}, and this computer has a card with the number {here}. "
        "Nothing was changed. Use the newest card of the secretariat."
    )


class CardOfAnotherSecretariat(UserError):
    message = mark(
        "This card is of another secretariat. Nothing was changed. Ask your own secretariat for its card."
    )


class NumberDiffers(UserError):
    message = mark(
        "The card is of a computer with the number {fingerprint}, which is not the number you typed. "
        "Nothing was changed. Telephone the secretariat and compare every digit."
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """What a card says, before anybody believes it: compare the fingerprint by telephone.

    `office` is the one it is for, with those above it; there is none where it is for any.
    """

    secretariat: str
    office: CardOffice
    number: int
    fingerprint: str


def read_card(content: bytes) -> Shown:
    """What a card says. Raises `NotACard`; a card by another hand is genuine too, but not the same."""
    found = card.read(content)
    secretariat = register.every().get(found.org_unit)
    code = secretariat.code if secretariat else found.org_unit
    return Shown(code, card_office.of(found), found.number, fingerprint_of(found.device))


def write_all(
    db: Database,
    folder: Path,
    language: str,
    digits: str,
    number: int | None = None,
    progress: Progress = UNWATCHED,
) -> tuple[Path, ...]:
    """A card file for every office under this secretariat, and one PDF with a page for each.

    `number` begins a new issue. Raises `OnlySecretariat`, or `FileCannotBeWritten`.
    """
    from desktop.printing.paper import pdf

    unit = first_computer_of(db)
    issue = _issue(db, number)
    given = [_card_for(db, unit, office, issue) for office in (unit, *_standing_below(db, unit))]
    files.make_folder(folder)
    written = [folder / f"{_safe(each.unit.code)}{SUFFIX}" for each in given]
    for place, (path, each) in enumerate(zip(written, given, strict=True)):
        progress(place, len(given) * 2)
        files.write(path, each.text.encode())
    spoken = voice(language, digits)
    notice = spoken.say(EXAMPLE) if settings.get(db, settings.EXAMPLE) == "1" else ""
    sheet = card_sheet(unit, fingerprint_of(identity.device(db)), given[1:], spoken, notice)
    files.write(folder / SHEETS, pdf(sheet, progress))
    return (*written, folder / SHEETS)


def _standing_below(db: Database, unit: OrgUnit) -> tuple[OrgUnit, ...]:
    """The offices under this one that stand now."""
    return org_units.below(db, unit.id, (stamp.today(), dt.date.max))


def take_newer(db: Database, content: bytes, fingerprint: str) -> Changed:
    """Let a newer card take the place of the one this office was set up with.

    `fingerprint` was read to the person by the secretariat: so a card by another hand is found out.
    Raises `NotACard`, `CardOfAnotherSecretariat`, `CardOfAnotherOffice`, `CardIsOlder` or `NumberDiffers`.
    """
    found = card.read(content)
    with writing(db):
        _must_be_ours(db, found)
        if latin_digits(fingerprint).strip() != fingerprint_of(found.device):
            raise NumberDiffers(fingerprint=fingerprint_of(found.device))
        before = trust.judge(db)
        settings.put(
            db, secretariat_device=found.device, secretariat_box=found.box, card_number=str(found.number)
        )
        if found.hub is not None:
            hub_membership.join(db, found.hub)
        counting.recount(db, before, trust.judge(db))
    return Changed.SETTINGS | Changed.TRUST


def _must_be_ours(db: Database, found: Card) -> None:
    mine = settings.need(db, settings.ORG_UNIT)
    if found.org_unit != settings.need(db, settings.SECRETARIAT_UNIT) or found.org_unit == mine:
        raise CardOfAnotherSecretariat
    if found.office not in ("", mine):
        raise CardOfAnotherOffice(code=card_office.code_of(found))
    here = int(settings.get(db, settings.CARD_NUMBER) or "1")
    if found.number < here:
        raise CardIsOlder(number=found.number, here=here)


def first_computer_of(db: Database) -> OrgUnit:
    """This office, where it is a secretariat and this its first computer: the one that cards name.

    Raises `OnlySecretariat`.
    """
    mine = settings.need(db, settings.ORG_UNIT)
    unit = org_units.get(db, mine)
    first = identity.device(db) == settings.need(db, settings.SECRETARIAT_DEVICE)
    if unit is None or mine != settings.need(db, settings.SECRETARIAT_UNIT) or not first:
        raise OnlySecretariat
    return unit


def _issue(db: Database, number: int | None) -> int:
    here = int(settings.get(db, settings.CARD_NUMBER) or "1")
    if number is None:
        return here
    if number < here:
        raise CardIsOlder(number=number, here=here)
    with writing(db):
        settings.put(db, card_number=str(number))
    return number


def _card_for(db: Database, secretariat: OrgUnit, office: OrgUnit, number: int) -> Given:
    key, box = identity.signing_key(db), identity.box_recipient(db)
    place = hub_membership.place_for(db, office.id)
    entries = card_office.entries(db, secretariat, office)
    text = card.write(key, secretariat.id, box, office.id, number, place, entries).decode()
    return Given(office, text, number)


def _safe(code: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "", code) or "national"
