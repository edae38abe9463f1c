"""The world that forgeries are tried on, and what each kind of record says when nothing is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.sync.forging import batch_of, canonical, header, name_of, payload_of, signed, submission
from tests.sync.laptops import Laptop

PROVINCE, OFFICE, NEIGHBOUR, ELSEWHERE, NOWHERE = "kh.04", "kh.040101", "kh.040102", "kh.050101", "kh.999999"
BOOKS = ("registry", "plan", "rating")
UNDERSTOOD = ("submission", "decision", "comment", "device", "grant", "revocation", "receipt", *BOOKS)
KINDS = (*UNDERSTOOD, "poem")  # one that no program knows yet
NAME, BOX = "ab" * 32, "age1" + "q" * 58
STRANGER = Ed25519PrivateKey.from_private_bytes(b"a stranger that nobody accepted.")
VICTIM = name_of(Ed25519PrivateKey.from_private_bytes(b"a computer that others speak of."))
Pair = tuple[bytes, bytes]


@dataclass
class World:
    """A province that knows two communes, a further computer of its own, and one it took back."""

    province: Laptop
    root: Ed25519PrivateKey
    commune: Ed25519PrivateKey
    neighbour: Ed25519PrivateKey
    further: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    lost: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    lost_further: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def letter(self, *records: Pair, key: Ed25519PrivateKey | None = None, unit: str = OFFICE) -> bytes:
        """A letter around these records by the commune's computer, or another one's."""
        key = key or self.commune
        return batch_of(key, unit, payload_of(key, unit, records), [self.province.box()])


@dataclass(frozen=True)
class Case:
    name: str
    forge: Callable[[World], bytes] = field(repr=False)
    reason: object


def body_of(kind: str, unit: str = OFFICE) -> tuple[str, dict[str, Any]]:
    """A record's kind as it is written and its body, right in every way, speaking of `unit`."""
    about = {"period": "2026Q3", "person": "Example officer", "unit": unit}
    bodies: dict[str, dict[str, Any]] = {
        "submission": submission(unit, {"a:b": 666}),
        "decision": {**about, "judged": [], "verdict": "approved"},
        "comment": {**about, "about": [NAME], "word": "x"},
        "device": {"box": BOX, "person": "Example officer", "recovery": BOX},
        "grant": {"accepted": True, "device": VICTIM, "unit": unit},
        "revocation": {"accepted": False, "device": VICTIM, "unit": unit},
        "receipt": {"records": [NAME]},
        "registry": {"cells": {f"{unit}:name_en": "Example"}, "person": "Example officer"},
        "plan": {"cells": {"2.3.1:title_km": "ឧទាហរណ៍"}, "person": "Example officer"},
        "rating": {"cells": {f"{unit}:level:2027.2.overall": 5}, "person": "Example officer"},
    }
    return ("grant" if kind == "revocation" else kind), bodies.get(kind, {"says": "something"})


def written(key: Ed25519PrivateKey, unit: str, kind: str, about: str | None = None, **others: object) -> Pair:
    kind, body = body_of(kind, about or unit)
    return signed(key, canonical(header(key, unit, kind, body, **others)))
