"""A province whose communes reported over years: signed records straight into the secretariat's store."""

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.actions import office
from desktop.actions.office import NewOffice, Store
from desktop.domain.period import ReportingPeriod
from desktop.domain.record import Device, Grant, Submission
from desktop.domain.report import Answer, ReportKey
from desktop.storage import records
from desktop.storage.database import Database, connection, writing
from desktop.sync import identity, record
from tests.sync.laptops import PASSPHRASE, PERSON

SECRETARIAT = "kh.04"
OFFICES = tuple(f"kh.0401{n:02d}" for n in range(1, 8))  # seven communes of one district
Reports = Mapping[tuple[str, str], Mapping[str, Answer]]  # by office and period


def make(folder: Path, reports: Reports, late: Iterable[tuple[str, str]] = ()) -> Store:
    """The secretariat's store with these reports; each came four days after its period, or was `late`."""
    store = office.set_up(folder, NewOffice("04", PERSON, PASSPHRASE, language="en", example=True)).store
    keys = {unit: Ed25519PrivateKey.generate() for unit, _period in reports}
    with connection(store) as db, writing(db):
        own = identity.signing_key(db)
        for unit, key in keys.items():
            box = "age1" + "q" * 58
            _keep(db, key, unit, Device(box, box, PERSON), "2025-01-02T01:02:03Z")
            accepted = Grant(record.device_of(key), unit, accepted=True)
            _keep(db, own, SECRETARIAT, accepted, "2025-01-02T01:02:03Z")
        for (unit, period), answers in reports.items():
            day = ReportingPeriod(period).end + dt.timedelta(days=40 if (unit, period) in late else 4)
            submission = Submission(ReportKey(unit, period), PERSON, answers)
            _keep(db, keys[unit], unit, submission, f"{day.isoformat()}T01:02:03Z")
    return store


def _keep(
    db: Database, key: Ed25519PrivateKey, unit: str, body: Device | Grant | Submission, moment: str
) -> None:
    records.keep(db, record.sign(key, body, unit, moment, secrets.token_hex(16)), moment)
