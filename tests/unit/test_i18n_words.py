"""Words come out in the language asked for, and screens share one chosen language."""

import gettext
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.config import resources
from desktop.i18n import words
from desktop.i18n.words import LANGUAGES, _, choose, chosen, mark, say, say_many
from tools import catalogue

NOT_A_NUMBER = (
    "“{text}” is not a whole number. What you wrote elsewhere is safe. "
    "Please write the number with digits only, for example 1200."
)


@pytest.fixture(autouse=True)
def _same_language_afterwards() -> Iterator[None]:
    before = chosen()
    yield
    choose(before)


@pytest.fixture
def translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A small catalogue of our own, compiled with the real tool."""
    folder = tmp_path / "ទំពាំង with spaces" / "translations" / "km" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    of_test = catalogue.Words("km")
    of_test.add("Saved at {time}.", "បានរក្សាទុកនៅ {time}។")
    of_test.add(("{n} report", "{n} reports"), ("របាយការណ៍ {n}",))
    (folder / "tumpeang.mo").write_bytes(catalogue.compiled(of_test))
    monkeypatch.setattr(sys, "_MEIPASS", str(folder.parents[2]), raising=False)
    words._catalogue.cache_clear()
    yield
    words._catalogue.cache_clear()


def test_mark_returns_its_msgid() -> None:
    assert mark("Send") == "Send"


@pytest.mark.usefixtures("translated")
def test_a_frozen_build_says_khmer_from_its_own_folder() -> None:
    assert say("km", "Saved at {time}.", time="08:00") == "បានរក្សាទុកនៅ 08:00។"


@pytest.mark.usefixtures("translated")
def test_english_is_the_msgid_itself() -> None:
    assert say("en", "Saved at {time}.", time="08:00") == "Saved at 08:00."


@pytest.mark.usefixtures("translated")
def test_a_word_without_translation_is_said_in_english() -> None:
    assert say("km", "Nobody translated {this}", this="me") == "Nobody translated me"


@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize(
    ("language", "n", "said"),
    [("en", 1, "1 report"), ("en", 0, "0 reports"), ("en", 2, "2 reports"), ("km", 1, "របាយការណ៍ 1")],
)
def test_many_things_have_their_form(language: words.Language, n: int, said: str) -> None:
    assert say_many(language, "{n} report", "{n} reports", n) == said


@pytest.mark.usefixtures("translated")
def test_screens_speak_the_chosen_language() -> None:
    said = []
    for language in LANGUAGES:
        choose(language)
        said.append(_("Saved at {time}.", time="8"))
    assert said == ["បានរក្សាទុកនៅ 8។", "Saved at 8."]


def test_a_language_the_program_does_not_have_is_refused_and_nothing_changes() -> None:
    choose("en")
    with pytest.raises(ValueError, match="'fr'"):
        choose("fr")  # type: ignore[arg-type]
    assert chosen() == "en"


def test_the_empty_word_is_empty_and_not_the_header_of_the_catalogue() -> None:
    assert say("km", "") == ""


def test_a_fact_may_be_called_like_a_parameter() -> None:
    assert say("en", "{language} {msgid}", language="Khmer", msgid="x") == "Khmer x"


def test_the_committed_catalogue_is_there_and_speaks_khmer() -> None:
    path = resources() / "translations" / "km" / "LC_MESSAGES" / "tumpeang.mo"
    with path.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext(NOT_A_NUMBER) != NOT_A_NUMBER


def test_importing_the_languages_loads_neither_babel_nor_icu() -> None:
    program = (
        "import sys, desktop.i18n.dates, desktop.i18n.numbers, desktop.i18n.sorting;"
        "print({'babel', 'icu4py', 'PySide6'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=resources(), check=True
    )
    assert done.stdout == "set()\n"
