"""The register is a function of what arrived: any order, any batches, any repetition give the same offices.

Two computers of a secretariat write it, one of them is taken back; some saw what the other wrote, some did
not. Told in every order, the offices and what is disputed are the same.
"""

import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.actions import exchange as exchanging
from desktop.domain.record import Book
from desktop.storage import org_units, registers
from desktop.storage.database import Database
from desktop.sync.record import verify
from tests.sync.forging import batch_of, canonical, header, key_of, name_of, payload_of, signed
from tests.sync.laptops import Laptop, dump, take

PROVINCE, OFFICE = "kh.04", "kh.040101"
Pair = tuple[bytes, bytes]


class Hands:
    """Records by hand, in the order in which they were said."""

    def __init__(self, root: Ed25519PrivateKey) -> None:
        self.root = root
        self.other = Ed25519PrivateKey.from_private_bytes(random.Random("other").randbytes(32))
        self.pairs: list[Pair] = []

    def say(self, key: Ed25519PrivateKey, kind: str, body: object) -> str:
        pair = signed(key, canonical(header(key, PROVINCE, kind, body, salt=f"{len(self.pairs):032x}")))
        self.pairs.append(pair)
        return verify(*pair).record.name

    def lay_down(self, key: Ed25519PrivateKey, cells: dict[str, object], **saw: list[str]) -> str:
        replaces = {cell: names for cell in cells if (names := saw.get(cell.partition(":")[2]))}
        body = {"cells": cells, "person": "Example officer"}
        return self.say(key, "registry", body | ({"replaces": replaces} if replaces else {}))


def a_history(root: Ed25519PrivateKey) -> list[Pair]:
    said = Hands(root)
    grant = {"accepted": True, "device": name_of(said.other), "unit": PROVINCE}
    said.say(root, "grant", grant)
    first = said.lay_down(root, {f"{OFFICE}:name_en": "First"})
    said.lay_down(said.other, {f"{OFFICE}:name_en": "Second"}, name_en=[first])
    said.lay_down(root, {f"{OFFICE}:code": "040115"})
    one = said.lay_down(root, {"kh.040102:name_km": "មួយ"})
    two = said.lay_down(said.other, {"kh.040102:name_km": "ពីរ"})  # neither saw the other
    said.lay_down(root, {"kh.040102:valid_to": "2026-06-30"})
    new = {"level": "commune", "kind": "administration", "parent": "kh.0401", "code": "040191"}
    said.lay_down(
        said.other, {f"kh.040191:{name}": value for name, value in new.items()} | {"kh.040191:name_km": "ថ្មី"}
    )
    said.lay_down(root, {"kh.040103:parent": "kh.0402", f"{PROVINCE}:due_days:commune": 9})
    late = said.lay_down(said.other, {"kh.040104:name_en": "Said by a thief"})
    stands = [verify(*pair).record.name for pair in said.pairs]
    stands.remove(late)
    said.say(root, "grant", grant | {"accepted": False, "stands": sorted(stands)})
    assert one != two
    return said.pairs


def told(known_once: dict[str, Laptop], letters: Sequence[Sequence[Pair]], folder: Path) -> Laptop:
    shutil.rmtree(folder, ignore_errors=True)
    province = known_once["province"].copy_to(folder)
    root = key_of(province)
    for pairs in letters:
        take(
            province,
            batch_of(root, PROVINCE, payload_of(root, PROVINCE, pairs), [province.box()], receiver=PROVINCE),
        )
    return province


def register_of(db: Database) -> tuple[object, ...]:
    return org_units.below(db, "kh"), registers.live(db, Book.REGISTER), registers.rules(db).cells


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_any_order_of_any_letters_gives_one_register(
    known_once: dict[str, Laptop], tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    chance = random.Random(seed)
    pairs = a_history(key_of(known_once["province"]))
    folder = tmp_path_factory.getbasetemp() / "register law"
    with told(known_once, [pairs], folder / "in order").open() as db:
        expected = register_of(db)
    mixed = [*pairs, *chance.sample(pairs, 4)]
    chance.shuffle(mixed)
    cuts = sorted(chance.sample(range(1, len(mixed)), 4))
    letters = [mixed[a:b] for a, b in zip([0, *cuts], [*cuts, len(mixed)], strict=True)]
    with told(known_once, letters, folder / "mixed").open() as db:
        assert register_of(db) == expected
        before = dump(db)
        exchanging.rebuild(db)
        assert {**dump(db), "setting": []} == {**before, "setting": []}


def test_what_was_laid_down_stands_in_the_register(known_once: dict[str, Laptop], tmp_path: Path) -> None:
    province = told(known_once, [a_history(key_of(known_once["province"]))], tmp_path / "province")
    with province.open() as db:
        found = {unit.id: unit for unit in org_units.below(db, PROVINCE)}
        assert (found[OFFICE].name_en, found[OFFICE].code) == ("Second", "040115")
        assert str(found["kh.040102"].valid_to) == "2026-06-30"
        assert found["kh.040191"].name_km == "ថ្មី"
        assert found["kh.040103"].parent == "kh.0402"
        assert found["kh.040104"].name_en != "Said by a thief"
        disputed = registers.live(db, Book.REGISTER)["kh.040102:name_km"]
        assert set(disputed.answers) == {"មួយ", "ពីរ"}
        (shipped,) = (u for u in org_units.gazetteer() if u.id == "kh.040102")
        assert found["kh.040102"].name_km == shipped.name_km  # what stood before, until one is chosen
        assert org_units.by_code(db, "040115") == found[OFFICE]
        exchanging.rebuild(db)
        assert {unit.id: unit for unit in org_units.below(db, PROVINCE)} == found
