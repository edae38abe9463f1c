"""ADX: held to its schema (adx_loose.xsd of the profile) and to the codes of the metadata for DHIS2."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from desktop.domain.extract import Extract
from desktop.formats.adx import NoNumbers, adx
from desktop.formats.dhis2 import dhis2
from tests.formats.test_dhis2 import PERIODS, files
from tests.formats.world import SECRET, exact, shared

XMLNS = "{urn:ihe:qrph:adx:2015}"
PERIOD = re.compile(r"\A(\d{4}-\d{2}-01)/P(1M|3M|6M|1Y)\Z")
TOKEN = re.compile(r"\A[^\s](?:[^\s]| (?! ))*(?<! )\Z")
NAME = re.compile(r"\A[A-Za-z_][A-Za-z0-9_]*\Z")


def must_be_adx(content: bytes) -> Element:
    """The message, after every rule of the schema was held against it."""
    message = fromstring(content)
    assert message.tag == f"{XMLNS}adx"
    assert dt.datetime.fromisoformat(message.attrib["exported"]).tzinfo is not None
    assert len(message) >= 1
    for group in message:
        assert group.tag == f"{XMLNS}group"
        assert TOKEN.match(group.attrib["orgUnit"])
        assert PERIOD.match(group.attrib["period"])
        assert len(group) >= 1
        for value in group:
            assert value.tag == f"{XMLNS}dataValue"
            assert TOKEN.match(value.attrib["dataElement"])
            assert Decimal(value.attrib["value"]) >= 0
            assert not list(value)
            assert all(NAME.match(name) for name in value.attrib)
    return message


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("grade", ["official", "shareable"])
def test_it_keeps_the_schema_and_names_what_the_metadata_has(grade: str, period: str) -> None:
    extract = exact(period=period)
    extract = extract if grade == "official" else shared(extract)
    message = must_be_adx(adx(extract))
    metadata = files(dhis2(extract))["metadata.json"]
    codes = {kind: {each.get("code") for each in found} for kind, found in metadata.items()}
    for group in message:
        assert group.attrib["orgUnit"] in codes["organisationUnits"]
        assert group.attrib["dataSet"] in codes["dataSets"]
        for value in group:
            assert value.attrib["dataElement"] in codes["dataElements"]
            for name, member in value.attrib.items():
                if name not in ("dataElement", "value"):
                    assert name in codes["categories"]
                    assert member in codes["categoryOptions"]


def test_a_group_is_one_office_period_and_data_set() -> None:
    keys = [tuple(group.attrib.values()) for group in must_be_adx(adx(exact()))]
    assert len(keys) == len(set(keys))
    assert ("040101", "2026-07-01/P3M", "NAPVAC_report_quarterly") in keys
    assert ("040101", "2026-01-01/P1Y", "NAPVAC_year_yearly") in keys


def test_cases_are_split_by_attributes_named_like_the_lists() -> None:
    found = [
        value.attrib
        for value in must_be_adx(adx(exact())).iter(f"{XMLNS}dataValue")
        if value.attrib["value"] == str(SECRET)
    ]
    assert found == [
        {
            "dataElement": "NAPVAC_2.3.4_cases_identified_case",
            "NAPVAC_form": "NAPVAC_form_physical",
            "NAPVAC_setting": "NAPVAC_setting_home",
            "NAPVAC_sex": "NAPVAC_sex_girl",
            "NAPVAC_age": "NAPVAC_age_6-11",
            "NAPVAC_disability": "NAPVAC_disability_without",
            "value": str(SECRET),
        }
    ]


def test_what_may_not_be_shown_is_absent_and_counted() -> None:
    message = must_be_adx(adx(shared()))
    assert str(SECRET) not in adx(shared()).decode()
    assert message.attrib["notShown"] == "2"
    assert message.attrib["grade"] == "shareable"
    shown = [v.attrib["value"] for v in message.iter() if "shared" in v.attrib.get("dataElement", "")]
    assert sorted(shown) == ["7920", "7920", "7930"]


def test_no_text_that_somebody_wrote_is_in_it() -> None:
    found: Extract = exact({"2.3.1:note": "]]><x/>&\x01", "2.3.1:sessions": 4})
    assert b"<x/>" not in adx(found)
    must_be_adx(adx(found))


def test_the_same_data_give_the_same_bytes() -> None:
    assert adx(exact()) == adx(exact())


def test_there_is_no_message_without_a_value() -> None:
    with pytest.raises(NoNumbers):
        adx(replace(exact(), values=()))
