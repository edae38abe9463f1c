"""Whether what a record says counts: who may write what (docs/decisions/0010, 0011).

A record counts by its own signature and its author's mandate, whoever carries it. A device may write
only for its own office. Decisions and grants count only from a secretariat, and only about offices
under it; a comment only from an office to which the register ever gave copies of the report's office;
a receipt says only what its author took in. What cannot be judged yet is never refused:
the batch is kept whole and judged again when something changes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from desktop.domain import register
from desktop.domain.authority import Author, Authority, Offices, authority
from desktop.domain.live import live
from desktop.domain.org_unit import NATIONAL_ID
from desktop.domain.record import Book, Comment, Decision, Device, Grant, Notice, Receipt, Record, Submission
from desktop.domain.register import Route
from desktop.domain.report import Cell
from desktop.i18n.words import mark
from desktop.storage import org_units, settings
from desktop.storage.database import Database
from desktop.sync import grants, identity
from desktop.sync.batch import Opened

SECRETARIAT_ONLY = frozenset({"plan", "registry", "rating"})  # kinds to come: nobody else's are ever laid out


class Doubt(Enum):
    """Why something does not count. The value stands in the store."""

    UNKNOWN_DEVICE = "unknown_device"
    REVOKED_DEVICE = "revoked_device"
    OTHER_OFFICE = "other_office"
    OTHER_PROVINCE = "other_province"
    UNKNOWN_OFFICE = "unknown_office"
    NOT_ALLOWED = "not_allowed"
    NO_COPIES = "no_copies"
    NEWER_FORMAT = "newer_format"


WORDS = {
    Doubt.UNKNOWN_DEVICE: mark("It comes from a computer the secretariat has not accepted yet."),
    Doubt.REVOKED_DEVICE: mark("It comes from a computer that was reported lost or replaced."),
    Doubt.OTHER_OFFICE: mark("It speaks for an office that this computer was not accepted for."),
    Doubt.OTHER_PROVINCE: mark("It comes from an office that stands under another secretariat."),
    Doubt.UNKNOWN_OFFICE: mark("It speaks of an office that is not in the register here."),
    Doubt.NOT_ALLOWED: mark("It holds something that only the secretariat may write."),
    Doubt.NO_COPIES: mark("It comments on a report of which that office gets no copies."),
    Doubt.NEWER_FORMAT: mark("It was made by a newer version of the program."),
}


@dataclass(frozen=True, slots=True)
class Judge:
    """Who may say what, by the grants known when it was made."""

    offices: Offices
    believed: Authority
    roots: frozenset[Author]  # the first computers, as cards name them
    own: str  # the office of this computer
    routes: frozenset[Route] = frozenset()  # who was ever given copies of whose reports

    def doubt(self, record: Record) -> Doubt | None:
        """Why a record does not count, or None when it does."""
        mandate = self.believed.mandates.get((record.device, record.org_unit))
        if mandate is not None and not mandate.covers(record.name):
            return Doubt.REVOKED_DEVICE
        return self._of_author((record.device, record.org_unit)) or self._of_body(record)

    def doubt_carrier(self, opened: Opened) -> Doubt | None:
        """Why a batch is not from whom it may be from; one taken back may bring what stands."""
        found = self._of_author((opened.device, opened.org_unit))
        revoked = (opened.device, opened.org_unit) in self.believed.taken_back
        return Doubt.REVOKED_DEVICE if revoked and not opened.records else found

    def _of_author(self, author: Author) -> Doubt | None:
        """Whether the device may speak for the office at all."""
        device, office = author
        if not self.offices.knows(office):
            return Doubt.UNKNOWN_OFFICE
        if author in self.believed.mandates:
            return None
        if author in self.believed.taken_back:
            return Doubt.REVOKED_DEVICE
        if any(known == device for known, _ in self.believed.mandates):
            return Doubt.OTHER_OFFICE
        heads = {self.own, *(head for _, head in self.roots)}
        near = not heads.isdisjoint((office, *self.offices.above(office)))
        return Doubt.UNKNOWN_DEVICE if near else Doubt.OTHER_PROVINCE

    def _of_body(self, record: Record) -> Doubt | None:
        match record.body:
            case Submission(report):
                return None if report.org_unit == record.org_unit else Doubt.OTHER_OFFICE
            case Decision(report):  # never of its own office: nobody judges his own report
                allowed = self.offices.may_rule(record.org_unit, report.org_unit)
            case Grant():
                allowed = record.name in self.believed.grants
            case Comment(report):
                return None if (report.org_unit, record.org_unit) in self.routes else Doubt.NO_COPIES
            case Receipt() | Device():
                return None  # each speaks of its author alone
            case Notice():
                allowed = self._may_lay_down(record.org_unit, record.body)
            case None:  # a kind not known says nothing here, but one that only a secretariat may write
                allowed = record.kind not in SECRETARIAT_ONLY or record.org_unit in self.offices.secretariats
        return None if allowed else Doubt.NOT_ALLOWED

    def _may_lay_down(self, author: str, notice: Notice) -> bool:
        """The plan is the nation's; in the others a secretariat writes about itself and all below."""
        if notice.book is Book.PLAN:
            return author == NATIONAL_ID
        return all(
            unit == author and author in self.offices.secretariats or self.offices.may_rule(author, unit)
            for unit in register.offices_named(notice.cells)
        )


def judge(db: Database, arriving: Iterable[Record] = ()) -> Judge:
    """The judge by all grants kept here, and by those among the records that are arriving."""
    mine, card = settings.need(db, settings.ORG_UNIT), _card(db)
    own = frozenset((device, mine) for device in (identity.device(db), *settings.former_devices(db)))
    offices = org_units.offices(db, {card[1]})
    known = {record.name: record for record in (*grants.kept(db), *arriving)}
    roots = frozenset({card, *_upper(db), *_vouched(card, offices, [*grants.roots(db, card[0]), *arriving])})
    first = Judge(offices, authority(offices, roots, own, known.values()), roots, mine)
    return replace(first, routes=frozenset(_routes(first, [*grants.routes(db), *arriving])))


def _routes(judge: Judge, said: Iterable[Record]) -> Iterator[Route]:
    """Who was ever given copies of whose reports, by a word that counts.

    A route that ended stays: what was said while it held still counts, in whatever order it arrives.
    """
    for each in said:
        if isinstance(each.body, Notice) and each.body.book is Book.REGISTER and not judge.doubt(each):
            yield from register.routes(each.body.cells)


def _upper(db: Database) -> Iterator[Author]:
    """The national level's first computer, as its card names it to a secretariat."""
    if unit := settings.get(db, settings.UPPER_UNIT):
        yield settings.need(db, settings.UPPER_DEVICE), unit


def _vouched(card: Author, offices: Offices, said: Iterable[Record]) -> Iterator[Author]:
    """First computers of offices above the secretariat, for which its own first computer vouches.

    Only that one's word counts: it is what the card names and no record takes back, so that who is
    believed never depends on a record that somebody believed could take away.
    """
    notices = [
        (each.name, each.body)
        for each in said
        if (each.device, each.org_unit) == card and isinstance(each.body, Notice)
    ]
    for (_book, key), cell in live(notices).items():
        about = Cell.of(key)
        if (about.item, about.measure) == (card[1], register.ROOT) and about.split in offices.above(card[1]):
            yield from ((str(device), about.split) for device in cell.answers if device)


def _card(db: Database) -> Author:
    """The secretariat's first computer, as its card names it."""
    return settings.need(db, settings.SECRETARIAT_DEVICE), settings.need(db, settings.SECRETARIAT_UNIT)
