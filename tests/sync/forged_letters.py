"""Forgeries of letters: a genuine record in a letter that somebody changed or made up."""

import base64
import bz2
import hashlib
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pyrage

from desktop.sync import batch, container
from desktop.sync.trust import Doubt
from tests.sync.forged_world import NAME, NEIGHBOUR, OFFICE, PROVINCE, Case, World, written
from tests.sync.forging import batch_of, canonical, enveloped, name_of, payload_of

OUTSIDE: dict[str, tuple[dict[str, object], object]] = {
    "another office than the inside": ({"org_unit": NEIGHBOUR}, batch.NotGenuine),
    "another receiver than the inside": ({"receiver": "kh.05"}, batch.NotGenuine),
    "another number than the inside": ({"sequence": 2}, batch.NotGenuine),
    "a digest of something else": ({"payload_sha256": NAME}, batch.Damaged),
    "an unknown field": ({"more": 1}, container.NotABatch),
    "a number below the first": ({"sequence": 0}, container.NotABatch),
    "a receiver that is no name": ({"receiver": "../kh"}, container.NotABatch),
    "a newer format": ({"format": 2}, Doubt.NEWER_FORMAT),
}
INSIDE: dict[str, Callable[[bytes], bytes]] = {
    "an unknown field": lambda content: content[:-1] + b',"more":1}',
    "no number": lambda content: content.replace(b',"sequence":1', b"", 1),
    "depth without end": lambda content: b"[" * 100_000,
    "nothing": lambda content: b"",
    "text after its end": lambda content: content + b"{}",
    "a signature of 63 bytes": lambda content: content.replace(
        base64.b64encode(signature_in(content)), base64.b64encode(signature_in(content)[:63]), 1
    ),
}
SQUEEZED: dict[str, Callable[[bytes], bytes]] = {
    "is not squeezed": lambda content: content,
    "has something after it": lambda content: bz2.compress(content) + b"x",
    "ends too soon": lambda content: bz2.compress(content)[:-4],
    "was squeezed by another tool": lambda content: b"\x1f\x8b\x08" + content,
}
NOTHING_AT_ALL = (b"", b"PK", b"PK\3\4" * 100, b"{}", b"\xff" * 1000, b"age-encryption.org/v1\n")


def letters() -> Iterator[Case]:
    for what, (fields, reason) in OUTSIDE.items():
        yield Case(f"the outside has {what}", lambda w, fields=fields: outside(w, fields), reason)
    for what, spoil in INSIDE.items():
        yield Case(f"the inside has {what}", lambda w, spoil=spoil: inside(w, spoil), batch.Damaged)
    for what, squeeze in SQUEEZED.items():
        yield Case(f"the inside {what}", lambda w, squeeze=squeeze: squeezed(w, squeeze), batch.Damaged)
    yield Case("the inside speaks for a neighbour", of_neighbour, batch.NotGenuine)
    yield Case("another computer's envelope around a sealed inside", stolen_inside, batch.NotGenuine)
    yield Case("an envelope changed after it was signed", changed_envelope, batch.NotGenuine)
    yield Case("the inside of one letter in another", spliced, batch.Damaged)
    yield Case("a genuine letter sealed to somebody else", sealed_to_another, batch.SealedToSomeoneElse)


def no_letters() -> Iterator[Case]:
    yield Case("a file larger than any letter", lambda w: bytes(batch.MAX_BATCH_BYTES + 1), batch.TooLarge)
    for at in random.Random(4).sample(range(100), 20):
        yield Case(f"cut off at {at} %", lambda w, at=at: cut(genuine(w), at / 100), container.NotABatch)
    for what in NOTHING_AT_ALL:
        yield Case(f"no letter at all: {what[:12]!r}", lambda w, what=what: what, container.NotABatch)


def genuine(w: World) -> bytes:
    return w.letter(written(w.commune, OFFICE, "submission"))


def content_of(w: World) -> bytes:
    return payload_of(w.commune, OFFICE, [written(w.commune, OFFICE, "submission")])


def outside(w: World, fields: dict[str, Any]) -> bytes:
    members = container.unpack(genuine(w))
    said = json.loads(members.manifest) | fields
    return enveloped(w.commune, canonical(said), members.payload)


def inside(w: World, spoil: Callable[[bytes], bytes]) -> bytes:
    return batch_of(w.commune, OFFICE, spoil(content_of(w)), [w.province.box()])


def squeezed(w: World, squeeze: Callable[[bytes], bytes]) -> bytes:
    return batch_of(w.commune, OFFICE, b"", [w.province.box()], squeezed=squeeze(content_of(w)))


def signature_in(content: bytes) -> bytes:
    return base64.b64decode(json.loads(content)["records"][0]["signature"])


def of_neighbour(w: World) -> bytes:
    inside = payload_of(w.neighbour, NEIGHBOUR, [written(w.commune, OFFICE, "submission")])
    return batch_of(w.commune, OFFICE, inside, [w.province.box()])


def stolen_inside(w: World) -> bytes:
    sealed = container.unpack(w.letter(written(w.commune, OFFICE, "submission"))).payload
    mine = {"device": name_of(w.neighbour), "format": 1, "org_unit": NEIGHBOUR, "receiver": PROVINCE}
    digest = hashlib.sha256(sealed).hexdigest()
    return enveloped(w.neighbour, canonical({**mine, "payload_sha256": digest, "sequence": 1}), sealed)


def changed_envelope(w: World) -> bytes:
    members = container.unpack(w.letter(written(w.commune, OFFICE, "submission")))
    return container.pack(members._replace(manifest=members.manifest.replace(b"kh.040101", b"kh.040102")))


def spliced(w: World) -> bytes:
    one, two = (
        container.unpack(w.letter(written(w.commune, OFFICE, kind))) for kind in ("submission", "poem")
    )
    return container.pack(one._replace(payload=two.payload))


def sealed_to_another(w: World) -> bytes:
    box = str(pyrage.x25519.Identity.generate().to_public())
    inside = payload_of(w.commune, OFFICE, [written(w.commune, OFFICE, "submission")])
    return batch_of(w.commune, OFFICE, inside, [box])


def cut(body: bytes, at: float) -> bytes:
    return body[: int(len(body) * at)]
