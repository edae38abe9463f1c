"""The plan that ships is complete, and every difference from what is printed is there and no other."""

from collections import Counter

import pytest

from desktop.domain.org_unit import Level
from desktop.domain.plan import Activity
from desktop.storage import measures, plan_texts, plans
from desktop.storage.plans import table

PER_CLUSTER = {
    "1.1": 10, "1.2": 5, "1.3": 4, "2.1": 9, "2.2": 6, "2.3": 11, "3.1": 13,
    "3.2": 10, "3.3": 19, "3.4": 1, "4.1": 14, "4.2": 15, "5.1": 6, "5.2": 12,
}  # fmt: skip
PER_INSTITUTION = {
    "MoWA": 10, "MoSVY": 10, "MoEYS": 8, "MoH": 6, "MoI": 11, "MoJ": 7, "MoLVT": 5,
    "MoTourism": 7, "MoINF": 7, "MoCR": 6, "NIS/MoP": 5, "CNCC": 6, "NAA": 4,
}  # fmt: skip
ALL_YEARS = (1, 2, 3, 4, 5, 6)
YEARS = {
    "1.1.2": (1, 2, 3), "1.1.4": (1, 2), "2.1.7": (1, 2, 3), "4.1.1": (1,), "4.1.2": (1,), "4.1.3": (1,),
    "4.1.4": (2, 3), "4.1.5": (4, 5, 6), "4.1.6": (1,), "4.1.7": (2, 3), "4.1.8": (4, 5, 6),
    "4.1.9": (1, 2), "4.1.10": (1, 2), "4.1.11": (1, 2), "4.1.12": (1, 2), "4.1.13": (1, 2),
    "5.1.1": (1, 2), "5.1.2": (1, 2), "5.1.4": (2, 3, 4, 5, 6), "5.2.3": (2, 3, 4, 5, 6),
    "5.2.4": (2, 3, 4, 5, 6), "5.2.5": (1,), "5.2.6": (3,), "5.2.7": (6,), "5.2.11": (1, 2, 3, 4),
}  # fmt: skip
YEARS_PRINTED = {"2.2.6": (1, 2, 3, 4, 6), "3.3.6": (1, 2, 3, 4, 6), "3.2.4": (1, 6)}
CODES_PRINTED = {
    "1.1": "", "1.3": "1 .3", "4.1": "", "4.2": "ে .চা", "2.1b": "2.1b 2.1b", "4.1.4": "4.14",
    "4.1.10": "", "5.2a": "", "5.2b": "5,2b",
}  # fmt: skip
OVER_A_PAGE = {
    "1.1.2", "1.2b", "1.2.4", "2.1.5", "2.2", "2.2a", "2.2b", "2.2.1", "2.2.4", "2.3", "2.3a", "2.3.1",
    "2.3.6", "2.3.10", "3.1.2", "3.1.10", "3.3a", "3.3b", "3.3.7", "3.3.13", "3.4", "3.4a", "3.4.1",
    "4.1.2", "4.2.2", "5.1", "5.1a", "5.1.1", "5.2.12",
}  # fmt: skip
TAIL_IN_NEXT = {
    "1.1.8": "1.1.9", "3.2.3": "3.2.4", "3.2.9": "3.2.10", "4.2.10": "4.2.11", "5.1.6": "5.2.1",
}  # fmt: skip
READ_DIFFERENTLY = {
    "1.1", "1.1a", "1.1.9", "1.2.1", "2.1b", "2.3.5", "2.3.11", "3.2b", "3.2.6", "3.3.12", "4a", "4b",
    "4c", "4.1", "4.1.1", "4.1.10", "4.1.11", "4.2b", "4.2.8", "5.2a", "5.2b",
}  # fmt: skip
SOURCE_PRINTED = {"2.3.2", "4.1.11"}
ACTIVITIES_OF_INDICATOR = {
    "1.1a": (1, 4), "1.1b": (5, 10), "1.2a": (1, 3), "1.2b": (4, 5), "1.3a": (1, 2), "1.3b": (3, 4),
    "2.1a": (1, 2), "2.1b": (3, 9), "2.2a": (1, 3), "2.2b": (4, 6), "2.3a": (1, 11), "3.1a": (1, 8),
    "3.1b": (9, 13), "3.2a": (1, 3), "3.2b": (4, 10), "3.3a": (1, 12), "3.3b": (13, 19), "3.4a": (1, 1),
    "4.1a": (1, 5), "4.1b": (6, 8), "4.1c": (9, 11), "4.1d": (12, 14), "4.2a": (1, 6), "4.2b": (7, 15),
    "5.1a": (1, 3), "5.1b": (4, 6), "5.2a": (1, 4), "5.2b": (5, 12),
}  # fmt: skip

PLAN = plans.plan()
TEXTS = plan_texts.texts()
ACTIVITIES = {activity.code: activity for activity in PLAN.activities()}
TITLES = {
    **{cluster.code: cluster.title for cluster in PLAN.clusters()},
    **{row.code: row.title for cluster in PLAN.clusters() for row in cluster.indicators},
    **{row.code: row.title for strategy in PLAN.strategies for row in strategy.outcome_indicators},
    **{code: activity.title for code, activity in ACTIVITIES.items()},
}


def test_the_plan_has_all_its_parts() -> None:
    assert len(PLAN.strategies) == 5
    assert {cluster.code: len(cluster.activities) for cluster in PLAN.clusters()} == PER_CLUSTER
    assert len(ACTIVITIES) == 135
    assert sum(len(cluster.indicators) for cluster in PLAN.clusters()) == 28
    assert sum(len(strategy.outcome_indicators) for strategy in PLAN.strategies) == 13
    assert [indicator.code for indicator in PLAN.impact_indicators] == ["I1", "I2"]


def test_codes_count_up_without_a_gap() -> None:
    assert [strategy.number for strategy in PLAN.strategies] == [1, 2, 3, 4, 5]
    assert [cluster.code for cluster in PLAN.clusters()] == list(PER_CLUSTER)
    expected = [f"{cluster}.{n}" for cluster, count in PER_CLUSTER.items() for n in range(1, count + 1)]
    assert [activity.code for activity in PLAN.activities()] == expected


def test_the_commitments_of_all_thirteen_institutions_are_there() -> None:
    assert {each.institution: len(each.commitments) for each in TEXTS.commitments} == PER_INSTITUTION
    assert sum(PER_INSTITUTION.values()) == 92
    named = {code for each in TEXTS.commitments for one in each.commitments for code in one.activities}
    assert named <= set(ACTIVITIES)


def test_the_glossary_has_twelve_entries_and_twentyone_groups_of_children() -> None:
    assert [entry.number for entry in TEXTS.glossary] == list(range(1, 13))
    assert [item.code for item in TEXTS.glossary[8].items] == [f"9.{n}" for n in range(1, 22)]
    assert [len(item.items) for item in TEXTS.glossary[1].items] == [6, 2, 5]


def test_abbreviations_of_the_plan_come_first_and_none_twice() -> None:
    codes = [abbreviation.code for abbreviation in TEXTS.abbreviations]
    assert len(codes) == len(set(codes))
    in_plan = [abbreviation.in_plan for abbreviation in TEXTS.abbreviations]
    assert in_plan == sorted(in_plan, reverse=True)
    assert {"CPIMS", "MDK", "SOP-CP", "CBCPM", "OCSEA"} <= set(codes[in_plan.count(True) :])


def test_every_institution_made_responsible_is_described() -> None:
    names = [institution.name for institution in PLAN.institutions]
    assert len(names) == len(set(names)) == 21
    used = {name for activity in PLAN.activities() for name in activity.responsible}
    assert used <= set(names)
    assert all(activity.responsible for activity in PLAN.activities())


def test_ten_activities_name_a_sub_national_administration() -> None:
    local = {row.name for row in PLAN.institutions if row.level is not Level.NATIONAL}
    direct = {activity.code for activity in PLAN.activities() if local & set(activity.responsible)}
    assert direct == {
        "1.1.6", "1.1.7", "1.1.8", "1.1.9", "2.2.3", "2.2.6", "3.1.3", "3.2.3", "5.1.5", "5.2.3",
    }  # fmt: skip


@pytest.mark.parametrize("activity", ACTIVITIES.values(), ids=list(ACTIVITIES))
def test_years_are_those_read_and_those_printed_are_kept(activity: Activity) -> None:
    assert activity.years == YEARS.get(activity.code, ALL_YEARS)
    assert activity.years_printed == YEARS_PRINTED.get(activity.code, activity.years)


def test_codes_printed_wrong_are_kept_beside_the_reading() -> None:
    printed = {
        **TEXTS.printed.cluster_codes,
        **{row.code: row.printed_code for cluster in PLAN.clusters() for row in cluster.indicators},
        **{activity.code: activity.printed_code for activity in PLAN.activities()},
    }
    assert {code: found for code, found in printed.items() if found != code} == CODES_PRINTED


def test_whatever_is_printed_differently_has_a_reason_and_nothing_else_has() -> None:
    differing = {code for code, title in TITLES.items() if title.differs}
    assert differing == (
        set(YEARS_PRINTED)
        | set(CODES_PRINTED)
        | OVER_A_PAGE
        | set(TAIL_IN_NEXT)
        | set(TAIL_IN_NEXT.values())
        | READ_DIFFERENTLY
        | SOURCE_PRINTED
    )


def test_page_breaks_are_kept_in_what_is_printed() -> None:
    assert {code for code, title in TITLES.items() if "\n" in title.printed and title.differs} == OVER_A_PAGE


@pytest.mark.parametrize(("code", "following"), TAIL_IN_NEXT.items())
def test_a_tail_printed_in_the_next_cell_is_joined_and_both_cells_kept(code: str, following: str) -> None:
    reading, printed = TITLES[code].text.en, TITLES[code].printed
    assert reading.startswith(printed)
    tail = reading[len(printed) :].strip()
    assert tail
    assert TITLES[following].printed.startswith(tail)
    assert not TITLES[following].text.en.startswith(tail)


def test_the_second_wccc_is_read_as_the_ccwc() -> None:
    repeated, first = TITLES["1.1.9"], TITLES["1.1.8"]
    assert repeated.printed.endswith(first.text.en)
    assert "CCWC" in repeated.text.en
    assert "WCCC" not in repeated.text.en
    assert "គ.ក.ន.ក" in repeated.text.km
    assert ACTIVITIES["1.1.9"].responsible == ("Commune/Sangkat administration",)


def test_strategy_five_says_its_years_are_printed_wrong() -> None:
    assert list(TEXTS.printed.periods) == [5]
    assert TEXTS.printed.periods[5].printed == "Period 2024-2030"
    assert TEXTS.printed.periods[5].text.en == "Period 2025-2030"


def test_money_is_from_state_and_partners_in_every_row_as_printed() -> None:
    odd = {
        activity.code: activity.source_of_resources.printed
        for activity in PLAN.activities()
        if activity.source_of_resources.differs
    }
    assert {activity.source_of_resources.text.en for activity in PLAN.activities()} == {
        "State budget and DPs"
    }
    assert odd == {
        "2.3.2": "ថវិការដ្ឋនិង ដៃគូអភិវឌ្ឍ",
        "4.1.11": "State budget and DPs State budget and DPs",
    }
    assert set(odd) == SOURCE_PRINTED


def test_indicators_belong_to_activities_by_their_place_in_the_table() -> None:
    found: dict[str, list[int]] = {}
    for activity in PLAN.activities():
        found.setdefault(activity.indicator, []).append(int(activity.code.split(".")[2]))
        assert activity.indicator.startswith(activity.code.rsplit(".", 1)[0])
    assert found == {
        code: list(range(first, last + 1)) for code, (first, last) in ACTIVITIES_OF_INDICATOR.items()
    }


def test_core_activities_number_25_in_a_commune_44_in_a_district_51_in_a_province() -> None:
    core = {level: len(PLAN.asked_of(level, None)) for level in Level}
    assert (core[Level.COMMUNE], core[Level.DISTRICT], core[Level.PROVINCE]) == (25, 44, 51)


def test_measures_asked_are_known_and_asked_once() -> None:
    known = measures.measures()
    for activity in PLAN.activities():
        assert set(activity.measures) <= set(known.measures), activity.code
        assert len(activity.measures) == len(set(activity.measures)), activity.code
        assert activity.template in known.templates


def test_every_measure_is_used_somewhere() -> None:
    used = {code for activity in PLAN.activities() for code in activity.measures}
    used |= {code for row in table(plans.folder(), "measures.toml")["item"] for code in row["measures"]}
    templates = measures.measures().templates.values()
    used |= {code for template in templates for code in template.measures}
    assert set(measures.measures().measures) == used


def test_a_part_is_asked_only_beside_what_it_is_a_part_of() -> None:
    known = measures.measures()
    for activity in PLAN.activities():
        for code in activity.measures:
            whole = known[code].of
            assert not whole or set(whole) & set(activity.measures), f"{activity.code}:{code}"


def test_no_free_text_stands_beside_a_protected_count() -> None:
    known = measures.measures()
    for activity in PLAN.activities():
        asked = [known[code] for code in activity.measures]
        if any(measure.protected for measure in asked):
            assert all(measure.is_number for measure in asked), activity.code


def test_templates_are_used_as_often_as_the_study_found() -> None:
    count = Counter(activity.template for activity in PLAN.activities())
    assert count == {
        "TRAINING": 21, "DISSEM": 25, "MECHANISM": 5, "BUDGET": 5, "CASES": 4, "SERVICE": 15,
        "UNITS": 14, "MILESTONE": 46,
    }  # fmt: skip
