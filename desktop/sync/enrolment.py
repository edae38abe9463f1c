"""Enrolment: how a device tells a hub who it is, with the code of its office card.

The token by which a device reads its letters is made on the device and never leaves it: the hub is given
its hash, signed by the device. So neither the card nor the hub's own database lets anybody read letters.
"""

import hashlib
import secrets

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync import signed
from desktop.sync.body import DeviceKey, Name, UnitId
from desktop.sync.record import device_of
from desktop.sync.signed import NotSigned

FORMAT = 1
MAX_BYTES = 2_000
_PURPOSE = b"tumpeang hub enrolment 1\n"


class Enrolment(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """This device works for this office; `hub` keeps one hub from using it at another."""

    code_sha256: Name
    device: DeviceKey
    format: int
    hub: DeviceKey
    org_unit: UnitId
    token_sha256: Name


def new_secret() -> str:
    """A fresh code or token: 256 bits, in letters that can stand in a header."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What a hub keeps of a code or a token. Both are random and long, so one round of hashing is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def write(key: Ed25519PrivateKey, hub: str, org_unit: str, code: str, token: str) -> bytes:
    """The enrolment of the device with this key, as it is sent."""
    said = Enrolment(hash_of(code), device_of(key), FORMAT, hub, org_unit, hash_of(token))
    return signed.sign(key, _PURPOSE, said)


def read(content: bytes, hub: str) -> Enrolment:
    """An enrolment that the device itself signed for this hub. Raises `NotSigned`."""
    raw, signature = signed.take_apart(content, MAX_BYTES)
    try:
        said = msgspec.json.decode(raw, type=Enrolment)
    except (ValueError, RecursionError) as cause:
        raise NotSigned("no enrolment") from cause
    signed.check(said.device, _PURPOSE, raw, signature)
    if said.format != FORMAT or said.hub != hub:
        raise NotSigned("for another hub or format")
    return said
