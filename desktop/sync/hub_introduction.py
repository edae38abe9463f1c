"""What a hub says of itself, signed: whose certificates count there.

Office cards carry only the hub's key, so that they fit into a QR code; the authority of its certificates is
learnt from the hub itself and believed for the signature's sake, not for the connection's. So it can also be
replaced.
"""

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync import signed
from desktop.sync.body import DeviceKey
from desktop.sync.record import device_of
from desktop.sync.signed import NotSigned

FORMAT = 1
MAX_BYTES = 10_000
_PURPOSE = b"tumpeang hub introduction 1\n"


class Introduction(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`authority` in PEM, or empty where public authorities vouch for the hub."""

    authority: str
    format: int
    hub: DeviceKey


def write(key: Ed25519PrivateKey, authority: str) -> bytes:
    return signed.sign(key, _PURPOSE, Introduction(authority, FORMAT, device_of(key)))


def read(content: bytes, hub: str) -> Introduction:
    """What this hub says of itself. Raises `NotSigned`."""
    raw, signature = signed.take_apart(content, MAX_BYTES)
    signed.check(hub, _PURPOSE, raw, signature)
    try:
        said = msgspec.json.decode(raw, type=Introduction)
    except (ValueError, RecursionError) as cause:
        raise NotSigned("no introduction") from cause
    if (said.format, said.hub) != (FORMAT, hub):
        raise NotSigned("of another hub or format")
    return said
