"""A record as bytes: canonical JSON, signed by its author's device, named by its digest.

Canonical means: there is one way to write a record. What is decoded is written again and must
give the same bytes, so that doubled keys, spaces and other second meanings never pass.
"""

import base64
import hashlib
from typing import Annotated, Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Meta

from desktop.domain.record import Body, Record, Signed
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.sync import body
from desktop.sync.body import DeviceKey, Moment, UnitId

FORMAT = 1
PURPOSE = b"tumpeang record 1\n"  # a signature for a record can be mistaken for nothing else


class RecordIsWrong(UserError):
    message = mark("A record in this file was changed or is not genuine. Nothing was taken in from it.")


class _Header(msgspec.Struct, forbid_unknown_fields=True):
    """What every record has, also one of a kind not known here. `body` stays as it came."""

    body: msgspec.Raw
    device: DeviceKey
    format: Annotated[int, Meta(ge=1, le=1000)]
    kind: Annotated[str, Meta(pattern=r"\A[a-z_]{1,40}\Z")]
    made_at: Moment
    org_unit: UnitId
    salt: Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]


_read_header = msgspec.json.Decoder(_Header).decode
_canonical = msgspec.json.Encoder(order="sorted").encode


def sign(key: Ed25519PrivateKey, said: Body, org_unit: str, made_at: str, salt: str) -> Signed:
    """Make a record: `made_at` is this computer's clock in UTC, `salt` 32 hex digits of chance."""
    kind, wire = body.to_wire(said)
    header = {
        "body": wire,
        "device": device_of(key),
        "format": FORMAT,
        "kind": kind.value,
        "made_at": made_at,
        "org_unit": org_unit,
        "salt": salt,
    }
    content = _canonical(header)
    return Signed(_record(content), content, key.sign(PURPOSE + content))


def verify(content: bytes, signature: bytes) -> Signed:
    """A record from bytes that came from outside. Raises `RecordIsWrong` if anything about it is not so."""
    record = _record(content)
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(record.device))
    try:
        key.verify(signature, PURPOSE + content)
    except InvalidSignature as cause:
        raise RecordIsWrong from cause
    return Signed(record, content, signature)


def trusted(content: bytes) -> Record:
    """A record from bytes that were verified when they were taken in: for reading the store again."""
    return _record(content)


def device_of(key: Ed25519PrivateKey) -> str:
    """A device's name: its public key, base64."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def fingerprint(device: str) -> str:
    """Six pairs of digits to compare by telephone (about 40 bits)."""
    digits = int.from_bytes(hashlib.sha256(device.encode()).digest()[:8], "big") % 10**12
    text = f"{digits:012d}"
    return "-".join(text[i : i + 2] for i in range(0, 12, 2))


def _record(content: bytes) -> Record:
    try:
        header = _read_header(content)
        said, whole = _from_wire(header)
    except (ValueError, RecursionError) as cause:
        raise RecordIsWrong from cause
    if whole is not None and _canonical(whole) != content:
        raise RecordIsWrong
    name = hashlib.sha256(content).hexdigest()
    return Record(name, header.kind, header.device, header.org_unit, header.made_at, said)


def _from_wire(header: _Header) -> tuple[Body | None, dict[str, Any] | None]:
    """The body in the words of the domain, and the whole record for writing it again."""
    wire = body.read(header.kind, header.body) if header.format == FORMAT else None
    if wire is None:
        return None, None
    return body.to_domain(wire), {**msgspec.structs.asdict(header), "body": wire}
