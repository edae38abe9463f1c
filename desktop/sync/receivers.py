"""For whom this office writes letters: its secretariat, or every computer a secretariat speaks with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.storage import batches, devices, settings
from desktop.storage.database import Database
from desktop.sync import identity


@dataclass(frozen=True, slots=True)
class Above:
    """The secretariat of this office, and the age keys its batches are sealed to."""

    name: str
    boxes: tuple[str, ...]

    def waiting(self, db: Database, mine: str) -> tuple[int, ...]:
        return batches.unsealed_for_secretariat(db, mine, self.name)


@dataclass(frozen=True, slots=True)
class Below:
    """One computer of an office below: each is told all, whenever it was accepted."""

    name: str
    boxes: tuple[str, ...]
    org_unit: str

    def waiting(self, db: Database, mine: str) -> tuple[int, ...]:
        return batches.unsealed_for_office(db, mine, self.name, self.org_unit)


@dataclass(frozen=True, slots=True)
class Beside:
    """Another computer of this secretariat: what one of them knows, all come to know."""

    name: str
    boxes: tuple[str, ...]

    def waiting(self, db: Database, mine: str) -> tuple[int, ...]:
        return batches.unsealed_for_colleague(db, mine, self.name)


def receivers(db: Database) -> Sequence[Above | Below | Beside]:
    """An office writes to its secretariat, a secretariat to every computer it accepted, also its own.

    What an office sends is sealed to itself too: put back to a backup, it reads its own letters.
    """
    mine = settings.need(db, settings.ORG_UNIT)
    own = settings.need(db, settings.RECOVERY_RECIPIENT)
    above = settings.need(db, settings.SECRETARIAT_UNIT)
    colleagues = dict(_boxes(db, above))
    if above != mine:
        return [Above(above, (*dict.fromkeys(colleagues.values()), identity.box_recipient(db), own))]
    below = [
        Below(known.device, (known.box, own), unit)
        for unit, there in devices.by_office(db).items()
        for known in there
        if unit != mine
    ]
    colleagues.pop(identity.device(db), None)
    return [*below, *(Beside(device, (box, own)) for device, box in colleagues.items())]


def _boxes(db: Database, secretariat: str) -> Iterator[tuple[str, str]]:
    """The secretariat's computers and where to seal for each: the one its card names, and who it accepted."""
    yield settings.need(db, settings.SECRETARIAT_DEVICE), settings.need(db, settings.SECRETARIAT_BOX)
    for known in devices.by_office(db).get(secretariat, []):
        yield known.device, known.box
