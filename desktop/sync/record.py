"""A record as bytes: canonical JSON, signed by its author's device, named by its digest.

Canonical means: there is one way to write a record. What is decoded is written again and must
give the same bytes, so that doubled keys, spaces and other second meanings never pass.
"""

import base64
import hashlib
import re
from collections.abc import Collection
from typing import Annotated, Any, Literal, final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Meta

from desktop.domain import plan_pack, register
from desktop.domain.record import (
    Body,
    Book,
    Decision,
    Device,
    Grant,
    Notice,
    Receipt,
    Record,
    RecordKind,
    Signed,
    Submission,
    Verdict,
)
from desktop.domain.report import CELL_KEY, Answer, Reason, ReportKey
from desktop.errors import UserError
from desktop.i18n.words import mark

FORMAT = 1
_PURPOSE = b"tumpeang record 1\n"  # a signature for a record can be mistaken for nothing else

Name = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
# 32 bytes in base64. The last letter leaves two bits over, which must be 0: a key has one name only.
DeviceKey = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=\Z")]
UnitId = Annotated[str, Meta(pattern=r"\A[a-z0-9][a-z0-9.\-]{0,62}\Z")]
CellKey = Annotated[str, Meta(pattern=rf"\A{CELL_KEY}\Z")]
_CELL_KEYS = re.compile(rf"(?:{CELL_KEY}\n)*\Z")  # the same for a key in each line
PeriodCode = Annotated[
    str, Meta(pattern=r"\A(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2]|Q[1-4]|S[12]|N)?\Z")  # as domain/period.py has it
]
Moment = Annotated[str, Meta(pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")]
AgeKey = Annotated[str, Meta(pattern=r"\Aage1[a-z0-9]{10,80}\Z")]
Short = Annotated[str, Meta(max_length=200)]
Long = Annotated[str, Meta(max_length=20_000)]
Number = Annotated[int, Meta(ge=0, le=10**15)]
Names = Annotated[list[Name], Meta(max_length=10_000)]


class RecordIsWrong(UserError):
    message = mark("A record in this file was changed or is not genuine. Nothing was taken in from it.")


@final
class _Why(msgspec.Struct, forbid_unknown_fields=True):
    why: Literal["not_planned", "not_known", "nothing_to_report"]


_Answer = Number | Long | _Why | None


class _Submission(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    unit: UnitId
    period: PeriodCode
    person: Short
    cells: Annotated[dict[str, _Answer], Meta(max_length=20_000)]  # its keys: _must_be_cell_keys
    replaces: Annotated[dict[CellKey, Names], Meta(max_length=20_000)] = {}


class _Decision(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    unit: UnitId
    period: PeriodCode
    verdict: Annotated[str, Meta(pattern=r"\A(?:approved|returned|closed)\Z")]
    person: Short
    judged: Names
    reason: Long = ""
    cells: Annotated[dict[CellKey, Long], Meta(max_length=20_000)] = {}
    replaces: Names = []


class _Device(msgspec.Struct, forbid_unknown_fields=True):
    box: AgeKey
    recovery: AgeKey
    person: Short


class _Grant(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    device: DeviceKey
    unit: UnitId
    accepted: bool
    stands: Names = []


class _Receipt(msgspec.Struct, forbid_unknown_fields=True):
    records: Names


class _Notice(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    person: Short
    cells: Annotated[dict[CellKey, Number | Long | None], Meta(min_length=1, max_length=20_000)]
    replaces: Annotated[dict[CellKey, Names], Meta(max_length=20_000)] = {}


class _Registry(_Notice):
    pass


class _Plan(_Notice):
    pass


class _Header(msgspec.Struct, forbid_unknown_fields=True):
    """What every record has, also one of a kind not known here. `body` stays as it came."""

    body: msgspec.Raw
    device: DeviceKey
    format: Annotated[int, Meta(ge=1, le=1000)]
    kind: Annotated[str, Meta(pattern=r"\A[a-z_]{1,40}\Z")]
    made_at: Moment
    org_unit: UnitId
    salt: Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]


_WIRE: dict[str, type[msgspec.Struct]] = {
    RecordKind.SUBMISSION.value: _Submission,
    RecordKind.DECISION.value: _Decision,
    RecordKind.DEVICE.value: _Device,
    RecordKind.GRANT.value: _Grant,
    RecordKind.RECEIPT.value: _Receipt,
    RecordKind.REGISTRY.value: _Registry,
    RecordKind.PLAN.value: _Plan,
}
_read_header = msgspec.json.Decoder(_Header).decode
_read_body = {kind: msgspec.json.Decoder(wire).decode for kind, wire in _WIRE.items()}
_canonical = msgspec.json.Encoder(order="sorted").encode


def sign(key: Ed25519PrivateKey, body: Body, org_unit: str, made_at: str, salt: str) -> Signed:
    """Make a record: `made_at` is this computer's clock in UTC, `salt` 32 hex digits of chance."""
    kind, wire = _to_wire(body)
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
    return Signed(_record(content), content, key.sign(_PURPOSE + content))


def verify(content: bytes, signature: bytes) -> Signed:
    """A record from bytes that came from outside. Raises `RecordIsWrong` if anything about it is not so."""
    record = _record(content)
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(record.device))
    try:
        key.verify(signature, _PURPOSE + content)
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
        body, whole = _from_wire(header)
    except (ValueError, RecursionError) as cause:
        raise RecordIsWrong from cause
    if whole is not None and _canonical(whole) != content:
        raise RecordIsWrong
    name = hashlib.sha256(content).hexdigest()
    return Record(name, header.kind, header.device, header.org_unit, header.made_at, body)


def _from_wire(header: _Header) -> tuple[Body | None, dict[str, Any] | None]:
    """The body in the words of the domain, and the whole record for writing it again."""
    read = _read_body.get(header.kind)
    if read is None or header.format != FORMAT:
        return None, None
    wire = read(header.body)
    return _to_domain(wire), {**msgspec.structs.asdict(header), "body": wire}


def _to_domain(wire: msgspec.Struct) -> Body:
    match wire:
        case _Submission(unit, period, person, cells, replaces):
            _must_be_cell_keys(cells)
            answers: dict[str, Answer] = {
                cell: Reason(found.why) if type(found) is _Why else found for cell, found in cells.items()
            }
            seen = {cell: tuple(names) for cell, names in replaces.items()}
            return Submission(ReportKey(unit, period), person, answers, seen)
        case _Decision():
            key, verdict = ReportKey(wire.unit, wire.period), Verdict(wire.verdict)
            judged, saw = tuple(wire.judged), tuple(wire.replaces)
            return Decision(key, verdict, wire.person, judged, wire.reason, wire.cells, saw)
        case _Device():
            return Device(wire.box, wire.recovery, wire.person)
        case _Grant():
            if wire.accepted and wire.stands:
                raise ValueError("only what takes a device back names what stands")
            return Grant(wire.device, wire.unit, wire.accepted, tuple(wire.stands))
        case _Receipt():
            return Receipt(tuple(wire.records))
        case _Notice():
            return _notice(wire)
    raise TypeError(type(wire))


def _to_wire(body: Body) -> tuple[RecordKind, msgspec.Struct]:
    match body:
        case Submission(report, person, cells, replaces):
            answers = {cell: _wire_answer(found) for cell, found in cells.items()}
            seen = {cell: list(names) for cell, names in replaces.items() if names}
            wire = _Submission(report.org_unit, report.period, person, answers, seen)
            return RecordKind.SUBMISSION, wire
        case Decision():
            return RecordKind.DECISION, _wire_decision(body)
        case Device(box, recovery, person):
            return RecordKind.DEVICE, _Device(box, recovery, person)
        case Grant(device, org_unit, accepted, stands):
            return RecordKind.GRANT, _Grant(device, org_unit, accepted, list(stands))
        case Receipt(records):
            return RecordKind.RECEIPT, _Receipt(list(records))
        case Notice():
            return RecordKind(body.book.value), _wire_notice(body)
    raise TypeError(type(body))


def _notice(wire: _Notice) -> Notice:
    book = Book.REGISTER if type(wire) is _Registry else Book.PLAN
    if not wire.replaces.keys() <= wire.cells.keys():
        raise ValueError("only what is written again is replaced")
    (register if book is Book.REGISTER else plan_pack).must_make_sense(wire.cells)
    saw = {cell: tuple(names) for cell, names in wire.replaces.items()}
    return Notice(book, wire.person, dict(wire.cells), saw)


def _wire_notice(notice: Notice) -> _Notice:
    cells = {cell: answer for cell, answer in notice.cells.items() if not isinstance(answer, Reason)}
    seen = {cell: list(names) for cell, names in notice.replaces.items() if names}
    return (_Registry if notice.book is Book.REGISTER else _Plan)(notice.person, cells, seen)


def _wire_decision(decision: Decision) -> _Decision:
    return _Decision(
        decision.report.org_unit,
        decision.report.period,
        decision.verdict.value,
        decision.person,
        list(decision.judged),
        decision.reason,
        dict(decision.cell_reasons),
        list(decision.replaces),
    )


def _must_be_cell_keys(keys: Collection[str]) -> None:
    """The pattern of `CellKey` for all keys at once: asked one by one it takes as long as the decryption."""
    lines = "\n".join([*keys, ""])
    if lines.count("\n") != len(keys) or not _CELL_KEYS.match(lines):
        raise ValueError("not the key of a cell")


def _wire_answer(answer: Answer) -> int | str | _Why | None:
    return _Why(answer.value) if isinstance(answer, Reason) else answer
