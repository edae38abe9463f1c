"""Ratings as secretariats enter them, read out of live cells like a report's; survey values beside them.

A cell is about an office, by its id. A rating is one level of six in one year, of a strategy (or the whole
plan) and by a criterion (or overall): `kh.04:level:2027.2.relevance`; why it was given stands beside it:
`kh.04:grounds:2027.2.relevance`. Survey values are in the same book (domain/survey.py).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop.domain import survey
from desktop.domain.report import Answer, Cell
from desktop.domain.survey import About, Role, SurveyValue, Written
from desktop.i18n.words import mark

LEVEL, GROUNDS = "level", "grounds"
LOWEST, HIGHEST = 1, 6
WHOLE, OVERALL = "plan", "overall"  # the plan as a whole; all things considered
CRITERIA = ("relevance", "coherence", "effectiveness", "efficiency", "impact", "sustainability")
# The plan's section 1.3 names 3, 4 and 5 in the evaluation before it; 1, 2 and 6 complete its scale.
SCALE = {
    6: mark("Very positive"),
    5: mark("Moderately positive"),
    4: mark("Slightly positive"),
    3: mark("Slightly negative"),
    2: mark("Moderately negative"),
    1: mark("Very negative"),
}
CRITERION_WORDS = {
    "relevance": mark("Relevance"),
    "coherence": mark("Coherence"),
    "effectiveness": mark("Effectiveness"),
    "efficiency": mark("Efficiency"),
    "impact": mark("Impact"),
    "sustainability": mark("Sustainability"),
    OVERALL: mark("Overall"),
}
_RATED = re.compile(r"\A((?:19|20)[0-9]{2})\.([1-9]|plan)\.([a-z_]{1,20})\Z")
_ID = re.compile(r"\A[a-z0-9][a-z0-9.\-]{0,39}\Z")


@dataclass(frozen=True, slots=True, order=True)
class Rated:
    """What is rated: in which year, a strategy by its number or `WHOLE`, by a criterion or `OVERALL`."""

    year: int
    subject: str
    criterion: str = OVERALL

    @property
    def split(self) -> str:
        return f"{self.year}.{self.subject}.{self.criterion}"

    @classmethod
    def of(cls, split: str) -> "Rated":
        """Raises `ValueError` for anything else."""
        match = _RATED.match(split)
        if match is None:
            raise ValueError(split)
        return cls(int(match[1]), match[2], match[3])


@dataclass(frozen=True, slots=True)
class Rating:
    """What stands of one rating: the level, or both where two authors differ, and why it was given."""

    levels: tuple[int, ...]
    grounds: tuple[str, ...] = ()

    @property
    def level(self) -> int | None:
        """The one level; None while two differ."""
        return self.levels[0] if len(self.levels) == 1 else None


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands of what an office entered. More than one of a survey value is a conflict."""

    ratings: Mapping[Rated, Rating] = field(default_factory=dict)
    values: Mapping[tuple[Role, About], tuple[SurveyValue, ...]] = field(default_factory=dict)

    @property
    def shareable(self) -> "Entered":
        """Without what was written in words, the source of a value aside (docs/small-numbers.md, rule 17)."""
        ratings = {rated: replace(found, grounds=()) for rated, found in self.ratings.items()}
        values = {
            about: tuple(replace(value, note=None) for value in found) for about, found in self.values.items()
        }
        return Entered(ratings, values)


def level_cell(unit: str, rated: Rated) -> str:
    return Cell(unit, LEVEL, rated.split).key


def grounds_cell(unit: str, rated: Rated) -> str:
    return Cell(unit, GROUNDS, rated.split).key


def must_make_sense(cells: Mapping[str, Answer]) -> None:
    """Raise `ValueError` for what no secretariat can enter. What is not known here is left alone."""
    for key, answer in cells.items():
        cell = Cell.of(key)
        if not _ID.match(cell.item):
            raise ValueError(key)
        if cell.measure in (LEVEL, GROUNDS):
            Rated.of(cell.split)
        if cell.measure == LEVEL and answer is not None:
            _must_be_a_level(answer)
        if cell.measure == GROUNDS and answer is not None:
            survey.must_be_text(answer)
        survey.check(cell, cells)


def entered(unit: str, written: Written) -> Entered:
    """What stands of an office, by the live answers to the cells about it."""
    return Entered(dict(sorted(_ratings(unit, written).items())), survey.values(unit, written))


def _ratings(unit: str, written: Written) -> dict[Rated, Rating]:
    found: dict[Rated, Rating] = {}
    for key, answers in written.items():
        cell = Cell.of(key)
        levels = {level for level in answers.values() if isinstance(level, int)}
        if (cell.item, cell.measure) == (unit, LEVEL) and levels:
            rated = Rated.of(cell.split)
            why = written.get(grounds_cell(unit, rated), {}).values()
            grounds = {text for text in why if isinstance(text, str)}
            found[rated] = Rating(tuple(sorted(levels)), tuple(sorted(grounds)))
    return found


def _must_be_a_level(answer: Answer) -> None:
    if not isinstance(answer, int) or not LOWEST <= answer <= HIGHEST:
        raise ValueError(answer)
