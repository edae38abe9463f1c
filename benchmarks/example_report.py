"""A commune's quarter as officers would fill it in: every figure, 120 tallies, ten Khmer narratives.

The narratives are made of the plan's Khmer sentences, so that their letters and words are those of
the field. All figures are drawn at random.
"""

import random
from collections.abc import Iterable
from functools import cache

from desktop.domain.form import Form, form
from desktop.domain.measure import Kind
from desktop.domain.org_unit import Level
from desktop.domain.report import NARRATIVE, Answer, Cell, Reason, ReportKey
from desktop.storage.measures import measures
from desktop.storage.org_units import gazetteer
from desktop.storage.plan_texts import texts
from desktop.storage.plans import plan

TALLIES = {"cases_identified": 70, "cases_referred": 50}  # cells of activity 2.3.4
NOTES = ("1.1.3", "1.1.10", "2.1.7", "2.2.3", "3.1.3", "5.1.2")  # beside the form's four narratives
NO_ANSWER_EVERY = 9  # one number in nine has a reason instead
SHORTEST, LONGEST = 170, 230  # letters of a narrative
PERSON = "មន្ត្រីឧទាហរណ៍"
_HIGHEST = {Kind.YES_NO: 1, Kind.STATUS: 2, Kind.COUNT: 90}


def answers(report: ReportKey, chance: random.Random, level: Level = Level.COMMUNE) -> dict[str, Answer]:
    """Every answer of one report, by the key of its cell; the same for the same seed."""
    asked = _form(report.period, level)
    found: dict[str, Answer] = {}
    for cell in _number_cells(asked):
        found[cell.key] = _number(asked.measures[cell.measure].kind, chance)
    for code, count in TALLIES.items():
        for split in chance.sample(_splits(), count):
            found[Cell("2.3.4", code, split).key] = chance.choice([1, 1, 1, 1, 2, 2, 3, 4])
    for cell in asked.budget_cells():
        found[cell.key] = chance.choice([0, chance.randint(5, 60) * 100_000])
    for cell in _narrative_cells(asked):
        found[cell.key] = narrative(chance)
    return found


def narrative(chance: random.Random) -> str:
    """Khmer prose of `SHORTEST` to `LONGEST` letters."""
    while True:
        text = chance.choice(_sentences())
        while len(text) < SHORTEST:
            text += " " + chance.choice(_sentences())
        if len(text) <= LONGEST:
            return text


def _number_cells(asked: Form) -> Iterable[Cell]:
    every = (cell for activity in asked.activities for cell in asked.cells(activity))
    return (c for c in every if c.measure not in TALLIES and asked.measures[c.measure].is_number)


def _number(kind: Kind, chance: random.Random) -> Answer:
    if chance.randrange(NO_ANSWER_EVERY) == 0:
        return chance.choice([Reason.NOT_PLANNED, Reason.NOT_KNOWN, Reason.NOTHING])
    return chance.randint(0, _HIGHEST[kind])


def _narrative_cells(asked: Form) -> Iterable[Cell]:
    yield from (Cell(NARRATIVE, cell.measure) for cell in asked.narrative_cells())
    yield from (Cell(activity, "note") for activity in NOTES)


@cache
def _form(period: str, level: Level) -> Form:
    unit = next(unit for unit in gazetteer() if unit.level is level)
    return form(plan(), measures(), unit, ReportKey(unit.id, period))


@cache
def _splits() -> tuple[str, ...]:
    return measures().tally_splits()


@cache
def _sentences() -> tuple[str, ...]:
    """The sentences of the institutions' commitments that fit into a narrative."""
    prose = [
        commitment.text.say("km")
        for institution in texts().commitments
        for commitment in institution.commitments
    ]
    whole = (f"{sentence.strip()}។" for text in prose for sentence in text.split("។") if sentence.strip())
    return tuple(sentence for sentence in whole if 40 <= len(sentence) <= LONGEST)
