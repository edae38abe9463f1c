"""Who an office is compared with, and when there is no median."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.org_unit import OrgUnit
from desktop.domain.peers import LEAST_PEERS, middle, peers_of
from desktop.storage.org_units import gazetteer, ministries

EVERY = (*gazetteer(), *ministries())
UNITS = {unit.id: unit for unit in EVERY}


@pytest.mark.parametrize("unit", ["kh.040101", "kh.0401", "kh.04", "kh.mosvy"])
def test_peers_are_of_one_level_kind_and_secretariat_and_never_the_office_itself(unit: str) -> None:
    office = UNITS[unit]
    found = peers_of(office, EVERY)
    assert len(found) >= LEAST_PEERS
    assert office not in found
    assert {(other.level, other.kind) for other in found} == {(office.level, office.kind)}
    if len(unit) > len("kh.04") and office.institution == "":
        assert {other.id[:5] for other in found} == {unit[:5]}


def test_all_provinces_are_peers_under_the_nation() -> None:
    def is_province(unit: OrgUnit) -> bool:
        return unit.parent == "kh" and unit.institution == ""

    assert len(peers_of(UNITS["kh.04"], EVERY)) == sum(map(is_province, EVERY)) - 1 == 24


@given(st.lists(st.integers(0, 10**9), max_size=12))
def test_half_of_the_peers_have_the_median_or_more_and_half_have_it_or_less(numbers: list[int]) -> None:
    found = middle(numbers)
    if len(numbers) < LEAST_PEERS:
        assert found is None
        return
    assert found is not None
    assert 2 * sum(Decimal(number) >= found for number in numbers) >= len(numbers)
    assert 2 * sum(Decimal(number) <= found for number in numbers) >= len(numbers)
