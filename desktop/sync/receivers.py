"""For whom this office writes letters: its secretariat, or every computer a secretariat speaks with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.storage import batches, devices, registers, settings
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
class Upper:
    """The national level, to which a secretariat hands all that counts, with the first signatures."""

    name: str
    boxes: tuple[str, ...]

    def waiting(self, db: Database, mine: str) -> tuple[int, ...]:
        return batches.unsealed_for_upper(db, mine, self.name)


@dataclass(frozen=True, slots=True)
class Below:
    """One computer of an office below: each is told all, whenever it was accepted.

    `routed` are the offices whose reports it gets copies of, as the register says.
    """

    name: str
    boxes: tuple[str, ...]
    org_unit: str
    routed: tuple[str, ...] = ()

    def waiting(self, db: Database, mine: str) -> tuple[int, ...]:
        return batches.unsealed_for_office(db, mine, self.name, self.org_unit, self.routed)


@dataclass(frozen=True, slots=True)
class Beside:
    """Another computer of this secretariat: what one of them knows, all come to know."""

    name: str
    boxes: tuple[str, ...]

    def waiting(self, db: Database, mine: str) -> tuple[int, ...]:
        return batches.unsealed_for_colleague(db, mine, self.name)


def receivers(db: Database) -> Sequence[Above | Upper | Below | Beside]:
    """An office writes to its secretariat, a secretariat to every computer it accepted, also its own.

    Its first computer hands up, where it stands under the national level.

    What an office sends is sealed to itself too: put back to a backup, it reads its own letters.
    """
    mine = settings.need(db, settings.ORG_UNIT)
    own = settings.need(db, settings.RECOVERY_RECIPIENT)
    above = settings.need(db, settings.SECRETARIAT_UNIT)
    colleagues = dict(_boxes(db, above))
    if above != mine and not colleagues:
        return []
    if above != mine:
        return [Above(above, (*dict.fromkeys(colleagues.values()), identity.box_recipient(db), own))]
    copies = registers.rules(db).copies()
    below = [
        Below(known.device, (known.box, own), unit, copies.get(unit, ()))
        for unit, there in devices.by_office(db).items()
        for known in there
        if unit not in (mine, settings.get(db, settings.UPPER_UNIT))
    ]
    colleagues.pop(identity.device(db), None)
    return [*_upper(db, own), *below, *(Beside(device, (box, own)) for device, box in colleagues.items())]


def _upper(db: Database, own: str) -> Iterator[Upper]:
    upper = settings.get(db, settings.UPPER_UNIT)
    if upper:
        further = (known.box for known in devices.by_office(db).get(upper, []))
        boxes = dict.fromkeys((settings.need(db, settings.UPPER_BOX), *further, own))
        yield Upper(upper, tuple(boxes))


def _boxes(db: Database, secretariat: str) -> Iterator[tuple[str, str]]:
    """The secretariat's computers and where to seal for each: the one its card names, and who it accepted."""
    device, box = settings.need(db, settings.SECRETARIAT_DEVICE), settings.need(db, settings.SECRETARIAT_BOX)
    if device:  # else the office's card has not come yet
        yield device, box
    for known in devices.by_office(db).get(secretariat, []):
        yield known.device, known.box
