"""Reviewing over real stores: a decision is about what its author saw; the next look shows what is new."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.actions import look_over, review
from desktop.actions.review import NotSubmitted, OnlySecretariat
from desktop.domain.record import Verdict
from desktop.domain.report import Status
from tests.sync.laptops import PERIOD, Laptop

SESSIONS = "2.3.1:sessions"
At = Callable[[str], Laptop]


@pytest.fixture
def two(known: At, tmp_path: Path) -> tuple[Laptop, Laptop, Path]:
    """A commune whose report has come to the province, and the folder they share."""
    commune, province, hub = known("commune"), known("province"), tmp_path / "hub"
    commune.fill()
    commune.submit()
    commune.exchange(hub)
    province.exchange(hub)
    return commune, province, hub


def look(laptop: Laptop, of: Laptop) -> look_over.Look:
    with laptop.open() as db:
        return look_over.look(db, of.report())


def test_the_first_look_shows_all_and_the_second_only_what_changed(two: tuple[Laptop, Laptop, Path]) -> None:
    commune, province, hub = two
    first = look(province, commune)
    assert first.may_decide
    assert (first.last, first.before, first.is_stale) == (None, None, False)
    assert not first.changed(SESSIONS)
    with province.open() as db:
        review.send_back(db, commune.report(), "Count again", {SESSIONS: "Many more came"}, first.judged)
    assert look(province, commune).opened.view.status is Status.RETURNED
    province.exchange(hub)
    commune.exchange(hub)
    commune.answer(SESSIONS, 9)
    commune.submit()
    commune.exchange(hub)
    province.exchange(hub)
    second = look(province, commune)
    assert second.is_stale
    assert second.last is not None
    assert second.last.verdict is Verdict.RETURNED
    changed = [cell for cell in second.opened.view.live if second.changed(cell)]
    assert changed == [SESSIONS]
    assert second.before is not None
    assert second.before[SESSIONS] == (1,)


def test_an_approval_is_of_what_was_on_screen_not_of_what_came_in_meanwhile(
    two: tuple[Laptop, Laptop, Path],
) -> None:
    commune, province, hub = two
    seen = look(province, commune)
    commune.answer(SESSIONS, 9)
    commune.submit()
    commune.exchange(hub)
    province.exchange(hub)
    with province.open() as db:
        review.approve(db, commune.report(), seen.judged)
    after = look(province, commune)
    assert after.opened.view.status is Status.SUBMITTED
    assert after.is_stale
    assert after.changed(SESSIONS)
    with province.open() as db:
        review.approve(db, commune.report(), after.judged)
    assert look(province, commune).opened.view.status is Status.APPROVED


def test_nothing_is_judged_that_nobody_saw(known: At) -> None:
    commune, province = known("commune"), known("province")
    found = look(province, commune)
    assert found.judged == ()
    with province.open() as db, pytest.raises(NotSubmitted):
        review.approve(db, commune.report(), found.judged)


def test_an_office_without_the_other_under_it_sees_and_judges_nothing(known: At) -> None:
    commune, neighbour, province = known("commune"), known("neighbour"), known("province")
    with pytest.raises(OnlySecretariat):
        look(neighbour, commune)
    assert not look(province, province).may_decide
    with province.open() as db, pytest.raises(OnlySecretariat):
        review.approve(db, province.report(), ("a" * 64,))


def test_a_district_looks_at_its_communes_and_decides_nothing(known: At) -> None:
    district, commune = known("district"), known("commune")
    assert not look(district, commune).may_decide
    with district.open() as db, pytest.raises(OnlySecretariat):
        review.send_back(db, commune.report(PERIOD), "Count again", {})
