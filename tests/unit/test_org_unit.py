"""Offices: where each stands, and how departments and NGOs of a province are named."""

import pytest

from desktop.domain.org_unit import (
    NATIONAL_ID,
    Level,
    OrgKind,
    OrgUnit,
    above,
    department,
    ministry,
    ngo,
    unit_id,
)
from desktop.storage.org_units import gazetteer, ministries

PROVINCE = next(unit for unit in gazetteer() if unit.code == "04")
MINISTRY = ministry("MoSVY", "ក្រសួងសង្គមកិច្ច", "Ministry of Social Affairs")


def test_the_gazetteer_is_whole_and_every_office_stands_under_another() -> None:
    units = gazetteer()
    by_level = {level: sum(unit.level is level for unit in units) for level in Level}
    assert by_level == {Level.NATIONAL: 1, Level.PROVINCE: 25, Level.DISTRICT: 210, Level.COMMUNE: 1652}
    ids = {unit.id for unit in units}
    assert len(ids) == len(units)
    assert all(unit.parent in ids for unit in units if unit.id != NATIONAL_ID)


def test_the_line_above_a_commune_is_its_district_its_province_and_the_nation() -> None:
    lines = above(gazetteer())
    assert lines["kh.040101"] == {"kh.0401", "kh.04", "kh"}
    assert lines["kh.04"] == {"kh"}
    assert lines["kh"] == frozenset()


def test_above_counts_only_the_offices_that_are_there() -> None:
    commune = next(unit for unit in gazetteer() if unit.code == "040101")
    assert above([commune, PROVINCE]) == {"kh.040101": frozenset(), "kh.04": frozenset()}


def test_an_id_is_made_of_the_first_code() -> None:
    assert unit_id("040101") == "kh.040101"
    assert unit_id("") == NATIONAL_ID


def test_a_ministry_stands_under_the_nation() -> None:
    assert (MINISTRY.id, MINISTRY.code, MINISTRY.parent) == ("kh.mosvy", "MoSVY", "kh")
    assert (MINISTRY.level, MINISTRY.kind) == (Level.NATIONAL, OrgKind.MINISTRY)
    assert MINISTRY.institution == "MoSVY"


def test_a_department_stands_under_its_province_and_belongs_to_its_ministry() -> None:
    found = department(PROVINCE, MINISTRY)
    assert (found.id, found.code, found.parent) == ("kh.04.mosvy", "04-MoSVY", "kh.04")
    assert (found.level, found.kind) == (Level.PROVINCE, OrgKind.DEPARTMENT)
    assert found.institution == "MoSVY"
    assert found.name_km == f"មន្ទីរសង្គមកិច្ច{PROVINCE.name_km}"


def test_an_ngo_has_a_number_in_its_province_and_no_institution() -> None:
    found = ngo(PROVINCE, 7, "អង្គការឧទាហរណ៍", "Example organisation")
    assert (found.id, found.code, found.parent) == ("kh.04.n07", "04-N07", "kh.04")
    assert found.institution == ""
    assert (found.name("km"), found.name("en")) == ("អង្គការឧទាហរណ៍", "Example organisation")


@pytest.mark.parametrize("code", ["04", "0401", "040101"])
def test_an_administration_belongs_to_no_institution(code: str) -> None:
    assert next(unit for unit in gazetteer() if unit.code == code).institution == ""


def every_office_there_may_be() -> list[OrgUnit]:
    provinces = [unit for unit in gazetteer() if unit.level is Level.PROVINCE]
    departments = [department(province, of) for province in provinces for of in ministries()]
    return [
        *gazetteer(),
        *ministries(),
        *departments,
        *(ngo(province, 1, "ក", "a") for province in provinces),
    ]


def test_no_two_offices_share_an_id_or_a_code() -> None:
    units = every_office_there_may_be()
    assert len({unit.id for unit in units}) == len({unit.code for unit in units}) == len(units)


def test_every_id_can_stand_in_a_record() -> None:
    import msgspec

    from desktop.sync.body import UnitId

    for unit in every_office_there_may_be():
        msgspec.convert(unit.id, UnitId)
