"""What a letter says of its receiver: for whom it lies in a box, and nothing that is believed.

Only its sender could write a wrong one, since the outside is signed and repeated inside. Whoever can open it
reads the same records with their own signatures, so there is nothing to gain by it (docs/decisions/0003).
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.storage import reports
from desktop.sync.batch import NotGenuine
from desktop.sync.merge import Fate
from tests.sync.forged_world import written
from tests.sync.forging import batch_of, key_of, payload_of
from tests.sync.laptops import Laptop, take

Laptops = Callable[[str], Laptop]
OFFICE = "kh.040101"
WRONG = ("kh.05", "kh.0401", "kh.040102", "kh", "A" * 43 + "=")


def addressed(sender: Laptop, reader: Laptop, record: tuple[bytes, bytes], receiver: str) -> bytes:
    """A letter of an accepted computer that names this receiver inside and outside, sealed to the reader."""
    key = key_of(sender)
    inside = payload_of(key, OFFICE, [record]).replace(
        b'"receiver":"kh.04"', b'"receiver":"%b"' % receiver.encode()
    )
    return batch_of(key, OFFICE, inside, [reader.box()], receiver=receiver)


def said(reader: Laptop) -> list[tuple[object, ...]]:
    """What is kept, without when it arrived."""
    columns = "kind, device, org_unit, made_at, content, signature"
    with reader.open() as db:
        return sorted(db.execute(f"SELECT {columns} FROM record").fetchall())  # noqa: S608 - they stand above


@pytest.mark.parametrize("receiver", WRONG)
def test_a_wrong_receiver_changes_nothing_of_what_is_taken_in(
    known: Laptops, known_once: dict[str, Laptop], receiver: str, tmp_path: Path
) -> None:
    commune = known("commune")
    record = written(key_of(commune), OFFICE, "submission")
    readers = []
    for named in ("kh.04", receiver):
        reader = known_once["province"].copy_to(tmp_path / f"reader {len(readers)}")
        (outcome,) = take(reader, addressed(commune, reader, record, named))
        assert (outcome.fate, outcome.new_records) == (Fate.TAKEN_IN, 1)
        with reader.open() as db:
            assert reports.live(db, commune.report())["a:b"].answer == 666
        readers.append(reader)
    assert said(readers[0]) == said(readers[1])


@pytest.mark.parametrize("receiver", WRONG)
def test_nobody_but_its_sender_can_change_for_whom_a_letter_is(known: Laptops, receiver: str) -> None:
    """Another office's computer puts its own envelope around what it cannot open."""
    commune, province, neighbour = known("commune"), known("province"), known("neighbour")
    key = key_of(commune)
    inside = payload_of(key, OFFICE, [written(key, OFFICE, "submission")])
    before = province.content()
    for thief, unit in ((key_of(neighbour), "kh.040102"), (key, OFFICE)):
        body = batch_of(thief, unit, inside, [province.box()], receiver=receiver)
        (outcome,) = take(province, body)
        assert (outcome.fate, type(outcome.reason)) == (Fate.REFUSED, NotGenuine)
    assert province.content() == before
