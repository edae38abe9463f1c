"""The catalogue follows the source, keeps translations, and says what is missing."""

from pathlib import Path

import pytest

from desktop.config import resources
from tools import catalogue

SOURCE = """
from desktop.i18n.words import _, mark, say, say_many

class Refusal:
    message = mark("Refused." " Try again.")

def speak(language, n):
    say(language, "Sent {day}", day=1)
    say_many(language, "{n} report", "{n} reports", n)
    return _("Send")
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small source tree with a Khmer catalogue that is empty as yet."""
    root = tmp_path / "ឫស with spaces"
    (root / "desktop" / "ui").mkdir(parents=True)
    (root / "desktop" / "ui" / "window.py").write_text(SOURCE, encoding="utf-8")
    (root / "babel.cfg").write_bytes((resources() / "babel.cfg").read_bytes())
    (root / "translations" / "km" / "LC_MESSAGES").mkdir(parents=True)
    catalogue.write_text(catalogue.Words("km"), khmer(root))
    catalogue.update(root)
    return root


def khmer(root: Path) -> Path:
    return root / "translations" / "km" / "LC_MESSAGES" / "tumpeang.po"


def translate(root: Path, **also: str) -> None:
    said: dict[str, str | tuple[str, ...]] = {
        "Refused. Try again.": "បដិសេធ។",
        "Sent {day}": "បានផ្ញើ {day}",
        "Send": "ផ្ញើ",
        "{n} report": ("របាយការណ៍ {n}",),
        **also,
    }
    words = catalogue.from_file(khmer(root))
    for message in words:
        if message.id:
            key = catalogue.forms(message.id)[0]
            message.string = said[key]
    catalogue.write_text(words, khmer(root))
    catalogue.compile_all(root)


def faults(root: Path) -> list[str]:
    return list(catalogue.faults(root))


def change(root: Path, old: str, new: str) -> None:
    path = root / "desktop" / "ui" / "window.py"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_every_way_to_say_a_word_is_found(tree: Path) -> None:
    assert catalogue.ids(catalogue.from_source(tree)) == {
        ("Refused. Try again.",),
        ("Sent {day}",),
        ("{n} report", "{n} reports"),
        ("Send",),
    }


def test_files_carry_no_date_and_no_line_number(tree: Path) -> None:
    text = (tree / "translations" / "tumpeang.pot").read_text(encoding="utf-8") + khmer(tree).read_text(
        "utf-8"
    )
    assert "Date" not in text
    assert "window.py:" not in text
    change(tree, "\nclass", "\n\n\n\nclass")
    before = khmer(tree).read_bytes()
    catalogue.update(tree)
    assert khmer(tree).read_bytes() == before


def test_a_translated_and_compiled_catalogue_has_no_faults(tree: Path) -> None:
    translate(tree)
    assert faults(tree) == []


def test_a_word_without_translation_is_a_fault(tree: Path) -> None:
    translate(tree, Send="")
    assert [fault.partition(": ")[2] for fault in faults(tree)] == ["untranslated: Send"]


def test_a_new_word_makes_template_and_translation_stale(tree: Path) -> None:
    translate(tree)
    change(tree, '_("Send")', '_("Send now")')
    assert len([fault for fault in faults(tree) if "is stale: run update" in fault]) == 2


def test_a_translation_that_was_not_compiled_is_a_fault(tree: Path) -> None:
    translate(tree)
    khmer(tree).with_suffix(".mo").unlink()
    assert [fault for fault in faults(tree) if fault.endswith("is not compiled: run compile")]


@pytest.mark.parametrize(
    ("khmer_words", "fault"),
    [
        ("បានផ្ញើ {date}", "other placeholders"),
        ("បានផ្ញើ", "other placeholders"),
        ("បានផ្ញើ {day", "braces do not match"),
        ("{day} ដ\u17c1\u17b8", "not in normal Khmer order"),
        ("{day} ក\u200bខ", "not in normal Khmer order"),
    ],
)
def test_a_translation_that_would_break_a_sentence_is_a_fault(
    tree: Path, khmer_words: str, fault: str
) -> None:
    translate(tree, **{"Sent {day}": khmer_words})
    assert [found for found in faults(tree) if fault in found]


def test_a_word_that_leaves_and_comes_back_keeps_its_translation(tree: Path) -> None:
    translate(tree)
    change(tree, '_("Send")', "None")
    catalogue.update(tree)
    assert ("Send",) not in catalogue.ids(catalogue.from_file(khmer(tree)))
    change(tree, "return None", 'return _("Send")')
    catalogue.update(tree)
    catalogue.compile_all(tree)
    assert faults(tree) == []


def test_unused_translations_can_be_dropped(tree: Path) -> None:
    translate(tree)
    change(tree, '_("Send")', "None")
    catalogue.update(tree, drop_unused=True)
    assert not catalogue.from_file(khmer(tree)).obsolete


def test_the_committed_translations_keep_their_placeholders_and_spelling() -> None:
    words = catalogue.from_file(khmer(resources()))
    translated = [message for message in words if message.id and all(catalogue.forms(message.string))]
    faulty = [(message.id, list(catalogue.message_faults(message))) for message in translated]
    assert [(msgid, found) for msgid, found in faulty if found] == []


def test_the_committed_catalogue_is_compiled() -> None:
    path = khmer(resources())
    assert path.with_suffix(".mo").read_bytes() == catalogue.compiled(catalogue.from_file(path))
