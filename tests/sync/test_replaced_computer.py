"""A lost laptop is replaced: card, recovery key and the last letters make a store that goes on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions import trust
from desktop.actions.replacement import NothingOfThisOffice, take_over
from desktop.domain.report import ReportKey, Status
from desktop.storage import reports
from desktop.storage.keys import WrongRecoveryKey
from tests.sync.laptops import Laptop, seal_for

Laptops = Callable[[str], Laptop]


REPORT = ReportKey("kh.040101", "2026Q3")


def status(laptop: Laptop) -> Status:
    with laptop.open() as db:
        return reports.status(db, REPORT)


@pytest.fixture
def stick(fresh: Laptops, tmp_path: Path) -> Path:
    """What the lost laptop had written; none of it reached the secretariat."""
    lost = fresh("commune")
    lost.fill(narrative__challenges="ទឹកជំនន់")
    lost.submit()
    lost.write(tmp_path / "stick")
    lost.answer("2.3.1:sessions", 7)
    lost.submit()
    lost.write(tmp_path / "stick")
    return tmp_path / "stick"


def test_a_new_computer_shows_all_that_the_lost_one_had_submitted(fresh: Laptops, stick: Path) -> None:
    lost, new = fresh("commune"), fresh("commune_again")
    with new.open() as db:
        take_over(db, lost.recovery_key, [stick])
        live = reports.live(db, new.report())
        assert live["narrative:challenges"].answer == "ទឹកជំនន់"
        assert live["2.3.1:sessions"].answer == 7
        assert reports.live(db, lost.report()) == live
    assert status(new) is Status.SUBMITTED
    assert new.device != lost.device


def test_the_secretariat_gets_it_from_the_new_computer_and_what_it_took_in_stands(
    fresh: Laptops, stick: Path, tmp_path: Path
) -> None:
    province, lost, new = fresh("province"), fresh("commune"), fresh("commune_again")
    post = tmp_path / "post"
    with new.open() as db:
        take_over(db, lost.recovery_key, [stick])
    new.exchange(post)
    province.exchange(post)
    with province.open() as db:
        for device in (lost.device, new.device):
            trust.accept(db, device, lost.org_unit)
        trust.revoke(db, lost.device, lost.org_unit)
    for laptop in (province, new, province, new):
        laptop.exchange(post)
    with province.open() as db:
        there = reports.live(db, new.report())
    with new.open() as db:
        assert reports.live(db, new.report()) == there
    assert there["2.3.1:sessions"].answer == 7


def test_what_the_secretariat_took_back_before_it_knew_it_waits_on_the_new_computer_too(
    fresh: Laptops, stick: Path, tmp_path: Path
) -> None:
    province, lost, new = fresh("province"), fresh("commune"), fresh("commune_again")
    post = tmp_path / "post"
    with new.open() as db:
        take_over(db, lost.recovery_key, [stick])
    with province.open() as db:
        for device in (lost.device, new.device):
            trust.accept(db, device, lost.org_unit)
        trust.revoke(db, lost.device, lost.org_unit)
    for laptop in (new, province, new):
        laptop.exchange(post)
    assert status(new) is status(province) is Status.DRAFT
    with province.open() as db:
        trust.let_stand(db, lost.device, lost.org_unit)  # the office was asked
    for laptop in (province, new):
        laptop.exchange(post)
    assert status(new) is status(province) is Status.SUBMITTED


def test_without_the_paper_or_with_files_of_another_office_nothing_is_taken_over(
    fresh: Laptops, stick: Path, tmp_path: Path
) -> None:
    lost, new, neighbour = fresh("commune"), fresh("commune_again"), fresh("neighbour")
    neighbour.write(tmp_path / "another stick")
    readable = tmp_path / "a letter to the new computer.tumpeang"
    readable.write_bytes(seal_for(lost, lost.kept_names(), [new.box()]))
    before = new.content()
    for key, paths, problem in (
        (new.recovery_key, [stick, readable], NothingOfThisOffice),
        (neighbour.recovery_key, [tmp_path / "another stick"], NothingOfThisOffice),
        (lost.recovery_key, [tmp_path / "another stick"], NothingOfThisOffice),
        ("no key at all", [stick], WrongRecoveryKey),
    ):
        with new.open() as db, pytest.raises(problem):
            take_over(db, key, paths)
    assert new.content() == before
