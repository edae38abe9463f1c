"""Carrying the last period's answers forward fills what is empty, and settles nothing that people dispute."""

from collections.abc import Callable

from desktop.actions import report
from desktop.domain.checks import CONFLICT
from desktop.storage import reports
from tests.sync.laptops import Laptop, seal_for, take

Laptops = Callable[[str], Laptop]
SPLIT = "2.3.4:cases_identified:physical.home.girl.6-11.without"


def carried(laptop: Laptop) -> dict[str, object]:
    """The drafts of the third quarter after carrying forward from the second."""
    with laptop.open() as db:
        report.carry_forward(db, report.open_form(db, laptop.report()))
        return {cell: draft.answer for cell, draft in reports.drafts(db, laptop.report()).items()}


def last_period(laptop: Laptop) -> None:
    laptop.fill("2026Q2", **{"2.3.1__sessions": 7})
    laptop.submit("2026Q2")


def test_every_empty_cell_gets_the_last_answer(known: Laptops) -> None:
    commune = known("commune")
    last_period(commune)
    found = carried(commune)
    with commune.open() as db:
        asked = {cell.key for cell in report.open_form(db, commune.report()).form.required()}
    assert set(found) == asked
    assert found["2.3.1:sessions"] == 7


def test_what_was_answered_already_stays(known: Laptops) -> None:
    commune = known("commune")
    last_period(commune)
    commune.answer("2.3.1:sessions", 0)
    assert carried(commune)["2.3.1:sessions"] == 0


def test_two_different_answers_are_not_replaced_by_a_third_that_nobody_gave(known: Laptops) -> None:
    here, there = known("commune"), known("commune_again")
    last_period(here)
    for laptop, sessions in ((here, 3), (there, 4)):
        before = laptop.kept_names()
        laptop.fill(**{"2.3.1__sessions": sessions})
        laptop.submit()
    take(here, seal_for(there, there.kept_names() - before, [here.box()]))
    assert "2.3.1:sessions" not in carried(here)
    with here.open() as db:
        found = report.findings(report.open_form(db, here.report()))
        assert [finding.message for finding in found if finding.cell == "2.3.1:sessions"] == [CONFLICT]


def test_a_tally_that_was_split_gets_no_total_beside_its_split(known: Laptops) -> None:
    commune = known("commune")
    last_period(commune)
    commune.answer(SPLIT, 2)
    assert "2.3.4:cases_identified" not in carried(commune)
