"""A hub's receipt: its signed word that a batch is durable there. Status 200 alone proves nothing.

A hotel's login page answers 200 to everything; only the hub can sign.
"""

from collections.abc import Collection

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync import signed
from desktop.sync.body import DeviceKey, Moment, Name
from desktop.sync.record import device_of
from desktop.sync.signed import NotSigned

FORMAT = 1
MAX_BYTES = 2_000
_PURPOSE = b"tumpeang hub receipt 1\n"


class HubReceipt(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`number` is the letter's place at the hub; `at` is the hub's clock when it came."""

    at: Moment
    digest: Name
    format: int
    hub: DeviceKey
    number: int


def write(key: Ed25519PrivateKey, digest: str, number: int, at: str) -> bytes:
    return signed.sign(key, _PURPOSE, HubReceipt(at, digest, FORMAT, device_of(key), number))


def read(content: bytes, hub: str, digests: Collection[str]) -> HubReceipt:
    """The hub's receipt for one of these batches. Raises `NotSigned`."""
    raw, signature = signed.take_apart(content, MAX_BYTES)
    try:
        said = msgspec.json.decode(raw, type=HubReceipt)
    except (ValueError, RecursionError) as cause:
        raise NotSigned("no receipt") from cause
    signed.check(hub, _PURPOSE, raw, signature)
    if (said.format, said.hub) != (FORMAT, hub) or said.digest not in digests:
        raise NotSigned("for another batch, hub or format")
    return said
