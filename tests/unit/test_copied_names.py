"""What a copy from a list may name: a cell whose name alone tells what happened is not among it."""

import pytest

from desktop.domain.cell_words import CellWords
from desktop.domain.sheet_words import voice
from desktop.storage.measures import measures

WORDS = CellWords(measures(), voice("en", "latin"))
ENTRY = "2.3.4:cases_identified:physical.home.girl.6-11.without"


def test_an_entry_of_a_case_tally_tells_by_its_name() -> None:
    assert "6-11" in WORDS.say(ENTRY)
    assert WORDS.tells_by_name(ENTRY)


@pytest.mark.parametrize(
    "key", ["2.3.4:cases_identified", "3.3.2:children_girls:target", "2.3.1:sessions", "budget:spent:state"]
)
def test_what_everybody_is_asked_does_not(key: str) -> None:
    assert not WORDS.tells_by_name(key)


def test_a_split_that_only_a_newer_program_knows_tells_too() -> None:
    assert WORDS.tells_by_name("9.9.9:of_tomorrow:pagoda.girl")
