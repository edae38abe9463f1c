"""Devices: which say to speak for an office, and which the secretariat has accepted."""

from dataclasses import dataclass

from desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device that introduced itself, and where to seal what is meant for its office."""

    device: str
    org_unit: str
    box: str
    recovery: str
    person: str


def office_of(db: Database, device: str) -> str | None:
    """The office an accepted device speaks for. A revocation counts for ever, whenever it arrived."""
    row = db.execute(
        "SELECT org_unit FROM granting WHERE device = ? GROUP BY device, org_unit HAVING min(accepted) = 1",
        [device],
    ).fetchone()
    return str(row[0]) if row else None


def is_revoked(db: Database, device: str) -> bool:
    sql = "SELECT 1 FROM granting WHERE device = ? AND accepted = 0"
    return db.execute(sql, [device]).fetchone() is not None


def introduced(db: Database) -> tuple[KnownDevice, ...]:
    """Every device that introduced itself, accepted or not; a later introduction after an earlier one."""
    rows = db.execute("SELECT device, org_unit, box, recovery, person FROM device ORDER BY record")
    return tuple(KnownDevice(*row) for row in rows)


def by_office(db: Database) -> dict[str, list[KnownDevice]]:
    """The devices that introduced themselves and were accepted, by office, revoked ones left out."""
    rows = db.execute(
        "SELECT d.device, d.org_unit, d.box, d.recovery, d.person FROM device d"
        " WHERE EXISTS (SELECT 1 FROM granting g WHERE g.device = d.device"
        " AND g.org_unit = d.org_unit GROUP BY g.device HAVING min(g.accepted) = 1) ORDER BY d.record"
    )
    found: dict[str, list[KnownDevice]] = {}
    for row in rows:
        known = KnownDevice(*row)
        found.setdefault(known.org_unit, []).append(known)
    return found
