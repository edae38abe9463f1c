"""A batch is opened whole and genuine, or refused by name with nothing changed."""

import base64
import bz2
import hashlib
import json
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.errors import UserError
from desktop.sync import batch, identity, minisign
from desktop.sync.batch import Damaged, NotGenuine, SealedToSomeoneElse, TooLarge
from desktop.sync.container import Members, NotABatch, pack, unpack
from desktop.sync.merge import Fate, Letter, read, take_in
from desktop.sync.record import RecordIsWrong
from tests.sync.forging import (
    batch_of,
    batch_with,
    canonical,
    enveloped,
    header,
    key_of,
    payload_of,
    signed,
    submission,
)
from tests.sync.laptops import Laptop, dump, take

Laptops = Callable[[str], Laptop]
NAME = "040101-0001.tumpeang"


@pytest.fixture
def province(known: Laptops) -> Laptop:
    return known("province")


@pytest.fixture
def commune(known: Laptops) -> Laptop:
    return known("commune")


def small(commune: Laptop) -> tuple[bytes, bytes]:
    """A small genuine record of the commune."""
    key = key_of(commune)
    body = submission(commune.org_unit, {"2.3.1:sessions": 3})
    return signed(key, canonical(header(key, commune.org_unit, "submission", body)))


def refused(province: Laptop, *bodies: bytes) -> list[UserError]:
    """Why each of these is refused; the whole store must stay as it was, and the file be named."""
    with province.open() as db:
        before = dump(db)
        identities = identity.box_identities(db)
        outcomes = take_in(db, [read(Letter(NAME, body), identities) for body in bodies], "now")
        assert dump(db) == before
    reasons = []
    for outcome in outcomes:
        assert outcome.fate in (Fate.REFUSED, Fate.NOT_FOR_US), outcome
        assert isinstance(outcome.reason, UserError)
        reasons.append(outcome.reason)
    return reasons


def test_a_batch_made_by_hand_as_the_format_says_is_taken_in(province: Laptop, commune: Laptop) -> None:
    """The control: every forgery below differs from this in one thing only."""
    (outcome,) = take(province, batch_with(commune, province, small(commune)))
    assert (outcome.fate, outcome.new_records) == (Fate.TAKEN_IN, 1)


def test_every_changed_bit_is_refused_and_changes_nothing(province: Laptop, commune: Laptop) -> None:
    body = batch_with(commune, province, small(commune))
    changed = []
    for at in range(len(body)):
        other = bytearray(body)
        other[at] ^= 1 << at % 8
        changed.append(bytes(other))
    for reason in refused(province, *changed):
        assert NAME in str(reason)


def test_every_truncation_and_addition_is_refused_and_changes_nothing(
    province: Laptop, commune: Laptop
) -> None:
    body = batch_with(commune, province, small(commune))
    cut = [body[:length] for length in range(len(body))]
    refused(province, *cut, *(body[start:] for start in range(1, 200)), body + b"\0", b"\0" + body, body * 2)


def test_every_changed_bit_in_a_member_is_refused_though_the_container_is_made_right_again(
    province: Laptop, commune: Laptop
) -> None:
    members = unpack(batch_with(commune, province, small(commune)))
    changed = []
    for which, content in enumerate(members):
        for at in range(len(content)):
            other = bytearray(content)
            other[at] ^= 1 << at % 8
            changed.append(pack(Members(*members[:which], bytes(other), *members[which + 1 :])))
    reasons = refused(province, *changed)
    assert {type(reason) for reason in reasons} <= {NotABatch, NotGenuine, Damaged}


def test_members_of_two_genuine_batches_do_not_make_a_third(province: Laptop, commune: Laptop) -> None:
    one = unpack(batch_with(commune, province, small(commune), sequence=1))
    two = unpack(batch_with(commune, province, small(commune), sequence=1))
    mixed = [
        Members(one.manifest, one.signature, two.payload),
        Members(one.manifest, two.signature, one.payload),
        Members(one.manifest, two.signature, two.payload),
        Members(two.manifest, one.signature, one.payload),
    ]
    reasons = refused(province, *(pack(members) for members in mixed))
    assert [type(reason) for reason in reasons] == [Damaged, NotGenuine, NotGenuine, NotGenuine]


def test_nobody_can_put_their_own_envelope_around_what_another_sealed(
    province: Laptop, commune: Laptop, known: Laptops
) -> None:
    """Sealing is not authorship: what is inside must name the device that signed the outside."""
    thief = known("neighbour")
    manifest, _, sealed = unpack(batch_with(commune, province, small(commune)))
    said = json.loads(manifest)
    key = key_of(thief)
    device = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    stolen = enveloped(key, canonical({**said, "device": device, "org_unit": thief.org_unit}), sealed)
    (reason,) = refused(province, stolen)
    assert isinstance(reason, NotGenuine)


@pytest.mark.parametrize(
    "inside",
    [{"org_unit": "kh.040102"}, {"receiver": "kh.08"}, {"sequence": 2}, {"device": "A" * 43 + "="}],
    ids=str,
)
def test_an_envelope_unlike_its_inside_is_refused(
    province: Laptop, commune: Laptop, inside: dict[str, object]
) -> None:
    payload = json.loads(payload_of(key_of(commune), commune.org_unit, [small(commune)]))
    body = batch_of(key_of(commune), commune.org_unit, canonical({**payload, **inside}), [province.box()])
    (reason,) = refused(province, body)
    assert isinstance(reason, NotGenuine)


def test_an_envelope_with_a_wrong_digest_is_refused_though_it_is_signed(
    province: Laptop, commune: Laptop
) -> None:
    (reason,) = refused(province, batch_with(commune, province, small(commune), payload_sha256="0" * 64))
    assert isinstance(reason, Damaged)


def test_a_batch_sealed_to_someone_else_is_refused_and_says_so(
    province: Laptop, commune: Laptop, known: Laptops
) -> None:
    body = batch_with(commune, known("neighbour"), small(commune))
    (reason,) = refused(province, body)
    assert isinstance(reason, SealedToSomeoneElse)
    assert NAME in str(reason)
    (outcome,) = take(province, body)
    assert outcome.fate is Fate.NOT_FOR_US  # most letters in a shared folder are: no fault


def test_one_wrong_record_refuses_the_whole_batch(province: Laptop, commune: Laptop) -> None:
    content, signature = small(commune)
    wrong = (content.replace(b":3", b":4"), signature)
    (reason,) = refused(province, batch_with(commune, province, small(commune), wrong))
    assert isinstance(reason, RecordIsWrong)


def test_an_envelope_written_in_another_way_is_refused_though_it_is_signed(
    province: Laptop, commune: Laptop
) -> None:
    manifest, _, sealed = unpack(batch_with(commune, province, small(commune)))
    others = [
        manifest.replace(b":1,", b": 1,"),
        manifest[:-1] + b',"sequence":1}',
        manifest.replace(b'"format":1', b'"format":1.0'),
        manifest[:-1] + b',"else":1}',
        manifest + b"\n",
    ]
    assert len({*others, manifest}) == len(others) + 1
    reasons = refused(province, *(enveloped(key_of(commune), other, sealed) for other in others))
    assert {type(reason) for reason in reasons} == {NotABatch}


def test_a_newer_format_is_kept_in_quarantine_whole_whatever_else_it_says(
    province: Laptop, commune: Laptop
) -> None:
    body = batch_with(commune, province, small(commune), format=2, new_in_two="something")
    (outcome,) = take(province, body)
    assert outcome.fate is Fate.QUARANTINED
    with province.open() as db:
        assert db.execute("SELECT reason, device, org_unit, body FROM quarantine").fetchall() == [
            ("newer_format", commune.device, commune.org_unit, body)
        ]


def test_a_newer_format_that_nobody_signed_is_not_kept(province: Laptop, commune: Laptop) -> None:
    """Otherwise anybody could fill the disk, and one flipped bit could look like the future."""
    manifest, signature, sealed = unpack(batch_with(commune, province, small(commune)))
    newer = manifest.replace(b'"format":1', b'"format":9')
    (reason,) = refused(province, pack(Members(newer, signature, sealed)))
    assert isinstance(reason, NotGenuine)


@pytest.mark.parametrize("nothing", [b"", b"\0", b"PK\3\4", b"PK\5\6" + bytes(18), b"not a batch" * 1000])
def test_what_is_not_a_batch_at_all_is_refused(province: Laptop, nothing: bytes) -> None:
    (reason,) = refused(province, nothing)
    assert isinstance(reason, NotABatch)


def test_an_ordinary_zip_with_the_right_names_is_refused(
    province: Laptop, commune: Laptop, tmp_path: Path
) -> None:
    """There is one way to write the container, so nothing can hide or overlap in it."""
    import zipfile

    members = unpack(batch_with(commune, province, small(commune)))
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        path = tmp_path / f"{method}.zip"
        with zipfile.ZipFile(path, "w", method) as file:
            for name, content in zip(
                ("manifest.json", "manifest.json.minisig", "payload.json.bz2.age"), members, strict=True
            ):
                file.writestr(name, content)
        (reason,) = refused(province, path.read_bytes())
        assert isinstance(reason, NotABatch)


def deep(depth: int = 1_000_000) -> bytes:
    return b"[" * depth + b"]" * depth


PAYLOADS: dict[str, Callable[[bytes], bytes]] = {
    "nested a million deep": lambda payload: deep(),
    "with a record nested a million deep": lambda payload: payload.replace(
        b'"records":[', b'"records":[{"record":' + deep() + b',"signature":"' + b"A" * 86 + b'=="},'
    ),
    "with a field nested a million deep": lambda payload: payload.replace(
        b'{"device"', b'{"else":' + deep() + b',"device"'
    ),
    "that is no JSON": lambda payload: payload[:-1],
    "that is no UTF-8": lambda payload: payload.replace(b'"records"', b'"records\xff"'),
    "without records": lambda payload: b"{}",
    "with a field nobody knows": lambda payload: payload[:-1] + b',"else":1}',
    "with a short signature": lambda payload: payload.replace(b'"signature":"', b'"signature":"AAAA'),
    "with 100,001 records": lambda payload: payload.replace(
        b'"records":[', b'"records":[' + b'{"record":1,"signature":"%b=="},' % (b"A" * 86) * 100_001
    ),
}


@pytest.mark.parametrize("what", PAYLOADS)
def test_a_genuine_envelope_around_a_payload(province: Laptop, commune: Laptop, what: str) -> None:
    payload = payload_of(key_of(commune), commune.org_unit, [small(commune)])
    body = batch_of(key_of(commune), commune.org_unit, PAYLOADS[what](payload), [province.box()])
    (reason,) = refused(province, body)
    assert isinstance(reason, Damaged)


SQUEEZED: dict[str, tuple[Callable[[bytes], bytes], type[UserError]]] = {
    "that grows without end": (lambda plain: bz2.compress(bytes(1_000_000)) * 300, Damaged),
    "that grows to 65 MB": (lambda plain: bz2.compress(bytes(65_000_000)), TooLarge),
    "with something behind it": (lambda plain: bz2.compress(plain) + b"hidden", Damaged),
    "that breaks off": (lambda plain: bz2.compress(plain)[:-4], Damaged),
    "that is not squeezed": (lambda plain: plain, Damaged),
    "that is empty": (lambda plain: b"", Damaged),
}


@pytest.mark.parametrize("what", SQUEEZED)
def test_a_squeezed_payload(province: Laptop, commune: Laptop, what: str) -> None:
    key = key_of(commune)
    payload = payload_of(key, commune.org_unit, [small(commune)])
    squeeze, expected = SQUEEZED[what]
    body = batch_of(key, commune.org_unit, payload, [province.box()], squeezed=squeeze(payload))
    started = time.perf_counter()
    (reason,) = refused(province, body)
    assert isinstance(reason, expected)
    assert time.perf_counter() - started < 5


def test_a_bomb_takes_no_more_memory_than_the_largest_batch_may(province: Laptop, commune: Laptop) -> None:
    key = key_of(commune)
    bomb = batch_of(key, commune.org_unit, b"", [province.box()], squeezed=bz2.compress(bytes(300_000_000)))
    tracemalloc.start()
    try:
        (reason,) = refused(province, bomb)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(reason, TooLarge)
    assert peak < 3 * batch.MAX_PLAIN_BYTES, peak


def test_a_file_of_a_gigabyte_is_refused_at_once_and_not_read_through(
    province: Laptop, tmp_path: Path
) -> None:
    path = tmp_path / "040101-0001.tumpeang"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)  # a sparse file: it takes no room
    before = province.content()
    tracemalloc.start()
    started = time.perf_counter()
    try:
        (outcome,) = province.merge(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(outcome.reason, TooLarge)
    assert time.perf_counter() - started < 2
    assert peak < 4 * batch.MAX_BATCH_BYTES, peak
    assert province.content() == before


def test_a_stick_full_of_huge_files_does_not_fill_the_memory(province: Laptop, tmp_path: Path) -> None:
    for n in range(30):
        with (tmp_path / f"{n}.tumpeang").open("wb") as file:
            file.truncate(100_000_000)
    tracemalloc.start()
    try:
        outcomes = province.merge(tmp_path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [type(outcome.reason) for outcome in outcomes] == [TooLarge] * 30
    assert peak < 6 * batch.MAX_BATCH_BYTES, peak


def test_files_that_cannot_be_read_are_named_and_the_others_are_taken_in(
    province: Laptop, commune: Laptop, tmp_path: Path
) -> None:
    good = tmp_path / "good.tumpeang"
    good.write_bytes(batch_with(commune, province, small(commune)))
    empty = tmp_path / "empty.tumpeang"
    empty.touch()
    missing = tmp_path / "missing.tumpeang"
    folder = tmp_path / "a folder.tumpeang"
    folder.mkdir()
    outcomes = province.merge(empty, missing, good)
    assert [outcome.fate for outcome in outcomes] == [Fate.REFUSED, Fate.REFUSED, Fate.TAKEN_IN]
    assert "missing.tumpeang" in str(outcomes[1].reason)
    (again, nothing) = sorted(province.merge(tmp_path), key=lambda outcome: outcome.fate.value)
    assert (again.fate, nothing.fate) == (Fate.HAD_ALREADY, Fate.REFUSED)


def test_a_stick_with_a_folder_named_like_a_batch_can_still_be_exchanged_with(
    province: Laptop, commune: Laptop, tmp_path: Path
) -> None:
    (tmp_path / "a folder.tumpeang").mkdir()
    (tmp_path / "good.tumpeang").write_bytes(batch_with(commune, province, small(commune)))
    assert [outcome.fate for outcome in province.exchange(tmp_path)] == [Fate.TAKEN_IN]


def test_no_two_sealings_are_alike_and_a_batch_is_named_by_its_bytes(
    province: Laptop, commune: Laptop
) -> None:
    one, two = (batch_with(commune, province, small(commune)) for _ in range(2))
    assert one != two
    assert batch.digest(one) == hashlib.sha256(one).hexdigest()


def test_a_signature_file_is_accepted_in_one_spelling_only() -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    device = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    right = minisign.sign(key, b"content", "comment")
    assert minisign.verify(device, b"content", right, "comment")
    others = [
        right.replace(b"tumpeang batch", b"something else"),
        right.replace(b"comment: comment", b"comment: another"),
        right.replace(b"\n", b"\r\n"),
        right + b"\n",
        right[:-1],
        b"",
        b"\n\n\n\n",
    ]
    for other in others:
        assert not minisign.verify(device, b"content", other, "comment")
    assert not minisign.verify(device, b"content!", right, "comment")
    assert not minisign.verify(device, b"content", right, "another")
