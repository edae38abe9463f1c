"""The nation stands to a province as a province to a commune: it believes what the province's grants say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions import office, trust
from desktop.actions.register import NoSuchOffice
from desktop.storage import reports
from desktop.sync import card as cards
from desktop.sync import identity
from desktop.sync.merge import Fate
from desktop.sync.trust import Doubt
from tests.sync.laptops import PASSPHRASE, PERSON, Laptop, record_names, seal_for, take

Laptops = Callable[[str], Laptop]


@pytest.fixture
def nation(tmp_path: Path) -> Laptop:
    made = office.set_up(tmp_path / "nation", office.NewOffice("", PERSON, PASSPHRASE, example=True))
    return Laptop("nation", made.store, made.recovery_key, made.device)


def handed_up(province: Laptop, nation: Laptop) -> bytes:
    """All that a province knows, with the first signatures, in one letter."""
    with province.open() as db:
        names = record_names(db)
    return seal_for(province, names, [nation.box()])


def a_reported_commune(known: Laptops) -> tuple[Laptop, Laptop]:
    province, commune = known("province"), known("commune")
    before = commune.kept_names()
    commune.fill()
    commune.submit()
    take(province, seal_for(commune, commune.kept_names() - before, [province.box()]))
    return province, commune


def test_a_commune_s_record_counts_for_the_nation_by_the_province_s_grant(
    known: Laptops, nation: Laptop
) -> None:
    province, commune = a_reported_commune(known)
    body = handed_up(province, nation)
    (outcome,) = take(nation, body)
    assert (outcome.fate, outcome.reason, outcome.new_records) == (
        Fate.QUARANTINED,
        Doubt.UNKNOWN_DEVICE,
        0,
    )
    with nation.open() as db:
        trust.accept(db, province.device, "kh.04")
        assert trust.list_quarantine(db) == ()
        there = reports.all_live(db)
    with province.open() as db:
        assert there == reports.all_live(db)
    assert {key.org_unit for key, _ in there} == {commune.org_unit}


def test_when_the_nation_takes_a_province_s_computer_back_what_it_names_stands_with_all_below(
    known: Laptops, nation: Laptop
) -> None:
    province, commune = a_reported_commune(known)
    with nation.open() as db:
        trust.accept(db, province.device, "kh.04")
    take(nation, handed_up(province, nation))
    with nation.open() as db:
        before = reports.all_live(db)
        trust.revoke(db, province.device, "kh.04")
        assert reports.all_live(db) == before
    with province.open() as db:  # the thief accepts a computer of his own
        trust.accept(db, "A" * 43 + "=", commune.org_unit)
    (outcome,) = take(nation, handed_up(province, nation))
    assert outcome.reason is Doubt.REVOKED_DEVICE
    with nation.open() as db:
        assert reports.all_live(db) == before


def test_a_province_accepts_nobody_for_the_nation_or_for_another_province(
    known: Laptops, nation: Laptop
) -> None:
    province = known("province")
    with nation.open() as db:
        trust.accept(db, province.device, "kh.04")
        assert {one.org_unit for one in trust.list_computers(db)} == {"kh", "kh.04"}
    take(nation, handed_up(province, nation))
    with nation.open() as db:
        assert all(
            one.org_unit == "kh" or one.org_unit.startswith("kh.04") for one in trust.list_computers(db)
        )


def test_a_second_computer_of_the_nation_is_set_up_with_a_card_made_out_for_it(tmp_path: Path) -> None:
    first = office.set_up(tmp_path / "first", office.NewOffice("", PERSON, PASSPHRASE, example=True))
    with office.connection(first.store) as db:
        own = cards.write(identity.signing_key(db), "kh", identity.box_recipient(db), "kh")
        of_any = office.office_card(db)
    second = office.set_up(tmp_path / "second", office.NewOffice("", PERSON, PASSPHRASE, own, example=True))
    with office.connection(second.store) as db:
        assert office.describe(db).unit.id == "kh"
    with pytest.raises(NoSuchOffice):  # who types no code with a card for any office is not the nation
        office.set_up(tmp_path / "third", office.NewOffice("", PERSON, PASSPHRASE, of_any, example=True))
