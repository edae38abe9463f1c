"""Signatures in the form of minisign, so that anybody's copy of that tool can check an envelope."""

import base64
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_UNTRUSTED = b"untrusted comment: tumpeang batch\n"
_TRUSTED = b"trusted comment: "


def sign(key: Ed25519PrivateKey, content: bytes, comment: str) -> bytes:
    """A minisign signature file over `content`; `comment` is signed with it."""
    public = key.public_key().public_bytes_raw()
    signature = key.sign(hashlib.blake2b(content).digest())
    both = key.sign(signature + comment.encode())
    first = base64.b64encode(b"ED" + _key_id(public) + signature)
    return _UNTRUSTED + first + b"\n" + _TRUSTED + comment.encode() + b"\n" + base64.b64encode(both) + b"\n"


def verify(device: str, content: bytes, signature_file: bytes, comment: str) -> bool:
    """Whether this is the device's signature of `content` with just this comment, byte for byte."""
    public = base64.b64decode(device)
    lines = signature_file.split(b"\n")
    if len(lines) != 5:
        return False
    try:
        first, both = base64.b64decode(lines[1], validate=True), base64.b64decode(lines[3], validate=True)
    except ValueError:
        return False
    signature = first[10:]
    whole = _UNTRUSTED + base64.b64encode(b"ED" + _key_id(public) + signature) + b"\n"
    whole += _TRUSTED + comment.encode() + b"\n" + base64.b64encode(both) + b"\n"
    if whole != signature_file:
        return False
    key = Ed25519PublicKey.from_public_bytes(public)
    try:
        key.verify(signature, hashlib.blake2b(content).digest())
        key.verify(both, signature + comment.encode())
    except InvalidSignature:
        return False
    return True


def public_key_file(device: str) -> str:
    """The device's public key as minisign reads it."""
    public = base64.b64decode(device)
    body = base64.b64encode(b"Ed" + _key_id(public) + public).decode()
    return f"untrusted comment: tumpeang device\n{body}\n"


def _key_id(public: bytes) -> bytes:
    return hashlib.sha256(public).digest()[:8]
