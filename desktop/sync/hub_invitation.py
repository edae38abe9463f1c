"""Where a hub is and how to come in: in a file from the hub's keeper, and on office cards."""

from typing import Annotated

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Meta

from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.sync import signed
from desktop.sync.body import DeviceKey, UnitId
from desktop.sync.hub import Address
from desktop.sync.signed import NotSigned

FORMAT = 1
MAX_BYTES = 10_000
SUFFIX = ".tumpeang-hub"
_PURPOSE = b"tumpeang hub invitation 1\n"


class NotAnInvitation(UserError):
    message = mark(
        "This file is not an invitation to a hub, or it was changed. Nothing was changed here. "
        "Ask the keeper of the hub for a new one."
    )


class InvitationOfAnother(UserError):
    message = mark(
        "This invitation is for another office. Nothing was changed. Ask for the one of this office."
    )


class HubPlace(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`hub` is the key it signs with; `code` lets computers of one office enrol there."""

    code: Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_\-]{20,80}\Z")]
    hub: DeviceKey
    url: Annotated[str, Meta(pattern=r"\Ahttps?://[^\s/?#]{1,200}\Z")]


class Invitation(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A place at a hub for one office."""

    format: int
    org_unit: UnitId
    place: HubPlace


def place(url: str, key: str, code: str) -> HubPlace:
    """Raises `NotAnInvitation` for an address that is none."""
    try:
        return msgspec.convert({"code": code, "hub": key, "url": url.rstrip("/")}, HubPlace)
    except msgspec.ValidationError as cause:
        raise NotAnInvitation from cause


def write(key: Ed25519PrivateKey, org_unit: str, at: HubPlace) -> bytes:
    """The invitation, signed with the hub's key."""
    return signed.sign(key, _PURPOSE, Invitation(FORMAT, org_unit, at))


def read(content: bytes, org_unit: str) -> HubPlace:
    """The place that the hub offers this office. Raises `NotAnInvitation` and `InvitationOfAnother`."""
    try:
        raw, signature = signed.take_apart(content, MAX_BYTES)
        found = msgspec.json.decode(raw, type=Invitation)
        signed.check(found.place.hub, _PURPOSE, raw, signature)
        if found.format != FORMAT or not Address(found.place.url).safe:
            raise NotSigned("newer, or in the clear")
    except (ValueError, RecursionError) as cause:
        raise NotAnInvitation from cause
    if found.org_unit != org_unit:
        raise InvitationOfAnother
    return found.place
