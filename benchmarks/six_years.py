"""Stores with years of history, as a commune and a provincial secretariat would have them in 2031.

Written as signed records straight into the store; nobody waits for windows or carriers here.
"""

import secrets
from collections.abc import Iterable
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.example_offices import MOMENT, Office, submission
from benchmarks.example_report import PERSON
from desktop.actions import office
from desktop.actions.office import NewOffice
from desktop.domain.org_unit import Level
from desktop.domain.record import Decision, Device, Grant, Signed, Verdict
from desktop.domain.report import ReportKey
from desktop.storage import org_units, records
from desktop.storage.database import Database, Store, connection, writing
from desktop.sync import identity, record

PROVINCE = "08"  # 127 communes: the most that a province has
QUARTERS = 24
PASSPHRASE = "three example words"


def quarters(count: int = QUARTERS) -> list[str]:
    """The last quarters of the plan: six years end with 2030Q4."""
    every = [f"{year}Q{n}" for year in range(2025, 2031) for n in (1, 2, 3, 4)]
    return every[-count:]


def province_store(folder: Path, communes: int, periods: Iterable[str]) -> Store:
    """A secretariat that has taken in every report of its communes, and approved all but the last."""
    store = office.set_up(folder, NewOffice(PROVINCE, PERSON, PASSPHRASE, example=True)).store
    found = [unit for unit in org_units.gazetteer() if unit.level is Level.COMMUNE]
    offices = [_office(unit.id) for unit in found if unit.id.startswith(f"kh.{PROVINCE}")][:communes]
    with connection(store) as db:
        own = identity.signing_key(db)
        with writing(db):
            for each in offices:
                _keep(db, _introduce(own, each))
        for period in periods:
            with writing(db):
                _keep(db, (signed for each in offices for signed in _quarter(own, each, period)))
    return store


def commune_store(folder: Path, card: bytes, periods: Iterable[str]) -> Store:
    """A commune with its own reports, all approved by the secretariat whose card it has."""
    new = NewOffice(f"{PROVINCE}0101", PERSON, PASSPHRASE, card, example=True)
    store = office.set_up(folder, new).store
    with connection(store) as db:
        own = identity.signing_key(db)
        mine = Office(f"kh.{new.code}", own.private_bytes_raw(), "", "")
        for period in periods:
            with writing(db):
                _keep(db, [submission(mine, period)])
    return store


def _quarter(secretariat: Ed25519PrivateKey, each: Office, period: str) -> list[Signed]:
    sent = submission(each, period)
    if period == quarters()[-1]:
        return [sent]
    word = Decision(ReportKey(each.org_unit, period), Verdict.APPROVED, PERSON, (sent.record.name,))
    return [sent, _sign(secretariat, word)]


def _introduce(secretariat: Ed25519PrivateKey, each: Office) -> list[Signed]:
    own = Device(each.box, each.recovery, PERSON)
    grant = Grant(record.device_of(each.key), each.org_unit, accepted=True)
    device = record.sign(each.key, own, each.org_unit, MOMENT, secrets.token_hex(16))
    return [device, _sign(secretariat, grant)]


def _sign(secretariat: Ed25519PrivateKey, body: Decision | Grant) -> Signed:
    return record.sign(secretariat, body, f"kh.{PROVINCE}", MOMENT, secrets.token_hex(16))


def _keep(db: Database, each: Iterable[Signed]) -> None:
    for signed in each:
        records.keep(db, signed, MOMENT)


def _office(org_unit: str) -> Office:
    box, recovery = (str(pyrage.x25519.Identity.generate().to_public()) for _ in range(2))
    return Office(org_unit, secrets.token_bytes(32), box, recovery)
