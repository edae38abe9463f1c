"""Upward with the first signatures, downward with the plan's texts; copies to a district."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.actions import (
    cards,
    look_over,
    meanings,
    office,
    overview,
    plan_browser,
    poster,
    publishing,
    rating,
    reading,
    registry,
    trust,
    upward,
)
from desktop.actions.publishing import NotAPlanPack, OnlyTheNation
from desktop.actions.review import OnlySecretariat
from desktop.domain.period import ReportingPeriod
from desktop.domain.plan import Text
from desktop.domain.record import Book
from desktop.domain.report import ReportKey
from desktop.storage import batches, plans, registers, reports, settings, sheets
from desktop.storage.database import Database
from desktop.sync.merge import Fate
from desktop.sync.record import fingerprint
from tests.sync.forging import batch_of, canonical, header, name_of, payload_of, signed
from tests.sync.laptops import (
    PASSPHRASE,
    PERIOD,
    PERSON,
    Laptop,
    contents_of,
    record_names,
    seal_for,
    take,
)

Laptops = Callable[[str], Laptop]
ERRATUM = """
["2.3.1"]
title_km = "ចំណងជើងផ្លូវការ"
reason_km = "អត្ថបទផ្លូវការ"
["1"]
objective_km = "គោលបំណងផ្លូវការ"
""".encode()


@pytest.fixture
def nation(tmp_path: Path) -> Laptop:
    made = office.set_up(tmp_path / "nation", office.NewOffice("", PERSON, PASSPHRASE, example=True))
    return Laptop("nation", made.store, made.recovery_key, made.device)


def stand_under(province: Laptop, nation: Laptop) -> None:
    with nation.open() as db:
        card = office.office_card(db)
        trust.accept(db, province.device, "kh.04")
    with province.open() as db:
        upward.join(db, card, fingerprint(nation.device))


def post(folder: Path, *laptops: Laptop) -> None:
    for _ in range(2):
        for laptop in laptops:
            outcomes = laptop.exchange(folder)
            assert {one.fate for one in outcomes} <= {Fate.TAKEN_IN, Fate.HAD_ALREADY}


def test_the_nation_sees_three_levels_by_the_records_as_they_were_signed(
    known: Laptops, nation: Laptop, tmp_path: Path
) -> None:
    offices = [known(name) for name in ("province", "district", "commune", "neighbour")]
    province = offices[0]
    stand_under(province, nation)
    for laptop in offices:
        laptop.fill()
        laptop.submit()
    post(tmp_path / "post", *offices, nation, province)
    with nation.open() as db, province.open() as below:
        for laptop in offices:
            assert reports.live(db, laptop.report()) == reports.live(below, laptop.report())
            assert reports.live(db, laptop.report())
        counts = overview.grid(db, ReportingPeriod(PERIOD)).standings[-1].counts
        assert counts.received == len(offices)
        look = look_over.look(db, offices[2].report())
        assert [unit.id for unit in look.line] == ["kh", "kh.04", "kh.0401", "kh.040101"]
        upward_letters = [kept for kept in batches.to_send(below) if kept.receiver == "kh"]
        assert not [kept for kept in upward_letters if not_heard(below, kept)]


def not_heard(db: Database, kept: batches.Outgoing) -> bool:
    """Whether a letter holds anything that its receiver was not heard to have."""
    sql = (
        "SELECT 1 FROM batch_record b JOIN record r ON r.n = b.record WHERE b.digest = ?"
        " AND r.kind <> 'receipt' AND NOT EXISTS (SELECT 1 FROM receipt_line l"
        " JOIN record by ON by.n = l.receipt WHERE l.record = b.record AND by.org_unit = ?)"
    )
    return db.execute(sql, [kept.digest, kept.receiver]).fetchone() is not None


def test_an_erratum_of_the_plan_comes_down_to_every_office(
    known: Laptops, nation: Laptop, tmp_path: Path
) -> None:
    province, commune = known("province"), known("commune")
    stand_under(province, nation)
    with nation.open() as db:
        publishing.publish(db, publishing.read(db, ERRATUM))
        assert publishing.read(db, ERRATUM).fresh == ()
    post(tmp_path / "post", nation, province, commune)
    shipped = plans.plan().activity("2.3.1")
    for laptop in (nation, province, commune):
        with laptop.open() as db:
            plan = registers.plan(db)
            title = plan.activity("2.3.1").title
            assert (title.text.km, title.official) == ("ចំណងជើងផ្លូវការ", True)
            assert (title.text.en, title.printed) == (shipped.title.text.en, shipped.title.printed)
            assert title.reason is not None
            assert title.reason.km == "អត្ថបទផ្លូវការ"
            assert plan.strategies[0].objective.text.km == "គោលបំណងផ្លូវការ"
            assert not plan.activity("2.3.2").title.official


ANNEX = """
["glossary.1"]
term_km = "កុមារា"
text_en = "A child is anybody below 18."
reason_en = "As in the law."
["abbreviation.CNCC"]
text_en = "The Council"
["commitment.MoWA.1"]
text_en = "It leads."
["institution.MoSVY"]
name_en = "The Ministry"
["hotline.1280"]
numbers = "1281 1282"
["step.1"]
does_en = "Hears first."
""".encode()


def test_texts_around_the_plan_s_tables_come_down_to_screens_posters_and_the_booklet(
    known: Laptops, nation: Laptop, tmp_path: Path
) -> None:
    province, commune = known("province"), known("commune")
    commune.fill()
    key = commune.submit()
    with commune.open() as db:
        before = reports.live(db, key)
    stand_under(province, nation)
    with nation.open() as db:
        publishing.publish(db, publishing.read(db, ANNEX))
    post(tmp_path / "post", nation, province, commune)
    with commune.open() as db:
        found = reading.reading_here(db)
        terms = plan_browser.find_terms("កុមារា", found.texts.glossary)
        assert terms[0].text.reason is not None
        page = plan_browser.page("2.1.1", found)
        assert page.commitments[0].text.text.en == "It leads."
        told = meanings.meanings([Text("CNCC", "")], around=found.texts)
        assert [one.full.text.en for one in told.abbreviations] == ["The Council"]
        assert "The Ministry" in {one.full.en for one in found.plan.institutions}
        booklet, poster_ = repr(poster.glossary("km", db)), repr(poster.hotlines("en", db))
        assert "កុមារា" in booklet
        assert "1281" in poster_
        assert "1280" not in poster_.replace("activity 3.1.3", "")
        assert "Hears first." in repr(poster.referral("en", db))
        assert reports.live(db, key) == before  # what was reported stands as it did


def test_without_the_province_s_word_the_nation_is_a_stranger_to_its_offices(
    known: Laptops, nation: Laptop, tmp_path: Path
) -> None:
    """A letter of the nation that reaches an office by any way waits; then the province gives its word."""
    province, commune = known("province"), known("commune")
    with nation.open() as db:
        publishing.publish(db, publishing.read(db, ERRATUM))
        trust.accept(db, commune.device, commune.org_unit)
    (outcome,) = take(commune, seal_for(nation, nation.kept_names(), [commune.box()]))
    assert outcome.fate is Fate.QUARANTINED
    with commune.open() as db:
        assert not registers.plan(db).activity("2.3.1").title.official
    before = province.kept_names()
    stand_under(province, nation)
    take(commune, seal_for(province, province.kept_names() - before, [commune.box()]))
    with commune.open() as db:
        assert registers.plan(db).activity("2.3.1").title.official
        assert batches.quarantined(db) == ()


def test_only_the_first_computer_of_a_secretariat_gives_its_word_for_the_nation(
    known: Laptops, nation: Laptop
) -> None:
    province, commune = known("province"), known("commune")
    further = Ed25519PrivateKey.generate()
    with province.open() as db:
        before = set(record_names(db))
        trust.accept(db, name_of(further), "kh.04")
        granted = contents_of(db, set(record_names(db)) - before)
    body = {"cells": {"kh.04:root:kh": nation.device}, "person": PERSON}
    vouching = signed(further, canonical(header(further, "kh.04", "registry", body)))
    letter = payload_of(further, "kh.04", [*granted, vouching])
    with nation.open() as db:
        publishing.publish(db, publishing.read(db, ERRATUM))
    said = seal_for(nation, nation.kept_names(), [commune.box()])
    (outcome,) = take(commune, said)
    assert outcome.fate is Fate.QUARANTINED
    fates = [one.fate for one in take(commune, batch_of(further, "kh.04", letter, [commune.box()]), said)]
    assert fates == [Fate.TAKEN_IN, Fate.QUARANTINED]
    with commune.open() as db:
        assert not registers.plan(db).activity("2.3.1").title.official


def test_only_the_nation_publishes_and_only_what_the_plan_has(known: Laptops, nation: Laptop) -> None:
    with known("province").open() as db, pytest.raises(OnlyTheNation):
        publishing.publish(db, publishing.read(db, ERRATUM))
    with nation.open() as db:
        for content in (b"", b"\xff", b"x = 1", b'["9.9.9"]\ntitle_km = "x"', b'["2.3.1"]\nsessions = 4'):
            with pytest.raises(NotAPlanPack):
                publishing.read(db, content)
        for content in (b'["glossary.99"]\ntext_km = "x"', b'["hotline.1280"]\nnumbers = "call us"'):
            with pytest.raises(NotAPlanPack):
                publishing.read(db, content)
        with pytest.raises(NotAPlanPack):
            publishing.read(db, b'["2.3.1"]\nobjective_km = "x"')


def test_what_surveys_found_goes_down_to_secretariats_and_ratings_go_up(
    known: Laptops, nation: Laptop, tmp_path: Path
) -> None:
    province, commune = known("province"), known("commune")
    stand_under(province, nation)
    about, found = rating.About("I1", "2027"), rating.Typed("60", rating.Unit.PERCENT, "CDHS 2027")
    with nation.open() as db:
        rating.enter(db, rating.open_book(db), rating.Role.VALUE, about, found)
    with province.open() as db:
        rating.rate(db, rating.open_book(db), rating.Rated(2027, "2"), 4)
    post(tmp_path / "post", nation, province, commune, nation)
    with nation.open() as db:
        nations = registers.live(db, Book.RATING)
    with province.open() as db:
        assert registers.live(db, Book.RATING) == nations
    assert {key.split(":")[0] for key in nations} == {"kh", "kh.04"}
    with commune.open() as db:
        assert registers.live(db, Book.RATING) == {}


def test_a_card_is_taken_from_above_alone_and_by_the_first_computer(known: Laptops, nation: Laptop) -> None:
    province, commune = known("province"), known("commune")
    with nation.open() as db:
        card = office.office_card(db)
    with commune.open() as db, pytest.raises(OnlySecretariat):
        upward.join(db, card, fingerprint(nation.device))
    with province.open() as db:
        with pytest.raises(cards.NumberDiffers):
            upward.join(db, card, fingerprint(province.device))
        with pytest.raises(cards.CardOfAnotherSecretariat):
            upward.join(db, office.office_card(db), fingerprint(province.device))
        assert settings.get(db, settings.UPPER_UNIT) is None


def test_a_district_reads_copies_of_its_communes_reports_and_decides_nothing(
    known: Laptops, tmp_path: Path
) -> None:
    province, district, commune, neighbour = (
        known(name) for name in ("province", "district", "commune", "neighbour")
    )
    with province.open() as db:
        registry.sign(db, registry.copies(db, registry.find(db, "040101"), to_district=True))
    for laptop in (commune, neighbour):
        laptop.fill()
        laptop.submit()
    post(tmp_path / "post", commune, neighbour, province, district)
    with district.open() as db, commune.open() as first:
        assert reports.live(db, commune.report()) == reports.live(first, commune.report())
        assert not reports.live(db, ReportKey(neighbour.org_unit, PERIOD))
        assert not look_over.look(db, commune.report()).may_decide


def test_a_district_asks_nobody_for_a_report_that_does_not_come_to_it(known: Laptops, tmp_path: Path) -> None:
    province, district, commune = (known(name) for name in ("province", "district", "commune"))
    period = ReportingPeriod(PERIOD)

    def looked_over(laptop: Laptop) -> list[list[str]]:
        """Whose reports the overview, the figures and the paper of the district speak of."""
        with laptop.open() as db:
            facts = sheets.province_facts(db, "kh.0401", period)
            every = (overview.tree(db, period, "kh.0401").ground.units, (facts.line[-1], *facts.below))
        return [[unit.code for unit in units] for units in every]

    post(tmp_path / "post", province, district)
    assert looked_over(district) == [["0401"], ["0401"]]
    assert all(len(codes) > 5 for codes in looked_over(province))
    with province.open() as db:
        registry.sign(db, registry.copies(db, registry.find(db, "040101"), to_district=True))
    post(tmp_path / "post", commune, province, district)
    assert looked_over(district) == [["0401", "040101"], ["0401", "040101"]]
    with district.open() as db:
        assert [line.unit.code for line in overview.grid(db, period).lines] == ["0401", "040101"]
