"""One quarter of an example province: a district and two communes report, one is returned and corrected."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.actions import report, review, trust
from desktop.domain.report import ReportKey, Status
from desktop.storage import batches, reports
from desktop.sync.merge import Fate, Outcome
from desktop.sync.trust import Doubt
from tests.sync.laptops import PERIOD, Laptop

OFFICES = ("commune", "neighbour", "district")


@dataclass
class Quarter:
    """The province's laptops and the folder between them."""

    province: Laptop
    commune: Laptop
    neighbour: Laptop
    district: Laptop
    post: Path

    @property
    def offices(self) -> Iterator[Laptop]:
        return iter((self.commune, self.neighbour, self.district))

    def exchange(self, *laptops: Laptop) -> list[Outcome]:
        return [outcome for laptop in laptops for outcome in laptop.exchange(self.post)]

    def status(self, laptop: Laptop, key: ReportKey) -> Status:
        with laptop.open() as db:
            return report.status(db, key)


@pytest.fixture
def quarter(fresh: Callable[[str], Laptop], tmp_path: Path) -> Quarter:
    """Every office has its first report ready and submitted; the province knows nobody yet."""
    made = Quarter(fresh("province"), *(fresh(name) for name in OFFICES), post=tmp_path / "ថត រួម")
    for laptop in made.offices:
        laptop.fill(narrative__challenges="ទឹកជំនន់", budget__spent__state=1_500_000)
        laptop.submit()
    return made


@pytest.fixture
def accepted(quarter: Quarter) -> Quarter:
    """The secretariat has compared fingerprints by telephone and accepted every office."""
    quarter.exchange(*quarter.offices, quarter.province)
    with quarter.province.open() as db:
        for waiting in trust.list_quarantine(db):
            trust.accept(db, waiting.device, waiting.org_unit)
    quarter.exchange(quarter.province, *quarter.offices, quarter.province)
    return quarter


def test_three_offices_wait_in_quarantine_until_they_are_accepted(quarter: Quarter) -> None:
    outcomes = quarter.exchange(*quarter.offices, quarter.province)
    waits = (Fate.QUARANTINED, Doubt.UNKNOWN_DEVICE)
    assert [(outcome.fate, outcome.reason) for outcome in outcomes] == [waits] * 3
    with quarter.province.open() as db:
        assert reports.all_live(db) == {}
        for waiting in trust.list_quarantine(db):
            outcomes_ = trust.accept(db, waiting.device, waiting.org_unit)
            assert Fate.TAKEN_IN in [outcome.fate for outcome in outcomes_]
        assert trust.list_quarantine(db) == ()
    for laptop in quarter.offices:
        assert quarter.status(quarter.province, laptop.report()) is Status.SUBMITTED


def test_every_answer_reaches_the_province_as_it_was_typed(accepted: Quarter) -> None:
    with accepted.province.open() as db:
        for laptop in accepted.offices:
            with laptop.open() as there:
                assert reports.live(db, laptop.report()) == reports.live(there, laptop.report())
            live = reports.live(db, laptop.report())
            assert live["narrative:challenges"].answer == "ទឹកជំនន់"
            assert live["budget:spent:state"].answer == 1_500_000
        asked = {len(reports.live(db, laptop.report())) for laptop in (accepted.commune, accepted.district)}
        assert len(asked) == 2  # the district has a form of its own


def test_receipts_come_back_to_every_office(accepted: Quarter) -> None:
    accepted.exchange(*accepted.offices)
    for laptop in accepted.offices:
        with laptop.open() as db:
            for record in reports.live_records(db, laptop.report()):
                assert batches.has_receipt(db, record, "kh.04")


def test_a_returned_report_is_corrected_approved_and_a_later_change_undoes_the_approval_by_itself(
    accepted: Quarter,
) -> None:
    province, commune, key = accepted.province, accepted.commune, accepted.commune.report()
    everybody = (province, *accepted.offices)
    reasons = {"2.3.1:sessions": "three trainers, one session?"}

    def status_everywhere() -> set[Status]:
        return {accepted.status(laptop, key) for laptop in (province, commune)}

    with province.open() as db:
        review.send_back(db, key, "count again", reasons)
    accepted.exchange(*everybody)
    assert status_everywhere() == {Status.RETURNED}
    with commune.open() as db:
        assert reports.reasons_of_return(db, key) == ("count again", reasons)
    commune.answer("2.3.1:sessions", 3)
    assert accepted.status(commune, key) is Status.RETURNED  # typed and not submitted: it still is
    commune.submit()
    accepted.exchange(commune, province)
    assert status_everywhere() == {Status.SUBMITTED}
    with province.open() as db:
        assert reports.live(db, key)["2.3.1:sessions"].answer == 3
        review.approve(db, key)
    accepted.exchange(*everybody)
    assert status_everywhere() == {Status.APPROVED}
    commune.answer("2.3.1:sessions", 4)
    commune.submit()
    assert accepted.status(commune, key) is Status.SUBMITTED
    accepted.exchange(commune, province)
    assert status_everywhere() == {Status.SUBMITTED}
    for laptop in (accepted.neighbour, accepted.district):  # nobody else's report was touched
        assert accepted.status(province, laptop.report()) is Status.SUBMITTED


def test_a_stick_pulled_out_in_the_middle_is_mended_by_exchanging_again(accepted: Quarter) -> None:
    province, commune, key = accepted.province, accepted.commune, accepted.commune.report()
    commune.answer("2.3.1:sessions", 6)
    commune.submit()
    before = {path.name for path in accepted.post.iterdir()}
    accepted.exchange(commune)
    (path,) = (path for path in accepted.post.iterdir() if path.name not in before)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])  # what a stick without a journal may keep of it
    path.with_name(path.name + ".part").write_bytes(whole[:100])
    content = province.content()
    (outcome,) = accepted.exchange(province)
    assert outcome.fate is Fate.REFUSED
    assert path.name in str(outcome.reason)
    assert province.content() == content
    accepted.exchange(commune, province)
    assert path.read_bytes() == whole
    with province.open() as db:
        assert reports.live(db, key)["2.3.1:sessions"].answer == 6


def test_the_next_quarter_starts_from_the_last_and_replaces_nothing_in_it(accepted: Quarter) -> None:
    commune, province = accepted.commune, accepted.province
    with commune.open() as db:
        opened = report.open_form(db, commune.report("2026Q4"))
        report.carry_forward(db, opened)
        report.submit(db, commune.report("2026Q4"))
    accepted.exchange(commune, province)
    with province.open() as db:
        for period in (PERIOD, "2026Q4"):
            assert reports.status(db, commune.report(period)) is Status.SUBMITTED
        live = reports.live(db, commune.report("2026Q4"))
        assert live["2.3.1:sessions"].answer == 1
        assert "narrative:challenges" not in live  # words are written anew
