"""The register: every official code finds its office, and nonsense finds none."""

from collections.abc import Callable

import pytest

from desktop.actions import register, registry
from desktop.actions.register import NoSuchOffice
from desktop.actions.registry import Proposal
from desktop.actions.review import OnlySecretariat
from desktop.domain.org_unit import Level, OrgKind, OrgUnit
from desktop.storage import org_units
from desktop.storage.database import Database
from tests.sync.laptops import Laptop


@pytest.mark.parametrize(
    ("code", "unit", "level", "kind"),
    [
        ("04", "kh.04", Level.PROVINCE, OrgKind.ADMINISTRATION),
        ("0401", "kh.0401", Level.DISTRICT, OrgKind.ADMINISTRATION),
        ("040101", "kh.040101", Level.COMMUNE, OrgKind.ADMINISTRATION),
        ("MoSVY", "kh.mosvy", Level.NATIONAL, OrgKind.MINISTRY),
        ("National Police", "kh.national-police", Level.NATIONAL, OrgKind.MINISTRY),
        ("04-MoSVY", "kh.04.mosvy", Level.PROVINCE, OrgKind.DEPARTMENT),
        ("04-National Police", "kh.04.national-police", Level.PROVINCE, OrgKind.DEPARTMENT),
    ],
)
def test_a_code_finds_its_office(code: str, unit: str, level: Level, kind: OrgKind) -> None:
    found = register.find(code)
    assert (found.id, found.code, found.level, found.kind) == (unit, code, level, kind)


def test_an_ngo_is_found_by_its_code_and_name() -> None:
    found = register.find("04-N03", "អង្គការឧទាហរណ៍")
    assert (found.id, found.kind, found.name_km) == ("kh.04.n03", OrgKind.NGO, "អង្គការឧទាហរណ៍")


@pytest.mark.parametrize(
    "code",
    [
        "99",
        "4",
        "04010",
        "040199",
        "04-N03",  # an NGO without its name
        "04-N3",
        "04-N003",
        "99-N01",
        "04-MoSVY\n",
        "04-mosvy",
        "04-XYZ",
        "04-0401",  # a district is no ministry
        "04-",
        "-MoSVY",
        "99-MoSVY",
        "0401-MoSVY",
        "MoXYZ",
        "mosvy",
        "CNCC",  # the national level itself
        "Related ministries & institutions",  # no office
        "០៤០១០១",
        "040101 ",
        "040101\n",
        "kh.040101",
        "'; DROP TABLE org_unit; --",
    ],
)
def test_nonsense_finds_none_and_says_what_codes_look_like(code: str) -> None:
    with pytest.raises(NoSuchOffice, match="for example 040101"):
        register.find(code)


def added(db: Database, proposal: Proposal) -> OrgUnit:
    registry.sign(db, proposal)
    return proposal.added[0]


def test_a_secretariat_names_a_department_and_ngos_that_report(fresh: Callable[[str], Laptop]) -> None:
    with fresh("province").open() as db:
        department, first, second = (
            added(db, registry.add_department(db, "MoSVY")),
            added(db, registry.add_ngo(db, "អង្គការទី១", "First example")),
            added(db, registry.add_ngo(db, "អង្គការទី២", "Second example")),
        )
        assert [unit.code for unit in (department, first, second)] == ["04-MoSVY", "04-N01", "04-N02"]
        assert org_units.by_code(db, "04-N02") == second
        assert {department.id, first.id, second.id} <= {unit.id for unit in org_units.below(db, "kh.04")}


def test_a_department_named_twice_is_there_once(fresh: Callable[[str], Laptop]) -> None:
    with fresh("province").open() as db:
        before = len(org_units.below(db, "kh.04"))
        for _ in range(2):
            added(db, registry.add_department(db, "MoSVY"))
        assert len(org_units.below(db, "kh.04")) == before + 1


@pytest.mark.parametrize("name", ["commune", "district"])
def test_only_a_secretariat_names_offices(fresh: Callable[[str], Laptop], name: str) -> None:
    with fresh(name).open() as db:
        with pytest.raises(OnlySecretariat):
            registry.add_ngo(db, "អង្គការ", "Example")
        with pytest.raises(OnlySecretariat):
            registry.add_department(db, "MoSVY")


def test_no_department_of_a_ministry_that_is_none(fresh: Callable[[str], Laptop]) -> None:
    with fresh("province").open() as db, pytest.raises(NoSuchOffice):
        registry.add_department(db, "MoXYZ")
