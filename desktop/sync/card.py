"""The office card: a small file by which an office knows its secretariat, signed by that secretariat.

It is text, so that it also fits into a QR code. Anybody can sign a card of his own: that it came from the
secretariat is seen by comparing the fingerprint of its computer by telephone.
"""

import base64
from collections.abc import Iterator, Mapping
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Meta

from desktop.domain import register
from desktop.domain.org_unit import born_under
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.sync.body import AgeKey, CellKey, DeviceKey, UnitId
from desktop.sync.hub_invitation import HubPlace
from desktop.sync.record import device_of

FORMAT = 1
NOTHING: Mapping[str, str] = {}
MAX_CARD_BYTES = 10_000
_PURPOSE = b"tumpeang office card 1\n"
_encode = msgspec.json.Encoder(order="sorted").encode


class NotACard(UserError):
    message = mark(
        "This file is not an office card, or it was changed. Nothing was taken in from it. "
        "Ask the secretariat for a new one."
    )


Said = Annotated[str, Meta(max_length=200)]


class Card(msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """Who the secretariat is: its office, its first computer, and the age key to seal to.

    `office` is the office the card is made out for, empty where it is for any. `number` grows with each
    issue, so that an older card is known as such. `hub` is where the office may exchange by the internet.
    `entries` are what the register says of that office, and of those it stands under, where a program that
    knows only the gazetteer would not find them: cells as in the register (domain/register.py).
    """

    box: AgeKey
    device: DeviceKey
    format: int
    org_unit: UnitId
    number: Annotated[int, Meta(ge=1, le=1_000_000)] = 1
    office: Annotated[str, Meta(pattern=r"\A(?:[a-z0-9][a-z0-9.\-]{0,62})?\Z")] = ""
    hub: HubPlace | None = None
    entries: Annotated[dict[CellKey, Said], Meta(max_length=60)] = {}


class _SignedCard(msgspec.Struct, forbid_unknown_fields=True):
    card: msgspec.Raw
    signature: bytes


def write(
    key: Ed25519PrivateKey,
    org_unit: str,
    box: str,
    office: str = "",
    number: int = 1,
    hub: HubPlace | None = None,
    entries: Mapping[str, str] = NOTHING,
) -> bytes:
    """A card signed with the secretariat's device key."""
    card = _encode(Card(box, device_of(key), FORMAT, org_unit, number, office, hub, dict(entries)))
    return _encode(_SignedCard(msgspec.Raw(card), key.sign(_PURPOSE + card)))


def read(content: bytes) -> Card:
    """A card from a file's bytes. Raises `NotACard`."""
    try:
        signed = msgspec.json.decode(content[:MAX_CARD_BYTES].strip(), type=_SignedCard)
        raw = bytes(signed.card)
        card = msgspec.json.decode(raw, type=Card)
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(card.device))
        key.verify(signed.signature, _PURPOSE + raw)
        if card.format != FORMAT:
            raise ValueError(card.format)
        register.must_make_sense(card.entries)
        if any(card.org_unit not in _above(unit) for unit in register.subjects(card.entries)):
            raise ValueError("a card speaks of offices born under its secretariat alone")
    except (ValueError, InvalidSignature, RecursionError) as cause:
        raise NotACard from cause
    return card


def _above(unit: str) -> Iterator[str]:
    """The offices that one was born under, the nearest first."""
    while unit := born_under(unit):
        yield unit
