"""What anybody can reckon from ranges and sums, held against trying every table."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.bounds import Balance, Contradiction, Range, Ring, bounds

MOST = 4


def tried(known: dict[str, Range], balances: list[Balance]) -> dict[str, Range]:
    """The least and greatest value of each number over all tables of numbers up to MOST that fit."""
    names = sorted(known)
    ranges = [range(low, MOST + 1 if high is None else high + 1) for low, high in (known[n] for n in names)]
    fitting = [
        values
        for table in itertools.product(*ranges)
        for values in [dict(zip(names, table, strict=True))]
        if all(sum(values[n] for n in b.left) == sum(values[n] for n in b.right) for b in balances)  # type: ignore[index]
    ]
    if not fitting:
        raise Contradiction
    return {n: (min(v[n] for v in fitting), max(v[n] for v in fitting)) for n in names}


@st.composite
def trees(draw: st.DrawFn) -> tuple[dict[str, Range], list[Balance]]:
    """A total of parts, of which each may be a total again or stand in a balance beside another number."""
    names = iter("abcdefg")
    known = {next(names): (0, MOST)}
    balances: list[Balance] = []
    for _ in range(draw(st.integers(0, 3))):
        hook = draw(st.sampled_from(sorted(known)))
        more = tuple(itertools.islice(names, draw(st.integers(1, 2))))
        known |= dict.fromkeys(more, (0, MOST))
        split = draw(st.integers(0, len(more)))
        balances.append(Balance((hook, *more[:split]), more[split:]))
        if split == len(more):  # all on one side: they are together nothing
            balances[-1] = Balance((hook,), more)
    for name in known:
        low = draw(st.integers(0, MOST))
        known[name] = (low, draw(st.integers(low, MOST)))
    return known, balances


@given(trees())
def test_what_is_found_is_exactly_what_is_possible(tree: tuple[dict[str, Range], list[Balance]]) -> None:
    known, balances = tree
    try:
        expected = tried(known, balances)
    except Contradiction:
        with pytest.raises(Contradiction):
            bounds(known, balances)
        return
    assert bounds(known, balances) == expected


def test_a_number_without_end_is_bounded_by_its_total() -> None:
    found = bounds({"total": (18, 22), "girls": (18, 22)}, [Balance(("total",), ("girls", "boys"))])
    assert found["boys"] == (0, 4)


def test_a_ring_is_refused() -> None:
    rows = [Balance(("r1",), ("a", "b")), Balance(("r2",), ("c", "d"))]
    columns = [Balance(("c1",), ("a", "c")), Balance(("c2",), ("b", "d"))]
    bounds({}, [*rows, columns[0]])
    with pytest.raises(Ring):
        bounds({}, [*rows, *columns])
    with pytest.raises(Ring):
        bounds({}, [Balance(("t",), ("a", "b")), Balance(("u",), ("a", "b"))])
