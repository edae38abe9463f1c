"""How many children live in a place: entered as a list, whole or not at all."""

from pathlib import Path

import pytest

from desktop.actions import children, office
from desktop.actions.children import NotAListOfChildren
from desktop.actions.office import NewOffice, Store, connection


@pytest.fixture
def province(tmp_path: Path) -> Store:
    return office.set_up(tmp_path, NewOffice("23", "Example officer", "example")).store


def test_a_list_is_taken_over_with_and_without_its_head_and_in_khmer_digits(province: Store) -> None:
    with connection(province) as db:
        children.enter(db, "\ufeffcode,children\r\n2301, 9000\r\n\r\n")
        assert children.enter(db, "២៣០២,៤៥០០\n23,13500\n") == {
            "kh.23": 13500,
            "kh.2301": 9000,
            "kh.2302": 4500,
        }
        assert [(unit.code, number) for unit, number in children.show(db)] == [
            ("23", 13500),
            ("2301", 9000),
            ("2302", 4500),
        ]


@pytest.mark.parametrize(
    "line",
    [
        "0401,9000",
        "2301",
        "2301,0",
        "2301,-5",
        "2301,many",
        "2301,9000,1",
        "2301,99999999999",
        "2301,00000000099999999999",
        f"2301,{'9' * 5000}",
        "x,5",
        "230101,70",
    ],
)
def test_a_list_with_a_line_that_cannot_be_used_changes_nothing(province: Store, line: str) -> None:
    with connection(province) as db:
        children.enter(db, "2301,9000\n")
        with pytest.raises(NotAListOfChildren) as refused:
            children.enter(db, f"2302,4500\n{line}\n")
        assert refused.value.facts == {"line": 2}
        assert len(children.show(db)) == 1
