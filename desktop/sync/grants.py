"""The grants kept here, and what the register says of authority, whether it counts or not."""

from collections.abc import Iterator

from desktop.domain.record import Record
from desktop.storage import records
from desktop.storage.database import Database
from desktop.sync import record


def kept(db: Database) -> Iterator[Record]:
    """Every grant and revocation kept here, in no order that matters."""
    for _, content in records.that_grant(db):
        yield record.trusted(content)


def routes(db: Database) -> Iterator[Record]:
    """The entries of the register that say who gets copies of whose reports."""
    for content in records.that_lay_down_routes(db):
        yield record.trusted(content)


def roots(db: Database, device: str) -> Iterator[Record]:
    """The entries of a device in the register by which it vouches for an office above."""
    for content in records.that_vouch(db, device):
        yield record.trusted(content)
