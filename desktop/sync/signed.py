"""A signed statement: a small JSON object and its author's Ed25519 signature, for one purpose only."""

import base64

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

encode = msgspec.json.Encoder(order="sorted").encode


class NotSigned(ValueError):
    """The bytes are no statement, or not one of this signer for this purpose."""


class _Signed(msgspec.Struct, forbid_unknown_fields=True):
    signature: bytes
    statement: msgspec.Raw


def sign(key: Ed25519PrivateKey, purpose: bytes, statement: msgspec.Struct) -> bytes:
    """The statement with the signature; `purpose` keeps it from being mistaken for any other."""
    raw = encode(statement)
    return encode(_Signed(key.sign(purpose + raw), msgspec.Raw(raw)))


def take_apart(content: bytes, limit: int) -> tuple[bytes, bytes]:
    """(statement, signature), nothing of it believed yet. Raises `NotSigned`."""
    if len(content) > limit:
        raise NotSigned("too large")
    try:
        signed = msgspec.json.decode(content, type=_Signed)
    except (ValueError, RecursionError) as cause:
        raise NotSigned("no statement") from cause
    return bytes(signed.statement), signed.signature


def check(device: str, purpose: bytes, statement: bytes, signature: bytes) -> None:
    """Raise `NotSigned` unless the device signed this statement for this purpose."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(device, validate=True))
        key.verify(signature, purpose + statement)
    except (ValueError, InvalidSignature) as cause:
        raise NotSigned("wrong signature") from cause
