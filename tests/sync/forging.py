"""What a forger could write: records and batches made by hand, right wherever a test changes nothing."""

import base64
import bz2
import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync import identity, minisign
from desktop.sync.container import Members, pack
from tests.sync.laptops import Laptop

Json = dict[str, Any]
RECEIVER = "kh.04"
RECORD_PURPOSE = b"tumpeang record 1\n"


def canonical(value: object) -> bytes:
    """JSON in the one way a record is written: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def key_of(laptop: Laptop) -> Ed25519PrivateKey:
    with laptop.open() as db:
        return identity.signing_key(db)


def name_of(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def header(
    key: Ed25519PrivateKey, org_unit: str, kind: str, body: object, **others: object
) -> dict[str, Any]:
    whole = {
        "body": body,
        "device": name_of(key),
        "format": 1,
        "kind": kind,
        "made_at": "2026-09-30T01:02:03Z",
        "org_unit": org_unit,
        "salt": "0" * 32,
    }
    return {**whole, **others}


def submission(org_unit: str, cells: dict[str, object], **others: object) -> Json:
    whole = {"cells": cells, "period": "2026Q3", "person": "Example officer", "unit": org_unit}
    return {**whole, **others}


def signed(key: Ed25519PrivateKey, content: bytes, purpose: bytes = RECORD_PURPOSE) -> tuple[bytes, bytes]:
    return content, key.sign(purpose + content)


def payload_of(
    key: Ed25519PrivateKey, org_unit: str, records: Iterable[tuple[bytes, bytes]], sequence: int = 1
) -> bytes:
    """The inside of a batch; the records go in as they are, byte for byte."""
    lines = [
        b'{"record":%b,"signature":"%b"}' % (content, base64.b64encode(signature))
        for content, signature in records
    ]
    who = (name_of(key).encode(), org_unit.encode(), RECEIVER.encode())
    start = b'{"device":"%b","org_unit":"%b","receiver":"%b","records":[' % who
    return start + b",".join(lines) + b'],"sequence":%d}' % sequence


def batch_of(
    key: Ed25519PrivateKey,
    org_unit: str,
    payload: bytes,
    boxes: Sequence[str],
    *,
    squeezed: bytes | None = None,
    **manifest: object,
) -> bytes:
    """A batch around any payload, genuinely sealed and signed; `manifest` overrides what it says."""
    plain = bz2.compress(payload) if squeezed is None else squeezed
    sealed = pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(box) for box in boxes])
    envelope = {
        "device": name_of(key),
        "format": 1,
        "org_unit": org_unit,
        "payload_sha256": hashlib.sha256(sealed).hexdigest(),
        "receiver": RECEIVER,
        "sequence": 1,
        **manifest,
    }
    return enveloped(key, canonical(envelope), sealed)


def enveloped(key: Ed25519PrivateKey, envelope: bytes, sealed: bytes) -> bytes:
    """Sign an envelope as it is and pack it with what was sealed."""
    said = json.loads(envelope)
    comment = f"tumpeang {said['org_unit']} {said['sequence']}"
    return pack(Members(envelope, minisign.sign(key, envelope, comment), sealed))


def batch_with(laptop: Laptop, reader: Laptop, *records: tuple[bytes, bytes], **manifest: object) -> bytes:
    """A batch by a laptop's own device that holds just these records."""
    key = key_of(laptop)
    payload = payload_of(key, laptop.org_unit, records)
    return batch_of(key, laptop.org_unit, payload, [reader.box()], **manifest)
