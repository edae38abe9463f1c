"""Ratings merge by the one law: told in any order they are the same, and only who may say them is heard."""

import random
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.actions import exchange as exchanging
from desktop.domain import rating
from desktop.domain.rating import Rated
from desktop.domain.record import Book
from desktop.domain.survey import About, Role
from desktop.storage import registers
from desktop.storage.database import Database
from desktop.sync.record import verify
from tests.sync.forging import key_of, name_of
from tests.sync.laptops import Laptop, dump
from tests.sync.test_register_law import PROVINCE, Hands, Pair, told

STRATEGY_2, WHOLE = Rated(2027, "2"), Rated(2027, rating.WHOLE)


def lay_down(
    said: Hands, key: Ed25519PrivateKey, cells: dict[str, object], saw: dict[str, list[str]] | None = None
) -> str:
    body = {"cells": cells, "person": "Example officer", **({"replaces": saw} if saw else {})}
    return said.say(key, "rating", body)


def value(amount: str, source: str) -> dict[str, object]:
    said = {"value": amount, "unit": "percent", "source": source}
    return {f"{PROVINCE}:survey_{part}:I1.2027": each for part, each in said.items()}


def a_history(root: Ed25519PrivateKey) -> list[Pair]:
    said = Hands(root)
    grant = {"accepted": True, "device": name_of(said.other), "unit": PROVINCE}
    said.say(root, "grant", grant)
    second, whole = rating.level_cell(PROVINCE, STRATEGY_2), rating.level_cell(PROVINCE, WHOLE)
    first = lay_down(said, root, {second: 3})
    lay_down(
        said, said.other, {second: 5, rating.grounds_cell(PROVINCE, STRATEGY_2): "Seen."}, {second: [first]}
    )
    lay_down(said, root, {whole: 4})
    lay_down(said, said.other, {whole: 2})  # neither saw the other
    lay_down(said, root, value("61.5", "One survey"))
    lay_down(said, said.other, value("70", "Another survey"))
    late = lay_down(said, said.other, {rating.level_cell(PROVINCE, Rated(2030, "1")): 6})
    stands = sorted({verify(*pair).record.name for pair in said.pairs} - {late})
    said.say(root, "grant", grant | {"accepted": False, "stands": stands})
    return said.pairs


def entered(db: Database) -> rating.Entered:
    return rating.entered(PROVINCE, registers.written(db, Book.RATING))


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_any_letters_gives_the_same_ratings(
    known_once: dict[str, Laptop], tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    pairs = a_history(key_of(known_once["province"]))
    with told(known_once, [pairs], tmp_path / "in order").open() as db:
        expected = entered(db)
    assert expected.ratings[STRATEGY_2].levels == (5,)
    assert expected.ratings[STRATEGY_2].grounds == ("Seen.",)
    assert expected.ratings[WHOLE].levels == (2, 4)
    assert Rated(2030, "1") not in expected.ratings  # said by a computer that was taken back
    found = {(str(v.amount), v.source.en) for v in expected.values[Role.VALUE, About("I1", "2027")]}
    assert found == {("61.5", "One survey"), ("70", "Another survey")}
    mixed = [*pairs, *chance.sample(pairs, 3)]
    chance.shuffle(mixed)
    cut = chance.randrange(1, len(mixed))
    with told(known_once, [mixed[:cut], mixed[cut:]], tmp_path / "mixed").open() as db:
        assert entered(db) == expected
        before = dump(db)
        exchanging.rebuild(db)
        assert {**dump(db), "setting": []} == {**before, "setting": []}
        assert entered(db) == expected
