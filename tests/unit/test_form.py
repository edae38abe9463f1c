"""The form: what is asked of each kind of office in each kind of period."""

from collections.abc import Iterator

import pytest

from desktop.actions import register
from desktop.domain.form import Form, form
from desktop.domain.measure import Kind
from desktop.domain.org_unit import Level, OrgUnit
from desktop.domain.report import Cell, ReportKey
from desktop.storage import measures, plans

PLAN, MEASURES = plans.plan(), measures.measures()
NAMES = {"04-N01": "Example organisation"}
CODES = ("040101", "0401", "04", "MoSVY", "04-MoSVY", "04-N01")
PERIODS = ("2026Q3", "202609", "2026S1", "2026N", "2026")


def office(code: str) -> OrgUnit:
    return register.find(code, NAMES.get(code, ""))


def form_of(code: str, period: str) -> Form:
    unit = office(code)
    return form(PLAN, MEASURES, unit, ReportKey(unit.id, period))


def asked(code: str, period: str) -> list[str]:
    return [activity.code for activity in form_of(code, period).activities]


def every_form() -> Iterator[Form]:
    return (form_of(code, period) for code in CODES for period in PERIODS)


@pytest.mark.parametrize(
    ("code", "year", "number"),
    [
        ("040101", "2026", 25),
        ("040101", "2027", 24),
        ("0401", "2026", 44),
        ("04", "2026", 51),
        ("04", "2025", 50),
    ],
)
def test_an_administration_is_asked_the_core_of_its_level(code: str, year: str, number: int) -> None:
    found = form_of(code, f"{year}Q3").activities
    assert len(found) == number
    assert all(activity.is_core(office(code).level) for activity in found)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("year", range(2025, 2031))
def test_an_activity_outside_its_years_is_not_asked(code: str, year: int) -> None:
    for activity in form_of(code, f"{year}Q1").activities:
        assert year - 2024 in activity.years


def test_the_one_activity_of_communes_that_ends_is_asked_while_it_runs() -> None:
    assert "5.1.2" in asked("040101", "2026Q4")
    assert "5.1.2" not in asked("040101", "2027Q1")
    assert "5.1.2" not in asked("040101", "2030")


def test_a_ministry_is_asked_what_it_is_responsible_for() -> None:
    found = form_of("MoSVY", "2026Q3").activities
    assert found
    assert all("MoSVY" in activity.responsible for activity in found)
    everything = {activity.code for activity in PLAN.in_year(2) if "MoSVY" in activity.responsible}
    assert {activity.code for activity in found} == everything


def test_a_department_is_asked_what_its_ministry_does_in_a_province_but_not_what_describes_an_area() -> None:
    found = form_of("04-MoSVY", "2026Q3").activities
    assert {activity.code for activity in found} < set(asked("MoSVY", "2026Q3"))
    for activity in found:
        assert activity.is_reported(Level.PROVINCE)
        assert not activity.of_area


def test_an_ngo_is_asked_what_a_commune_is_but_not_what_describes_an_area() -> None:
    found = form_of("04-N01", "2026Q3").activities
    commune = form_of("040101", "2026Q3").activities
    assert [activity.code for activity in found] == [each.code for each in commune if not each.of_area]


@pytest.mark.parametrize("code", CODES)
def test_activities_stand_in_the_order_of_the_plan(code: str) -> None:
    order = [activity.code for activity in PLAN.activities()]
    found = asked(code, "2026Q3")
    assert found == sorted(found, key=order.index)


def test_a_report_of_a_quarter_asks_every_number_and_offers_the_words() -> None:
    found = form_of("040101", "2026Q3")
    required = list(found.required())
    assert Cell("2.3.1", "sessions") in required
    assert Cell("2.3.4", "cases_identified") in required
    assert all(MEASURES[cell.measure].is_number and not cell.split for cell in required)
    assert Cell("budget", "spent", "state") in found.budget_cells()
    assert Cell("narrative", "challenges") in found.narrative_cells()
    notes = [cell for cell in found.asked() if cell.measure == "note"]
    assert notes
    assert not set(notes) & set(required)


def test_every_activity_has_room_for_one_sentence_at_its_end() -> None:
    found = form_of("040101", "2026Q3")
    for activity in found.activities:
        assert [cell.measure for cell in found.cells(activity)].count("note") == 1
    assert not any(cell.measure == "note" for cell in form_of("040101", "2026").asked())


def test_a_report_of_a_year_asks_targets_and_leaves_baselines_open() -> None:
    found = form_of("040101", "2026")
    required = list(found.required())
    assert found.is_annual_plan
    assert Cell("2.3.1", "sessions", "target") in required
    assert {cell.split for cell in required} == {"target"}
    assert Cell("2.3.1", "sessions", "baseline") in list(found.asked())
    assert {cell.measure for cell in found.budget_cells()} == {"planned"}
    assert found.narrative_cells() == ()


def test_nobody_plans_how_many_cases_there_will_be() -> None:
    planned = {cell.measure for cell in form_of("040101", "2026").asked()} - {"planned"}
    assert planned
    for code in planned:
        assert MEASURES[code].kind in (Kind.COUNT, Kind.MONEY)
        assert not MEASURES[code].tally


def test_every_cell_asked_is_there_once_with_an_address_a_record_can_hold() -> None:
    from desktop.domain.report import is_cell_key

    for found in every_form():
        keys = [cell.key for cell in found.asked()]
        assert len(keys) == len(set(keys))
        assert all(is_cell_key(key) for key in keys)
        assert {cell.key for cell in found.required()} <= set(keys)


def test_every_split_of_every_tally_has_an_address_a_record_can_hold() -> None:
    from desktop.domain.report import is_cell_key

    splits = MEASURES.tally_splits()
    assert len(splits) == len(set(splits)) > 100
    for code in (code for code, measure in MEASURES.measures.items() if measure.tally):
        assert all(is_cell_key(Cell("2.3.4", code, split).key) for split in splits)


def test_an_office_may_add_what_its_level_may_report_and_what_it_answered_is_on_the_form() -> None:
    from desktop.domain.form import may_add

    found = form_of("040101", "2026Q3")
    more = may_add(PLAN, found)
    assert more
    assert all(one.levels[found.unit.level] == "optional" and 2 in one.years for one in more)
    assert not set(more) & set(found.activities)
    again = form(PLAN, MEASURES, found.unit, found.key, {more[0].code, "2.3.1", "budget"})
    assert again.activities == found.activities
    assert again.added == (more[0],)
    assert set(again.cells(more[0])) <= set(again.asked())
    assert not set(again.cells(more[0])) & set(again.required())
    assert more[0] not in may_add(PLAN, again)


@pytest.mark.parametrize("code", ["MoSVY", "04-MoSVY", "04-N01"])
def test_who_is_no_administration_is_offered_nothing_more(code: str) -> None:
    from desktop.domain.form import may_add

    assert may_add(PLAN, form_of(code, "2026Q3")) == ()
