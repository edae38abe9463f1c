"""The gazetteer as it ships: complete, nested, and equal to the reference."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "assets" / "gazetteer"
REFERENCE = ROOT.parent / "shared" / "facts" / "gazetteer.csv"
PARENT_LEVEL = {"district": "province", "commune": "district"}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def folded(name: str) -> str:
    """A name without what spelling varies in: coeng DA or TA, spaces, zero-width signs."""
    return re.sub(r"[\s\u200b-\u200d]", "", name).replace("\u17d2\u178a", "\u17d2\u178f")


@pytest.fixture(scope="module")
def units() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in rows(FOLDER / "gazetteer.csv")}


def test_the_country_has_25_provinces_210_districts_and_1652_communes(units):
    levels = Counter(unit["level"] for unit in units.values())
    assert levels == {"province": 25, "district": 210, "commune": 1652}
    assert len(rows(FOLDER / "gazetteer.csv")) == len(units), "a code stands twice"


def test_every_type_has_the_number_the_administration_gives(units):
    assert Counter(unit["type"] for unit in units.values()) == {
        "province": 24,
        "capital": 1,
        "district": 163,
        "municipality": 33,
        "khan": 14,
        "commune": 1378,
        "sangkat": 274,
    }


def test_codes_nest_in_the_code_of_an_existing_parent(units):
    for code, unit in units.items():
        if unit["level"] == "province":
            assert (len(code), unit["parent_code"]) == (2, "")
        else:
            parent = units[unit["parent_code"]]
            assert parent["level"] == PARENT_LEVEL[unit["level"]]
            assert code[:-2] == parent["code"]
            assert code.isascii()
            assert code.isdecimal()


def test_the_file_is_in_the_order_of_its_codes(units):
    assert list(units) == sorted(units)


def test_every_office_has_a_name_in_both_languages_without_invisible_signs(units):
    for code, unit in units.items():
        assert re.fullmatch(r"[\u1780-\u17ff ‹›]+", unit["name_km"]), code
        assert re.fullmatch(r"[A-Za-z' ]+", unit["name_en"]), code
        for name in (unit["name_km"], unit["name_en"]):
            assert name == " ".join(name.split()), code


def test_no_two_communes_of_one_district_bear_one_name(units):
    seen = Counter((unit["parent_code"], folded(unit["name_km"])) for unit in units.values())
    assert [place for place, times in seen.items() if times > 1] == []


def test_a_code_that_was_given_up_leads_to_one_that_exists(units):
    recoded = rows(FOLDER / "recoded.csv")
    assert len(recoded) == 7
    for row in recoded:
        assert row["old_code"] not in units
        assert units[row["new_code"]]["level"] == "commune"


@pytest.mark.skipif(not REFERENCE.exists(), reason="NOT COMPARED: ../shared/facts/gazetteer.csv is not here")
def test_codes_parents_types_and_khmer_names_equal_the_reference(units):
    reference = {row["code"]: row for row in rows(REFERENCE)}
    assert units.keys() == reference.keys()
    for code, unit in units.items():
        expected = reference[code]
        assert (unit["parent_code"], unit["type"]) == (expected["parent_code"], expected["type"]), code
        assert folded(unit["name_km"]) == folded(expected["name_km"]), code
