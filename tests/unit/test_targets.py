"""The report of a year: targets, baselines and planned money, from the form to the province's summary."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.actions import printout, report, review, targets
from desktop.actions.report import NotReady
from desktop.actions.targets import Row, Targets
from desktop.domain.measure import OverTime
from desktop.domain.period import NotAPeriod
from desktop.domain.report import Answer, Reason, Status
from desktop.domain.sheet import Grade, Percent, Sheet, Table
from desktop.storage.measures import measures
from tests.sync.laptops import Laptop

Known = Callable[[str], Laptop]
SESSIONS, STOCK = "2.3.1:sessions", "2.3.5:units_met"


def say(laptop: Laptop, period: str, answers: dict[str, Answer]) -> None:
    """Answer these cells, "nothing to report" in the others, and submit."""
    with laptop.open() as db:
        opened = report.open_form(db, laptop.report(period))
        report.save_values(db, opened.view, {**report.answer_rest(opened, Reason.NOTHING, {}), **answers})
        report.submit(db, laptop.report(period))


def shown(laptop: Laptop, year: int = 2026) -> Targets:
    with laptop.open() as db:
        return targets.show(db, year)


def row(found: Targets, cell: str) -> Row:
    (only,) = [one for one in found.rows if f"{one.activity.code}:{one.measure.code}" == cell]
    return only


GOALS: dict[str, Answer] = {
    f"{SESSIONS}:target": 10,
    f"{SESSIONS}:baseline": 4,
    f"{STOCK}:target": 8,
    "budget:planned:state": 6_000_000,
}
FIRST: dict[str, Answer] = {SESSIONS: 3, STOCK: 5, "budget:spent:state": 1_000_000}
SECOND: dict[str, Answer] = {SESSIONS: 4, STOCK: 6, "budget:spent:state": 500_000}


@pytest.fixture
def commune(known: Known) -> Laptop:
    """A commune with targets for the year and two quarters of work."""
    laptop = known("commune")
    for period, answers in (("2026", GOALS), ("2026Q1", FIRST), ("2026Q2", SECOND)):
        say(laptop, period, answers)
    return laptop


def test_the_form_of_a_year_asks_for_targets_baselines_and_planned_money(known: Known) -> None:
    commune = known("commune")
    with commune.open() as db:
        opened = report.open_form(db, commune.report("2026"))
        keys = {cell.key for cell in report.asked_cells(opened)}
        required = {cell.key for cell in opened.form.required()}
        assert {*GOALS} <= keys
        assert f"{SESSIONS}:target" in required
        assert f"{SESSIONS}:baseline" not in required
        assert not any(key.startswith(("narrative:", "budget:spent")) for key in keys)
        assert not any(measures()[key.split(":")[1]].tally for key in keys)
        report.save_values(db, opened.view, GOALS)
        with pytest.raises(NotReady):
            report.submit(db, commune.report("2026"))


def test_a_row_shows_baseline_target_the_year_so_far_and_the_share(commune: Laptop) -> None:
    found = row(shown(commune), SESSIONS)
    assert (found.baseline, found.target, found.actual) == (4, 10, 7)
    assert found.achieved == Decimal("0.7")
    assert not found.disputed


def test_of_a_stock_the_last_quarter_stands(commune: Laptop) -> None:
    found = row(shown(commune), STOCK)
    assert found.measure.over_time is OverTime.LAST
    assert (found.target, found.actual, found.achieved) == (8, 6, Decimal("0.75"))


def test_money_is_planned_once_and_spent_over_the_quarters(commune: Laptop) -> None:
    state = next(money for money in shown(commune).money if money.source.code == "state")
    assert (state.planned, state.spent, state.achieved) == (6_000_000, 1_500_000, Decimal("0.25"))
    others = [money for money in shown(commune).money if money.source.code != "state"]
    assert others
    assert all(money.achieved is None for money in others)


def test_every_measure_of_the_years_form_has_one_row_in_its_order(commune: Laptop) -> None:
    with commune.open() as db:
        cells = report.asked_cells(report.open_form(db, commune.report("2026")))
    asked = [cell.key.removesuffix(":target") for cell in cells if cell.split == "target"]
    assert [f"{one.activity.code}:{one.measure.code}" for one in shown(commune).rows] == asked


def test_a_reason_is_no_number_and_nothing_is_not_zero(commune: Laptop) -> None:
    found = row(shown(commune), "2.3.1:participants")
    assert (found.target, found.actual, found.achieved) == (Reason.NOTHING, Reason.NOTHING, None)
    assert all(one.baseline is None for one in shown(commune).rows if one.measure.code != "sessions")
    assert {one.target for one in shown(commune, 2027).rows} == {None}


def test_a_target_of_zero_has_no_share(known: Known) -> None:
    commune = known("commune")
    say(commune, "2026", {f"{SESSIONS}:target": 0})
    say(commune, "2026Q1", {SESSIONS: 3})
    assert row(shown(commune), SESSIONS).achieved is None


def test_what_was_typed_and_not_submitted_is_shown_and_said(commune: Laptop) -> None:
    assert not shown(commune).is_draft
    assert shown(commune).periods == ("2026", "2026Q1", "2026Q2")
    commune.answer(SESSIONS, 5, "2026Q3")
    commune.answer(f"{SESSIONS}:target", 24, "2026")
    found = shown(commune)
    assert found.is_draft
    assert (row(found, SESSIONS).target, row(found, SESSIONS).actual) == (24, 12)


def test_two_targets_for_one_measure_are_said_to_be_in_dispute(known: Known, tmp_path: Path) -> None:
    commune, again, province = known("commune"), known("commune_again"), known("province")
    say(commune, "2026", GOALS)
    say(again, "2026", {**GOALS, f"{SESSIONS}:target": 12})
    for laptop in (commune, again, province, commune):
        laptop.exchange(tmp_path / "hub")
    disputed = row(shown(commune), SESSIONS)
    assert (disputed.disputed, disputed.target, disputed.achieved) == (True, None, None)
    assert not row(shown(commune), STOCK).disputed
    commune.answer(f"{SESSIONS}:target", 12, "2026")
    assert not row(shown(commune), SESSIONS).disputed


def test_a_year_must_be_a_year(known: Known) -> None:
    with known("commune").open() as db, pytest.raises(NotAPeriod):
        targets.show(db, 99)


def cells_of(sheet: Sheet, first: str) -> list[tuple[object, ...]]:
    tables = [block for block in sheet.blocks if isinstance(block, Table)]
    return [row.cells[1:] for table in tables for row in table.rows if row.cells[0] == first]


def test_the_targets_of_offices_are_added_up_in_the_provinces_summary(
    commune: Laptop, known: Known, tmp_path: Path
) -> None:
    neighbour, province = known("neighbour"), known("province")
    say(neighbour, "2026", {f"{SESSIONS}:target": 30, "budget:planned:state": 2_000_000})
    say(neighbour, "2026Q2", {SESSIONS: 13})
    for laptop in (commune, neighbour):
        province.merge(*laptop.write(tmp_path / laptop.name))
    with province.open() as db:
        for period in ("2026Q2", "2026"):
            sheet = printout.province_summary_sheet(db, period, "en", "latin", grade=Grade.OFFICIAL)
            sessions = [cells for cells in cells_of(sheet, "Sessions") if 40 in cells]
            assert len(sessions) == 1, period
            assert 20 in sessions[0]
            assert Percent(Decimal("0.5")) in sessions[0]
            assert any("8000000" in str(cells) for cells in cells_of(sheet, "State budget")), period
        assert report.status(db, commune.report("2026")) is Status.SUBMITTED
        review.approve(db, commune.report("2026"))
        assert report.status(db, commune.report("2026")) is Status.APPROVED


def test_next_year_takes_the_targets_of_this_one_on_request(commune: Laptop) -> None:
    with commune.open() as db:
        opened = report.open_form(db, commune.report("2027"))
        report.carry_forward(db, opened)
        carried = report.open_form(db, commune.report("2027")).view.answers()
    assert carried[f"{SESSIONS}:target"] == 10
    assert f"{SESSIONS}:baseline" not in carried
