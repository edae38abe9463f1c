"""Searching the plan finds what a person means, in either language, however it is typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.actions import plan_browser
from desktop.actions.plan_browser import Hit, Kind, Only, Rank
from desktop.domain.org_unit import Level
from desktop.domain.plan_search import Wanted, key
from desktop.storage.plans import plan

ACTIVITIES = [activity.code for activity in plan().activities()]


def codes(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.code for hit in hits]


def activities(only: Only) -> set[str]:
    return {hit.code for hit in plan_browser.find(only=only) if hit.kind is Kind.ACTIVITY}


@pytest.mark.parametrize("code", ACTIVITIES)
def test_every_activity_is_found_first_by_its_code_however_it_is_written(code: str) -> None:
    khmer = code.translate(str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩"))
    for typed in (code, code.replace(".", ""), khmer, f" {code}. "):
        first = plan_browser.find(typed)[0]
        assert (first.code, first.rank) == (code, Rank.CODE), typed


@pytest.mark.parametrize("code", ACTIVITIES)
def test_every_activity_is_found_by_its_title_in_both_languages(code: str) -> None:
    title = plan().activity(code).title.text
    for words in (title.en, title.km, title.km.replace(" ", ""), "\u200b".join(title.km), title.en.upper()):
        found = {hit.code: hit.rank for hit in plan_browser.find(words)}
        assert found.get(code) is Rank.PHRASE, words


def test_every_indicator_is_found_by_its_code_and_its_title() -> None:
    strategies = plan().strategies
    rows = [row for found in plan().clusters() for row in found.indicators]
    rows += [row for strategy in strategies for row in strategy.outcome_indicators]
    assert len(rows) > 35
    for row in rows:
        assert row.code in codes(plan_browser.find(row.code)[:1])
        assert row.code in codes(plan_browser.find(row.title.text.km))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("1288", "3.1.3"),
        ("១២៨៨", "3.1.3"),
        ("village heads", "3.1.1"),
        ("heads village", "3.1.1"),
        ("មេភូមិ រាយការណ៍", "3.1.1"),
        ("គ.ក.ន.ក", "3.1.2"),
        ("គកនក", "3.1.2"),
        ("CCWC", "3.1.2"),
        ("labour", "2.3.8"),
        ("labor", "2.3.8"),
        ("counseling", "3.3.17"),
        ("អោយ", "1.3.2"),
        ("ឲ្យ", "1.3.2"),
        ("ស្រ្តី", "2.1.2"),
        ("Ministry of Health", "3.3.11"),
    ],
)
def test_the_usual_ways_to_type_a_thing_find_it(typed: str, found: str) -> None:
    hits = plan_browser.find(typed)
    assert found in codes(hits)
    assert all(hit.rank is not Rank.NEAR for hit in hits)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("hotlien", "3.1.3"), ("refferal", "3.2.2"), ("primreo", "3.2.1"), ("ទូរសព្ទបន្ទាន់", "3.1.3")],
)
def test_a_slip_of_the_finger_still_finds_it(typed: str, found: str) -> None:
    hits = plan_browser.find(typed)
    assert found in codes(hits)
    assert {hit.rank for hit in hits} == {Rank.NEAR}


def test_what_stands_nowhere_is_not_found() -> None:
    assert plan_browser.find("bicycles of the moon") == ()
    assert plan_browser.find("9.9.9") == ()


def test_the_best_comes_first_and_equals_in_the_order_of_the_plan() -> None:
    hits = plan_browser.find("3.1")
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    found = [hit.code for hit in hits if hit.kind is Kind.ACTIVITY and hit.rank is Rank.CODE_BEGINS]
    assert found == [code for code in ACTIVITIES if code.startswith("3.1.")]
    ranks = [hit.rank for hit in plan_browser.find("hotline")]
    assert ranks[0] is Rank.PHRASE


def test_without_a_text_everything_is_there_in_its_order() -> None:
    hits = plan_browser.find()
    assert [hit.code for hit in hits if hit.kind is Kind.ACTIVITY] == ACTIVITIES
    assert plan_browser.find(" \u200b.") == hits


def test_limits_hold_for_activities_as_the_plan_says() -> None:
    every = list(plan().activities())
    assert activities(Only(strategy=3)) == {code for code in ACTIVITIES if code.startswith("3.")}
    assert activities(Only(institution="MoH")) == {a.code for a in every if "MoH" in a.responsible}
    assert activities(Only(level=Level.COMMUNE)) == {
        a.code for a in every if a.levels[Level.COMMUNE] in ("core", "optional")
    }
    assert activities(Only(year=2026)) == {a.code for a in every if 2 in a.years}
    assert activities(Only(year=2024)) == set()
    both = activities(Only(strategy=3, year=2026))
    assert both == activities(Only(strategy=3)) & activities(Only(year=2026))


def test_an_indicator_passes_a_limit_with_one_of_its_activities() -> None:
    hits = plan_browser.find(only=Only(institution="MoH"))
    indicators = {hit.code for hit in hits if hit.kind is Kind.INDICATOR}
    assert indicators == {a.indicator for a in plan().activities() if "MoH" in a.responsible}
    of_strategy = {hit.code for hit in plan_browser.find(only=Only(strategy=2))}
    assert "2a" in of_strategy
    assert "1a" not in of_strategy


def distance(word: str, text: str) -> int:
    """The fewest slips with which `word` stands somewhere in `text`, counted the slow and plain way."""
    rows = [[0] * (len(text) + 1)]
    for i, letter in enumerate(word, start=1):
        row = [i]
        for j, other in enumerate(text, start=1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == text[j - 2] and word[i - 2] == other:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return min(rows[-1])


@given(st.text("abc", min_size=1, max_size=14), st.text("abc", max_size=30))
def test_nearness_is_a_slip_for_each_five_letters(word: str, text: str) -> None:
    wanted = Wanted((word,), word, "")
    assert wanted.is_near(text) == (distance(word, text) <= ((len(word) + 2) // 5 if len(word) > 4 else 0))


@settings(deadline=None)  # how long a search takes is asked in benchmarks, where nothing else runs
@given(st.text(max_size=40))
def test_any_text_can_be_typed(text: str) -> None:
    for hit in plan_browser.find(text)[:3]:
        assert hit.code


def test_a_key_holds_nothing_that_can_be_typed_in_two_ways() -> None:
    assert key("Case-Management  ២០២៦") == key("case management 2026")


def test_the_tree_holds_the_plan_with_what_is_printed_and_why() -> None:
    tree = plan_browser.tree()
    assert [node.code for node in tree] == ["1", "2", "3", "4", "5"]
    clusters = [cluster for strategy in tree for cluster in strategy.below]
    assert [activity.code for cluster in clusters for activity in cluster.below] == ACTIVITIES
    found = {activity.code: activity for cluster in clusters for activity in cluster.below}
    assert found["4.1.4"].printed_code == "4.14"
    assert found["3.1.2"].title.printed.startswith("Increase training for the\nfocal point")
    assert found["3.1.2"].title.reason is not None


@pytest.mark.parametrize("code", ACTIVITIES)
def test_every_activity_has_its_page(code: str) -> None:
    page = plan_browser.page(code)
    assert page.activity.code == code
    assert page.activity in page.cluster.activities
    assert page.cluster in page.strategy.clusters
    assert page.indicator.code == page.activity.indicator
    assert tuple(found.name for found in page.institutions) == page.activity.responsible
    assert [measure.code for measure in page.measures] == list(page.activity.measures)
    assert page.reporters
    assert set(page.reporters.values()) <= {"core", "optional"}
    assert all(2025 <= year <= 2030 for year in page.years)


def test_a_page_names_the_commitments_that_the_activity_takes_up() -> None:
    linked = plan_browser.page("3.1.3").commitments
    assert ("Ministry of Interior", 2) in {(found.institution.en, found.number) for found in linked}
    assert all(found.text.text.km for found in linked)


def test_a_page_of_no_activity_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        plan_browser.page("9.9.9")


@pytest.mark.parametrize(
    ("term", "number"),
    [
        ("neglect", 3),
        ("ការមិនអើពើ", 3),
        ("a child", 1),
        ("abuse", 2),
        ("Exploitation", 4),
        ("labour exploitation", 5),
        ("អំពើហិង្សាក្នុងគ្រួសារ", 7),
    ],
)
def test_a_word_of_the_glossary_has_its_definition(term: str, number: int) -> None:
    found = plan_browser.definition(term)
    assert found is not None
    assert found.number == number


def test_what_the_glossary_does_not_say_has_no_definition() -> None:
    assert plan_browser.definition("bicycle") is None
    assert plan_browser.definition("") is None


def test_terms_are_found_by_what_is_said_of_them_after_those_that_bear_the_name() -> None:
    assert [entry.number for entry in plan_browser.find_terms("exploitation")][:2] == [4, 5]
    assert [entry.number for entry in plan_browser.find_terms("LGBTIQ")] == [9]
    assert [entry.number for entry in plan_browser.find_terms("neglcet")] == [3]
    assert plan_browser.find_terms("") == plan_browser.glossary()
    assert len(plan_browser.glossary()) == 12
