"""The office card: a small file by which an office knows its secretariat, signed by that secretariat."""

import base64

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.sync.record import AgeKey, DeviceKey, UnitId, device_of

FORMAT = 1
MAX_CARD_BYTES = 10_000
_PURPOSE = b"tumpeang office card 1\n"
_encode = msgspec.json.Encoder(order="sorted").encode


class NotACard(UserError):
    message = mark("This file is not an office card, or it was changed. Ask the secretariat for a new one.")


class Card(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Who the secretariat is: its office, its signing device, and the age key to seal to."""

    box: AgeKey
    device: DeviceKey
    format: int
    org_unit: UnitId


class _SignedCard(msgspec.Struct, forbid_unknown_fields=True):
    card: msgspec.Raw
    signature: bytes


def write(key: Ed25519PrivateKey, org_unit: str, box: str) -> bytes:
    """A card signed with the secretariat's device key."""
    card = _encode(Card(box, device_of(key), FORMAT, org_unit))
    return _encode(_SignedCard(msgspec.Raw(card), key.sign(_PURPOSE + card)))


def read(content: bytes) -> Card:
    """A card from a file's bytes. Raises `NotACard`."""
    try:
        signed = msgspec.json.decode(content[:MAX_CARD_BYTES], type=_SignedCard)
        raw = bytes(signed.card)
        card = msgspec.json.decode(raw, type=Card)
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(card.device))
        key.verify(signed.signature, _PURPOSE + raw)
        if card.format != FORMAT:
            raise ValueError(card.format)
    except (ValueError, InvalidSignature, RecursionError) as cause:
        raise NotACard from cause
    return card
