"""Every text of the plan is clean, in both languages, and says one thing in one way."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from desktop.i18n.khmer import has_khmer, normalise
from desktop.storage.plans import folder, table

FILES = sorted(path.name for path in folder().glob("*.toml"))
# What the recognition of the scanned text left behind, and what the plan's own typing did.
DEBRIS = [
    r"<[a-z/]", r"\*\*", r"&[a-z]+;", "\ufffd", r"\|", r"[^\S\n]{2,}", r"\s$", r"^\s", r" [,.;:]", r"\w- \w",
    r"\bMol\b", r"Snagkat", r"Sanghak", r"Laboure", r"Find Art", r"Ciustei", r"illuicators", r"maicators",
    r"Oldster", r"\d{8}", r"genderbased", r"\b(\w+) \1\b", r"\bX X\b", r"[`´¨^~]", r"\.\.",
]  # fmt: skip
KHMER_DEBRIS = [
    r'"', r" [។៖]", r"។។", r"[^\S\n]{2,}", r"\s$", r"^\s", r"(?<!\.)\.\.(?!\.)", r"\u17d2(?![\u1780-\u17b3])",
]  # fmt: skip
# Khmer prose has Khmer digits; only codes of the plan and names stay in Latin.
LATIN_NUMBER = re.compile(r"(?<![\w.])[0-9]+(?![\w.]*\w)")
ALLOWED = {
    "activity": "code en km printed printed_code printed_years printed_responsible printed_source reason"
    " reason_km responsible years indicator",
    "indicator": "code en km printed printed_code reason reason_km",
    "cluster": "code en km printed printed_code reason reason_km indicator activity",
    "strategy": "number period title objective outcome outcome_indicator cluster",
}
# A term may be said otherwise where the English word means something else: the term, the English, why.
OTHERWISE = [
    ("abuse", "Substance abuse", "the habit of taking drugs"),
    ("capacity", "national budget capacity", "what the budget can bear"),
    ("encourage", "requiring, encouraging, or causing any child", "to incite"),
    ("encourage", "Encouraging a child to behave", "to incite"),
    ("exploitation", "Suppression of Human Trafficking", "the Khmer title of that law"),
    ("sexual exploitation", "Suppression of Human Trafficking", "the Khmer title of that law"),
    ("ocse", "writes OCSE where it says", "about the abbreviation itself"),
    ("ocse", "which uses OCSE for this too", "about the abbreviation itself"),
    ("prevent", "disabilities that prevent them", "to make unable"),
    ("progress", "In progress", "a status: still going on"),
]


@dataclass(frozen=True)
class Term:
    en: str
    km: tuple[str, ...]
    source: str

    @property
    def pattern(self) -> re.Pattern[str]:
        ways = "|".join(re.escape(way) for way in self.en.split("|"))
        return re.compile(rf"(?<![\w-])(?:{ways})(?!\w)", re.IGNORECASE)

    def may_be_otherwise(self, en: str) -> bool:
        names = self.en.split("|")
        return any(term in names and part.casefold() in en.casefold() for term, part, _ in OTHERWISE)


def rows(found: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table of a file, with a path that names it."""
    if isinstance(found, list):
        for n, each in enumerate(found):
            name = each.get("code", each.get("number", n)) if isinstance(each, dict) else n
            yield from rows(each, f"{path}[{name}]")
    elif isinstance(found, dict):
        yield path, found
        for key, below in found.items():
            yield from rows(below, f"{path}.{key}")


def all_rows() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in FILES:
        yield from rows(table(folder(), file), file)


def pairs() -> Iterator[tuple[str, str, str]]:
    """Every text with its Khmer: where it is, English, Khmer."""
    for path, row in all_rows():
        if isinstance(row.get("en"), str):
            yield path, row["en"], row["km"]
        if "reason" in row:
            yield f"{path}.reason", row["reason"], row["reason_km"]


def terms() -> list[Term]:
    with (folder() / "terms.csv").open(encoding="utf-8", newline="") as file:
        return [Term(row["en"], tuple(row["km"].split("|")), row["source"]) for row in csv.DictReader(file)]


TERMS = terms()
PAIRS = list(pairs())


def test_every_text_is_there_in_both_languages() -> None:
    for path, row in all_rows():
        for en, km in (("en", "km"), ("reason", "reason_km")):
            assert (en in row) == (km in row), path
            assert all(str(row[key]).strip() for key in (en, km) if key in row), path
    assert len(PAIRS) > 700


def test_what_is_printed_differently_has_a_reason_and_a_reason_has_what_is_printed() -> None:
    for path, row in all_rows():
        if "printed_as" in row:
            continue
        assert any(key.startswith("printed") for key in row) == ("reason" in row), path


def test_what_is_printed_differs_from_the_reading() -> None:
    for path, row in all_rows():
        reading = row.get("en", row["text"]["en"] if isinstance(row.get("text"), dict) else None)
        assert row.get("printed") is None or row["printed"] != reading, path
        assert row.get("printed_code") is None or row["printed_code"] != row["code"], path
        assert row.get("printed_years") is None or row["printed_years"] != row["years"], path


@pytest.mark.parametrize("number", range(1, 6))
def test_no_field_of_a_strategy_is_misspelt(number: int) -> None:
    strategy = table(folder(), f"strategy_{number}.toml")
    assert set(strategy) <= set(ALLOWED["strategy"].split())
    for path, row in rows(strategy, ""):
        kind = re.sub(r"\[[^]]*\]$", "", path).rpartition(".")[2]
        if kind in ("activity", "indicator", "cluster"):
            assert set(row) <= set(ALLOWED[kind].split()), path


@pytest.mark.parametrize("pattern", DEBRIS)
def test_the_reading_holds_no_debris(pattern: str) -> None:
    debris = re.compile(pattern)
    for path, en, _ in PAIRS:
        if path.endswith(".reason"):
            continue
        assert not debris.search(en), f"{path}: {en}"


@pytest.mark.parametrize("pattern", KHMER_DEBRIS)
def test_the_khmer_holds_no_debris(pattern: str) -> None:
    debris = re.compile(pattern)
    for path, _, km in PAIRS:
        assert not debris.search(km), f"{path}: {km}"


def test_no_letter_of_another_script_hides_in_a_latin_word() -> None:
    for path, row in all_rows():
        for key, text in row.items():
            if isinstance(text, str) and not key.startswith("printed"):
                scripts = {unicodedata.name(letter).split()[0] for letter in text if letter.isalpha()}
                assert scripts <= {"LATIN", "KHMER"}, f"{path}.{key}: {scripts}"


def test_english_has_no_khmer_and_khmer_has_some() -> None:
    quoting_khmer = re.compile(r"\([\u1780-\u17ff]+\)")  # a reason may quote the Khmer word it is about
    for path, en, km in PAIRS:
        assert not has_khmer(quoting_khmer.sub("", en)), path
        assert has_khmer(km), path


def test_khmer_is_stored_in_one_order_without_what_cannot_be_seen() -> None:
    for file in [*FILES, "terms.csv"]:
        text = (folder() / file).read_text(encoding="utf-8")
        assert "\u200b" not in text, file
        for number, line in enumerate(text.splitlines(), start=1):
            assert line == normalise(line), f"{file}:{number}"


def test_numbers_in_khmer_prose_have_khmer_digits() -> None:
    quoted = re.compile("«[^»]*»")
    for path, _, km in PAIRS:
        assert not LATIN_NUMBER.search(quoted.sub("", km)), f"{path}: {km}"


def test_khmer_quotes_stand_in_pairs() -> None:
    for path, _, km in PAIRS:
        assert re.sub("[^«»]", "", km) == "«»" * km.count("«"), path


def test_one_english_text_has_one_khmer_text() -> None:
    said: dict[str, dict[str, str]] = {}
    for path, en, km in PAIRS:
        said.setdefault(en.rstrip("."), {})[km.rstrip("។")] = path
    assert not {en: ways for en, ways in said.items() if len(ways) > 1}


def test_the_list_of_terms_is_sorted_and_says_where_each_comes_from() -> None:
    assert [term.en for term in TERMS] == sorted({term.en for term in TERMS})
    assert len(TERMS) > 120
    for term in TERMS:
        assert term.source.strip(), term.en
        assert all(way.strip() == way and way for way in (*term.km, *term.en.split("|"))), term.en


@pytest.mark.parametrize("term", TERMS, ids=lambda term: str(term.en.split("|")[0]))
def test_a_term_is_said_with_its_khmer_wherever_it_occurs(term: Term) -> None:
    found = [pair for pair in PAIRS if term.pattern.search(pair[1]) and not pair[0].endswith(".reason")]
    assert found, "a term that occurs nowhere has no place in the list"
    for path, en, km in found:
        if not term.may_be_otherwise(en):
            assert any(way in km for way in term.km), f"{path}: {en} / {km}"


@pytest.mark.parametrize(("name", "part", "why"), OTHERWISE)
def test_an_exception_is_still_needed(name: str, part: str, why: str) -> None:
    term = next(term for term in TERMS if name in term.en.split("|"))
    found = [km for _, en, km in PAIRS if part.casefold() in en.casefold() and term.pattern.search(en)]
    assert any(not any(way in km for way in term.km) for km in found), why
