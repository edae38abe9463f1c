"""What DHIS2 calls data elements: every number and text that a report can hold, and those for sharing."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from desktop.domain.form import NARRATIVES, NOTE
from desktop.domain.measure import DIMENSIONS, Kind, Measure, Measures, OverTime
from desktop.domain.plan import Activity, Plan, Text
from desktop.domain.report import BASELINE, BUDGET, NARRATIVE, TARGET, Cell
from desktop.domain.shareable import ProtectedCell
from desktop.domain.sheet_parts import MONEY, NARRATIVE_HEADINGS
from desktop.formats.package_tables import BASE, TARGET_OF_YEAR
from desktop.i18n.words import mark, say

WHOLE, SOURCE, CASE = "", "source", "case"  # how an element is split: not at all, by money, as cases are
BY_CASE = mark("case by case")
FOR_SHARING = mark("for sharing, rounded to 5")
_PLANNED, _SPENT = "planned", "spent"


class Form(Enum):
    """Which data set an element stands in."""

    REPORT = "report"  # of a quarter or a month
    YEAR = "year"  # targets, baselines, planned money
    SHARED = "shared"  # protected counts as they may be shown


@dataclass(frozen=True, slots=True)
class Element:
    """`combo` is WHOLE, SOURCE, CASE or the name of one list. `area`: offices above say the same again."""

    code: str
    name: Text
    kind: Kind
    over_time: OverTime
    form: Form
    combo: str = WHOLE
    area: bool = False


def elements(plan: Plan, measures: Measures) -> dict[str, Element]:
    """Every element by its code, in the order of the plan; the same for every extract of a plan."""
    found = (*_of_activities(plan, measures), *_of_office(measures))
    return {each.code: each for each in found}


def address(cell: Cell) -> tuple[str, str]:
    """The code of the element that a cell of a report belongs to, and how it is split there."""
    base = f"{cell.item}_{cell.measure}"
    if cell.split in (TARGET, BASELINE):
        return f"{base}_{cell.split}", WHOLE
    if cell.split and cell.item != BUDGET:
        return f"{base}_{CASE}", cell.split
    return base, cell.split


def shared_address(cell: ProtectedCell) -> tuple[str, str]:
    """The same for a protected count as it may be shown."""
    name, _, member = cell.category.partition(".")
    base = f"{cell.item}_{cell.measure}_{Form.SHARED.value}"
    return (f"{base}_{name}", member) if name else (base, WHOLE)


def combos() -> dict[str, tuple[str, ...]]:
    """The ways of splitting by their names, and the lists that each is made of."""
    return {SOURCE: (SOURCE,), CASE: DIMENSIONS, **{name: (name,) for name in DIMENSIONS}}


def splits(measures: Measures) -> dict[str, frozenset[str]]:
    """For each way of splitting every split there can be."""
    lists = {name: measures.dimensions[name].members for name in DIMENSIONS}
    single = {**lists, SOURCE: measures.resource_sources}
    return {
        WHOLE: frozenset({""}),
        CASE: frozenset(measures.tally_splits()),
        **{name: frozenset(each.code for each in found) for name, found in single.items()},
    }


def _of_activities(plan: Plan, measures: Measures) -> Iterator[Element]:
    for activity in plan.activities():
        for code in dict.fromkeys((*activity.measures, NOTE)):
            measure = measures[code]
            yield _element(activity, measure, Form.REPORT)
            if measure.tally:
                yield _element(activity, measure, Form.REPORT, CASE, BY_CASE, combo=CASE)
            elif measure.kind in (Kind.COUNT, Kind.MONEY):
                yield _element(activity, measure, Form.YEAR, TARGET, TARGET_OF_YEAR)
                yield _element(activity, measure, Form.YEAR, BASELINE, BASE)
            if measure.protected:
                yield from _shared(activity, measure)


def _shared(activity: Activity, measure: Measure) -> Iterator[Element]:
    yield _element(activity, measure, Form.SHARED, Form.SHARED.value, FOR_SHARING)
    for name in DIMENSIONS if measure.tally else ():
        yield _element(activity, measure, Form.SHARED, f"{Form.SHARED.value}_{name}", FOR_SHARING, combo=name)


def _element(
    activity: Activity, measure: Measure, form: Form, tail: str = "", words: str = "", *, combo: str = WHOLE
) -> Element:
    code = "_".join(part for part in (activity.code, measure.code, tail) if part)
    name = _named(activity.code, measure.label, words, combo)
    return Element(code, name, measure.kind, measure.over_time, form, combo, activity.of_area)


def _of_office(measures: Measures) -> Iterator[Element]:
    money = Text(say("en", MONEY), say("km", MONEY))
    for code, form in ((_SPENT, Form.REPORT), (_PLANNED, Form.YEAR)):
        measure = measures[code]
        name = Text(f"{money.en}: {measure.label.en}", f"{money.km}៖ {measure.label.km}")
        yield Element(f"{BUDGET}_{code}", name, measure.kind, measure.over_time, form, SOURCE)
    for code in NARRATIVES:
        heading = NARRATIVE_HEADINGS[code]
        name = Text(say("en", heading), say("km", heading))
        yield Element(f"{NARRATIVE}_{code}", name, Kind.TEXT, OverTime.LAST, Form.REPORT)


def _named(activity: str, label: Text, words: str, combo: str) -> Text:
    """The activity's code and what is counted; what makes the element another one stands in brackets."""
    said = [(say("en", words), say("km", words))] if words else []
    extra = f", {combo}" if combo in DIMENSIONS else ""
    en, km = ("".join(f" ({each[place]}{extra})" for each in said) for place in (0, 1))
    return Text(f"{activity} {label.en}{en}", f"{activity} {label.km}{km}")
