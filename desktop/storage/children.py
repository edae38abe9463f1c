"""How many people under 18 live in a place, where somebody has entered it."""

import json

from desktop.storage import settings
from desktop.storage.database import Database


def known(db: Database) -> dict[str, int]:
    """By the id of the office whose place it is."""
    found = json.loads(settings.get(db, settings.CHILDREN) or "{}")
    return {str(unit): int(number) for unit, number in found.items()}


def put(db: Database, numbers: dict[str, int]) -> None:
    settings.put(db, **{settings.CHILDREN: json.dumps(numbers, sort_keys=True)})
