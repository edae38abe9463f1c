"""Who may write what: what cannot be believed yet waits whole, and what may not be never counts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.actions import exchange as exchanging
from desktop.actions import review, trust
from desktop.actions.review import OnlySecretariat
from desktop.domain.report import Status
from desktop.i18n.digits import khmer_digits
from desktop.storage import batches, devices, reports
from desktop.storage.engine import Database
from desktop.sync import exchange
from desktop.sync.merge import Fate, Outcome
from desktop.sync.trust import Doubt
from tests.sync.forging import (
    batch_of,
    batch_with,
    canonical,
    header,
    key_of,
    name_of,
    payload_of,
    signed,
    submission,
)
from tests.sync.laptops import Laptop, dump, take

Laptops = Callable[[str], Laptop]
LAID_OUT = ("cell_write", "replacement", "submission", "decision", "granting", "device", "receipt_line")


@pytest.fixture
def province(known: Laptops) -> Laptop:
    return known("province")


@pytest.fixture
def commune(known: Laptops) -> Laptop:
    return known("commune")


def by(laptop: Laptop, kind: str, body: object, **others: object) -> tuple[bytes, bytes]:
    """A genuine record of a laptop's own device, whatever it says."""
    key = key_of(laptop)
    return signed(key, canonical(header(key, laptop.org_unit, kind, body, **others)))


def waits(outcome: Outcome, why: Doubt, laptop: Laptop, body: bytes) -> None:
    """It is in quarantine for this reason, whole; nothing in it was laid out."""
    assert (outcome.fate, outcome.reason) == (Fate.QUARANTINED, why)
    with laptop.open() as db:
        assert [(kept.reason, kept.body) for kept in batches.quarantined(db)] == [(why.value, body)]


def laid_out(laptop: Laptop) -> dict[str, list[tuple[object, ...]]]:
    content = laptop.content()
    return {table: content[table] for table in (*LAID_OUT, "record")}


def test_a_computer_nobody_accepted_waits_and_is_taken_in_once_it_is_accepted(
    fresh: Laptops, tmp_path: Path
) -> None:
    province, commune = fresh("province"), fresh("commune")
    commune.fill()
    key = commune.submit()
    (path,) = commune.write(tmp_path / "stick")
    before = laid_out(province)
    (outcome,) = province.merge(path)
    waits(outcome, Doubt.UNKNOWN_DEVICE, province, path.read_bytes())
    assert laid_out(province) == before
    path.unlink()  # the stick went home: what waits is kept here
    with province.open() as db:
        (waiting,) = trust.list_quarantine(db)
        assert (waiting.org_unit, waiting.device) == (commune.org_unit, commune.device)
        (outcome,) = trust.accept(db, waiting.device, waiting.org_unit)
        assert outcome.fate is Fate.TAKEN_IN
        assert reports.status(db, key) is Status.SUBMITTED
        assert trust.list_quarantine(db) == ()


def test_the_same_waiting_batch_is_kept_once_however_often_it_comes(fresh: Laptops, tmp_path: Path) -> None:
    province, commune = fresh("province"), fresh("commune")
    commune.write(tmp_path / "stick")
    for _ in range(3):
        province.merge(tmp_path / "stick")
    with province.open() as db:
        assert len(trust.list_quarantine(db)) == 1


def test_what_a_revoked_computer_signs_waits_for_ever_and_accepting_it_again_does_not_help(
    province: Laptop, commune: Laptop
) -> None:
    with province.open() as db:
        trust.revoke(db, commune.device, commune.org_unit)
        trust.accept(db, commune.device, commune.org_unit)
    body = batch_with(commune, province, by(commune, "submission", submission(commune.org_unit, {"a:b": 1})))
    (outcome,) = take(province, body)
    waits(outcome, Doubt.REVOKED_DEVICE, province, body)


def test_a_revocation_counts_though_the_acceptance_arrives_after_it(
    province: Laptop, commune: Laptop
) -> None:
    stranger = name_of(Ed25519PrivateKey.generate())
    grants = [
        by(province, "grant", {"accepted": accepted, "device": stranger, "unit": commune.org_unit})
        for accepted in (False, True)
    ]
    for grant in grants:
        take(commune, batch_with(province, commune, grant))
    with commune.open() as db:
        assert devices.office_of(db, stranger) is None
        assert devices.is_revoked(db, stranger)


def test_a_computer_speaks_only_for_the_office_it_was_accepted_for(province: Laptop, commune: Laptop) -> None:
    key, other = key_of(commune), "kh.040102"
    record = signed(key, canonical(header(key, other, "submission", submission(other, {"a:b": 1}))))
    outside = batch_of(key, other, payload_of(key, other, [record]), [province.box()])
    (outcome,) = take(province, outside)
    waits(outcome, Doubt.OTHER_OFFICE, province, outside)


def test_a_record_for_another_office_does_not_slip_in_under_the_right_envelope(
    province: Laptop, commune: Laptop
) -> None:
    key, other = key_of(commune), "kh.040102"
    records = {
        "its header": signed(key, canonical(header(key, other, "submission", submission(other, {"a:b": 1})))),
        "its body": by(commune, "submission", submission(other, {"a:b": 1})),
    }
    for where, record in records.items():
        (outcome,) = take(province, batch_with(commune, province, record))
        assert outcome.reason is Doubt.OTHER_OFFICE, where


def test_somebody_else_s_genuine_record_is_believed_only_if_its_author_is(
    province: Laptop, commune: Laptop
) -> None:
    """A neighbour may carry a commune's record; a stranger's record stays out, whoever carries it."""
    stranger = Ed25519PrivateKey.generate()
    unit = commune.org_unit
    record = signed(stranger, canonical(header(stranger, unit, "submission", submission(unit, {"a:b": 1}))))
    (outcome,) = take(province, batch_with(commune, province, record))
    assert outcome.reason is Doubt.UNKNOWN_DEVICE


@pytest.mark.parametrize("kind", ["decision", "grant"])
def test_only_the_secretariat_decides_and_grants(province: Laptop, commune: Laptop, kind: str) -> None:
    bodies: dict[str, object] = {
        "decision": {
            "judged": [],
            "period": "2026Q3",
            "person": "Example officer",
            "unit": commune.org_unit,
            "verdict": "approved",
        },
        "grant": {"accepted": True, "device": commune.device, "unit": commune.org_unit},
    }
    before = laid_out(province)
    body = batch_with(commune, province, by(commune, kind, bodies[kind]))
    (outcome,) = take(province, body)
    waits(outcome, Doubt.NOT_ALLOWED, province, body)
    assert laid_out(province) == before


def test_a_secretariat_decides_and_grants_only_below_itself(province: Laptop, commune: Laptop) -> None:
    elsewhere = {"accepted": True, "device": commune.device, "unit": "kh.0501"}
    (outcome,) = take(commune, batch_with(province, commune, by(province, "grant", elsewhere)))
    assert outcome.reason is Doubt.NOT_ALLOWED
    with province.open() as db, pytest.raises(OnlySecretariat):
        trust.accept(db, commune.device, "kh.0501")


def test_an_office_cannot_accept_revoke_approve_or_return(commune: Laptop) -> None:
    before = commune.content()
    for attempt in (trust.accept, trust.revoke):
        with commune.open() as db, pytest.raises(OnlySecretariat):
            attempt(db, commune.device, commune.org_unit)
    with commune.open() as db:
        with pytest.raises(OnlySecretariat):
            review.approve(db, commune.report())
        with pytest.raises(OnlySecretariat):
            review.send_back(db, commune.report(), "no", {})
    assert commune.content() == before


def test_a_doubtful_record_keeps_its_batch_waiting_and_what_is_genuine_beside_it_counts(
    province: Laptop, commune: Laptop
) -> None:
    good = by(commune, "submission", submission(commune.org_unit, {"a:b": 1}))
    bad = by(commune, "submission", submission("kh.040102", {"a:b": 1}))
    body = batch_with(commune, province, good, bad)
    for new in (1, 0):
        (outcome,) = take(province, body)
        waits(outcome, Doubt.OTHER_OFFICE, province, body)
        assert outcome.new_records == new
        with province.open() as db:
            assert [key.org_unit for key, _ in reports.all_live(db)] == [commune.org_unit]


def test_a_record_of_an_unknown_kind_is_kept_passed_on_and_survives_a_rebuild(
    province: Laptop, commune: Laptop, known: Laptops
) -> None:
    poem = by(commune, "poem", {"lines": 5})
    (outcome,) = take(province, batch_with(commune, province, poem))
    assert (outcome.fate, outcome.new_records) == (Fate.TAKEN_IN, 1)
    with province.open() as db:
        exchanging.rebuild(db)
        kept = db.execute("SELECT n, content, signature FROM record WHERE kind = 'poem'").fetchall()
        assert [tuple(row[1:]) for row in kept] == [poem]
        assert [tuple(found) for found in batches.contents(db, [kept[0][0]])] == [poem]


def test_what_an_office_may_not_write_is_not_believed_after_an_update_either(
    province: Laptop, commune: Laptop
) -> None:
    """A record of a newer format is kept without being understood; reading it later must judge it too."""
    grant = {"accepted": True, "device": name_of(Ed25519PrivateKey.generate()), "unit": commune.org_unit}
    (outcome,) = take(province, batch_with(commune, province, by(commune, "grant", grant)))
    assert outcome.reason is Doubt.NOT_ALLOWED
    # an older program, which did not know of grants, kept the record: here it is in the store
    with province.open() as db:
        keep_unread(db, commune, *by(commune, "grant", grant))
        exchanging.rebuild(db)
        assert devices.office_of(db, str(grant["device"])) is None


def test_a_kept_record_that_turns_out_to_be_wrong_does_not_stop_a_rebuild(
    province: Laptop, commune: Laptop
) -> None:
    """Of an unknown kind only the header can be checked; an update may find the body wanting."""
    with province.open() as db:
        live = reports.all_live(db)
        keep_unread(db, commune, *by(commune, "submission", {"nonsense": 1}))
        exchanging.rebuild(db)
        assert reports.all_live(db) == live


def keep_unread(db: Database, author: Laptop, content: bytes, signature: bytes) -> None:
    """Keep a record as a program does that does not know its kind."""
    db.conn.execute("INSERT INTO record_name (name) VALUES (?)", [b"\1" * 32])
    db.conn.execute(
        "INSERT INTO record VALUES ((SELECT max(n) FROM record_name), 'x', ?, ?, 'then', 'now', ?, ?)",
        [author.device, author.org_unit, content, signature],
    )


def test_judging_does_not_depend_on_the_order_in_which_letters_lie_in_the_folder(
    fresh: Laptops, tmp_path: Path
) -> None:
    """A second laptop's records came before the grant that makes them believable, in one exchange."""
    province, first, second = fresh("province"), fresh("commune"), fresh("commune_again")
    stick = tmp_path / "stick"
    for laptop in (first, second):
        laptop.write(stick)
    province.merge(stick)
    with province.open() as db:
        for waiting in trust.list_quarantine(db):
            trust.accept(db, waiting.device, waiting.org_unit)
    grant = by(province, "grant", {"accepted": True, "device": second.device, "unit": second.org_unit})
    with_grant = batch_with(province, first, grant)
    record = by(second, "submission", submission(second.org_unit, {"a:b": 1}))
    carried = batch_with(second, first, record)
    for n, body in enumerate((carried, with_grant)):  # the grant lies behind what needs it
        (tmp_path / "post").mkdir(exist_ok=True)
        (tmp_path / "post" / f"{n}.tumpeang").write_bytes(body)
    first.merge(tmp_path / "post")
    with first.open() as db:
        assert batches.quarantined(db) == ()
        assert reports.live(db, first.report())["a:b"].answer == 1


def test_an_accepted_computer_is_written_to_and_a_revoked_one_no_longer(
    province: Laptop, commune: Laptop
) -> None:
    with province.open() as db:
        assert commune.box() in [known.box for known in devices.by_office(db)[commune.org_unit]]
        trust.revoke(db, commune.device, commune.org_unit)
        assert commune.box() not in [known.box for known in devices.by_office(db)[commune.org_unit]]
        exchange.seal_what_is_new(db, "2026-09-30T01:02:03Z")
        for letter in exchange.letters(db):
            assert all(outcome.fate is Fate.NOT_FOR_US for outcome in take(commune, letter.body))


def test_merging_is_all_or_nothing_for_each_file_and_repeating_changes_nothing(
    province: Laptop, commune: Laptop
) -> None:
    body = batch_with(commune, province, by(commune, "submission", submission(commune.org_unit, {"a:b": 1})))
    take(province, body)
    with province.open() as db:
        before = dump(db)
    (outcome,) = take(province, body)
    assert outcome.fate is Fate.HAD_ALREADY
    assert province.content() == before


def test_what_a_lost_computer_had_written_may_be_let_stand_after_asking(
    province: Laptop, commune: Laptop, tmp_path: Path
) -> None:
    """One record was taken in, one came to light on a stick after the computer was taken back."""
    unit = commune.org_unit
    early = batch_with(commune, province, by(commune, "submission", submission(unit, {"a:b": 1})))
    late = batch_with(commune, province, by(commune, "submission", submission(unit, {"a:c": 2})))
    take(province, early)
    with province.open() as db:
        trust.revoke(db, commune.device, unit)
        (known,) = [one for one in trust.list_computers(db) if one.device == commune.device]
        assert (known.taken_back, known.entries) == (True, 0)
    (outcome,) = take(province, late)
    assert outcome.reason is Doubt.REVOKED_DEVICE
    with province.open() as db:
        assert set(reports.live(db, commune.report())) == {"a:b"}
        trust.let_stand(db, commune.device, unit)
        assert set(reports.live(db, commune.report())) == {"a:b", "a:c"}
        assert trust.list_quarantine(db) == ()
    last = batch_with(commune, province, by(commune, "submission", submission(unit, {"a:d": 3})))
    (outcome,) = take(province, last)
    assert outcome.reason is Doubt.REVOKED_DEVICE


def test_the_first_computer_is_listed_first_and_named_so(province: Laptop) -> None:
    with province.open() as db:
        first, *others = [one for one in trust.list_computers(db) if one.org_unit == province.org_unit]
        assert (first.device, first.first, first.person) == (province.device, True, "Example officer")
        assert others == []


@pytest.mark.parametrize("limit", ["QUARANTINE_BYTES", "QUARANTINE_BYTES_OF_A_DEVICE"])
def test_what_waits_has_a_limit_and_room_is_made_by_throwing_it_away(
    province: Laptop, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    stranger = Ed25519PrivateKey.generate()
    unit = "kh.040101"
    bodies = [
        batch_of(stranger, unit, payload_of(stranger, unit, [], n), [province.box()], sequence=n)
        for n in (1, 2)
    ]
    monkeypatch.setattr(batches, limit, sum(map(len, bodies)) - 1)
    before = laid_out(province)
    for body, fate in zip((*bodies, bodies[0]), ("QUARANTINED", "REFUSED", "QUARANTINED"), strict=True):
        (outcome,) = take(province, body)
        assert outcome.fate is Fate[fate]
    assert laid_out(province) == before
    with province.open() as db:
        assert trust.throw_away(db, name_of(stranger)) == 1
        assert trust.list_quarantine(db) == ()
    (outcome,) = take(province, bodies[1])
    assert outcome.fate is Fate.QUARANTINED


def test_a_number_from_the_telephone_may_be_typed_in_khmer_digits(fresh: Laptops, tmp_path: Path) -> None:
    province, commune = fresh("province"), fresh("commune")
    commune.write(tmp_path / "stick")
    province.merge(tmp_path / "stick")
    with province.open() as db:
        (waiting,) = trust.list_quarantine(db)
        assert trust.find_waiting(db, khmer_digits(waiting.fingerprint)) == waiting
        trust.accept(db, waiting.device, waiting.org_unit)
        assert trust.find_accepted(db, khmer_digits(waiting.fingerprint)).device == commune.device
