"""A secretariat with several computers: the card names the first, and what one of them knows all know."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.actions import office, report, review, stamp, trust
from desktop.actions.office import CardOfAnother
from desktop.actions.trust import OnlyFirstComputer
from desktop.domain.report import ReportKey, Status
from desktop.storage import devices, imports, reports
from desktop.sync import merge
from tests.sync.laptops import CODES, PASSPHRASE, PERSON, Laptop

Laptops = Callable[[str], Laptop]


@dataclass
class Secretariat:
    first: Laptop
    second: Laptop
    commune: Laptop
    post: Path

    def round(self, *laptops: Laptop) -> None:
        for _ in range(2):
            for laptop in laptops or (self.commune, self.first, self.second):
                laptop.exchange(self.post)

    def accept_all(self, by: Laptop) -> None:
        with by.open() as db:
            for waiting in trust.list_quarantine(db):
                trust.accept(db, waiting.device, waiting.org_unit)


def another_computer(of: Laptop, folder: Path) -> Laptop:
    with of.open() as db:
        card = office.office_card(db)
    made = office.set_up(folder, office.NewOffice(CODES[of.name], PERSON, PASSPHRASE, card, example=True))
    return Laptop(of.name, made.store, made.recovery_key, made.device)


@pytest.fixture
def here(fresh: Laptops, tmp_path: Path) -> Secretariat:
    """Two computers of a secretariat; the second was accepted by the first, a commune by the second."""
    first = fresh("province")
    found = Secretariat(
        first, another_computer(first, tmp_path / "second"), fresh("commune"), tmp_path / "post"
    )
    found.round(found.second, found.first)
    found.accept_all(found.first)
    found.round(found.first, found.second)
    found.round(found.commune)
    found.round(found.first)
    found.accept_all(found.first)
    found.round()
    return found


def status(laptop: Laptop, key: ReportKey) -> Status:
    with laptop.open() as db:
        return reports.status(db, key)


def submitted(here: Secretariat) -> ReportKey:
    here.commune.fill()
    return here.commune.submit()


def test_what_either_computer_decides_counts_everywhere(here: Secretariat) -> None:
    key = submitted(here)
    here.round()
    with here.second.open() as db:
        review.send_back(db, key, "count again", {})
    here.round()
    assert {status(laptop, key) for laptop in (here.commune, here.first, here.second)} == {Status.RETURNED}


def test_an_office_s_letter_is_read_by_the_second_computer_while_the_first_is_away(here: Secretariat) -> None:
    key = submitted(here)
    here.round(here.commune, here.second)
    with here.second.open() as db:
        assert reports.status(db, key) is Status.SUBMITTED
        review.approve(db, key)
    here.round(here.second, here.commune)
    assert status(here.commune, key) is Status.APPROVED


def test_the_second_computer_accepts_an_office_and_the_first_believes_it(
    here: Secretariat, fresh: Laptops
) -> None:
    neighbour = fresh("neighbour")
    with here.second.open() as db:
        trust.accept(db, neighbour.device, neighbour.org_unit)
    neighbour.fill()
    key = neighbour.submit()
    here.round(here.second, here.first)
    here.round(neighbour, here.first, here.second)
    assert status(here.first, key) is status(here.second, key) is Status.SUBMITTED


def test_when_all_know_all_exchanging_again_writes_nothing(here: Secretariat) -> None:
    submitted(here)
    everybody = (here.commune, here.first, here.second)
    for _ in range(3):
        here.round()
    before = [laptop.content() for laptop in everybody], sorted(here.post.iterdir())
    here.round()
    assert ([laptop.content() for laptop in everybody], sorted(here.post.iterdir())) == before


def test_what_a_lost_computer_of_the_secretariat_says_afterwards_counts_nowhere(here: Secretariat) -> None:
    key = submitted(here)
    here.round()
    with here.second.open() as db:
        review.approve(db, key)
    here.round()
    with here.first.open() as db:
        trust.revoke(db, here.second.device, here.first.org_unit)
    here.commune.answer("2.3.1:sessions", 8)
    here.commune.submit()
    here.round(here.commune, here.second)  # the thief has not heard of it
    with here.second.open() as db:
        review.approve(db, key)
    here.round(here.second, here.commune)
    assert status(here.commune, key) is Status.APPROVED  # nor has the commune
    here.round(here.first, here.commune)
    assert status(here.commune, key) is status(here.first, key) is Status.SUBMITTED


def test_only_the_first_takes_back_another_of_the_secretariat_and_nobody_the_first(here: Secretariat) -> None:
    unit = here.first.org_unit
    for laptop, device in ((here.second, here.first.device), (here.first, here.first.device)):
        before = laptop.content()
        with laptop.open() as db, pytest.raises(OnlyFirstComputer):
            trust.revoke(db, device, unit)
        assert laptop.content() == before


def test_a_computer_that_was_not_accepted_works_and_is_believed_by_nobody_else(
    here: Secretariat, tmp_path: Path
) -> None:
    third = another_computer(here.first, tmp_path / "third")
    key = submitted(here)
    here.round()
    with third.open() as db:
        trust.accept(db, here.commune.device, here.commune.org_unit)
    here.round(third, here.first, here.commune)
    with here.first.open() as db:
        (waiting,) = trust.list_quarantine(db)
        assert (waiting.device, waiting.org_unit) == (third.device, here.first.org_unit)
    assert status(here.commune, key) is Status.SUBMITTED


def test_offices_are_written_to_at_every_computer_of_the_secretariat(here: Secretariat) -> None:
    with here.commune.open() as db:
        known = [found.box for found in devices.by_office(db)[here.first.org_unit]]
        assert known == [here.second.box()]
        assert report.my_report(db, "2026Q3").org_unit == here.commune.org_unit


def test_the_card_of_another_secretariat_is_refused(here: Secretariat, tmp_path: Path) -> None:
    with here.first.open() as db:
        card = office.office_card(db)
    with pytest.raises(CardOfAnother):
        office.set_up(tmp_path / "other", office.NewOffice("05", PERSON, PASSPHRASE, card))
    assert not (tmp_path / "other" / "store.db").exists()


def test_what_one_computer_set_aside_does_not_come_back_by_way_of_the_other(
    here: Secretariat, tmp_path: Path
) -> None:
    key = submitted(here)
    here.commune.write(tmp_path / "stick")
    here.first.merge(tmp_path / "stick")
    with here.first.open() as db:
        number = imports.every(db)[0].n
        merge.set_aside(db, number, stamp.now())
    here.round(here.first, here.second)
    here.round(here.first, here.second)
    assert status(here.first, key) is status(here.second, key) is Status.DRAFT
    with here.first.open() as db:
        merge.bring_back(db, number)
    here.round(here.first, here.second)
    assert status(here.first, key) is status(here.second, key) is Status.SUBMITTED
