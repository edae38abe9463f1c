"""A province stands under the national level: its card is taken, and from then on records go up to it."""

from desktop.actions import card_office, stamp
from desktop.actions.cards import CardOfAnotherSecretariat, NumberDiffers
from desktop.actions.office import CardOfAnotherOffice
from desktop.actions.review import OnlySecretariat
from desktop.changed import Changed
from desktop.domain import register
from desktop.domain.record import Book, Notice
from desktop.i18n.digits import latin_digits
from desktop.storage import org_units, registers, settings
from desktop.storage.database import Database, writing
from desktop.sync import card, counting, exchange, identity, merge, trust
from desktop.sync.card import Card
from desktop.sync.record import fingerprint as fingerprint_of


def join(db: Database, content: bytes, fingerprint: str) -> Changed:
    """Let this secretariat stand under the one whose card this is; its offices come to know that too.

    `fingerprint` was read to the person by telephone. Only the first computer can: its offices go by its
    word. Raises `NotACard`, `OnlySecretariat`, `CardOfAnotherSecretariat`, `CardOfAnotherOffice` or
    `NumberDiffers`.
    """
    found = card.read(content)
    with writing(db):
        mine = _must_be_ours(db, found)
        if latin_digits(fingerprint).strip() != fingerprint_of(found.device):
            raise NumberDiffers(fingerprint=fingerprint_of(found.device))
        before = trust.judge(db)
        settings.put(db, upper_unit=found.org_unit, upper_device=found.device, upper_box=found.box)
        key = f"{mine}:{register.ROOT}:{found.org_unit}"
        there = registers.live(db, Book.REGISTER, {mine}).get(key)
        seen = {key: there.records} if there else {}
        person = settings.need(db, settings.PERSON)
        vouching = Notice(Book.REGISTER, person, {key: found.device}, seen)
        exchange.author(db, vouching, stamp.now(), stamp.salt())
        counting.recount(db, before, trust.judge(db))
    merge.retry(db, identity.box_identities(db), stamp.now())
    return Changed.SETTINGS | Changed.TRUST | Changed.RECORDS


def _must_be_ours(db: Database, found: Card) -> str:
    mine = settings.need(db, settings.ORG_UNIT)
    first = identity.device(db) == settings.need(db, settings.SECRETARIAT_DEVICE)
    if mine != settings.need(db, settings.SECRETARIAT_UNIT) or not first:
        raise OnlySecretariat
    if not org_units.offices(db, {found.org_unit}).may_rule(found.org_unit, mine):
        raise CardOfAnotherSecretariat
    if found.office not in ("", mine):
        raise CardOfAnotherOffice(code=card_office.code_of(found))
    return mine
