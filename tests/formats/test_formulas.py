"""No text of ours is run by a spreadsheet, and none is lost by that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.formats.data_package import data_package
from desktop.formats.guarded import GUARD, guarded
from tests.formats.formulas import PAYLOADS
from tests.formats.test_data_package import rows
from tests.formats.world import exact, renamed, shared


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_formula_stands_behind_an_apostrophe(payload: str) -> None:
    assert guarded(payload) == GUARD + payload


@pytest.mark.parametrize(
    "text", ["", "2.3.1", "ឃុំ ១", "a=b", "0401", " spaced", "(=1)", "៛ 5", "\N{EN DASH} none"]
)
def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@given(st.text())
def test_every_text_is_given_back_by_taking_one_apostrophe_off(text: str) -> None:
    found = guarded(text)
    assert found.removeprefix(GUARD) == text


@given(st.text())
def test_nothing_that_is_written_begins_with_a_sign(text: str) -> None:
    assert not guarded(text).lstrip().startswith(("=", "+", "-", "@"))


def test_names_that_are_formulas_are_guarded_in_the_files() -> None:
    for payload in PAYLOADS[::16]:
        (row,) = (
            r
            for r in rows(data_package(shared(renamed(exact(), payload))), "offices")
            if r["id"] == "kh.040101"
        )
        assert row["name_en"] == row["name_km"] == GUARD + payload
