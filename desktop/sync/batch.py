"""A batch: signed records, compressed, sealed with age, in an envelope the sender signed.

The envelope names office, device and receiver in the clear, so that a hub can check who sends and
lay it in the right box without reading anything; the sealed inside repeats them and both must agree.
Public tools open it all: unzip, minisign, age, bzcat, jq.
A batch that holds a piece of an attachment and no record says so outside, so that a hub gives it last.
"""

import bz2
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

import msgspec
import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Meta

from desktop.domain.record import Signed
from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.sync import minisign, record
from desktop.sync.body import DeviceKey, Name, UnitId
from desktop.sync.container import Members, NotABatch, pack, unpack
from desktop.sync.piece import Piece

FORMAT = 1
MAX_BATCH_BYTES = 16_000_000
MAX_PLAIN_BYTES = 64_000_000
SUFFIX = ".tumpeang"
PART_SUFFIX = ".tumpeang-part"  # of a batch that holds a piece of an attachment

Sequence_ = Annotated[int, Meta(ge=1, le=10**9)]
# An org unit above, or one computer of an office below: `record.UnitId` or `record.DeviceKey`.
Receiver = Annotated[
    str, Meta(pattern=r"\A(?:[a-z0-9][a-z0-9.\-]{0,62}|[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)\Z")
]


class TooLarge(UserError):
    message = mark("“{name}” is larger than any batch can be. Nothing was read from it, nothing was changed.")


class Damaged(UserError):
    message = mark("“{name}” was damaged on the way. Nothing was changed. Ask the office to send it again.")


class NotGenuine(UserError):
    message = mark(
        "“{name}” does not carry the signature of the computer it says it is from. Nothing was changed."
    )


class SealedToSomeoneElse(UserError):
    message = mark("“{name}” is sealed to another office and cannot be opened here. Nothing was changed.")


class NewerFormat(UserError):
    message = mark(
        "“{name}” was made by a newer version of the program. It is kept until this one is updated."
    )


class _Manifest(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    device: DeviceKey
    format: Annotated[int, Meta(ge=1, le=1000)]
    org_unit: UnitId
    payload_sha256: Name
    receiver: Receiver
    sequence: Sequence_
    part: bool = False


class _Sender(msgspec.Struct):
    """What an envelope of any format says, this one's and those to come."""

    device: DeviceKey
    format: Annotated[int, Meta(ge=1, le=1000)]
    org_unit: UnitId
    payload_sha256: Name
    receiver: Receiver
    sequence: Sequence_
    part: bool = False


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    record: msgspec.Raw
    signature: Annotated[bytes, Meta(min_length=64, max_length=64)]


class _Payload(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    device: DeviceKey
    org_unit: UnitId
    receiver: Receiver
    records: Annotated[list[_Line], Meta(max_length=100_000)]
    sequence: Sequence_
    piece: Piece | None = None

    @property
    def is_one_thing(self) -> bool:
        """Whether it holds records, or a piece that was cut as pieces are."""
        return self.piece is None or (not self.records and self.piece.is_cut_right)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who seals: the device's key, its office, the running number of its batches; and for whom."""

    key: Ed25519PrivateKey
    org_unit: str
    sequence: int
    receiver: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the outside of a genuine batch says, in any format; all a hub ever learns of it.

    `part`: it holds a piece of an attachment.
    """

    device: str
    org_unit: str
    receiver: str
    sequence: int
    part: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A batch that was opened and found whole. Whether its sender is believed is another question."""

    digest: str
    device: str
    org_unit: str
    receiver: str
    sequence: int
    records: tuple[Signed, ...]
    piece: Piece | None = None


_read_sender = msgspec.json.Decoder(_Sender).decode
_read_manifest = msgspec.json.Decoder(_Manifest).decode
_read_payload = msgspec.json.Decoder(_Payload).decode
_encode = msgspec.json.Encoder(order="sorted").encode


def seal(
    sender: Sender,
    records: Iterable[tuple[bytes, bytes]],
    recipients: Sequence[str],
    piece: Piece | None = None,
) -> bytes:
    """Seal (record, signature) pairs, or a piece, to age recipients.

    Seal once and keep: no two sealings are alike.
    """
    device = record.device_of(sender.key)
    unit, receiver, sequence = sender.org_unit, sender.receiver, sender.sequence
    lines = [_Line(msgspec.Raw(content), signature) for content, signature in records]
    plain = _squeeze(_encode(_Payload(device, unit, receiver, lines, sequence, piece)))
    sealed = pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(name) for name in recipients])
    manifest = _Manifest(device, FORMAT, unit, _sha256(sealed), receiver, sequence, part=piece is not None)
    envelope = _encode(manifest)
    return pack(Members(envelope, minisign.sign(sender.key, envelope, _comment(manifest)), sealed))


def open_batch(body: bytes, identities: Sequence[str], name: str = "") -> Opened:
    """Open a batch with this office's age identities, checking everything before believing anything.

    Raises `TooLarge`, `NotABatch`, `Damaged`, `NotGenuine`, `SealedToSomeoneElse` or
    `NewerFormat`; `name` is how the person knows the file.
    """
    if len(body) > MAX_BATCH_BYTES:
        raise TooLarge(name=name)
    members = unpack(body, name)
    manifest = _manifest(members, name)
    plain = _unseal(members, manifest, identities, name)
    payload = _payload(plain, manifest, name)
    records = tuple(record.verify(bytes(line.record), line.signature) for line in payload.records)
    sender = (manifest.device, manifest.org_unit, manifest.receiver, manifest.sequence)
    return Opened(digest(body), *sender, records, payload.piece)


def read_envelope(body: bytes) -> Envelope:
    """Check all that can be checked without a key that opens it, as a hub does.

    Raises `TooLarge`, `NotABatch`, `NotGenuine` or `Damaged`.
    """
    if len(body) > MAX_BATCH_BYTES:
        raise TooLarge(name="")
    members = unpack(body)
    sender = _sender(members, "")
    if _sha256(members.payload) != sender.payload_sha256:
        raise Damaged(name="")
    return Envelope(sender.device, sender.org_unit, sender.receiver, sender.sequence, sender.part)


def digest(body: bytes) -> str:
    """The name of a batch: the SHA-256 of its bytes, in hex."""
    return _sha256(body)


def _manifest(members: Members, name: str) -> _Manifest:
    """The envelope: first whose it is, then what it says, so that nobody else's word on it counts."""
    sender = _sender(members, name)
    if sender.format > FORMAT:
        raise NewerFormat(name=name, device=sender.device, org_unit=sender.org_unit)
    try:
        manifest = _read_manifest(members.manifest)
    except (ValueError, RecursionError) as cause:
        raise NotABatch(name=name) from cause
    if _encode(manifest) != members.manifest:
        raise NotABatch(name=name)
    return manifest


def _sender(members: Members, name: str) -> _Sender:
    try:
        sender = _read_sender(members.manifest)
    except (ValueError, RecursionError) as cause:
        raise NotABatch(name=name) from cause
    if not minisign.verify(sender.device, members.manifest, members.signature, _comment(sender)):
        raise NotGenuine(name=name)
    return sender


def _unseal(members: Members, manifest: _Manifest, identities: Sequence[str], name: str) -> bytes:
    if _sha256(members.payload) != manifest.payload_sha256:
        raise Damaged(name=name)
    keys = [pyrage.x25519.Identity.from_str(identity) for identity in identities]
    try:
        plain: bytes = pyrage.decrypt(members.payload, keys)
    except pyrage.DecryptError as cause:
        raise SealedToSomeoneElse(name=name) from cause
    return plain


def _payload(plain: bytes, manifest: _Manifest, name: str) -> _Payload:
    try:
        payload = _read_payload(_unsqueeze(plain, name))
    except (ValueError, RecursionError) as cause:
        raise Damaged(name=name) from cause
    inside = (payload.device, payload.org_unit, payload.receiver, payload.sequence)
    if inside != (manifest.device, manifest.org_unit, manifest.receiver, manifest.sequence):
        raise NotGenuine(name=name)
    if manifest.part is (payload.piece is None) or not payload.is_one_thing:
        raise Damaged(name=name)
    return payload


def _squeeze(content: bytes) -> bytes:
    """bzip2 makes a Khmer report a seventh smaller than gzip does, and `bzcat` is as common as `zcat`."""
    return bz2.compress(content)


def _unsqueeze(plain: bytes, name: str) -> bytes:
    stream = bz2.BZ2Decompressor()
    try:
        content = stream.decompress(plain, MAX_PLAIN_BYTES)
    except OSError as cause:  # so bz2 says that its input is not what it should be
        raise Damaged(name=name) from cause
    if not stream.eof and not stream.needs_input:
        raise TooLarge(name=name)
    if not stream.eof or stream.unused_data:
        raise Damaged(name=name)
    return content


def _comment(sender: _Sender | _Manifest) -> str:
    return f"tumpeang {sender.org_unit} {sender.sequence}"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
