"""Offices that report: their keys, their sealed batches, and a secretariat's store that knows them.

Setting up an office stretches a passphrase for a tenth of a second on purpose. Here 1,652 offices
are needed, so their keys are made directly and their records with the program's own machinery.
"""

import base64
import multiprocessing
import random
import secrets
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.example_report import PERSON, answers
from desktop.domain.org_unit import NATIONAL_ID, Level
from desktop.domain.record import Device, Grant, Signed, Submission
from desktop.domain.report import ReportKey
from desktop.storage import org_units, records, settings
from desktop.storage.database import Store, connection, prepare, writing
from desktop.sync import batch, record
from desktop.sync.batch import Sender

MOMENT = "2026-10-05T01:02:03Z"
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Office:
    """An office's id and the seed of its device key."""

    org_unit: str
    seed: bytes
    box: str
    recovery: str

    @property
    def key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def communes() -> list[Office]:
    """Every commune of the gazetteer, with fresh keys."""
    return offices_of(Level.COMMUNE)


def offices_of(level: Level) -> list[Office]:
    """Every office of a level in the gazetteer, with fresh keys."""
    return [_office(unit.id) for unit in org_units.gazetteer() if unit.level is level]


def quarters(count: int) -> list[str]:
    """So many quarters from the plan's second year on."""
    return [f"{2026 + n // 4}Q{n % 4 + 1}" for n in range(count)]


def submission(office: Office, period: str) -> Signed:
    """An office's report of a quarter, signed."""
    key = ReportKey(office.org_unit, period)
    said = answers(key, random.Random(f"{office.org_unit}/{period}"))
    return record.sign(office.key, Submission(key, PERSON, said), office.org_unit, MOMENT, _salt())


def sealed(office: Office, period: str, sequence: int, secretariat: str) -> bytes:
    """A batch with one report, sealed to the secretariat and to the office's own recovery key."""
    signed = submission(office, period)
    sender = Sender(office.key, office.org_unit, sequence, NATIONAL_ID)
    return batch.seal(sender, [(signed.content, signed.signature)], (secretariat, office.recovery))


def secretariat_store(folder: Path, offices: Iterable[Office]) -> tuple[Store, str]:
    """A national secretariat's store that has accepted these offices, and the age key to seal to."""
    store = Store(folder, secrets.token_bytes(32))
    folder.mkdir(parents=True)
    prepare(store)
    own = _office(NATIONAL_ID)
    identity = pyrage.x25519.Identity.generate()
    box = str(identity.to_public())
    device = record.device_of(own.key)
    with connection(store) as db, writing(db):
        org_units.add(db, org_units.gazetteer())
        settings.put(db, org_unit=own.org_unit, person=PERSON, example="1", language="km", digits="khmer")
        settings.put(db, device_seed=base64.b64encode(own.seed).decode(), box_identity=str(identity))
        settings.put(db, secretariat_unit=own.org_unit, secretariat_device=device, secretariat_box=box)
        settings.put(db, recovery_recipient=own.recovery)
        for office in offices:
            for signed in _introduced(own, office):
                records.keep(db, signed, MOMENT)
    return store, box


def write_batches(folder: Path, offices: list[Office], periods: list[str], secretariat: str) -> list[Path]:
    """One file for each office and quarter, quarter by quarter, as they would come in."""
    spawn = multiprocessing.get_context("spawn")
    folder.mkdir(parents=True)
    with ProcessPoolExecutor(WORKERS, spawn) as pool:
        write = partial(_write, folder, periods, secretariat)
        by_office = list(pool.map(write, offices, chunksize=20))
    return [paths[n] for n in range(len(periods)) for paths in by_office]


def _write(folder: Path, periods: list[str], secretariat: str, office: Office) -> list[Path]:
    paths = []
    for n, period in enumerate(periods):
        path = folder / f"{office.org_unit.removeprefix('kh.')}-{n:04d}{batch.SUFFIX}"
        path.write_bytes(sealed(office, period, n + 1, secretariat))
        paths.append(path)
    return paths


def _introduced(secretariat: Office, office: Office) -> Iterator[Signed]:
    """The office's device says who it is, and the secretariat accepts it."""
    device = Device(office.box, office.recovery, PERSON)
    yield record.sign(office.key, device, office.org_unit, MOMENT, _salt())
    grant = Grant(record.device_of(office.key), office.org_unit, accepted=True)
    yield record.sign(secretariat.key, grant, secretariat.org_unit, MOMENT, _salt())


def _office(org_unit: str) -> Office:
    box, recovery = (str(pyrage.x25519.Identity.generate().to_public()) for _ in range(2))
    return Office(org_unit, secrets.token_bytes(32), box, recovery)


def _salt() -> str:
    return secrets.token_hex(16)
