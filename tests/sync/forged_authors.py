"""Forgeries that are genuine in every byte, said by somebody who may not say them."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync.trust import Doubt
from tests.sync.forged_world import (
    ELSEWHERE,
    KINDS,
    NEIGHBOUR,
    NOWHERE,
    OFFICE,
    PROVINCE,
    STRANGER,
    Case,
    World,
    written,
)

# Who says it: genuine in every byte, by somebody who may not.


def by_whom() -> Iterator[Case]:
    people: dict[str, tuple[Callable[[World], Ed25519PrivateKey], str, Doubt]] = {
        "a computer nobody accepted": (lambda w: STRANGER, OFFICE, Doubt.UNKNOWN_DEVICE),
        "a computer that says it is the secretariat's": (lambda w: STRANGER, PROVINCE, Doubt.UNKNOWN_DEVICE),
        "a computer of another province": (lambda w: STRANGER, ELSEWHERE, Doubt.OTHER_PROVINCE),
        "a computer of no office": (lambda w: STRANGER, NOWHERE, Doubt.UNKNOWN_OFFICE),
        "a computer that was taken back": (lambda w: w.lost, OFFICE, Doubt.REVOKED_DEVICE),
        "one of the secretariat taken back": (lambda w: w.lost_further, PROVINCE, Doubt.REVOKED_DEVICE),
        "a neighbour in this office's name": (lambda w: w.neighbour, OFFICE, Doubt.OTHER_OFFICE),
        "an office in the secretariat's name": (lambda w: w.commune, PROVINCE, Doubt.OTHER_OFFICE),
        "the secretariat in an office's name": (lambda w: w.root, OFFICE, Doubt.OTHER_OFFICE),
        "the secretariat as another province": (lambda w: w.root, "kh.05", Doubt.OTHER_OFFICE),
    }
    for who, (key, unit, doubt) in people.items():
        for kind in KINDS:
            about = OFFICE if kind in ("decision", "comment", "grant", "revocation") else unit

            def alone(
                w: World, key: Any = key, unit: str = unit, kind: str = kind, about: str = about
            ) -> bytes:
                return w.letter(written(key(w), unit, kind, about), key=key(w), unit=unit)

            def carried(
                w: World, key: Any = key, unit: str = unit, kind: str = kind, about: str = about
            ) -> bytes:
                return w.letter(written(key(w), unit, kind, about))

            yield Case(f"{who}: {kind}", alone, doubt)
            yield Case(f"{who}, carried by an honest office: {kind}", carried, doubt)


# What it says: by an accepted computer, for its own office, but not its to say.


RULING = ("decision", "grant", "revocation", "registry", "rating")
EVERYWHERE = (PROVINCE, "kh.0401", "kh", ELSEWHERE, NOWHERE)
ABROAD = ("kh", "kh.05", ELSEWHERE, NOWHERE)
OVERSTEPPING: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], Doubt], ...] = (
    ("commune", OFFICE, RULING, (OFFICE, NEIGHBOUR, *EVERYWHERE), Doubt.NOT_ALLOWED),
    ("commune", OFFICE, ("submission",), (NEIGHBOUR, *EVERYWHERE), Doubt.OTHER_OFFICE),
    ("commune", OFFICE, ("plan",), (OFFICE,), Doubt.NOT_ALLOWED),
    ("root", PROVINCE, ("plan",), (PROVINCE,), Doubt.NOT_ALLOWED),  # the plan is the nation's
    ("further", PROVINCE, ("plan",), (PROVINCE,), Doubt.NOT_ALLOWED),
    ("root", PROVINCE, RULING, ABROAD, Doubt.NOT_ALLOWED),
    ("further", PROVINCE, RULING, ABROAD, Doubt.NOT_ALLOWED),
    ("root", PROVINCE, ("submission",), (OFFICE, "kh.0401", "kh", ELSEWHERE), Doubt.OTHER_OFFICE),
    ("further", PROVINCE, ("submission",), (OFFICE, "kh.0401", "kh", ELSEWHERE), Doubt.OTHER_OFFICE),
    ("root", PROVINCE, ("decision",), (PROVINCE,), Doubt.NOT_ALLOWED),  # nobody judges his own report
    ("further", PROVINCE, ("decision",), (PROVINCE,), Doubt.NOT_ALLOWED),
    ("further", PROVINCE, ("revocation",), (PROVINCE,), Doubt.NOT_ALLOWED),
    # who gets no copies comments on nothing, be it the secretariat
    ("commune", OFFICE, ("comment",), (OFFICE, NEIGHBOUR, *EVERYWHERE), Doubt.NO_COPIES),
    ("neighbour", NEIGHBOUR, ("comment",), (OFFICE, NEIGHBOUR), Doubt.NO_COPIES),
    ("root", PROVINCE, ("comment",), (PROVINCE, OFFICE, *ABROAD), Doubt.NO_COPIES),
    ("further", PROVINCE, ("comment",), (PROVINCE, OFFICE, *ABROAD), Doubt.NO_COPIES),
)


def not_theirs() -> Iterator[Case]:
    def says(key: str, unit: str, kind: str, about: str, doubt: Doubt) -> Case:
        def forge(w: World) -> bytes:
            return w.letter(written(getattr(w, key), unit, kind, about), key=getattr(w, key), unit=unit)

        return Case(f"{key} of {unit} about {about}: {kind}", forge, doubt)

    for who, unit, kinds, abouts, doubt in OVERSTEPPING:
        for kind, about in product(kinds, abouts):
            yield says(who, unit, kind, about, doubt)
