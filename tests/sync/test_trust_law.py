"""What counts is a function of what arrived: any order, any batches, any repetition give the same.

A secretariat with three computers, an office with two, one of each taken back; records by all of them,
said in good time and afterwards. Every order of the letters, however the records are put into letters,
must give one view, one list of what does not count with its reason, and one set of trusted computers.
"""

import random
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.actions import exchange as exchanging
from desktop.storage import devices, records, reports, uncounted
from desktop.storage.database import Database
from desktop.sync import batch, identity, letter, trust
from desktop.sync.record import verify
from tests.sync.forging import batch_of, canonical, header, key_of, name_of, payload_of, signed, submission
from tests.sync.laptops import Laptop, dump, take

PROVINCE, OFFICE, NEIGHBOUR = "kh.04", "kh.040101", "kh.040102"
Pair = tuple[bytes, bytes]


@dataclass
class History:
    """Records by hand: what each computer says, and what the first computer makes of it."""

    root: Ed25519PrivateKey
    pairs: list[Pair] = field(default_factory=list)
    keys: dict[str, Ed25519PrivateKey] = field(default_factory=dict)

    def key(self, name: str) -> Ed25519PrivateKey:
        if name not in self.keys:
            self.keys[name] = Ed25519PrivateKey.from_private_bytes(random.Random(name).randbytes(32))
        return self.keys[name]

    def say(self, key: Ed25519PrivateKey, unit: str, kind: str, body: object) -> str:
        salt = f"{len(self.pairs):032x}"
        pair = signed(key, canonical(header(key, unit, kind, body, salt=salt)))
        self.pairs.append(pair)
        return verify(*pair).record.name

    def grant(self, by: Ed25519PrivateKey, to: str, unit: str, *stands: str, accepted: bool = True) -> str:
        body = {"accepted": accepted, "device": name_of(self.key(to)), "unit": unit}
        return self.say(by, PROVINCE, "grant", body | ({"stands": list(stands)} if stands else {}))

    def write(self, by: str, unit: str, cell: str, answer: int, **replaced: str) -> str:
        seen = {"replaces": {cell: list(replaced.values())}} if replaced else {}
        return self.say(self.key(by), unit, "submission", submission(unit, {cell: answer}, **seen))


def a_province(root: Ed25519PrivateKey) -> History:
    """The root names a second secretariat computer, that a third; the third and a laptop are taken back."""
    history = History(root)
    history.grant(root, "second", PROVINCE)
    history.grant(history.key("second"), "third", PROVINCE)
    old = history.grant(history.key("third"), "old laptop", OFFICE)
    new = history.grant(history.key("third"), "new laptop", OFFICE)
    history.grant(root, "neighbour", NEIGHBOUR)
    first = history.write("old laptop", OFFICE, "a:b", 1)
    other = history.write("old laptop", OFFICE, "a:c", 2)
    history.write("old laptop", OFFICE, "a:b", 3, seen=first)  # nobody had taken this one in
    history.write("new laptop", OFFICE, "a:c", 4, seen=other)
    late = history.grant(history.key("third"), "stranger", OFFICE)  # the thief's word
    history.write("stranger", OFFICE, "a:b", 666)
    history.write("neighbour", NEIGHBOUR, "a:b", 5)
    history.write("never accepted", NEIGHBOUR, "a:b", 6)
    history.grant(history.key("second"), "old laptop", OFFICE, first, accepted=False)
    history.grant(root, "old laptop", OFFICE, other, accepted=False)
    history.grant(root, "third", PROVINCE, old, new, accepted=False)
    # those that were taken back, or may not, hit back in vain
    history.grant(history.key("third"), "second", PROVINCE, accepted=False)
    history.grant(history.key("second"), "third", PROVINCE, late, accepted=False)
    history.say(history.key("third"), PROVINCE, "grant", grant_of(name_of(root), accepted=False))
    history.say(history.key("neighbour"), NEIGHBOUR, "grant", grant_of(name_of(history.key("x")), NEIGHBOUR))
    return history


def grant_of(device: str, unit: str = PROVINCE, *, accepted: bool = True) -> dict[str, object]:
    return {"accepted": accepted, "device": device, "unit": unit}


def letters(history: History, parts: Iterable[list[int]], box: str) -> list[bytes]:
    """The records in letters, each carried by whoever wrote its first record."""
    found = []
    for n, part in enumerate(parts):
        pairs = [history.pairs[i] for i in part]
        record = verify(*pairs[0]).record
        keys = [history.root, *history.keys.values()]
        key = next(key for key in keys if name_of(key) == record.device)
        inside = payload_of(key, record.org_unit, pairs, n + 1)
        found.append(batch_of(key, record.org_unit, inside, [box], sequence=n + 1))
    return found


def everything_said(db: Database) -> tuple[object, ...]:
    return reports.all_live(db), not_counted(db), devices_that_count(db)


def not_counted(db: Database) -> set[tuple[str, str]]:
    """Every record here that does not count, with its reason: kept, or in a letter that waits."""
    here = uncounted.every(db)
    found = {(name, here[n]) for n, name in zip(here, records.names(db, here), strict=True)}
    judge = trust.judge(db)
    for (body,) in db.execute("SELECT body FROM quarantine").fetchall():
        opened = letter.read(letter.Letter("", body), identity.box_identities(db)).found
        assert isinstance(opened, batch.Opened)
        doubts = ((each.record.name, judge.doubt(each.record)) for each in opened.records)
        found |= {(name, doubt.value) for name, doubt in doubts if doubt}
    return found


def devices_that_count(db: Database) -> set[tuple[str, str, int]]:
    return set(db.execute("SELECT device, org_unit, accepted FROM granting").fetchall())


@pytest.fixture(scope="module")
def province(made_once: dict[str, Laptop]) -> Laptop:
    return made_once["province"]


@pytest.fixture
def arriving(province: Laptop, tmp_path: Path) -> Callable[[list[list[int]]], tuple[object, ...]]:
    history, box = a_province(key_of(province)), province.box()

    def arrive(parts: list[list[int]]) -> tuple[object, ...]:
        store = province.copy_to(tmp_path / "store")
        try:
            for body in letters(history, parts, box):
                take(store, body)
            with store.open() as db:
                said = everything_said(db)
                before = dump(db)
                exchanging.rebuild(db)
                assert everything_said(db) == said, "rebuilding changes what counts"
                assert len(dump(db)["record"]) == len(before["record"])
                return said
        finally:
            shutil.rmtree(store.folder)

    return arrive


SIZE = len(a_province(Ed25519PrivateKey.from_private_bytes(bytes(32))).pairs)


def test_the_view_is_what_the_secretariat_said_that_stands(
    arriving: Callable[[list[list[int]]], tuple[object, ...]],
) -> None:
    live, waiting, trusted = arriving([[n] for n in range(SIZE)])
    assert isinstance(live, dict)
    said = {(key.org_unit, cell): found.answers for (key, cell), found in live.items()}
    assert said == {(OFFICE, "a:b"): (1,), (OFFICE, "a:c"): (4,), (NEIGHBOUR, "a:b"): (5,)}
    assert isinstance(waiting, set)
    reasons = sorted(reason for _, reason in waiting)
    assert reasons.count("not_allowed") == 2  # second about third; a neighbour who grants
    assert reasons.count("unknown_device") == 2  # whom the thief named; who was never accepted
    assert len(trusted) == 7  # 5 accepted, 2 taken back


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_order_in_any_letters_gives_the_same(
    arriving: Callable[[list[list[int]]], tuple[object, ...]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(SIZE)))
    cuts = sorted(data.draw(st.sets(st.integers(1, SIZE - 1))))
    parts = [order[a:b] for a, b in zip([0, *cuts], [*cuts, SIZE], strict=True)]
    again = data.draw(st.lists(st.sampled_from(parts), max_size=3))
    assert arriving([*parts, *again]) == arriving([[n] for n in range(SIZE)])


def test_a_computer_taken_back_is_written_to_no_more_and_its_office_keeps_the_other(
    province: Laptop, tmp_path: Path
) -> None:
    history = a_province(key_of(province))
    for name in ("old laptop", "new laptop"):
        introduction = {"box": province.box(), "person": "Example officer", "recovery": province.box()}
        history.say(history.key(name), OFFICE, "device", introduction)
    store = province.copy_to(tmp_path / "store")
    for body in letters(history, [[n] for n in range(len(history.pairs))], province.box()):
        take(store, body)
    with store.open() as db:
        here = [known.device for known in devices.by_office(db)[OFFICE]]
    assert here == [name_of(history.key("new laptop"))]
