"""What a plan pack can say of the glossary, abbreviations, commitments, duties, institutions and hotlines."""

from collections.abc import Iterator
from dataclasses import astuple

import pytest

from desktop.domain import annex_pack, plan_pack
from desktop.domain.plan import Text
from desktop.domain.report import is_cell_key
from desktop.storage import hotlines, plan_texts, plans
from desktop.storage.situation import situation

PARTS = annex_pack.parts(plans.plan(), plan_texts.texts(), hotlines.hotlines(), situation())


def cells() -> Iterator[tuple[str, str]]:
    """Every cell that a pack can hold beside those of the tables, with another text for each."""
    for code, parts in PARTS.items():
        for part in sorted(parts - {"numbers"}):
            yield f"{code}:{part}_km", f"ថ្មី {code} {part}"
            yield f"{code}:{part}_en", f"new {code} {part}"
        if "numbers" in parts:
            yield f"{code}:numbers", "4321 432"


def said(found: object) -> list[str]:
    """Every text somewhere in these."""
    if isinstance(found, str):
        return [found]
    if isinstance(found, tuple | list):
        return [text for each in found for text in said(each)]
    return []


def test_every_part_has_a_name_that_a_record_can_hold_and_no_two_the_same() -> None:
    every = dict(cells())
    assert all(is_cell_key(key) for key in every)
    plan_pack.must_make_sense(every)
    texts, found = plan_texts.texts(), hotlines.hotlines()
    things = (
        sum(1 + sum(1 + len(item.items) for item in entry.items) for entry in texts.glossary),
        len(texts.abbreviations),
        sum(1 + len(one.commitments) for one in texts.commitments),
        len(texts.duties),
        len(plans.plan().institutions),
        len(found.hotlines) + len(found.steps) + len(found.advice),
        len(situation().topics),
    )
    assert len(PARTS) == sum(things)
    assert PARTS.keys().isdisjoint(code for code in (*(a.code for a in plans.plan().activities()), "1"))


def test_each_text_that_is_published_is_shown_and_nothing_else_changes() -> None:
    every = dict(cells())
    plan = annex_pack.institutions(plans.plan(), every)
    texts = annex_pack.texts(plan_texts.texts(), every)
    found = annex_pack.hotlines(hotlines.hotlines(), every)
    figures = annex_pack.situation(situation(), every)
    names = [astuple(one) for one in plan.institutions]
    shown = set(said([astuple(texts), astuple(found), names, [astuple(one.text) for one in figures.topics]]))
    assert [one.values for one in figures.topics] == [one.values for one in situation().topics]
    without_hours = {f"hotline.{h.numbers[0]}:hours" for h in hotlines.hotlines().hotlines if h.hours is None}
    wanted = {
        text
        for key, text in every.items()
        if not key.endswith("numbers") and key.rpartition("_")[0] not in without_hours
    }
    assert wanted <= shown
    assert {one.numbers for one in found.hotlines} == {("4321", "432")}
    assert [one.code for one in texts.abbreviations] == [one.code for one in plan_texts.texts().abbreviations]
    assert texts.printed == plan_texts.texts().printed
    assert plan.strategies == plans.plan().strategies


@pytest.mark.parametrize("key", sorted(PARTS)[::7])
def test_one_text_changes_one_thing(key: str) -> None:
    part = sorted(PARTS[key] - {"numbers"})[0]
    only = {f"{key}:{part}_en": "Only this"}
    topics = tuple(one.text for one in situation().topics)
    before = (plan_texts.texts(), hotlines.hotlines(), plans.plan().institutions, topics)
    after = (
        annex_pack.texts(before[0], only),
        annex_pack.hotlines(before[1], only),
        annex_pack.institutions(plans.plan(), only).institutions,
        tuple(one.text for one in annex_pack.situation(situation(), only).topics),
    )
    words = [
        said([astuple(each) if not isinstance(each, tuple) else list(map(astuple, each)) for each in all_])
        for all_ in (before, after)
    ]
    differ = [(old, new) for old, new in zip(*words, strict=True) if old != new]
    assert [new for _, new in differ] == ["Only this"]


def test_without_a_pack_everything_is_as_it_ships() -> None:
    assert annex_pack.texts(plan_texts.texts(), {}) is plan_texts.texts()
    assert annex_pack.hotlines(hotlines.hotlines(), {}) is hotlines.hotlines()


@pytest.mark.parametrize("numbers", ["12", "12345", "1280,1281", "one", "1280  1281", " 1280", "១២៨០"])
def test_what_no_telephone_can_dial_is_no_number(numbers: str) -> None:
    with pytest.raises(ValueError, match="numbers"):
        plan_pack.must_make_sense({"hotline.1280:numbers": numbers})


def test_a_part_of_a_newer_plan_is_left_alone_and_what_is_no_text_is_not() -> None:
    plan_pack.must_make_sense({"annex.7:footing_km": "ថ្មី"})
    for key, answer in (("2.3.1:sessions", "4"), ("2.3.1:title_fr", "x"), ("2.3.1:title_km", 1)):
        with pytest.raises(ValueError, match=key):
            plan_pack.must_make_sense({key: answer})


def test_only_one_language_may_be_published() -> None:
    found = annex_pack.texts(plan_texts.texts(), {"glossary.1:term_km": "កុមារា"})
    assert found.glossary[0].term == Text("A child", "កុមារា")
