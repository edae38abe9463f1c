"""Where one can go by typing: screens, activities of the report in hand, the plan's, and reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from desktop.domain.plan import Text
from desktop.domain.plan_search import Rank, Wanted, key


class GoalKind(IntEnum):
    """What one comes to; of two that fit as well the first kind stands first."""

    SCREEN = 0
    REPORT = 1
    ITEM = 2  # an activity of the report in hand, or its budget, its words, the look over it
    ACTIVITY = 3  # its page in the plan
    ADD = 4  # an activity that is not asked, to be added to the report in hand


@dataclass(frozen=True, slots=True)
class Goal:
    """`name`: a screen's name, a period's code, or an item's. `code` is shown before the title.

    `also`: other ways to write it that are found and not shown.
    """

    kind: GoalKind
    name: str
    title: Text
    code: str = ""
    also: tuple[str, ...] = ()


class Goals:
    """Goals with their keys, made once and asked at each keystroke."""

    def __init__(self, goals: Iterable[Goal]) -> None:
        self._rows = tuple((goal, _key(goal)) for goal in goals)

    def find(self, text: str = "") -> tuple[Goal, ...]:
        """What fits, the best first, then by kind, then in the order given; for no text everything.

        Words that are spelt nearly so count only where nothing else was found.
        """
        wanted = Wanted.of(text)
        if wanted.is_empty:
            ranked = [(Rank.PHRASE, goal) for goal, _title in self._rows]
        else:
            ranks = [(wanted.rank(goal.code, title), goal) for goal, title in self._rows]
            ranked = [(rank, goal) for rank, goal in ranks if rank is not None]
        if not ranked:
            near = {title: wanted.is_near(title) for title in {title for _goal, title in self._rows}}
            ranked = [(Rank.NEAR, goal) for goal, title in self._rows if near[title]]
        ranked.sort(key=lambda pair: (pair[0], pair[1].kind))
        return tuple(goal for _rank, goal in ranked)


@lru_cache(1000)
def _key(goal: Goal) -> str:
    return key(goal.title.en, goal.title.km, *goal.also)
