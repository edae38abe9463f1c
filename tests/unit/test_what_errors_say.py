"""Every error a person can act on: what happened, that nothing is lost, what to do; in both languages."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import desktop
from desktop.errors import UserError
from desktop.i18n.khmer import has_khmer
from desktop.i18n.words import say

BLAME = re.compile(r"\b(?:invalid|illegal|error|fail|failed|wrong|forbidden|sync|database|exception)\b", re.I)
SAFE = re.compile(
    r"[Nn]othing (?:was|is)|safe|kept|stays|[Nn]ot .*yet|untouched|is there already|so there is nothing"
)
DO = re.compile(
    r"\b(?:try|choose|use|ask|look|save|name|make|close|check|print|type|compare|give|set|open|write|fill|"
    r"receive|restore|send|wait|install|take|telephone|put|add|say|count|find|bring|connect|start|update|"
    r"remove|shorten|copy|begin|tell|enter|read|let|leave|accept|decide|only|before|first|until|as it is)\b",
    re.I,
)
# Said before anything was begun: what was typed is not a code, a period, long enough.
NOTHING_AT_STAKE = {
    "HubNotInstalled",
    "NoOffice",
    "NoSuchDevice",
    "NoSuchOffice",
    "NoWord",
    "NotAPeriod",
    "NotAQuarter",
    "OneProcessOnly",
    "OnlyAboveOthers",
    "PassphraseNeeded",
    "PassphraseTooShort",
    "PlainHttpOutside",
}
# All is as the person wanted, or comes right by itself.
NOTHING_TO_DO = {
    "ClosedAlready",
    "NoConnection",
    "NotHereYet",
    "NotReturned",
    "NothingToSubmit",
    "RecordIsWrong",  # said of a file in a list of files, beside what became of it
}
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def _every(kind: type[UserError] = UserError) -> Iterator[type[UserError]]:
    for below in kind.__subclasses__():
        yield below
        yield from _every(below)


def _errors() -> list[type[UserError]]:
    for module in pkgutil.walk_packages(desktop.__path__, "desktop."):
        if not module.name.endswith("__main__") and ".server" not in module.name:
            importlib.import_module(module.name)
    ours = {kind for kind in _every() if kind.__module__.startswith("desktop.")}
    return sorted(ours, key=lambda kind: kind.__name__)


ERRORS = _errors()


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_an_error_says_what_happened_and_what_to_do_without_blame(kind: type[UserError]) -> None:
    words = kind.message
    assert words != UserError.message, "it says nothing of its own"
    assert "!" not in words
    assert not BLAME.search(words), "no computer words, no blame"
    if kind.__name__ not in NOTHING_AT_STAKE:
        assert SAFE.search(words), "not that the work is safe"
    if kind.__name__ not in NOTHING_TO_DO:
        assert DO.search(words), "not what to do"
    assert words.rstrip().endswith((".", "?", "}”", "…")), "whole sentences"


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_an_error_is_said_in_khmer_with_the_same_facts(kind: type[UserError]) -> None:
    facts = dict.fromkeys(PLACEHOLDER.findall(kind.message), "ក")
    khmer = say("km", kind.message, **facts)
    assert has_khmer(khmer.replace("ក", ""))
    assert khmer != say("en", kind.message, **facts)


def test_there_are_errors_to_look_at() -> None:
    assert len(ERRORS) > 40
