"""This computer's keys: making them at set-up, and reading them back out of the encrypted store."""

import base64

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.storage import settings
from desktop.storage.database import Database
from desktop.sync.record import device_of


def make() -> tuple[str, str, str]:
    """(device seed, device name, box identity), fresh and random, as they are kept in settings."""
    key = Ed25519PrivateKey.generate()
    seed = base64.b64encode(key.private_bytes_raw()).decode()
    return seed, device_of(key), str(pyrage.x25519.Identity.generate())


def signing_key(db: Database) -> Ed25519PrivateKey:
    seed = base64.b64decode(settings.need(db, settings.DEVICE_SEED))
    return Ed25519PrivateKey.from_private_bytes(seed)


def device(db: Database) -> str:
    """This computer's own device name."""
    return device_of(signing_key(db))


def box_identities(db: Database) -> tuple[str, ...]:
    """The age identities that open what is sealed to this office."""
    return (settings.need(db, settings.BOX_IDENTITY),)


def box_recipient(db: Database) -> str:
    """The age key that others seal to."""
    return str(pyrage.x25519.Identity.from_str(settings.need(db, settings.BOX_IDENTITY)).to_public())
