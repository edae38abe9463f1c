"""How an office's store knows its hub, and what stands of it on the cards of a secretariat."""

import base64
import hashlib
import hmac

from desktop.storage import settings
from desktop.storage.database import Database
from desktop.sync import enrolment
from desktop.sync.hub_invitation import HubPlace


def join(db: Database, place: HubPlace) -> None:
    """Remember the hub of an office card. In the caller's transaction.

    The token is made once: a card that names the same hub again changes nothing for a computer that is in.
    """
    settings.put(
        db,
        **{
            settings.HUB_URL: place.url,
            settings.HUB_KEY: place.hub,
            settings.HUB_CODE: place.code,
            settings.HUB_TOKEN: settings.get(db, settings.HUB_TOKEN) or enrolment.new_secret(),
            settings.HUB_SECRET: settings.get(db, settings.HUB_SECRET) or enrolment.new_secret(),
        },
    )


def has_hub(db: Database) -> bool:
    return bool(settings.get(db, settings.HUB_URL))


def place_for(db: Database, org_unit: str) -> HubPlace | None:
    """What stands on an office's card of this secretariat's hub; None where it has none."""
    if not has_hub(db):
        return None
    url, key = settings.need(db, settings.HUB_URL), settings.need(db, settings.HUB_KEY)
    own = org_unit == settings.need(db, settings.ORG_UNIT)
    return HubPlace(settings.need(db, settings.HUB_CODE) if own else code_for(db, org_unit), key, url)


def code_for(db: Database, org_unit: str) -> str:
    """The code on an office's card, made from a secret of this computer: there is no list to lose."""
    secret = settings.need(db, settings.HUB_SECRET).encode()
    made = hmac.digest(secret, f"tumpeang hub code 1\n{org_unit}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(made).decode().rstrip("=")
