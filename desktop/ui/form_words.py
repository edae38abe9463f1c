"""What the form of a report says of its parts."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desktop.domain.measure import Measure, OverTime
from desktop.domain.plan import Activity, Plan, Text
from desktop.domain.report import BASELINE, BUDGET, NARRATIVE, TARGET, Answer, Cell
from desktop.domain.sheet_words import DASH
from desktop.i18n.words import _, chosen, mark
from desktop.ui import speech
from desktop.ui.answer_field import in_words
from desktop.ui.pieces import Words

if TYPE_CHECKING:
    from desktop.domain.form import Form
    from desktop.ui.answers import Answers


def progress(answered: int, asked: int) -> Words:
    def words() -> str:
        numbers = {"answered": speech.number(answered), "asked": speech.number(asked)}
        return _("{answered} of {asked} activities answered", **numbers)

    return words


def titled(activity: Activity) -> Words:
    """The code and the title: "2.3.1  Increase training ..."."""
    return lambda: f"{speech.voice().write(activity.code)}  {activity.title.say(chosen())}"


def institutions(plan: Plan | None) -> dict[str, Text]:
    """The institutions' names by the letters that the plan uses for them."""
    return {one.name: one.full for one in plan.institutions} if plan is not None else {}


def under(activity: Activity, names: Mapping[str, Text]) -> Words:
    """Who is responsible in the plan, and in which years; in Khmer by name, as the letters are English."""

    def words() -> str:
        named = chosen() == "km"
        each = (names[one].km if named and one in names else one for one in activity.responsible)
        who, when = ", ".join(each), speech.years(activity.years)
        return _("Responsible in the plan: {who} · {years}", who=who, years=when)

    return words


def budget(*, annual: bool) -> Words:
    if annual:
        return lambda: _("Planned for the year for this plan's activities, in whole riel, by source.")
    return lambda: _("Spent in this period on this plan's activities, in whole riel, by source.")


def narrative() -> str:
    return _("A few sentences for the reader of the report. They may stay empty.")


def to_carry(n: int) -> Words:
    return lambda: _("All as last period: {n} fields", n=speech.number(n))


def carried(n: int) -> Words:
    return lambda: _("Taken from last period: {n} answers. Look them over.", n=speech.number(n))


def texts(form: "Form", item: str) -> tuple[Text, ...]:
    """Everything that is written on a page of a form, in both languages."""
    found = [activity for activity in form.every_activity if activity.code == item]
    cells = {BUDGET: form.budget_cells(), NARRATIVE: form.narrative_cells()}.get(item, ())
    for activity in found:
        cells = (*cells, *form.cells(activity))
    who = ", ".join(name for activity in found for name in activity.responsible)
    titles = [activity.title.text for activity in found]
    return (*titles, Text(who, who), *(text for cell in cells for text in _of_cell(form, cell)))


def _of_cell(form: "Form", cell: Cell) -> list[Text]:
    measure = form.measures[cell.measure]
    found = [measure.label] if measure.hint is None else [measure.label, measure.hint]
    if measure.tally:
        found += [member.label for one in form.measures.dimensions.values() for member in one.members]
    return found


def of_period(period: str) -> Words:
    return lambda: speech.period(period)


def target_of(year: str) -> Words:
    return lambda: _("Target {year}", year=speech.period(year))


def answer(found: Answer, measure: Measure) -> Words:
    return lambda: in_words(found, measure)


def as_last() -> str:
    return "= " + _("Same as last period")


def so_far_head() -> str:
    return _("Year so far / target")


def so_far(answers: "Answers", cell: Cell, measure: Measure) -> Words:
    """The year so far with what stands in the field now, and after a stroke what is wanted: "9 / 12"."""

    def words() -> str:
        given = (answers.before.earlier.get(cell.key), answers.total(cell))
        numbers = [one for one in given if isinstance(one, int)]
        flows = measure.over_time is OverTime.SUM
        done = speech.number(sum(numbers) if flows else numbers[-1]) if numbers else ""
        wanted = answers.before.wanted.get(cell.key)
        return f"{done or DASH} / {speech.number(wanted)}" if isinstance(wanted, int) else done

    return words


def field_name(form: "Form", cell: Cell) -> Words:
    """What a field asks for, in words."""
    part = {BASELINE: mark("{measure}, baseline"), TARGET: mark("{measure}, target")}.get(cell.split)
    if part is None:
        return row_name(form, cell)
    measure = form.measures[cell.measure]
    return lambda: _(part, measure=measure.label.say(chosen()))


def row_name(form: "Form", cell: Cell) -> Words:
    """A row is named by what is counted; a row of the budget by its source of money."""
    label = form.measures[cell.measure].label
    if cell.item == BUDGET:
        sources = form.measures.resource_sources
        label = next(source.label for source in sources if source.code == cell.split)
    return lambda: label.say(chosen())


def cluster(plan: Plan | None, code: str) -> Words:
    """The code and the title of a cluster activity."""
    assert plan is not None
    title = next(cluster.title for cluster in plan.clusters() if cluster.code == code)
    return lambda: f"{speech.voice().write(code)}  {title.say(chosen())}"
