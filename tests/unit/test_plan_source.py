"""The plan agrees with the documents it was taken from, kept in a folder beside the repository."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.config import resources
from desktop.domain.org_unit import Level
from desktop.domain.plan import Indicator, PlanText
from desktop.storage import plan_texts, plans
from desktop.storage.plans import table

SHARED = resources().parent / "shared"
COLUMNS = {
    Level.COMMUNE: "commune_ccwc",
    Level.DISTRICT: "district_wccc",
    Level.PROVINCE: "province_secretariat",
}
# The lines of these cells are mixed with those of the cells beside them, so only their words can be checked.
OVER_SEVERAL_ROWS = {
    "1.1b", "1.2a", "1.3a", "1.3b", "2.1a", "2.1b", "2.3a", "3.4a", "3.4.1", "5.1a", "5.1.1", "5.2b",
    "5.2.12", "ASEAN RPA on EVAC",
}  # fmt: skip
UNDATED = {"disrupting_harm"}  # the plan gives it no year
STUDIED = {"core": "core", "opt": "optional", "-": "none"}


def shared(part: str, pattern: str) -> Path:
    """A file of the documents, or the test is skipped and says so."""
    found = sorted((SHARED / part).glob(pattern))
    if not found:
        pytest.skip(f"NOT CHECKED against the documents: there is no {part}/{pattern} beside the repository")
    return found[0]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("’", "'"))


@pytest.fixture(scope="module")
def plan_words() -> list[str]:
    return words(shared("source", "000_*.txt").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def commitment_words() -> list[str]:
    return words(shared("source", "002_*.txt").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def studied() -> dict[str, dict[str, str]]:
    """Who reports what, as it was studied: one row for each activity."""
    path = shared("facts", "subnational_activities.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def of_the_plan() -> Iterator[tuple[str, PlanText]]:
    plan = plans.plan()
    yield "goal", plan.goal
    yield "impact", plan.impact
    yield from named(plan.impact_indicators)
    for strategy in plan.strategies:
        yield f"title of {strategy.number}", strategy.title
        yield f"objective of {strategy.number}", strategy.objective
        yield f"outcome of {strategy.number}", strategy.outcome
        yield from named(strategy.outcome_indicators)
    for cluster in plan.clusters():
        yield cluster.code, cluster.title
        yield from named(cluster.indicators)
    yield from ((activity.code, activity.title) for activity in plan.activities())


def named(indicators: tuple[Indicator, ...]) -> Iterator[tuple[str, PlanText]]:
    yield from ((indicator.code, indicator.title) for indicator in indicators)


def around_the_plan() -> Iterator[tuple[str, PlanText]]:
    texts = plan_texts.texts()
    yield from ((duty.duty, duty.text) for duty in texts.duties)
    for entry in texts.glossary:
        yield f"glossary {entry.number}", entry.text
        for item in entry.items:
            yield item.code, PlanText(item.text, item.text.en)
            yield from ((below.code, PlanText(below.text, below.text.en)) for below in item.items)
    for abbreviation in texts.abbreviations:
        if abbreviation.in_plan:
            yield abbreviation.code, abbreviation.full


def of_the_situation() -> Iterator[tuple[str, dict[str, Any]]]:
    rows = table(plans.folder(), "situation.toml")
    for topic in rows["topic"]:
        yield from ((topic["code"], value) for value in topic["value"])
    yield from ((f"strategy {row['strategy']}", row) for row in rows["earlier_rating"])


def stands_in(text: str, document: list[str]) -> bool:
    return f" {' '.join(words(text))} " in f" {' '.join(document)} "


def test_every_word_said_to_be_printed_is_in_the_plan(plan_words: list[str]) -> None:
    known = set(plan_words)
    for name, text in [*of_the_plan(), *around_the_plan()]:
        assert not [word for word in words(text.printed) if word not in known], name


def test_what_is_said_to_be_printed_stands_in_the_plan_word_for_word(plan_words: list[str]) -> None:
    odd = {
        name
        for name, text in [*of_the_plan(), *around_the_plan()]
        for piece in text.printed.split("\n")
        if not stands_in(piece, plan_words)
    }
    assert odd == OVER_SEVERAL_ROWS


def test_every_figure_of_the_situation_stands_in_its_line_as_the_plan_says_it() -> None:
    lines = shared("source", "000_*.txt").read_text(encoding="utf-8").splitlines()
    for name, row in of_the_situation():
        line = lines[row["line"] - 1]
        assert row["said"] in line, name
        amount = str(row.get("amount", row.get("level")))
        million = f"{int(amount) / 1_000_000:g} million" if amount.isdecimal() else amount
        assert any(way in row["said"] for way in (amount, f"{int(float(amount)):,}", million)), name
        if when := row.get("when"):
            given = [year for year in (when, when[:4]) if year in line]
            assert given or row["source"] in UNDATED, name


def test_every_figure_of_cambodia_in_section_1_2_is_among_the_data() -> None:
    text = shared("source", "000_*.txt").read_text(encoding="utf-8")
    section = text.split("#### 1.2-Child abuse situation")[1].split("#### 1.3- Achievements")[0]
    cambodia = section.partition("In particular, in the world,")
    rest = cambodia[2].partition("other regions.")[2]
    percents = set(re.findall(r"[0-9.]+(?=%)", cambodia[0] + rest))
    ours = {row["amount"] for _name, row in of_the_situation() if "amount" in row}
    assert percents <= ours


def test_every_commitment_stands_in_the_document_word_for_word(commitment_words: list[str]) -> None:
    for committed in plan_texts.texts().commitments:
        assert stands_in(committed.headline.en, commitment_words), committed.institution
        for commitment in committed.commitments:
            assert stands_in(commitment.text.printed, commitment_words), committed.institution


def test_every_code_of_an_activity_is_printed_where_it_is_said_to_be() -> None:
    document = shared("source", "000_*.txt").read_text(encoding="utf-8")
    cells = {cell.strip() for line in document.splitlines() for cell in line.split("\t")}
    for activity in plans.plan().activities():
        assert not activity.printed_code or activity.printed_code in cells, activity.code
        assert activity.printed_code == activity.code or activity.code not in cells, activity.code


def test_spellings_of_institutions_are_printed() -> None:
    document = " ".join(shared("source", "000_*.txt").read_text(encoding="utf-8").split())
    for institution in plans.plan().institutions:
        for printed in institution.printed_as:
            assert printed in document, printed


def test_levels_and_template_are_as_studied(studied: dict[str, dict[str, str]]) -> None:
    asked = {activity.code: activity for activity in plans.plan().activities()}
    assert list(studied) == list(asked)
    for code, row in studied.items():
        for level, column in COLUMNS.items():
            assert asked[code].levels[level] == STUDIED[row[column]], f"{code} {level}"
        assert asked[code].template == row["template"], code
        assert asked[code].indicator == row["indicator"], code


def test_basis_is_as_studied(studied: dict[str, dict[str, str]]) -> None:
    rows = table(plans.folder(), "reporting.toml")["activity"]
    assert {row["code"]: row["basis"] for row in rows} == {
        code: row["basis"] for code, row in studied.items()
    }


def test_institutions_and_years_are_as_studied(studied: dict[str, dict[str, str]]) -> None:
    def plain(name: str) -> str:
        return re.sub(r"\W+", " ", name.replace("&", "and")).casefold().strip()

    for activity in plans.plan().activities():
        row = studied[activity.code]
        if row["responsible"]:
            found = [plain(name) for name in row["responsible"].split(";")]
            assert [plain(name) for name in activity.responsible] == found, activity.code
        if row["years"]:
            assert "".join(map(str, activity.years)) == row["years"], activity.code
