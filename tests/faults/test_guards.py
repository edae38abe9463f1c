"""The list of guards names what is there; `remove_guards.py` takes each away and sees its tests fail."""

import pytest

from tests.faults.remove_guards import ROOT, guards


@pytest.mark.parametrize("guard", guards(), ids=lambda guard: guard["name"])
def test_the_list_of_guards_names_what_is_there(guard: dict[str, str]) -> None:
    source = (ROOT / guard["file"]).read_text(encoding="utf-8")
    assert source.count(guard["old"]) == 1, "the code changed: say in guards.toml how the guard reads now"
    for path in guard["tests"].partition(" -k ")[0].split():
        assert (ROOT / path).exists()
