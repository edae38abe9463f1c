"""A table of forgeries: each ends in quarantine or refusal, for the right reason, with the store unchanged.

Genuine is: a device the secretariat accepted, its own office, a record of a kind it may write, in one way
of writing, in a letter whose outside is like its inside. Every case breaks just one of these, for every
kind of record where it makes a difference (`forged_authors`, `forged_records`, `forged_letters`).
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.actions import exchange as exchanging
from desktop.actions import trust as trusting
from desktop.storage.database import Database, writing
from desktop.sync.merge import Fate
from desktop.sync.trust import Doubt
from tests.sync.forged_authors import by_whom, not_theirs
from tests.sync.forged_letters import letters, no_letters
from tests.sync.forged_records import badly_signed, badly_written, wrong_inside
from tests.sync.forged_world import OFFICE, PROVINCE, Case, World, written
from tests.sync.forging import key_of, name_of
from tests.sync.laptops import Laptop, take

CASES = [
    *by_whom(),
    *not_theirs(),
    *badly_written(),
    *badly_signed(),
    *wrong_inside(),
    *letters(),
    *no_letters(),
]


@pytest.fixture(scope="module")
def world(known_once: dict[str, Laptop], tmp_path_factory: pytest.TempPathFactory) -> World:
    province = known_once["province"].copy_to(tmp_path_factory.mktemp("forgeries") / "province")
    keys = {name: key_of(known_once[name]) for name in ("province", "commune", "neighbour")}
    found = World(province, keys["province"], keys["commune"], keys["neighbour"])
    with province.open() as db:
        for key, unit in ((found.further, PROVINCE), (found.lost, OFFICE), (found.lost_further, PROVINCE)):
            trusting.accept(db, name_of(key), unit)
        trusting.revoke(db, name_of(found.lost), OFFICE)
        trusting.revoke(db, name_of(found.lost_further), PROVINCE)
    return found


REGISTER = "org_unit"  # the largest table: looked at once, when all cases were tried


def state(db: Database) -> str:
    """A digest of every row of every table but the quarantine and the register."""
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {table: rows_of(db, table) for table in tables if table not in ("quarantine", REGISTER)}
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def rows_of(db: Database, table: str) -> list[tuple[object, ...]]:
    return sorted(db.execute(f"SELECT * FROM [{table}]").fetchall(), key=repr)  # noqa: S608


@pytest.fixture(scope="module")
def untouched(world: World) -> Iterator[str]:
    with world.province.open() as db:
        register = rows_of(db, REGISTER)
        yield state(db)
        assert rows_of(db, REGISTER) == register


def test_the_table_is_long_enough_and_no_case_stands_in_it_twice() -> None:
    assert len(CASES) >= 300
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_forgery_ends_in_quarantine_or_refusal_and_changes_nothing(
    world: World, untouched: str, case: Case
) -> None:
    body = case.forge(world)
    (outcome,) = take(world.province, body)
    held = isinstance(case.reason, Doubt)
    assert (outcome.reason if held else type(outcome.reason)) == case.reason
    assert outcome.fate in ((Fate.QUARANTINED,) if held else (Fate.REFUSED, Fate.NOT_FOR_US))
    assert outcome.new_records == 0
    with world.province.open() as db:
        kept = db.execute("SELECT reason, body FROM quarantine").fetchall()
        assert kept == ([(outcome.reason.value, body)] if isinstance(outcome.reason, Doubt) else [])
        with writing(db):
            db.conn.execute("DELETE FROM quarantine")
        assert state(db) == untouched


def test_what_the_cases_are_changed_from_is_believed(known_once: dict[str, Laptop], tmp_path: Path) -> None:
    """The control: without the forgery each of these is taken in."""
    province = known_once["province"].copy_to(tmp_path / "province")
    keys = [key_of(known_once[name]) for name in ("province", "commune", "neighbour")]
    world = World(province, *keys)
    for kind in ("submission", "device", "receipt", "poem"):
        (outcome,) = take(province, world.letter(written(world.commune, OFFICE, kind)))
        assert (outcome.fate, outcome.new_records) == (Fate.TAKEN_IN, 1), kind
    for kind in ("decision", "grant", "revocation", "registry", "rating"):
        said = written(world.root, PROVINCE, kind, OFFICE)
        (outcome,) = take(province, world.letter(said, key=world.root, unit=PROVINCE))
        assert (outcome.fate, outcome.new_records) == (Fate.TAKEN_IN, 1), kind


def test_a_letter_that_comes_again_is_had_already_and_changes_nothing(
    known_once: dict[str, Laptop], tmp_path: Path
) -> None:
    province = known_once["province"].copy_to(tmp_path / "province")
    keys = [key_of(known_once[name]) for name in ("province", "commune", "neighbour")]
    body = World(province, *keys).letter(written(keys[1], OFFICE, "submission"))
    take(province, body)
    before = province.content()
    for _ in range(3):
        (outcome,) = take(province, body)
        assert outcome.fate is Fate.HAD_ALREADY
    with province.open() as db:
        exchanging.rebuild(db)
    assert province.content() == before
