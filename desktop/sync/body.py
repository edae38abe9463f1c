"""What a record says as JSON: one struct for each kind, and the way between it and the words of the domain.

Bounds stand here, so that nothing larger or stranger than these is ever read into the domain.
"""

import re
from collections.abc import Callable, Collection
from typing import Annotated, Any, Literal, final

import msgspec
from msgspec import Meta

from desktop.domain import plan_pack, rating, register
from desktop.domain.record import (
    Body,
    Book,
    Comment,
    Decision,
    Device,
    Grant,
    Notice,
    Receipt,
    RecordKind,
    Submission,
    Verdict,
)
from desktop.domain.report import CELL_KEY, Answer, Reason, ReportKey

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


class _Comment(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    unit: UnitId
    period: PeriodCode
    person: Short
    about: Annotated[Names, Meta(min_length=1)]
    word: Long = ""
    cells: Annotated[dict[CellKey, Annotated[Long, Meta(min_length=1)]], Meta(max_length=20_000)] = {}
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


class _Rating(_Notice):
    pass


_OF_BOOK: dict[Book, type[_Notice]] = {Book.REGISTER: _Registry, Book.PLAN: _Plan, Book.RATING: _Rating}
_BOOK_OF = {wire: book for book, wire in _OF_BOOK.items()}
_MUST_MAKE_SENSE = {
    Book.REGISTER: register.must_make_sense,
    Book.PLAN: plan_pack.must_make_sense,
    Book.RATING: rating.must_make_sense,
}


_WIRE: dict[str, type[msgspec.Struct]] = {
    RecordKind.SUBMISSION.value: _Submission,
    RecordKind.DECISION.value: _Decision,
    RecordKind.DEVICE.value: _Device,
    RecordKind.GRANT.value: _Grant,
    RecordKind.RECEIPT.value: _Receipt,
    RecordKind.REGISTRY.value: _Registry,
    RecordKind.PLAN.value: _Plan,
    RecordKind.RATING.value: _Rating,
    RecordKind.COMMENT.value: _Comment,
}
_read = {kind: msgspec.json.Decoder(wire).decode for kind, wire in _WIRE.items()}


def read(kind: str, content: msgspec.Raw) -> msgspec.Struct | None:
    """The body of a kind as it is written, None for a kind not known here. Raises `ValueError`."""
    decode = _read.get(kind)
    return decode(content) if decode else None


def to_domain(wire: msgspec.Struct) -> Body:
    """A body in the words of the domain. Raises `ValueError` for one that makes no sense."""
    return _MEANINGS[type(wire)](wire)


def to_wire(body: Body) -> tuple[RecordKind, msgspec.Struct]:
    match body:
        case Submission(report, person, cells, replaces):
            answers = {cell: _wire_answer(found) for cell, found in cells.items()}
            seen = {cell: list(names) for cell, names in replaces.items() if names}
            wire = _Submission(report.org_unit, report.period, person, answers, seen)
            return RecordKind.SUBMISSION, wire
        case Decision():
            return RecordKind.DECISION, _wire_decision(body)
        case Comment(report, person, about, word, cell_words, replaced):
            where = (report.org_unit, report.period, person)
            said = _Comment(*where, list(about), word, dict(cell_words), list(replaced))
            return RecordKind.COMMENT, said
        case Device(box, recovery, person):
            return RecordKind.DEVICE, _Device(box, recovery, person)
        case Grant(device, org_unit, accepted, stands):
            return RecordKind.GRANT, _Grant(device, org_unit, accepted, list(stands))
        case Receipt(records):
            return RecordKind.RECEIPT, _Receipt(list(records))
        case Notice():
            return RecordKind(body.book.value), _wire_notice(body)
    raise TypeError(type(body))


def _submission(wire: _Submission) -> Submission:
    _must_be_cell_keys(wire.cells)
    answers: dict[str, Answer] = {
        cell: Reason(found.why) if type(found) is _Why else found for cell, found in wire.cells.items()
    }
    seen = {cell: tuple(names) for cell, names in wire.replaces.items()}
    return Submission(ReportKey(wire.unit, wire.period), wire.person, answers, seen)


def _decision(wire: _Decision) -> Decision:
    key, verdict = ReportKey(wire.unit, wire.period), Verdict(wire.verdict)
    judged, saw = tuple(wire.judged), tuple(wire.replaces)
    return Decision(key, verdict, wire.person, judged, wire.reason, wire.cells, saw)


def _comment(wire: _Comment) -> Comment:
    if not wire.word and not wire.cells:
        raise ValueError("a comment that says nothing")
    key = ReportKey(wire.unit, wire.period)
    return Comment(key, wire.person, tuple(wire.about), wire.word, wire.cells, tuple(wire.replaces))


def _device(wire: _Device) -> Device:
    return Device(wire.box, wire.recovery, wire.person)


def _grant(wire: _Grant) -> Grant:
    if wire.accepted and wire.stands:
        raise ValueError("only what takes a device back names what stands")
    return Grant(wire.device, wire.unit, wire.accepted, tuple(wire.stands))


def _receipt(wire: _Receipt) -> Receipt:
    return Receipt(tuple(wire.records))


def _notice(wire: _Notice) -> Notice:
    book = _BOOK_OF[type(wire)]
    if not wire.replaces.keys() <= wire.cells.keys():
        raise ValueError("only what is written again is replaced")
    _MUST_MAKE_SENSE[book](wire.cells)
    saw = {cell: tuple(names) for cell, names in wire.replaces.items()}
    return Notice(book, wire.person, dict(wire.cells), saw)


_MEANINGS: dict[type[msgspec.Struct], Callable[[Any], Body]] = {
    _Submission: _submission,
    _Decision: _decision,
    _Comment: _comment,
    _Device: _device,
    _Grant: _grant,
    _Receipt: _receipt,
    _Registry: _notice,
    _Plan: _notice,
    _Rating: _notice,
}


def _wire_notice(notice: Notice) -> _Notice:
    cells = {cell: answer for cell, answer in notice.cells.items() if not isinstance(answer, Reason)}
    seen = {cell: list(names) for cell, names in notice.replaces.items() if names}
    return _OF_BOOK[notice.book](notice.person, cells, seen)


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
