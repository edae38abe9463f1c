"""Official texts for what stands around the plan's tables, cell by cell like those of the tables.

`glossary.2:term_km`, `glossary.2.1:text_km`, `abbreviation.CNCC:text_km`, `commitment.MoWA:headline_km`,
`commitment.MoWA.1:text_km`, `duty.5.use_national_budget:text_km`, `institution.MoSVY:name_km`,
`hotline.1280:hours_km`, `hotline.1280:numbers` (of a telephone, with spaces between), `step.1:does_km`,
`advice.1:text_km`, `situation.punished:text_km`. What is not letters, digits, dots or lines in a name is a
line.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from desktop.domain.hotline_sheet import Hotline, Hotlines, Step
from desktop.domain.plan import Institution, Plan, Text
from desktop.domain.plan_pack import NUMBERS, said_of
from desktop.domain.plan_texts import Abbreviation, Commitment, Committed, Duty, Entry, Item, PlanTexts
from desktop.domain.situation import Situation

Cells = Mapping[str, str]
TEXT = frozenset({"text"})


def parts(plan: Plan, texts: PlanTexts, found: Hotlines, figures: Situation) -> dict[str, frozenset[str]]:
    """Everything around the tables that has texts, by its code, and which."""
    known = {code: TEXT for entry in texts.glossary for code in _items("glossary", entry.items)}
    known |= {_entry_code(entry): frozenset({"term", "text"}) for entry in texts.glossary}
    known |= {_code("abbreviation", one.code): TEXT for one in texts.abbreviations}
    for one in texts.commitments:
        known[_code("commitment", one.institution)] = frozenset({"name", "headline"})
        known |= {_code("commitment", one.institution, each.number): TEXT for each in one.commitments}
    known |= {_duty_code(duty): frozenset({"who", "text"}) for duty in texts.duties}
    known |= {_code("institution", one.name): frozenset({"name"}) for one in plan.institutions}
    known |= {_hotline_code(one): frozenset({"name", "hours", "source", NUMBERS}) for one in found.hotlines}
    known |= {_code("step", n): frozenset({"who", "does"}) for n in _places(found.steps)}
    known |= {_code("advice", n): TEXT for n in _places(found.advice)}
    return known | {_code("situation", topic.code): TEXT for topic in figures.topics}


def institutions(plan: Plan, cells: Cells) -> Plan:
    """The plan with the names of its institutions as they are published."""

    def named(one: Institution) -> Institution:
        return replace(one, full=_said(cells, _code("institution", one.name), "name", one.full))

    return replace(plan, institutions=tuple(map(named, plan.institutions))) if cells else plan


def texts(found: PlanTexts, cells: Cells) -> PlanTexts:
    """What stands around the tables with these texts in the place of its own."""
    if not cells:
        return found
    return replace(
        found,
        glossary=tuple(_entry(one, cells) for one in found.glossary),
        abbreviations=tuple(_abbreviation(one, cells) for one in found.abbreviations),
        commitments=tuple(_committed(one, cells) for one in found.commitments),
        duties=tuple(_duty(one, cells) for one in found.duties),
    )


def hotlines(found: Hotlines, cells: Cells) -> Hotlines:
    """Whom to call with these texts and numbers in the place of those that ship."""
    if not cells:
        return found
    steps = zip(_places(found.steps), found.steps, strict=True)
    advice = zip(_places(found.advice), found.advice, strict=True)
    return Hotlines(
        hotlines=tuple(_hotline(one, cells) for one in found.hotlines),
        steps=tuple(_step(_code("step", n), step, cells) for n, step in steps),
        advice=tuple(_said(cells, _code("advice", n), "text", said) for n, said in advice),
    )


def situation(found: Situation, cells: Cells) -> Situation:
    """The figures of section 1.2 with these texts for what they are about; no figure is changed."""
    if not cells:
        return found
    said = (_said(cells, _code("situation", one.code), "text", one.text) for one in found.topics)
    topics = zip(found.topics, said, strict=True)
    return replace(found, topics=tuple(replace(one, text=text) for one, text in topics))


def _entry(entry: Entry, cells: Cells) -> Entry:
    code = _entry_code(entry)
    return replace(
        entry,
        term=_said(cells, code, "term", entry.term),
        text=said_of(cells, code)(entry.text, "text"),
        items=tuple(_item(item, cells) for item in entry.items),
    )


def _item(item: Item, cells: Cells) -> Item:
    said = _said(cells, _code("glossary", item.code), "text", item.text)
    return replace(item, text=said, items=tuple(_item(below, cells) for below in item.items))


def _abbreviation(one: Abbreviation, cells: Cells) -> Abbreviation:
    return replace(one, full=said_of(cells, _code("abbreviation", one.code))(one.full, "text"))


def _committed(one: Committed, cells: Cells) -> Committed:
    code = _code("commitment", one.institution)
    return replace(
        one,
        name=_said(cells, code, "name", one.name),
        headline=_said(cells, code, "headline", one.headline),
        commitments=tuple(_commitment(one.institution, each, cells) for each in one.commitments),
    )


def _commitment(institution: str, each: Commitment, cells: Cells) -> Commitment:
    code = _code("commitment", institution, each.number)
    return replace(each, text=said_of(cells, code)(each.text, "text"))


def _duty(duty: Duty, cells: Cells) -> Duty:
    code = _duty_code(duty)
    who = _said(cells, code, "who", duty.who)
    return replace(duty, who=who, text=said_of(cells, code)(duty.text, "text"))


def _hotline(one: Hotline, cells: Cells) -> Hotline:
    code = _hotline_code(one)
    numbers = cells.get(f"{code}:{NUMBERS}")
    return replace(
        one,
        numbers=tuple(numbers.split()) if numbers else one.numbers,
        name=_said(cells, code, "name", one.name),
        hours=_said(cells, code, "hours", one.hours or Text("", "")) if one.hours else one.hours,
        source=_said(cells, code, "source", one.source),
    )


def _step(code: str, step: Step, cells: Cells) -> Step:
    who, does = _said(cells, code, "who", step.who), _said(cells, code, "does", step.does)
    return replace(step, who=who, does=does)


def _said(cells: Cells, code: str, part: str, text: Text) -> Text:
    km, en = (cells.get(f"{code}:{part}_{language}") for language in ("km", "en"))
    return Text(en or text.en, km or text.km) if km or en else text


def _items(above: str, items: Iterable[Item]) -> list[str]:
    return [code for item in items for code in (_code(above, item.code), *_items(above, item.items))]


def _entry_code(entry: Entry) -> str:
    return _code("glossary", entry.number)


def _duty_code(duty: Duty) -> str:
    return _code("duty", duty.section, duty.duty)


def _hotline_code(one: Hotline) -> str:
    return _code("hotline", one.numbers[0])


def _code(*names: object) -> str:
    """`commitment.MoWA.1`; what a cell's name cannot hold is a line, and it is not longer than that."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", ".".join(map(str, names)))[:40]


def _places(things: tuple[object, ...]) -> range:
    return range(1, len(things) + 1)
