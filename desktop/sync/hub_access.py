"""Reaching this office's hub, and what a secretariat lets it know of its offices."""

from collections.abc import Iterator
from contextlib import contextmanager

from desktop.progress import UNWATCHED, Progress
from desktop.storage import devices, org_units, settings
from desktop.storage.database import Database, writing
from desktop.sync import http_line, hub_introduction, identity
from desktop.sync.http_hub import Caller, HttpHub
from desktop.sync.http_line import Line, Pace
from desktop.sync.http_trouble import NotTheHub
from desktop.sync.hub import Address
from desktop.sync.hub_membership import code_for
from desktop.sync.signed import NotSigned

ACCEPTED, REVOKED = "accepted", "revoked"


@contextmanager
def dialled(db: Database, progress: Progress = UNWATCHED, pace: Pace | None = None) -> Iterator[HttpHub]:
    """The hub of this office, to exchange with; nothing is sent yet. `KeyError` where it has none."""
    at = Address(settings.need(db, settings.HUB_URL), settings.get(db, settings.HUB_AUTHORITY) or "")
    token = settings.need(db, settings.HUB_TOKEN)
    unit, code = settings.need(db, settings.ORG_UNIT), settings.need(db, settings.HUB_CODE)
    line = Line(at, token, progress, pace)
    try:
        caller = Caller(identity.signing_key(db), unit, token, code)
        yield HttpHub(line, settings.need(db, settings.HUB_KEY), caller)
    finally:
        line.close()


def learn_authority(db: Database, pace: Pace | None = None) -> bool:
    """Ask the hub whose certificates count, and remember it; whether that is news.

    Raises `NoConnection`, or `NotTheHub` where what answers cannot sign with the key on the office card.
    """
    content = http_line.introduction_of(settings.need(db, settings.HUB_URL), pace)
    try:
        said = hub_introduction.read(content, settings.need(db, settings.HUB_KEY))
    except NotSigned as cause:
        raise NotTheHub from cause
    if said.authority == (settings.get(db, settings.HUB_AUTHORITY) or ""):
        return False
    with writing(db):
        settings.put(db, **{settings.HUB_AUTHORITY: said.authority})
    return True


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
