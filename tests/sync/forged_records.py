"""Forgeries of records: an accepted computer's own word, wrong in its bytes."""

import json
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from desktop.sync import batch, record
from tests.sync.forged_world import KINDS, NAME, OFFICE, UNDERSTOOD, Case, World, body_of, written
from tests.sync.forging import RECORD_PURPOSE, canonical, header, signed

# How it is written: an accepted computer's own record, wrong in its bytes.


def change_header(**fields: object) -> Callable[[dict[str, Any]], object]:
    return lambda whole: {**whole, **fields}


def without(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda whole: {key: value for key, value in whole.items() if key != name}


IN_THE_HEADER: dict[str, Callable[[dict[str, Any]], object]] = {
    "an unknown field": change_header(more=1),
    "a body that is a list": change_header(body=[]),
    "a body nested a thousand deep": change_header(body=json.loads("[" * 900 + "]" * 900)),
    "a body of another kind": lambda whole: {
        **whole,
        "kind": "receipt" if whole["kind"] != "receipt" else "grant",
    },
    "a format below the first": change_header(format=0),
    "a kind that is no word": change_header(kind="No Kind!"),
    "a time that is none": change_header(made_at="2026-09-30 01:02"),
    "an office that is no name": change_header(org_unit="../../etc"),
    "a salt that is too short": change_header(salt="00"),
    "a device that is no key": change_header(device="AAAA"),
    "a device with another name for its key": lambda whole: {**whole, "device": whole["device"][:42] + "B="},
    "no salt": without("salt"),
    "no device": without("device"),
    "no body": without("body"),
    "an unknown field in the body": lambda whole: {**whole, "body": {**whole["body"], "more": 1}},
    "a field missing in the body": lambda whole: {**whole, "body": dict([*whole["body"].items()][1:])},
    "an empty body": change_header(body={}),
}
IN_THE_BYTES: dict[str, Callable[[bytes], bytes]] = {
    "spaces": lambda content: content.replace(b'","', b'", "', 1),
    "a line at the end": lambda content: content + b"\n",
    "a doubled key in the header": lambda content: content[:-1] + b',"salt":"' + b"1" * 32 + b'"}',
    "a doubled key in the body": lambda content: content.replace(
        b'{"body":{', b'{"body":{"unit":"kh.05",', 1
    ),
    "an escaped letter": lambda content: content.replace(b'"device"', b'"\\u0064evice"', 1),
    "a mark at the beginning": lambda content: b"\xef\xbb\xbf" + content,
    "cut short": lambda content: content[:-1],
    "text after the end": lambda content: content + b"{}",
    "no JSON": lambda content: b"\x00" + content,
    "ten megabytes more": lambda content: content[:-1] + b',"more":"' + b"a" * 10_000_000 + b'"}',
}
SIGNATURES: dict[str, Callable[[World, bytes], bytes]] = {
    "a signature of another computer": lambda w, content: w.neighbour.sign(RECORD_PURPOSE + content),
    "no signature": lambda w, content: bytes(64),
    "a signature for no purpose": lambda w, content: w.commune.sign(content),
    "a signature for a card": lambda w, content: w.commune.sign(b"tumpeang office card 1\n" + content),
    "a signature for another record": lambda w, content: w.commune.sign(RECORD_PURPOSE + content[:-1]),
    "a signature with its last bit turned": lambda w, content: turned(
        w.commune.sign(RECORD_PURPOSE + content)
    ),
}


def turned(content: bytes) -> bytes:
    return content[:-1] + bytes([content[-1] ^ 1])


LOOSE = ("cut short", "text after the end", "no JSON", "a mark at the beginning")  # no JSON in the letter


def badly_written() -> Iterator[Case]:
    """Only of kinds that are understood here: of the bodies of others nothing is known."""
    for kind, (what, change) in product(UNDERSTOOD, IN_THE_HEADER.items()):

        def in_header(w: World, kind: str = kind, change: Any = change) -> bytes:
            name, body = body_of(kind)
            return w.letter(signed(w.commune, canonical(change(header(w.commune, OFFICE, name, body)))))

        yield Case(f"{what}: {kind}", in_header, record.RecordIsWrong)
    for kind, (what, spoil) in product(UNDERSTOOD, IN_THE_BYTES.items()):

        def in_bytes(w: World, kind: str = kind, spoil: Any = spoil) -> bytes:
            return w.letter(signed(w.commune, spoil(written(w.commune, OFFICE, kind)[0])))

        reason = batch.Damaged if what in LOOSE else record.RecordIsWrong
        yield Case(f"{what}: {kind}", in_bytes, reason)


def badly_signed() -> Iterator[Case]:
    for kind, (what, sign) in product(KINDS, SIGNATURES.items()):

        def forge(w: World, kind: str = kind, sign: Any = sign) -> bytes:
            content = written(w.commune, OFFICE, kind)[0]
            return w.letter((content, sign(w, content)))

        yield Case(f"{what}: {kind}", forge, record.RecordIsWrong)


def survey_cells(value: str, unit: str = "percent", source: str | None = "A survey") -> dict[str, str | None]:
    said = {"value": value, "unit": unit, "source": source}
    return {f"kh:survey_{part}:I1.2027": each for part, each in said.items()}


WRONG_INSIDE: dict[str, tuple[str, dict[str, Any]]] = {
    "a period that is none": ("submission", {"period": "2026Q5"}),
    "a period with a path in it": ("submission", {"period": "../2026"}),
    "an answer that is no answer": ("submission", {"cells": {"a:b": 1.5}}),
    "an answer below nothing": ("submission", {"cells": {"a:b": -1}}),
    "an answer beyond all counting": ("submission", {"cells": {"a:b": 10**16}}),
    "a text longer than any": ("submission", {"cells": {"a:b": "a" * 20_001}}),
    "a reason that is none": ("submission", {"cells": {"a:b": {"why": "because"}}}),
    "a cell that is no cell": ("submission", {"cells": {"DROP TABLE": 1}}),
    "a cell with a line in it": ("submission", {"cells": {"a:b\na:c": 1}}),
    "a replaced record that is no name": ("submission", {"replaces": {"a:b": ["x"]}}),
    "a person with a book for a name": ("submission", {"person": "a" * 201}),
    "an office inside that is no name": ("submission", {"unit": "KH/04"}),
    "a verdict that is none": ("decision", {"verdict": "burned"}),
    "a judged record that is no name": ("decision", {"judged": ["AB" * 32]}),
    "a comment that says nothing": ("comment", {"word": ""}),
    "a comment about nothing": ("comment", {"about": []}),
    "a comment about what is no name": ("comment", {"about": ["x"]}),
    "a comment with nothing beside a cell": ("comment", {"cells": {"a:b": ""}}),
    "a comment longer than any": ("comment", {"word": "a" * 20_001}),
    "a granted device that is no key": ("grant", {"device": "all of them"}),
    "an acceptance that is no yes or no": ("grant", {"accepted": 1}),
    "an acceptance that names what stands": ("grant", {"stands": [NAME]}),
    "a receipt for what is no name": ("receipt", {"records": [NAME[:-1]]}),
    "a box that is no key": ("device", {"box": "age1"}),
    "a register that says nothing": ("registry", {"cells": {}}),
    "a day that is none": ("registry", {"cells": {"kh.040101:valid_to": "2026-02-30"}}),
    "a day after the end of all patience": ("registry", {"cells": {"kh.04:due_days:commune": 367}}),
    "a day for a period that is none": ("registry", {"cells": {"kh.04:due:commune.2026Q5": "2026-10-05"}}),
    "a level that is none": ("registry", {"cells": {"kh.040101:level": "village"}}),
    "an office under itself": ("registry", {"cells": {"kh.0401:parent": "kh.0401"}}),
    "an office under one below": ("registry", {"cells": {"kh.0401:parent": "kh.040101"}}),
    "an office without a name": ("registry", {"cells": {"kh.040101:name_km": " "}}),
    "a register's entry replaced but not written": ("registry", {"replaces": {"kh.040101:code": [NAME]}}),
    "a register's entry with a reason for none": (
        "registry",
        {"cells": {"kh.040101:code": {"why": "not_known"}}},
    ),
    "a rating beyond the scale": ("rating", {"cells": {"kh.04:level:2027.2.overall": 7}}),
    "a rating below the scale": ("rating", {"cells": {"kh.04:level:2027.2.overall": 0}}),
    "a rating in words": ("rating", {"cells": {"kh.04:level:2027.2.overall": "good"}}),
    "a rating of no year": ("rating", {"cells": {"kh.04:level:2.overall": 5}}),
    "a rating of an office that is no name": ("rating", {"cells": {"KH_04:level:2027.2.overall": 5}}),
    "empty grounds": ("rating", {"cells": {"kh.04:grounds:2027.2.overall": " "}}),
    "a survey value without a source": (
        "rating",
        {"cells": {"kh:survey_value:I1.2027": "60", "kh:survey_unit:I1.2027": "percent"}},
    ),
    "a survey value whose source alone is taken back": ("rating", {"cells": survey_cells("60", source=None)}),
    "a survey value above all percent": ("rating", {"cells": survey_cells("101")}),
    "a survey value with an exponent": ("rating", {"cells": survey_cells("6e1")}),
    "a survey value in no unit": ("rating", {"cells": survey_cells("60", unit="furlong")}),
    "a state beyond done": ("rating", {"cells": survey_cells("3", unit="status")}),
    "a text of the plan that is a number": ("plan", {"cells": {"2.3.1:title_km": 1}}),
    "a telephone number that is none": ("plan", {"cells": {"hotline.1280:numbers": "call us"}}),
    "a part of the plan that it does not have": ("plan", {"cells": {"2.3.1:sessions": "4"}}),
}


def wrong_inside() -> Iterator[Case]:
    for what, (kind, fields) in WRONG_INSIDE.items():

        def forge(w: World, kind: str = kind, fields: Any = fields) -> bytes:
            name, body = body_of(kind)
            return w.letter(signed(w.commune, canonical(header(w.commune, OFFICE, name, {**body, **fields}))))

        yield Case(f"{what}", forge, record.RecordIsWrong)
