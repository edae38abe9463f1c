"""Comments: a district's word on a report of which it gets copies, that judges nothing."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.actions import bench, commenting, history, home, look_over, registry, review, stamp, trust
from desktop.actions import exchange as exchanging
from desktop.domain.record import Grant
from desktop.domain.report import Status
from desktop.storage import records, reports
from desktop.storage.database import writing
from desktop.sync import body, counting, exchange, record
from desktop.sync import trust as judging
from desktop.sync.merge import Fate
from desktop.sync.trust import Doubt
from tests.sync.forging import batch_of, canonical, header, key_of, name_of, payload_of, signed
from tests.sync.laptops import PERIOD, Laptop, dump, seal_for, take

Laptops = Callable[[str], Laptop]
CELL = "2.3.1:sessions"


def route(province: Laptop, *, to_district: bool = True) -> None:
    with province.open() as db:
        registry.sign(db, registry.copies(db, registry.find(db, "040101"), to_district=to_district))


def post(folder: Path, *laptops: Laptop) -> None:
    for _ in range(2):
        for laptop in laptops:
            assert {one.fate for one in laptop.exchange(folder)} <= {Fate.TAKEN_IN, Fate.HAD_ALREADY}


def words_at(laptop: Laptop, report: Laptop) -> list[tuple[str, str, dict[str, str]]]:
    """What stands of the comments on a report, as a computer shows it: (office, word, words by cell)."""
    with laptop.open() as db:
        found = commenting.list_comments(db, report.report())
    return [(one.said.author.org_unit, one.said.word, dict(one.said.cell_words)) for one in found]


@pytest.fixture
def offices(known: Laptops, tmp_path: Path) -> tuple[Laptop, Laptop, Laptop]:
    """A commune whose report has come to its district and its province."""
    province, district, commune = (known(name) for name in ("province", "district", "commune"))
    route(province)
    commune.fill()
    commune.submit()
    post(tmp_path / "post", commune, province, district)
    return province, district, commune


def test_a_comment_goes_up_to_the_province_and_down_to_its_office_and_judges_nothing(
    offices: tuple[Laptop, Laptop, Laptop], tmp_path: Path
) -> None:
    province, district, commune = offices
    with district.open() as db:
        look = look_over.look(db, commune.report())
        assert (look.may_comment, look.may_decide) == (True, False)
        commenting.comment(db, commune.report(), "Well done.", {CELL: "Only one?"}, look.judged)
    post(tmp_path / "post", district, province, commune)
    said = [("kh.0401", "Well done.", {CELL: "Only one?"})]
    for laptop in (district, province, commune):
        assert words_at(laptop, commune) == said
        with laptop.open() as db:
            assert reports.status(db, commune.report()) is Status.SUBMITTED
    with commune.open() as db:
        assert home.show(db, PERIOD).in_hand.remarks[0].office is not None
        (event,) = (one for one in history.show(db, commune.report()).events if hasattr(one, "word"))
        assert event.author.org_unit == "kh.0401"


def test_a_correction_answers_a_comment_and_a_later_one_takes_its_place(
    offices: tuple[Laptop, Laptop, Laptop], tmp_path: Path
) -> None:
    province, district, commune = offices
    for word in ("First.", "Second."):
        with district.open() as db:
            commenting.comment(db, commune.report(), word, {})
    post(tmp_path / "post", district, province, commune)
    assert words_at(commune, commune) == [("kh.0401", "Second.", {})]
    commune.answer(CELL, 7)
    commune.submit()
    post(tmp_path / "post", commune, province, district)
    for laptop in (district, province, commune):
        assert words_at(laptop, commune) == []
        with laptop.open() as db:
            comments = [one for one in history.show(db, commune.report()).events if hasattr(one, "word")]
            assert [one.stands for one in comments] == [False, False]


def test_an_approval_stands_beside_a_comment(offices: tuple[Laptop, Laptop, Laptop], tmp_path: Path) -> None:
    province, district, commune = offices
    with province.open() as db:
        review.approve(db, commune.report())
    with district.open() as db:
        commenting.comment(db, commune.report(), "Late.", {})
    post(tmp_path / "post", district, province, commune)
    with commune.open() as db:
        assert reports.status(db, commune.report()) is Status.APPROVED
        assert home.show(db, PERIOD).in_hand.remarks == ()  # nothing is left to do about it


def test_who_gets_no_copies_comments_on_nothing(known: Laptops) -> None:
    province, district, commune = (known(name) for name in ("province", "district", "commune"))
    for laptop in (district, province, commune):
        with laptop.open() as db, pytest.raises(commenting.NoCopies):
            commenting.comment(db, commune.report(), "No.", {})


def test_a_comment_says_something_about_something(
    offices: tuple[Laptop, Laptop, Laptop],
) -> None:
    _, district, commune = offices
    with district.open() as db:
        for word, cells in (("", {}), ("  ", {CELL: " "})):
            with pytest.raises(commenting.NothingSaid):
                commenting.comment(db, commune.report(), word, cells)
        with pytest.raises(commenting.TooLong):
            commenting.comment(db, commune.report(), "x" * 20_001, {})
        with pytest.raises(commenting.NothingToCommentOn):
            commenting.comment(db, commune.report("2026Q4"), "Where is it?", {})


def written_comment(district: Laptop, unit: str, **others: object) -> tuple[bytes, bytes]:
    body = {"about": ["ab" * 32], "period": PERIOD, "person": "Example officer", "unit": unit, "word": "x"}
    key = key_of(district)
    return signed(key, canonical(header(key, district.org_unit, "comment", {**body, **others})))


def letter_of(district: Laptop, box: str, *records: tuple[bytes, bytes]) -> bytes:
    key = key_of(district)
    return batch_of(key, district.org_unit, payload_of(key, district.org_unit, records), [box])


def test_a_comment_waits_until_the_register_gives_its_author_copies_and_stays_when_it_ends(
    known: Laptops,
) -> None:
    province, district = known("province"), known("district")
    said = letter_of(district, province.box(), written_comment(district, "kh.040101"))
    (outcome,) = take(province, said)
    assert (outcome.fate, outcome.reason) == (Fate.QUARANTINED, Doubt.NO_COPIES)
    route(province)
    with province.open() as db:
        assert db.execute("SELECT count(*) FROM comment").fetchone() == (1,)
        assert db.execute("SELECT count(*) FROM quarantine").fetchone() == (0,)
    route(province, to_district=False)
    with province.open() as db:
        before = dump(db)["comment"]
        exchanging.rebuild(db)
        assert dump(db)["comment"] == before
        assert len(before) == 1


def giving_copies(key: Ed25519PrivateKey, by: str) -> tuple[bytes, bytes]:
    entry = {"cells": {"kh.040101:copies_to": "kh.0401"}, "person": "Example officer"}
    return signed(key, canonical(header(key, by, "registry", entry)))


def test_a_district_cannot_give_itself_copies(known: Laptops) -> None:
    province, district = known("province"), known("district")
    forged = giving_copies(key_of(district), "kh.0401")
    records = (forged, written_comment(district, "kh.040101"))
    (outcome,) = take(province, letter_of(district, province.box(), *records))
    assert (outcome.fate, outcome.new_records) == (Fate.QUARANTINED, 0)


def test_a_comment_falls_with_the_word_that_gave_its_author_copies(known: Laptops) -> None:
    """A further computer of the secretariat gave copies; it is taken back, and that word does not stand."""
    province, district = known("province"), known("district")
    further = Ed25519PrivateKey.generate()
    with province.open() as db:
        trust.accept(db, name_of(further), "kh.04")
    word = payload_of(further, "kh.04", [giving_copies(further, "kh.04")])
    said = letter_of(district, province.box(), written_comment(district, "kh.040101"))
    fates = [one.fate for one in take(province, said, batch_of(further, "kh.04", word, [province.box()]))]
    assert fates == [Fate.TAKEN_IN, Fate.TAKEN_IN]
    assert len(comments_laid_out(province)) == 1
    with province.open() as db:
        taken_back = Grant(name_of(further), "kh.04", accepted=False)  # and nothing of it stands
        with writing(db):
            before = judging.judge(db)
            exchange.author(db, taken_back, stamp.now(), stamp.salt())
            counting.recount(db, before, judging.judge(db))
    assert comments_laid_out(province) == []


def test_a_district_that_gets_copies_can_neither_approve_return_nor_take_another_s_comment_away(
    offices: tuple[Laptop, Laptop, Laptop],
) -> None:
    province, district, commune = offices
    key = key_of(district)
    decision = {"judged": [], "period": PERIOD, "person": "x", "unit": "kh.040101"}
    for verdict in ("approved", "returned", "closed"):
        content = canonical(header(key, "kh.0401", "decision", {**decision, "verdict": verdict}))
        (outcome,) = take(province, letter_of(district, province.box(), signed(key, content)))
        assert (outcome.fate, outcome.reason) == (Fate.QUARANTINED, Doubt.NOT_ALLOWED)
    for unit in ("kh.040102", "kh.0401", "kh.04", "kh"):  # of these it gets no copies
        (outcome,) = take(province, letter_of(district, province.box(), written_comment(district, unit)))
        assert (outcome.fate, outcome.reason) == (Fate.QUARANTINED, Doubt.NO_COPIES)


def test_a_comment_takes_the_place_of_its_own_office_s_comments_alone(
    offices: tuple[Laptop, Laptop, Laptop], tmp_path: Path
) -> None:
    """The province itself is given copies here: two offices comment, and one names the other's word."""
    province, district, commune = offices
    with district.open() as db:
        commenting.comment(db, commune.report(), "Of the district.", {})
        live = reports.live_records(db, commune.report())
    post(tmp_path / "post", district, province, commune)
    with province.open() as db:
        root = key_of(province)
        route_to_me = {"cells": {"kh.040101:copies_to": "kh.04"}, "person": "x"}
        theirs = [one.said.record for one in commenting.list_comments(db, commune.report())]
        approved = [one.record for one in history.show(db, commune.report()).submissions]
    said = {"about": list(live), "period": PERIOD, "person": "x", "unit": "kh.040101", "word": "Mine."}
    records = [
        signed(root, canonical(header(root, "kh.04", "registry", route_to_me))),
        signed(root, canonical(header(root, "kh.04", "comment", {**said, "replaces": [*theirs, *approved]}))),
    ]
    body = batch_of(root, "kh.04", payload_of(root, "kh.04", records), [commune.box()])
    assert take(commune, body)[0].fate is Fate.TAKEN_IN
    assert sorted(word for _, word, _ in words_at(commune, commune)) == ["Mine.", "Of the district."]


def test_in_any_order_of_arrival_the_same_comments_stand(
    offices: tuple[Laptop, Laptop, Laptop], known_once: dict[str, Laptop], tmp_path: Path
) -> None:
    """Of a district's three comments the province took in two; then it reported the computer lost."""
    province, district, commune = offices
    for word in ("Once.", "Twice."):
        with district.open() as db:
            commenting.comment(db, commune.report(), word, {CELL: "Really?"})
    take(province, seal_for(district, district.kept_names(), [province.box()]))
    with district.open() as db:
        commenting.comment(db, commune.report(), "By a thief.", {})
    with province.open() as db:
        trust.revoke(db, name_of(key_of(district)), district.org_unit)
    letters = [
        seal_for(author, [name], [commune.box()], n)
        for author in (province, district, commune)
        for n, name in enumerate(sorted(author.kept_names()), start=1)
    ]
    seen = set()
    for seed in range(8):
        reader = known_once["commune"].copy_to(tmp_path / f"reader {seed}")
        random.Random(seed).shuffle(letters)
        assert Fate.REFUSED not in {one.fate for one in take(reader, *letters)}
        seen.add(repr((words_at(reader, commune), comments_laid_out(reader))))
        with reader.open() as db:
            exchanging.rebuild(db)
        seen.add(repr((words_at(reader, commune), comments_laid_out(reader))))
    assert len(seen) == 1
    assert words_at(reader, commune) == [("kh.0401", "Twice.", {CELL: "Really?"})]
    assert len(comments_laid_out(reader)) == 2


def comments_laid_out(laptop: Laptop) -> list[str]:
    with laptop.open() as db:
        return sorted(records.names(db, [n for (n,) in db.execute("SELECT record FROM comment")]))


def test_an_import_that_is_set_aside_takes_its_comments_with_it(
    offices: tuple[Laptop, Laptop, Laptop],
) -> None:
    province, district, commune = offices
    with district.open() as db:
        commenting.comment(db, commune.report(), "Aside.", {})
    take(province, seal_for(district, district.kept_names(), [province.box()]))
    assert words_at(province, commune) != []
    with province.open() as db:
        number = bench.list_imports(db)[0].n
        bench.set_aside(db, number)
    assert words_at(province, commune) == []
    with province.open() as db:
        bench.bring_back(db, number)
    assert words_at(province, commune) != []


def test_a_program_that_does_not_know_comments_keeps_them_and_passes_them_on(
    offices: tuple[Laptop, Laptop, Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older program is one without this kind: the record is kept as one of a kind to come."""
    province, district, commune = offices
    with district.open() as db:
        commenting.comment(db, commune.report(), "From a newer program.", {})
    letter = seal_for(district, district.kept_names(), [province.box()])
    known_kinds = {kind: read for kind, read in body._read.items() if kind != "comment"}
    with monkeypatch.context() as older:
        older.setattr(body, "_read", known_kinds)
        assert take(province, letter)[0].fate is Fate.TAKEN_IN
        with province.open() as db:
            kept = [record.trusted(content) for (content,) in db.execute("SELECT content FROM record")]
        assert [one.body for one in kept if one.kind == "comment"] == [None]
        assert words_at(province, commune) == []
    with province.open() as db:
        exchanging.rebuild(db)  # as at the first start of the newer program
    assert [word for _, word, _ in words_at(province, commune)] == ["From a newer program."]
