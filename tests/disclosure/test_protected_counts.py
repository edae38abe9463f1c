"""What protected counts are counted from: the offices, the lists, the shorter periods, the places within."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from desktop.domain.catalogue import ELSEWHERE, OWN, SPLIT, UNSPLIT
from desktop.domain.disclosure import Copy, Count
from desktop.domain.figures import Answers
from desktop.domain.org_unit import Level, OrgKind, OrgUnit
from desktop.domain.period import ReportingPeriod
from desktop.domain.protected_counts import CountedPlace, copy_of
from desktop.domain.report import Answer, ReportKey
from desktop.storage.measures import measures
from desktop.storage.plans import plan

IDENTIFIED, MANAGED, SERVED = "2.3.4:cases_identified", "3.2.6:cases_managed", "3.3.2:children_girls"
GIRL, BOY = "physical.home.girl.6-11.without", "sexual.online.boy.12-17.with"
OFFICES = {
    "kh.04": Level.PROVINCE,
    "kh.0401": Level.DISTRICT,
    "kh.0402": Level.DISTRICT,
    "kh.040101": Level.COMMUNE,
    "kh.040102": Level.COMMUNE,
    "kh.040201": Level.COMMUNE,
}
UNITS = [
    OrgUnit(id_, id_[3:], level, OrgKind.ADMINISTRATION, level.value, id_, id_, id_[:-2].rstrip("."))
    for id_, level in OFFICES.items()
]


COUNTRY = OrgUnit("kh", "", Level.NATIONAL, OrgKind.ADMINISTRATION, "national", "kh", "kh", "")


def place(said: Mapping[str, Mapping[str, Answer]], units: Sequence[OrgUnit] = UNITS) -> CountedPlace:
    """`said` is by "office period", for example "040101 2026Q1"."""
    given = {ReportKey(f"kh.{key.split()[0]}", key.split()[1]): dict(cells) for key, cells in said.items()}
    children = {"kh.0401": 9_000}
    return CountedPlace(units, plan(), measures(), Answers(given), children, frozenset(OFFICES))


def found(copy: Copy) -> dict[tuple[str, str, str, str], Count]:
    """Every count by its measure, place, period and category."""
    cells = ((count.cell, count) for count in copy.counts)
    return {(cell.measure, cell.place[3:], cell.period, cell.category): count for cell, count in cells}


@pytest.fixture(scope="module")
def year() -> dict[tuple[str, str, str, str], Count]:
    said: dict[str, dict[str, Answer]] = {
        "040101 2026Q1": {f"{IDENTIFIED}:{GIRL}": 5, f"{IDENTIFIED}:{BOY}": 2, MANAGED: 7, SERVED: 3},
        "040102 2026Q1": {IDENTIFIED: 4},
        "040201 2026Q4": {f"{IDENTIFIED}:{GIRL}": 6, MANAGED: 9},
        "0401 2026Q4": {f"{IDENTIFIED}:{BOY}": 1},
    }
    return found(copy_of(place(said), ReportingPeriod("2026")))


def test_offices_are_added_up_and_communes_counted(year: Mapping[tuple[str, str, str, str], Count]) -> None:
    whole = year["cases_identified", "04", "2026", ""]
    assert (whole.exact, whole.communes, whole.most) == (18, 3, 7)
    girls = year["cases_identified", "04", "2026", "sex.girl"]
    assert (girls.exact, girls.communes, girls.most) == (11, 2, 6)
    assert (girls.children, whole.children) == (5_000, 10_000)  # the least that a province has


def test_a_year_is_made_of_its_shorter_periods(year: Mapping[tuple[str, str, str, str], Count]) -> None:
    every = {
        period: count.exact
        for (code, unit, period, category), count in year.items()
        if (code, unit, category) == ("cases_identified", "04", "")
    }
    assert every == {"2026": 18, "2026S1": 11, "2026S2": 7, "2026Q1": 11, "2026Q4": 7}


def test_lists_divide_the_split_cases_alone(year: Mapping[tuple[str, str, str, str], Count]) -> None:
    assert year["cases_identified", "04", "2026", SPLIT].exact == 14
    assert year["cases_identified", "04", "2026", UNSPLIT].exact == 4
    for name in ("sex", "form", "age", "setting"):
        entries = [
            count.exact
            for key, count in year.items()
            if key[:3] == ("cases_identified", "04", "2026") and key[3].startswith(f"{name}.")
        ]
        assert sum(entries) == 14
    assert not any("disability" in key[3] for key in year)


def test_a_district_whose_children_are_known_stands_beside_the_rest(
    year: Mapping[tuple[str, str, str, str], Count],
) -> None:
    district = year["cases_identified", "0401", "2026", ""]
    assert (district.exact, district.communes, district.children) == (12, 2, 9_000)
    assert year["cases_identified", "04", "2026", ELSEWHERE].exact == 6
    assert not any(key[1] == "0402" for key in year)


def test_where_every_district_is_shown_only_the_office_s_own_number_is_left() -> None:
    said: dict[str, dict[str, Answer]] = {"040101 2026Q1": {SERVED: 3}, "04 2026Q1": {SERVED: 2}}
    for children, rest in (({"kh.0401": 9_000}, ELSEWHERE), ({"kh.0401": 9_000, "kh.0402": 8_000}, OWN)):
        year = found(copy_of(replace(place(said), children=children), ReportingPeriod("2026")))
        assert year["children_girls", "04", "2026", rest].exact == 2
    nothing_else: dict[str, dict[str, Answer]] = {"040101 2026Q1": {SERVED: 3}}
    year = found(copy_of(place(nothing_else), ReportingPeriod("2026")))
    assert year["children_girls", "04", "2026", ELSEWHERE].exact == 0  # of the other district


def test_a_stock_is_what_each_office_said_last(year: Mapping[tuple[str, str, str, str], Count]) -> None:
    periods = {
        period: year["cases_managed", "04", period, ""].exact for period in ("2026", "2026S1", "2026Q4")
    }
    assert periods == {"2026": 16, "2026S1": 7, "2026Q4": 9}


def test_what_nobody_answered_is_no_count(year: Mapping[tuple[str, str, str, str], Count]) -> None:
    assert ("cases_referred", "04", "2026", "") not in year
    assert ("children_girls", "04", "2026", "") in year
    assert ("children_girls", "04", "2026Q4", "") not in year


def test_a_quarter_has_its_whole_only() -> None:
    said: dict[str, dict[str, Answer]] = {"040101 2026Q1": {f"{IDENTIFIED}:{GIRL}": 5}}
    copy = copy_of(place(said), ReportingPeriod("2026Q1"))
    assert list(found(copy)) == [("cases_identified", "04", "2026Q1", "")]
    assert not copy.is_national


def test_the_country_is_divided_by_lists_and_shows_no_province_but_reckons_with_each() -> None:
    said: dict[str, dict[str, Answer]] = {"040101 2026Q1": {f"{IDENTIFIED}:{GIRL}": 5}}
    copy = copy_of(place(said, [COUNTRY, *UNITS]), ReportingPeriod("2026"))
    assert copy.is_national
    assert {count.cell.place for table in copy.tables for count in table} == {"kh"}
    assert {count.cell.place for count in copy.between} == {"kh", "kh.04"}
    assert found(copy)["cases_identified", "04", "2026", ""].children == 10_000
    quarter = copy_of(place(said, [COUNTRY, *UNITS]), ReportingPeriod("2026Q1"))
    assert ("cases_identified", "04", "2026Q1", "") in found(quarter)
    assert found(copy)["cases_identified", "", "2026", "age.6-11"].exact == 5


def test_a_district_has_a_year_without_lists() -> None:
    said: dict[str, dict[str, Answer]] = {"040101 2026Q1": {f"{IDENTIFIED}:{GIRL}": 5}}
    district = [unit for unit in UNITS if unit.id.startswith("kh.0401")]
    counts = found(copy_of(place(said, district), ReportingPeriod("2026")))
    assert {category for _, _, _, category in counts} == {""}
    assert counts["cases_identified", "0401", "2026", ""].children == 9_000
