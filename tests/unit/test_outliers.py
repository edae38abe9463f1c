"""A figure far from its own history or its peers is shown, with the numbers; nothing else is."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.measure import Kind, Measure, Measures, OverTime
from desktop.domain.org_unit import Level, OrgKind, OrgUnit
from desktop.domain.outliers import LEAST, LIMIT, Beside, Comparable, Middle, Outlier, outliers
from desktop.domain.plan import Text
from desktop.domain.report import Reason

CELL = "2.3.1:people"
figures = st.integers(min_value=0, max_value=10**9)
several = st.lists(figures, min_size=1, max_size=40)


def commune(number: int) -> OrgUnit:
    kind = OrgKind.ADMINISTRATION
    return OrgUnit(f"kh.{number}", f"{number}", Level.COMMUNE, kind, "commune", "", "", "kh")


def look(now: Sequence[int], history: Sequence[int] = ()) -> tuple[Outlier, ...]:
    """What is found where offices say these figures now, and the first of them said those before."""
    units = [commune(n) for n in range(len(now))]
    said = {unit.id: {CELL: figure} for unit, figure in zip(units, now, strict=True)}
    return outliers(units, said, {"kh.0": [{CELL: figure} for figure in history]})


def test_a_jump_against_the_own_history_is_told_with_its_range() -> None:
    (one,) = look([900], history=[40, 35, 50, 44, 38, 41])
    assert one.beside is Beside.HISTORY
    assert (one.now, one.others.least, one.others.most, one.others.count) == (900, 35, 50, 6)
    assert one.others.middle == 40.5


def test_a_figure_far_from_the_neighbours_is_told_without_itself_among_them() -> None:
    (one,) = look([900, 40, 35, 50, 44, 38])
    assert one.beside is Beside.PEERS
    assert (one.unit.id, one.others.least, one.others.most, one.others.count) == ("kh.0", 35, 50, 5)


def test_of_what_is_far_from_both_the_history_is_told() -> None:
    (one,) = look([900, 40, 35, 50, 44, 38], history=[40, 35, 50, 44, 38])
    assert one.beside is Beside.HISTORY


@pytest.mark.parametrize("history", [[40, 41, 39, 40], []])
def test_with_fewer_than_five_to_compare_with_nothing_is_said(history: list[int]) -> None:
    assert len(history) < LEAST
    assert look([900], history) == ()
    assert look([900, 40, 41, 39, 40], history) == ()


def test_what_was_said_before_is_nothing_new() -> None:
    assert look([900], history=[40, 41, 900, 38, 39, 42]) == ()


def test_one_more_session_than_always_is_nothing_to_look_at() -> None:
    assert look([3], history=[2, 2, 2, 2, 2, 2]) == ()


def test_where_half_of_the_offices_spend_nothing_the_others_are_not_all_far_off() -> None:
    spent = [0, 0, 0, 0, 5_000_000, 4_000_000, 6_000_000]
    assert look(spent) == ()


@given(several, figures, st.randoms(use_true_random=False))
def test_the_order_of_the_others_says_nothing(others: list[int], figure: int, chance: object) -> None:
    shuffled = list(others)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Middle.of(others).distance(figure) == Middle.of(shuffled).distance(figure)


@given(several, figures, figures)
def test_the_farther_from_the_middle_the_greater_the_distance(others: list[int], a: int, b: int) -> None:
    middle = Middle.of(others)
    near, far = sorted((a, b), key=lambda figure: abs(figure - middle.middle))
    assert middle.distance(near) <= middle.distance(far)


@given(several, figures, st.integers(min_value=1, max_value=1000))
def test_what_is_far_in_riel_is_far_in_hundreds_of_riel(others: list[int], figure: int, times: int) -> None:
    once = Middle.of(others).distance(figure)
    often = Middle.of([other * times for other in others]).distance(figure * times)
    assert often >= once * (1 - 1e-9)


@given(st.lists(figures, min_size=6, max_size=40), st.integers(min_value=0, max_value=39))
def test_what_everybody_says_is_never_far(same: list[int], place: int) -> None:
    figure = same[place % len(same)]
    assert look([figure] * len(same), history=[figure] * len(same)) == ()


@given(st.lists(st.integers(90, 110), min_size=11, max_size=40), st.lists(figures, min_size=1, max_size=5))
def test_a_few_wrong_figures_among_the_others_hide_no_other(right: list[int], wrong: list[int]) -> None:
    """The median holds while fewer than half are wrong; a mean would follow the largest."""
    assert Middle.of(right + wrong).distance(10**6) > LIMIT


def measure(code: str, kind: Kind = Kind.COUNT, *, tally: bool = False) -> Measure:
    return Measure(code, Text(code, code), kind, OverTime.SUM, tally=tally)


def test_cases_are_compared_in_all_and_choices_and_reasons_not_at_all() -> None:
    every = [measure("people"), measure("cases", tally=True), measure("in_plan", Kind.YES_NO)]
    every.append(measure("spent", Kind.MONEY))
    pick = Comparable(Measures({one.code: one for one in every}, {}, {}))
    report = {
        "2.3.1:people": 7,
        "2.3.2:people": Reason.NOT_KNOWN,
        "2.3.4:cases:a.b.c.d.e": 2,
        "2.3.4:cases:a.b.c.d.f": 3,
        "2.3.5:cases": 4,
        "1.1.1:in_plan": 1,
        "budget:spent:state": 500,
        "9.9.9:unheard_of": 6,
    }
    assert pick.figures(report) == {
        "2.3.1:people": 7,
        "2.3.4:cases": 5,
        "2.3.5:cases": 4,
        "budget:spent:state": 500,
    }
