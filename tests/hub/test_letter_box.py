"""A hub keeps letters, gives them to whom they are for, and to nobody else."""

from collections.abc import Callable

import pytest
import requests
from sqlalchemy import text

from desktop.sync import batch, hub_receipt, signed
from desktop.sync.batch import Envelope
from desktop.sync.container import pack, unpack
from desktop.sync.hub_receipt import HubReceipt
from desktop.sync.piece import cut
from desktop.sync.server import letters, post_office
from desktop.sync.server.database import connect, writing
from desktop.sync.server.limits import Limits
from desktop.sync.signed import NotSigned
from tests.hub.computers import Computer, Listening, commune, secretariat

Listen = Callable[..., Listening]


@pytest.fixture
def province(hub: Listening) -> Computer:
    return secretariat(hub, "kh.04")


@pytest.fixture
def office(province: Computer) -> Computer:
    return commune(province, "kh.040101")


def test_a_letter_goes_up_and_the_receipt_is_the_hubs_own(province: Computer, office: Computer) -> None:
    body = office.seal("kh.04")
    answer = office.put(body)
    assert answer.status_code == 201
    digest = batch.digest(body)
    assert hub_receipt.read(answer.content, office.hub.office.name, [digest]).digest == digest
    assert province.listed() == [digest]
    assert province.talk("GET", f"/v1/batches/{digest}").content == body


def test_the_same_letter_again_changes_nothing_and_gives_the_same_receipt(
    province: Computer, office: Computer
) -> None:
    body = office.seal("kh.04")
    first, again = office.put(body), office.put(body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    assert len(province.listed()) == 1


def test_a_receipt_of_another_hub_or_for_another_letter_is_worth_nothing(office: Computer) -> None:
    body = office.seal("kh.04")
    receipt = office.put(body).content
    with pytest.raises(NotSigned):
        hub_receipt.read(receipt, office.device, [batch.digest(body)])
    with pytest.raises(NotSigned):
        hub_receipt.read(receipt, office.hub.office.name, ["0" * 64])
    with pytest.raises(NotSigned):
        hub_receipt.read(b"<html>Welcome to the hotel</html>", office.hub.office.name, [batch.digest(body)])


def test_a_receipt_that_another_hand_wrote_in_the_hubs_name_is_worth_nothing(office: Computer) -> None:
    said = HubReceipt("2026-11-22T00:00:00Z", "0" * 64, hub_receipt.FORMAT, office.hub.office.name, 1)
    forged = signed.sign(office.key, b"tumpeang hub receipt 1\n", said)
    with pytest.raises(NotSigned, match="signature"):
        hub_receipt.read(forged, office.hub.office.name, ["0" * 64])


def test_a_letter_goes_down_to_one_computer_only(province: Computer, office: Computer) -> None:
    neighbour = commune(province, "kh.040102")
    body = province.seal(office.device)
    assert province.put(body).status_code == 201
    assert office.listed() == [batch.digest(body)]
    assert neighbour.listed() == province.listed() == []
    assert neighbour.talk("GET", f"/v1/batches/{batch.digest(body)}").status_code == 404


def test_two_provinces_on_one_hub_see_only_their_own_letters(province: Computer, office: Computer) -> None:
    other = secretariat(province.hub, "kh.08")
    theirs = commune(other, "kh.080101")
    assert office.put(office.seal("kh.04")).status_code == 201
    assert theirs.put(theirs.seal("kh.08")).status_code == 201
    assert len(province.listed()) == len(other.listed()) == 1
    assert province.listed() != other.listed()
    crossing = theirs.put(theirs.seal("kh.04"))
    assert (crossing.status_code, crossing.json()["code"]) == (403, "not_yours")
    down = other.put(other.seal(office.device))
    assert (down.status_code, down.json()["code"]) == (403, "not_yours")


def test_a_computer_that_nobody_accepted_may_write_a_little_and_reads_nothing_of_its_office(
    province: Computer, listen: Listen
) -> None:
    accepted = commune(province, "kh.040101")
    province.put(province.seal("kh.040101"))
    stranger = commune(province, "kh.040101", accepted=False)
    assert stranger.put(stranger.seal("kh.04")).status_code == 201
    assert stranger.listed() == []
    del accepted
    small = listen(Limits(stranger=10))
    stranger.hub = small
    answer = stranger.put(stranger.seal("kh.04"))
    assert (answer.status_code, answer.json()["code"]) == (507, "quota")


def test_a_revoked_computer_stops_at_once(province: Computer, office: Computer) -> None:
    assert province.judge(office, "revoked").status_code == 200
    answer = office.talk("GET", "/v1/batches")
    assert (answer.status_code, answer.json()["code"]) == (401, "revoked")
    body = office.seal("kh.04")
    plain = requests.put(f"{office.hub.url}/v1/batches/{batch.digest(body)}", body, timeout=20)
    assert (plain.status_code, plain.json()["code"]) == (403, "revoked")
    (code,) = province.invite("kh.040101")
    assert office.enrol(code).json()["code"] == "revoked"
    assert province.judge(office, "accepted").json()["state"] == "revoked"


def test_nobody_judges_computers_that_are_not_below(province: Computer, office: Computer) -> None:
    other = secretariat(province.hub, "kh.08")
    second = commune(province, "kh.040101", accepted=False)
    for judge in (other, office):
        assert judge.judge(second, "accepted").status_code == 403
    assert other.judge(office, "revoked").status_code == 403
    assert office.judge(second, "revoked").status_code == 200  # its own lost laptop, without waiting


def test_a_code_is_for_one_office_and_a_few_computers(province: Computer) -> None:
    (code,) = province.invite("kh.040101")
    elsewhere = Computer(province.hub, "kh.040102").enrol(code)
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (403, "code_unknown")
    answers = [Computer(province.hub, "kh.040101").enrol(code).status_code for _ in range(6)]
    assert answers == [200] * 5 + [403]


def test_enrolling_again_gives_a_new_token_and_ends_the_old_one(province: Computer) -> None:
    made = Computer(province.hub, "kh.040101")
    (code,) = province.invite("kh.040101")
    made.enrol(code)
    old, made.token = made.token, "another-token"
    assert made.enrol(code).status_code == 200
    assert made.talk("GET", "/v1/batches").status_code == 200
    made.token = old
    assert made.talk("GET", "/v1/batches").status_code == 401


def test_forged_and_damaged_letters_are_refused_by_name(province: Computer, office: Computer) -> None:
    body = office.seal("kh.04")
    members = unpack(body)
    stranger = Computer(province.hub, "kh.040101")
    cases = {
        "damaged": office.put(body, "0" * 64),
        "not_a_batch": office.put(b"junk"),
        "forged": office.put(pack(members._replace(manifest=members.manifest.replace(b"0101", b"0102")))),
        "device_unknown": requests.put(
            f"{office.hub.url}/v1/batches/{batch.digest(other := stranger.seal('kh.04'))}", other, timeout=20
        ),
        "not_yours": office.put(office.seal("kh.04", org_unit="kh.040102")),
    }
    assert {name: answer.json()["code"] for name, answer in cases.items()} == {name: name for name in cases}
    assert province.listed() == []


def test_a_download_goes_on_where_it_broke_off(province: Computer, office: Computer) -> None:
    body = office.seal("kh.04")
    office.put(body)
    path = f"/v1/batches/{batch.digest(body)}"
    rest = province.talk("GET", path, headers={"Range": "bytes=100-"})
    assert (rest.status_code, rest.content) == (206, body[100:])
    assert rest.headers["Content-Range"] == f"bytes 100-{len(body) - 1}/{len(body)}"
    beyond = province.talk("GET", path, headers={"Range": f"bytes={len(body)}-"})
    assert beyond.status_code == 416
    changed = province.talk("GET", path, headers={"Range": "bytes=100-", "If-Range": '"other"'})
    assert (changed.status_code, changed.content) == (200, body)


def test_a_hub_put_back_to_a_backup_says_that_it_does_not_know_the_cursor(
    province: Computer, office: Computer
) -> None:
    kept = office.seal("kh.04")
    office.put(kept)
    cursor = province.talk("GET", "/v1/batches").json()["cursor"]
    with writing(office.hub.office.engine) as db:
        letters.forget(db, "9999")
    answer = province.talk("GET", "/v1/batches", params={"after": cursor})
    assert (answer.status_code, answer.json()["code"]) == (409, "cursor_unknown")
    digests = [batch.digest(kept)]
    wanted = [{"digest": digests[0], "receiver": "kh.04"}]
    assert office.talk("POST", "/v1/missing", json={"letters": wanted}).json() == {
        "begun": {},
        "kept": [],
        "missing": digests,
    }
    receipt = office.put(kept).json()
    there = office.talk("POST", "/v1/missing", json={"letters": wanted}).json()
    assert there == {"begun": {}, "kept": [receipt], "missing": []}
    assert province.talk("POST", "/v1/missing", json={"letters": wanted}).json()["missing"] == digests


def test_a_cursor_that_makes_no_sense_is_not_followed(province: Computer) -> None:
    for nonsense in ("x", "1", "1.x", "-1.0", "9" * 30 + ".a", "១.a"):
        assert province.talk("GET", "/v1/batches", params={"after": nonsense}).status_code == 409


def test_long_lists_come_in_pages_and_nothing_is_left_out(province: Computer, office: Computer) -> None:
    sent = {batch.digest(body) for body in (office.seal("kh.04") for _ in range(2)) if office.put(body).ok}
    before, letters.PAGE = letters.PAGE, 1
    try:
        assert set(province.listed()) == sent
    finally:
        letters.PAGE = before


def test_letters_older_than_the_hub_keeps_are_taken_away(province: Computer, office: Computer) -> None:
    office.put(office.seal("kh.04"))
    assert post_office.forget_old(office.hub.office) == 0
    with writing(office.hub.office.engine) as db:
        assert letters.forget(db, "9999") == 1
    assert province.listed() == []


def test_the_hub_keeps_its_key_and_its_letters_when_it_starts_again(
    province: Computer, office: Computer, listen: Listen
) -> None:
    office.put(office.seal("kh.04"))
    again = listen()
    assert again.office.name == office.hub.office.name
    province.hub = again
    assert len(province.listed()) == 1


def test_pieces_of_attachments_are_listed_by_themselves(province: Computer, office: Computer) -> None:
    """So that who reads gets the figures first, however much lies before them."""
    photo, figures = office.seal("kh.04", piece=next(cut(b"a photo"))), office.seal("kh.04")
    for body in (photo, figures):
        assert office.put(body).status_code == 201
    assert province.listed() == [batch.digest(figures)]
    answer = province.talk("GET", "/v1/batches", params={"kind": "part"}).json()
    assert [each["digest"] for each in answer["letters"]] == [batch.digest(photo)]
    again = province.talk("GET", "/v1/batches", params={"kind": "part", "after": answer["cursor"]})
    assert again.json()["letters"] == []
    assert province.talk("GET", f"/v1/batches/{batch.digest(photo)}").content == photo


def test_a_kind_that_the_hub_does_not_know_is_refused(province: Computer) -> None:
    assert province.talk("GET", "/v1/batches", params={"kind": "photo"}).status_code == 400


def test_pieces_go_with_the_letters_when_a_hub_forgets(province: Computer, office: Computer) -> None:
    office.put(office.seal("kh.04", piece=next(cut(b"a photo"))))
    with writing(office.hub.office.engine) as db:
        assert letters.forget(db, "9999") == 1
    assert province.talk("GET", "/v1/batches", params={"kind": "part"}).json()["letters"] == []


def test_a_hub_from_before_there_were_attachments_keeps_its_letters(database: str) -> None:
    engine = connect(database)
    office = post_office.open_office(engine, Limits())
    with writing(engine) as db:
        letters.keep(db, "0" * 64, Envelope("d", "kh.040101", "kh.04", 1), b"letter", post_office.now())
        db.execute(text("DROP TABLE part"))
        db.execute(text("UPDATE hub SET value = '1' WHERE name = 'schema'"))
    engine.dispose()
    again = connect(database)
    assert post_office.open_office(again, Limits()).name == office.name
    with writing(again) as db:
        assert [line.digest for line in letters.after(db, ["kh.04"], "")[0]] == ["0" * 64]
    again.dispose()
