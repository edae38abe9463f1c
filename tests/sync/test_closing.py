"""A closed period: what comes after is an amendment, is shown as such, and is never refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions import closing, history, report, review
from desktop.actions.review import OnlySecretariat
from desktop.domain.period import ReportingPeriod
from desktop.domain.record import Verdict
from desktop.domain.report import Status
from desktop.storage import overview
from tests.sync.laptops import PERIOD, Laptop, seal_for, take

Laptops = Callable[[str], Laptop]
CELL = "2.3.1:sessions"


def hand_over(there: Laptop, here: Laptop) -> None:
    """Everything that one has and the other has not."""
    take(here, seal_for(there, there.kept_names() - here.kept_names(), [here.box()]))


@pytest.fixture
def province(known: Laptops) -> Laptop:
    """Has the commune's report."""
    commune = known("commune")
    commune.fill()
    commune.submit()
    hand_over(commune, known("province"))
    return known("province")


def test_what_is_changed_after_a_period_is_closed_is_an_amendment_on_every_computer(
    province: Laptop, known: Laptops
) -> None:
    commune = known("commune")
    with province.open() as db:
        assert closing.amendments(db, commune.report()) is None
        closing.close(db, PERIOD)
        found = closing.amendments(db, commune.report())
        assert found is not None
        assert found.cells == ()
    hand_over(province, commune)
    commune.answer(CELL, 7)
    commune.submit()
    hand_over(commune, province)
    for laptop in (commune, province):
        with laptop.open() as db:
            found = closing.amendments(db, commune.report())
            assert found is not None
            assert found.cells == (CELL,)
            shown = history.show(db, commune.report())
            assert [event.is_amendment for event in shown.submissions] == [False, True]


def test_a_report_that_comes_after_closing_is_an_amendment_as_a_whole(
    province: Laptop, known: Laptops
) -> None:
    neighbour = known("neighbour")
    with province.open() as db:
        closing.close(db, PERIOD)
    neighbour.fill()
    key = neighbour.submit()
    hand_over(neighbour, province)
    with province.open() as db:
        found = closing.amendments(db, key)
        assert found is not None
        assert CELL in found.cells
        assert report.status(db, key) is Status.SUBMITTED


def test_closing_again_takes_in_what_was_amended_since(province: Laptop, known: Laptops) -> None:
    commune = known("commune")
    with province.open() as db:
        closing.close(db, PERIOD)
        with pytest.raises(closing.ClosedAlready):
            closing.close(db, PERIOD)
    commune.answer(CELL, 7)
    commune.submit()
    hand_over(commune, province)
    with province.open() as db:
        closing.close(db, PERIOD)
        found = closing.amendments(db, commune.report())
        assert found is not None
        assert found.cells == ()


def test_closing_judges_nothing(province: Laptop, known: Laptops) -> None:
    key = known("commune").report()
    with province.open() as db:
        review.approve(db, key)
        closing.close(db, PERIOD)
        assert report.status(db, key) is Status.APPROVED
        assert overview.statuses(db, [key.org_unit], [ReportingPeriod(PERIOD)])[key] is Status.APPROVED
        assert [e.verdict for e in history.show(db, key).events if hasattr(e, "verdict")] == [
            Verdict.APPROVED,
            Verdict.CLOSED,
        ]


def test_only_a_secretariat_closes(known: Laptops) -> None:
    with known("commune").open() as db, pytest.raises(OnlySecretariat):
        closing.close(db, PERIOD)


def test_a_later_decision_takes_the_place_of_the_one_its_author_saw(province: Laptop, known: Laptops) -> None:
    commune = known("commune")
    key = commune.report()
    with province.open() as db:
        review.send_back(db, key, "count again", {})
        assert report.status(db, key) is Status.RETURNED
        review.approve(db, key)
        assert report.status(db, key) is Status.APPROVED
        assert overview.statuses(db, [key.org_unit], [ReportingPeriod(PERIOD)])[key] is Status.APPROVED
        assert [e.stands for e in history.show(db, key).events if hasattr(e, "verdict")] == [False, True]
    hand_over(province, commune)
    with commune.open() as db:
        assert report.status(db, key) is Status.APPROVED


def test_two_decisions_that_did_not_see_each_other_both_stand(
    province: Laptop, known: Laptops, tmp_path: Path
) -> None:
    key = known("commune").report()
    other = province.copy_to(tmp_path / "the other")  # a second computer of the secretariat would do the same
    with province.open() as db:
        review.approve(db, key)
    with other.open() as db:
        review.send_back(db, key, "count again", {})
    hand_over(other, province)
    with province.open() as db:
        assert report.status(db, key) is Status.RETURNED
        assert [e.stands for e in history.show(db, key).events if hasattr(e, "verdict")] == [True, True]
