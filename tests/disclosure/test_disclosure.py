"""The rules for small numbers, one by one (docs/small-numbers.md)."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import catalogue
from desktop.domain.disclosure import Copy, Count, alone, is_complete, protect, read, rounded, ways
from desktop.domain.org_unit import Level
from desktop.domain.period import ReportingPeriod
from desktop.domain.shareable import BAND, HIDDEN, UNPRINTED, Printed, ProtectedCell, ReleasedCell
from desktop.storage.measures import measures

YEAR = ProtectedCell("2.3.4", "cases_identified", "kh.04", "2026")
MANY = Count(YEAR, 43, communes=12, most=8, children=60_000)


def count(exact: int, category: str = "", period: str = "2026", **facts: int) -> Count:
    cell = replace(YEAR, category=category, period=period)
    return replace(MANY, cell=cell, exact=exact, most=min(exact, 8), **facts)


def printed(copy: Copy, earlier: tuple[ReleasedCell, ...] = ()) -> Mapping[ProtectedCell, Printed]:
    return {one.cell: one.printed for one in protect(copy, [earlier] if earlier else [], measures())}


@given(st.integers(0, 10_000))
def test_what_a_reader_knows_of_a_printed_count_is_true_and_five_numbers_wide_at_most(exact: int) -> None:
    value = alone(count(exact, children=1_000_000))
    least, most = read(value)
    assert most is not None
    assert least <= exact <= most
    assert value == BAND if exact < 10 else value == rounded(exact)
    assert most - least in ({9} if exact < 10 else {2, 4})


@pytest.mark.parametrize("exact", [0, 1, 9])
def test_fewer_than_ten_and_none_look_alike(exact: int) -> None:
    assert alone(count(exact, communes=0)) == BAND


def test_a_count_of_few_communes_or_of_one_nearly_alone_is_hidden() -> None:
    assert alone(MANY) == 45
    assert alone(replace(MANY, communes=2)) == HIDDEN
    assert alone(replace(MANY, most=35)) == HIDDEN
    assert alone(replace(MANY, most=34)) == 45


def test_a_count_of_few_children_or_of_many_among_them_is_hidden() -> None:
    assert alone(replace(MANY, children=None)) == HIDDEN
    assert alone(replace(MANY, children=99)) == HIDDEN
    assert alone(replace(MANY, children=429)) == HIDDEN
    assert alone(replace(MANY, children=430)) == 45


def test_a_count_of_a_place_of_which_too_little_has_come_is_hidden() -> None:
    assert alone(replace(MANY, complete=False)) == HIDDEN
    assert alone(replace(MANY, exact=3, complete=False)) == HIDDEN
    assert is_complete(expected=10, received=6, communes=3)
    assert not is_complete(expected=10, received=5, communes=5)
    assert not is_complete(expected=4, received=4, communes=2)


def test_a_list_that_stands_in_one_category_is_hidden_but_not_for_the_country() -> None:
    table = [count(90, "sex.girl"), count(10, "sex.boy")]
    assert list(ways(table, is_national=False)) == [{one.cell: HIDDEN for one in table}]
    assert next(ways(table, is_national=True)) == {table[0].cell: 90, table[1].cell: 10}
    few = [count(4, "sex.girl"), count(0, "sex.boy")]
    assert next(ways(few, is_national=False)) == {one.cell: BAND for one in few}


def test_where_more_has_to_be_hidden_the_sign_does_not_tell_what_is_small() -> None:
    table = [count(50, "age.6-11"), count(12, "age.0-5"), count(3, "age.12-17")]
    first, second, *_, last = ways(table, is_national=False)
    assert list(first.values()) == [50, 10, BAND]
    assert list(second.values()) == [50, HIDDEN, HIDDEN]
    assert set(last.values()) == {HIDDEN}


def test_a_list_in_which_something_large_is_hidden_does_not_tell_it_from_what_is_small() -> None:
    table = [count(50, "age.6-11"), replace(count(20, "age.0-5"), most=19), count(3, "age.12-17")]
    assert list(next(ways(table, is_national=False)).values()) == [50, HIDDEN, HIDDEN]


def test_a_total_that_says_dots_is_known_to_be_large_and_may_betray_what_is_beside_it() -> None:
    first, second = replace(count(10, period="2026Q1"), most=9), count(2, period="2026Q2")
    half = replace(count(12, period="2026S1"), most=9)
    assert (alone(first), alone(second), alone(half)) == (HIDDEN, BAND, 10)
    # 10 to 12 in all, and 10 or more in the first quarter, would leave 0 to 2 in the second.
    assert printed(Copy("kh.04", [[half]], [first, second]))[half.cell] == HIDDEN


def test_a_small_number_that_its_total_would_betray_takes_its_neighbour_along() -> None:
    girls, boys = count(20, "sex.girl"), count(2, "sex.boy")
    together = count(22, catalogue.SPLIT)
    copy = Copy("kh.04", [[count(22)], [girls, boys]], [together])
    found = printed(copy)
    assert found[YEAR] == 20
    # 18 to 22 in all and 18 to 22 girls would leave 0 to 4 boys.
    assert (found[girls.cell], found[boys.cell]) == (HIDDEN, HIDDEN)
    assert found[together.cell] == UNPRINTED


def test_families_are_no_more_than_their_children() -> None:
    served = {
        code: replace(count(exact), cell=replace(YEAR, item="3.3.15", measure=code))
        for code, exact in (
            ("children_girls", 9),
            ("children_boys", 9),
            ("children_with_disability", 4),
            ("families_served", 18),
        )
    }
    found = printed(Copy("kh.04", [[one] for one in served.values()]))
    # 18 to 22 families would leave nothing but nine girls and nine boys.
    assert [found[one.cell] for one in served.values()] == [BAND, BAND, BAND, HIDDEN]
    more = served | {code: replace(served[code], exact=30) for code in ("children_girls", "children_boys")}
    assert printed(Copy("kh.04", [[one] for one in more.values()]))[served["families_served"].cell] == 20


def test_a_district_that_is_not_shown_is_not_left_over() -> None:
    shown = replace(count(40), cell=replace(YEAR, place="kh.0401"))
    for left, value in ((2, HIDDEN), (0, HIDDEN), (30, 70)):
        copy = Copy("kh.04", [[count(40 + left)], [shown]], [count(left, catalogue.ELSEWHERE)])
        assert printed(copy)[YEAR] == value
    of_the_office = Copy("kh.04", [[count(42)], [shown]], [count(2, catalogue.OWN)])
    assert printed(of_the_office)[YEAR] == 40


def test_a_province_reckons_with_what_its_districts_share_by_themselves() -> None:
    large, small = (
        replace(count(exact), cell=replace(YEAR, place=f"kh.{code}"))
        for code, exact in (("0401", 18), ("0402", 4))
    )
    found = printed(Copy("kh.04", [[count(22)], [large, small]]))
    assert found == {YEAR: HIDDEN, large.cell: 20, small.cell: BAND}


def test_what_a_province_shared_by_itself_about_a_quarter_is_known_in_the_half_year_too() -> None:
    country, large, small = (
        replace(count(exact, period="2026Q1"), cell=replace(YEAR, place=place, period="2026Q1"))
        for place, exact in (("kh", 22), ("kh.03", 18), ("kh.04", 4))
    )
    nothing = replace(country, complete=False)
    first = protect(Copy("kh", [[nothing]], [large, small], is_national=True), [], measures())
    assert [one.printed for one in first] == [HIDDEN, UNPRINTED, HIDDEN]
    half = replace(country, cell=replace(country.cell, period="2026S1"))
    found = printed(Copy("kh", [[half]], [country], is_national=True), first)
    # 18 to 22 in the half-year, less 18 to 22 of one province in a quarter, would leave 0 to 4 to the other.
    assert found[half.cell] == HIDDEN


def test_a_year_that_would_betray_a_quarter_is_hidden() -> None:
    quarters = [count(n, period=f"2026Q{q}") for q, n in enumerate((20, 20, 20, 2), start=1)]
    told = tuple(one for quarter in quarters for one in protect(Copy("kh.04", [[quarter]]), [], measures()))
    halves = [count(40, period="2026S1"), count(22, period="2026S2")]
    year = Copy("kh.04", [[count(62)]], [*quarters, *halves])
    assert printed(year, told)[YEAR] == 60  # three rounded quarters leave room enough
    half = Copy("kh.04", [[halves[1]]], [quarters[2], quarters[3]])
    assert printed(half, told)[halves[1].cell] == HIDDEN


def test_what_was_corrected_is_another_number() -> None:
    before = protect(Copy("kh.04", [[count(2, period="2026Q4")]]), [], measures())
    quarters = [count(n, period=f"2026Q{q}") for q, n in ((3, 20), (4, 30))]
    half = count(50, period="2026S2")
    assert printed(Copy("kh.04", [[half]], quarters), before)[half.cell] == 50


def test_a_none_that_was_taken_back_later_stands_in_no_ones_way() -> None:
    first, none, half = count(105, period="2026Q1"), count(0, period="2026Q2"), count(105, period="2026S1")
    before = protect(Copy("kh.04", [[half]], [first, none]), [], measures())
    year = Copy("kh.04", [[count(105)]], [half, first])  # nobody gives a number of the second quarter now
    as_before = Copy("kh.04", [[count(105)]], [half, first, none])
    assert printed(year, before)[YEAR] == printed(as_before, before)[YEAR]


def test_the_catalogue_has_no_count_below_the_district_and_of_it_only_years() -> None:
    year, quarter, month = (ReportingPeriod(code) for code in ("2026", "2026Q3", "202609"))
    nine_months = ReportingPeriod("2026N")
    assert not any(catalogue.has(Level.COMMUNE, one, 5_000) for one in (year, quarter, month))
    assert [catalogue.has(Level.DISTRICT, one, 5_000) for one in (year, quarter, month)] == [
        True,
        False,
        False,
    ]
    assert not catalogue.has(Level.DISTRICT, year, None)  # of how many children is not known
    assert catalogue.has(Level.PROVINCE, quarter, None)
    assert not any(catalogue.has(Level.PROVINCE, one, None) for one in (month, nine_months))


def test_no_protected_money_is_in_the_catalogue_and_parts_are_for_the_year() -> None:
    year, quarter = ReportingPeriod("2026"), ReportingPeriod("2026Q3")
    assert not catalogue.counts(measures()["compensation"], year)
    assert not catalogue.counts(measures()["sessions"], year)
    assert catalogue.counts(measures()["cases_coordinated"], quarter)
    assert not catalogue.counts(measures()["cases_girls"], quarter)
    assert catalogue.counts(measures()["cases_girls"], year)
    assert not catalogue.counts(measures()["families_served"], quarter)
