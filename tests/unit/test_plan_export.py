"""The plan is given away whole: every field under its name, ready for JSON, in both languages."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from desktop.actions import plan as actions
from desktop.i18n.khmer import has_khmer
from desktop.storage import measures, plans

EXPORT: dict[str, Any] = json.loads(json.dumps(actions.export(), ensure_ascii=False))
ACTIVITIES = [
    activity
    for strategy in EXPORT["strategies"]
    for cluster in strategy["clusters"]
    for activity in cluster["activities"]
]
SHAPE = {
    "strategy": {"number": int, "title": str, "objective": str, "outcome": str},
    "indicator": {"code": str, "text": str},
    "cluster": {"code": str, "title": str, "indicators": list, "activities": list},
    "activity": {
        "code": str, "text": str, "text_km": str, "printed": str, "responsible": list, "years_printed": list,
        "years": list, "source_of_resources": str, "indicator": str, "levels": dict, "measures": list,
    },
    "goal": {"text": str, "text_km": str, "printed": str, "impact": str},
    "committed": {"institution": str, "headline": str, "commitments": list},
    "commitment": {"number": int, "text": str, "activities": list},
}  # fmt: skip


def every(found: Any) -> Iterator[dict[str, Any]]:
    if isinstance(found, dict):
        yield found
    for below in found.values() if isinstance(found, dict) else found:
        if isinstance(below, dict | list):
            yield from every(below)


def must_have(kind: str, row: dict[str, Any]) -> None:
    for name, of_type in SHAPE[kind].items():
        assert type(row[name]) is of_type, f"{kind}.{name}"


def test_every_named_field_is_there_with_its_type() -> None:
    must_have("goal", EXPORT["goal"])
    for strategy in EXPORT["strategies"]:
        must_have("strategy", strategy)
        for indicator in strategy["outcome_indicators"]:
            must_have("indicator", indicator)
        for cluster in strategy["clusters"]:
            must_have("cluster", cluster)
            for indicator in cluster["indicators"]:
                must_have("indicator", indicator)
    for activity in ACTIVITIES:
        must_have("activity", activity)
    for committed in EXPORT["commitments"]:
        must_have("committed", committed)
        for commitment in committed["commitments"]:
            must_have("commitment", commitment)
    assert EXPORT["glossary"]
    assert EXPORT["abbreviations"]


def test_nothing_of_the_plan_is_left_out() -> None:
    clusters = [cluster for strategy in EXPORT["strategies"] for cluster in strategy["clusters"]]
    assert (len(EXPORT["strategies"]), len(clusters), len(ACTIVITIES)) == (5, 14, 135)
    assert sum(len(cluster["indicators"]) for cluster in clusters) == 28
    assert sum(len(strategy["outcome_indicators"]) for strategy in EXPORT["strategies"]) == 13
    assert len(EXPORT["goal"]["impact_indicators"]) == 2
    assert sum(len(each["commitments"]) for each in EXPORT["commitments"]) == 92
    assert [each["institution"] for each in EXPORT["commitments"]][:2] == ["MoWA", "MoSVY"]
    assert len(EXPORT["glossary"]) == 12
    assert len(EXPORT["glossary"][8]["items"]) == 21
    assert len(EXPORT["institutions"]) == 21


def test_the_reading_and_what_is_printed_are_both_given() -> None:
    by_code = {activity["code"]: activity for activity in ACTIVITIES}
    lost = by_code["4.1.10"]
    assert lost["printed_code"] == ""
    assert lost["printed"] == "Study visits to countries that have ratified and are implementing"
    assert lost["text"].startswith(f"{lost['printed']} the Optional Protocol")
    assert "4.1.11" in lost["reason"]
    assert has_khmer(lost["reason_km"])
    assert (by_code["3.2.4"]["years_printed"], by_code["3.2.4"]["years"]) == ([1, 6], [1, 2, 3, 4, 5, 6])
    plain = by_code["1.1.1"]
    assert (plain["printed"], plain["reason"], plain["reason_km"]) == (plain["text"], None, None)
    assert EXPORT["strategies"][3]["title_printed"].startswith(EXPORT["strategies"][3]["title"])
    assert EXPORT["strategies"][4]["period"]["printed"] == "Period 2024-2030"
    assert EXPORT["strategies"][3]["clusters"][1]["printed_code"] == "ে .চা"


def test_the_export_is_the_plan_the_program_uses() -> None:
    for given, activity in zip(ACTIVITIES, plans.plan().activities(), strict=True):
        assert given["code"] == activity.code
        assert (given["text"], given["text_km"]) == (activity.title.text.en, activity.title.text.km)
        assert given["responsible"] == list(activity.responsible)
        assert given["years"] == list(activity.years)
        assert given["levels"] == {level.value: said for level, said in activity.levels.items()}
        assert set(given["levels"]) == {"commune", "district", "province", "national"}
        assert set(given["levels"].values()) <= {"core", "optional", "none"}
        assert given["measures"] == list(activity.measures)


def test_measures_are_described_once_for_all_activities() -> None:
    assert set(EXPORT["measure_details"]) == set(measures.measures().measures)
    assert EXPORT["measure_details"]["cases_received"]["protected"] is True
    assert EXPORT["measure_details"]["participants_female"]["of"] == ["participants"]


def test_every_text_comes_with_its_khmer() -> None:
    for row in every(EXPORT):
        for key in row:
            if key.endswith("_km"):
                assert (row[key] is None) == (row[key.removesuffix("_km")] is None), key
                assert row[key] is None or has_khmer(row[key]), row


def test_money_comes_from_six_sources() -> None:
    assert [source["code"] for source in EXPORT["resource_sources"]] == [
        "state", "commune", "development_partners", "private_sector", "civil_society", "philanthropists",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["km", "en"])
def test_one_activity_is_shown_in_one_language(language: str) -> None:
    shown = actions.show("2.2.6", language)
    assert shown["code"] == "2.2.6"
    assert shown["years"] == [2025, 2026, 2027, 2028, 2029, 2030]
    for key in ("text", "cluster", "indicator", "quantity", "reason"):
        assert has_khmer(str(shown[key])) == (language == "km"), key


def test_showing_an_activity_the_plan_has_not_is_refused() -> None:
    with pytest.raises(KeyError):
        actions.show("9.9.9", "en")
