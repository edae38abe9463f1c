"""This office's hub: how its store knows it, and what a secretariat lets the hub know of its offices."""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager

from desktop.progress import UNWATCHED, Progress
from desktop.storage import devices, org_units, settings
from desktop.storage.database import Database
from desktop.sync import enrolment, identity
from desktop.sync.http_hub import Caller, HttpHub
from desktop.sync.http_line import Line, Pace
from desktop.sync.hub import Address

ACCEPTED, REVOKED = "accepted", "revoked"


def join(db: Database, at: Address, key: str, code: str) -> None:
    """Remember the hub of an office card. In the caller's transaction.

    The token is made once: a card that names the same hub again changes nothing for a computer that is in.
    """
    settings.put(
        db,
        **{
            settings.HUB_URL: at.url,
            settings.HUB_AUTHORITY: at.authority,
            settings.HUB_KEY: key,
            settings.HUB_CODE: code,
            settings.HUB_TOKEN: settings.get(db, settings.HUB_TOKEN) or enrolment.new_secret(),
            settings.HUB_SECRET: settings.get(db, settings.HUB_SECRET) or enrolment.new_secret(),
        },
    )


def has_hub(db: Database) -> bool:
    return bool(settings.get(db, settings.HUB_URL))


@contextmanager
def dialled(db: Database, progress: Progress = UNWATCHED, pace: Pace | None = None) -> Iterator[HttpHub]:
    """The hub of this office, to exchange with; nothing is sent yet. `KeyError` where it has none."""
    at = Address(settings.need(db, settings.HUB_URL), settings.need(db, settings.HUB_AUTHORITY))
    token = settings.need(db, settings.HUB_TOKEN)
    unit, code = settings.need(db, settings.ORG_UNIT), settings.need(db, settings.HUB_CODE)
    line = Line(at, token, progress, pace)
    try:
        caller = Caller(identity.signing_key(db), unit, token, code)
        yield HttpHub(line, settings.need(db, settings.HUB_KEY), caller)
    finally:
        line.close()


def code_for(db: Database, org_unit: str) -> str:
    """The code on an office's card, made from a secret of this computer: there is no list to lose."""
    secret = settings.need(db, settings.HUB_SECRET).encode()
    made = hmac.digest(secret, f"tumpeang hub code 1\n{org_unit}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def tell_who_may_come(db: Database, hub: HttpHub) -> None:
    """A secretariat makes the hub's list of computers agree with its own.

    It asks first and tells only what differs: a hub that was put back to a backup is told again.
    """
    states, invited = hub.below()
    offices = {unit.id for unit in org_units.below(db, settings.need(db, settings.ORG_UNIT))}
    if not offices <= invited:
        hub.invite({unit: code_for(db, unit) for unit in sorted(offices - invited)})
    for device, state in states.items():
        if devices.is_revoked(db, device):
            if state != REVOKED:
                hub.judge(device, accepted=False)
        elif state not in (ACCEPTED, REVOKED) and devices.office_of(db, device) is not None:
            hub.judge(device, accepted=True)
