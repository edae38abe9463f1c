"""Which hub this office exchanges with."""

from dataclasses import dataclass

from desktop.actions.review import OnlySecretariat
from desktop.changed import Changed
from desktop.storage import settings
from desktop.storage.database import Database, writing
from desktop.sync import hub_invitation, hub_membership
from desktop.sync.hub_invitation import SUFFIX

__all__ = ["SUFFIX"]


@dataclass(frozen=True, slots=True)
class Hub:
    """Where the hub is, for a person."""

    url: str


def show(db: Database) -> Hub | None:
    """This office's hub, or None where it has none."""
    url = settings.get(db, settings.HUB_URL)
    return Hub(url) if url else None


def accept_invitation(db: Database, content: bytes) -> Changed:
    """Let a secretariat use a hub whose keeper invited it; the cards it writes from now on name the hub.

    Raises `NotAnInvitation`, `InvitationOfAnother` or `OnlySecretariat`.
    """
    mine = settings.need(db, settings.ORG_UNIT)
    if settings.need(db, settings.SECRETARIAT_UNIT) != mine:
        raise OnlySecretariat
    with writing(db):
        hub_membership.join(db, hub_invitation.read(content, mine))
    return Changed.SETTINGS
