"""DHIS2: metadata and values hang together, and each keeps the rules that DHIS2 documents."""

import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.extract import Extract
from desktop.domain.extract import values as values_of
from desktop.domain.figures import Answers
from desktop.domain.report import Answer, Reason, ReportKey
from desktop.formats.dhis2 import dhis2
from desktop.formats.dhis2_names import office_codes, uid
from tests.formats.dhis2_importer import Dhis2
from tests.formats.formulas import PAYLOADS
from tests.formats.world import BOY, GIRL, SECRET, exact, renamed, shared, unit

Tree = dict[str, Any]
PERIODS = ("2026Q3", "202609", "2026S2", "2026N", "2026")


def files(content: bytes) -> dict[str, Tree]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")}


def said(content: bytes) -> dict[tuple[str, str, str, str], str]:
    """The values in words: by the codes of office, period, element and combination."""
    found = files(content)
    metadata = found["metadata.json"]
    codes = {each["id"]: each["code"] for kind in metadata.values() for each in kind}
    names = {each["id"]: each["name"] for each in metadata["categoryOptionCombos"]}
    return {
        (
            codes[each["orgUnit"]],
            each["period"],
            codes[each["dataElement"]].removeprefix("NAPVAC_"),
            names.get(each.get("categoryOptionCombo", ""), ""),
        ): each["value"]
        for each in found["dataValueSets.json"]["dataValues"]
    }


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("grade", ["official", "shareable"])
def test_dhis2_would_take_everything_in(grade: str, period: str) -> None:
    extract = exact(period=period)
    found = files(dhis2(extract if grade == "official" else shared(extract)))
    server = Dhis2(found["metadata.json"])
    server.take_in(found["dataValueSets.json"])
    server.complete(found["completeDataSetRegistrations.json"])
    assert server.problems == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda m: m["dataElements"].pop(),
        lambda m: m["dataElements"][0].update(id="1aaaaaaaaaa"),
        lambda m: m["dataElements"][0].update(shortName="x" * 51),
        lambda m: m["dataElements"][0].update(name=m["dataElements"][1]["name"]),
        lambda m: m["categoryOptionCombos"].pop(),
        lambda m: m["organisationUnits"].reverse(),
        lambda m: m["dataSets"][0]["dataSetElements"].append({"dataElement": {"id": "aaaaaaaaaaa"}}),
    ],
)
def test_the_importer_of_these_tests_refuses_what_is_wrong(spoil: Any) -> None:
    metadata = files(dhis2(exact()))["metadata.json"]
    spoil(metadata)
    assert Dhis2(metadata).problems


def test_the_official_copy_says_what_was_reported() -> None:
    found = said(dhis2(exact()))
    assert found["040101", "2026Q3", "2.3.1_sessions", ""] == "4"
    assert found["040102", "2026Q3", "2.3.1_sessions", ""] == "0"
    assert found["040101", "2026Q3", "1.1.3_in_annual_plan", ""] == "true"
    assert found["040102", "2026Q3", "1.1.3_in_annual_plan", ""] == "false"
    assert found["040101", "2026", "2.3.1_sessions_target", ""] == "10"
    assert found["040101", "2026Q3", "budget_spent", "State budget"] == "1500000"
    assert found["040101", "2026Q3", "2.3.4_cases_identified", ""] == str(SECRET + 1)
    by_case = {key[3]: value for key, value in found.items() if key[2] == "2.3.4_cases_identified_case"}
    assert sorted(by_case.values()) == ["1", str(SECRET)]
    assert len([name for name in by_case if "Girls, 6-11" in name]) == 1, by_case
    assert found["040101", "2026Q3", "narrative_challenges", ""].startswith("ទឹកជំនន់")


def test_a_reason_is_no_value_and_no_answer_is_none() -> None:
    elements = {key[2] for key in said(dhis2(exact()))}
    assert "3.1.1_sessions" not in elements
    assert not [key for key in said(dhis2(exact())) if key[0] == "040103"]


def test_cases_that_are_split_are_not_counted_twice() -> None:
    both = {
        "2.3.4:cases_identified": 99,
        f"2.3.4:cases_identified:{GIRL}": 3,
        f"2.3.4:cases_identified:{BOY}": 4,
    }
    assert said(dhis2(exact(both)))["040101", "2026Q3", "2.3.4_cases_identified", ""] == "7"


def test_the_shareable_copy_holds_protected_counts_as_they_may_be_shown_and_no_others() -> None:
    content = dhis2(shared())
    counts = {key: value for key, value in said(content).items() if "cases" in key[2]}
    assert counts == {
        ("0401", "2026Q3", "2.3.4_cases_identified_shared", ""): "7930",
        ("0401", "2026Q3", "2.3.4_cases_identified_shared_sex", "Girls"): "7920",
        ("0401", "2026Q3", "2.3.4_cases_identified_shared_age", "6-11 years"): "7920",
    }
    hidden = files(content)["hidden.json"]["hidden"]
    assert sorted(each["shown"] for each in hidden) == ["<10", "…"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert str(SECRET) not in whole
    assert "ទឹកជំនន់" not in whole


def test_a_shareable_copy_of_nine_months_leaves_out_what_dhis2_has_no_period_for() -> None:
    found = said(dhis2(shared(exact(period="2026N"))))
    assert not [key for key in found if "shared" in key[2]]
    assert found["040101", "2026Q3", "2.3.1_sessions", ""] == "4"


def test_identifiers_never_change_from_one_program_to_the_next() -> None:
    assert uid("organisationUnit", "kh.040101") == "ZrJijso42BM"
    assert uid("dataElement", "2.3.1_sessions") == "Ohvu1tEBceB"
    assert uid("dataSet", "report_quarterly") == uid("dataSet", "report_quarterly")


def test_an_office_that_was_closed_gives_its_code_to_the_one_that_stands() -> None:
    stands = unit("040101")
    closed = replace(
        stands, id="kh.040101-1", valid_to=stands.valid_from or __import__("datetime").date(2026, 1, 1)
    )
    assert office_codes([closed, stands]) == {"kh.040101": "040101", "kh.040101-1": "kh.040101-1"}


def odd(answers: dict[str, Answer]) -> Extract:
    given = {ReportKey("kh.040101", "2026Q3"): answers}
    return replace(exact(), values=values_of(Answers(given)))


@pytest.mark.parametrize(
    "cell",
    [
        "9.9.9:sessions",
        "2.3.1:a_new_measure",
        "2.3.4:cases_identified:a_new_form.home.girl.0-5.with",
        "2.3.4:cases_identified:girl",
        "2.3.1:sessions:a_new_split",
        "budget:spent:a_new_source",
        "budget:spent",
        "1.1.3:in_annual_plan",
    ],
)
def test_what_a_newer_program_asks_is_left_out_and_breaks_nothing(cell: str) -> None:
    found = files(dhis2(odd({cell: 5, "2.3.1:sessions": 4})))
    server = Dhis2(found["metadata.json"])
    server.take_in(found["dataValueSets.json"])
    assert server.problems == []
    assert "4" in [each["value"] for each in found["dataValueSets.json"]["dataValues"]]


def test_texts_and_names_that_are_formulas_are_guarded() -> None:
    for payload in PAYLOADS[::64]:
        content = dhis2(renamed(exact({"2.3.1:note": payload}), payload))
        office = next(
            o for o in files(content)["metadata.json"]["organisationUnits"] if o["code"] == "040101"
        )
        assert office["name"] == office["shortName"] == office["translations"][0]["value"]
        assert office["name"] == f"'{payload}"[:50]
        assert said(content)["040101", "2026Q3", "2.3.1_note", ""] == f"'{payload}"


def test_the_same_data_give_the_same_bytes() -> None:
    assert dhis2(exact()) == dhis2(exact())
    assert dhis2(shared()) == dhis2(shared())


def test_reasons_alone_give_a_file_that_is_still_taken_in() -> None:
    found = files(dhis2(odd({"2.3.1:sessions": Reason.NOTHING})))
    assert found["dataValueSets.json"] == {"dataValues": []}
