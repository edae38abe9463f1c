"""Searching the plan in either language: by code with or without dots, by words, by words spelt nearly so."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, IntEnum

from desktop.domain.org_unit import Level
from desktop.domain.period import FIRST_YEAR
from desktop.domain.plan import Activity, Indicator, Plan, PlanText
from desktop.i18n.khmer import search_key

# Ways to write the same word, British and American, or in Khmer where both are seen in print.
_SAME = (
    ("our", "or"), ("mme", "m"), ("ll", "l"), ("isa", "iza"), ("ise", "ize"), ("isi", "izi"),
    ("ឲ្យ", "ឱ្យ"), ("អោយ", "ឱ្យ"),
)  # fmt: skip
_CODE = re.compile(r"\A[0-9](?:\.?[0-9])*\.?[a-z]?\Z")
_BETWEEN = re.compile(r"[\s.\-–/()«»“”\"]+")
_LETTERS_PER_MISTAKE = 5


class Rank(IntEnum):
    """How well something fits what was typed; the best is the smallest."""

    CODE = 0  # its very code
    CODE_BEGINS = 1
    PHRASE = 2  # its title holds what was typed
    WORDS = 3  # its title holds every word that was typed
    BESIDE = 4  # what stands beside it does: its indicator, its institutions, what is counted
    NEAR = 5  # its title holds every word but for a letter or two


class Kind(Enum):
    ACTIVITY = "activity"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True)
class Only:
    """What a search is limited to. `level`: reported there at all. `year`: a calendar year.

    An indicator passes where one of its activities does; one of a whole strategy or of the plan
    passes only while nothing but the strategy is asked for.
    """

    strategy: int | None = None
    institution: str = ""
    level: Level | None = None
    year: int | None = None

    def allows(self, activity: Activity) -> bool:
        return (
            (not self.institution or self.institution in activity.responsible)
            and (self.level is None or activity.is_reported(self.level))
            and (self.year is None or self.year - FIRST_YEAR + 1 in activity.years)
        )


EVERYTHING = Only()


@dataclass(frozen=True, slots=True)
class Hit:
    """An activity or indicator that was found. `strategy` is 0 for an indicator of the whole plan."""

    kind: Kind
    code: str
    title: PlanText
    strategy: int
    cluster: str
    rank: Rank


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed, ready to be held against keys."""

    words: tuple[str, ...]
    phrase: str
    code: str

    @classmethod
    def of(cls, text: str) -> "Wanted":
        typed = search_key(text)
        words = tuple(word for part in typed.split() if (word := _compact(_folded(part))))
        code = typed.replace(".", "") if _CODE.match(typed) else ""
        return cls(words, "".join(words), code)

    @property
    def is_empty(self) -> bool:
        return not self.words

    def rank(self, code: str, title: str, beside: str = "") -> Rank | None:
        """How well something fits, by its code and the keys of its texts (see `key`); None: not at all."""
        plain = code.replace(".", "")
        if self.code and plain == self.code:
            return Rank.CODE
        if self.code and plain.startswith(self.code):
            return Rank.CODE_BEGINS
        if self.phrase in title:
            return Rank.PHRASE
        if all(word in title for word in self.words):
            return Rank.WORDS
        return Rank.BESIDE if beside and all(word in f"{title}\n{beside}" for word in self.words) else None

    def is_near(self, title: str) -> bool:
        """Whether every word stands in a title but for a mistake for each five letters."""
        return all(_stands_nearly(word, title) for word in self.words)


def key(*texts: str) -> str:
    """The key of texts for searching: spelling, digits and capitals folded, spaces and dots left out."""
    return "\n".join(_compact(_folded(search_key(text))) for text in texts)


class PlanSearch:
    """The activities and indicators of a plan with their keys, made once and asked at each keystroke."""

    def __init__(self, plan: Plan) -> None:
        self._rows = tuple(_rows(plan))

    def find(self, text: str = "", only: Only = EVERYTHING) -> tuple[Hit, ...]:
        """What fits, the best first and then in the order of the plan; for no text all that is allowed.

        Words that are spelt nearly so count only where nothing else was found.
        """
        wanted = Wanted.of(text)
        rows = [row for row in self._rows if row.passes(only)]
        if wanted.is_empty:
            return tuple(row.hit(Rank.PHRASE) for row in rows)
        ranked = [(wanted.rank(row.code, row.key, row.beside), row) for row in rows]
        found = [row.hit(rank) for rank, row in ranked if rank is not None]
        if not found:
            found = [row.hit(Rank.NEAR) for row in rows if wanted.is_near(row.key)]
        return tuple(sorted(found, key=lambda hit: hit.rank))


@dataclass(frozen=True, slots=True)
class _Row:
    kind: Kind
    code: str
    title: PlanText
    strategy: int
    cluster: str
    key: str
    beside: str
    activities: tuple[Activity, ...]  # those by which it passes what a search is limited to

    def passes(self, only: Only) -> bool:
        if only.strategy not in (None, self.strategy):
            return False
        return only == Only(only.strategy) or any(only.allows(activity) for activity in self.activities)

    def hit(self, rank: Rank) -> Hit:
        return Hit(self.kind, self.code, self.title, self.strategy, self.cluster, rank)


def _rows(plan: Plan) -> Iterator[_Row]:
    yield from (_indicator(row, 0, "", ()) for row in plan.impact_indicators)
    for strategy in plan.strategies:
        number = strategy.number
        yield from (_indicator(row, number, "", ()) for row in strategy.outcome_indicators)
        for cluster in strategy.clusters:
            for row in cluster.indicators:
                of_row = tuple(found for found in cluster.activities if found.indicator == row.code)
                yield _indicator(row, number, cluster.code, of_row)
            for activity in cluster.activities:
                indicator = next(row for row in cluster.indicators if row.code == activity.indicator)
                beside = key(*_beside(plan, activity, indicator))
                yield _Row(
                    Kind.ACTIVITY, activity.code, activity.title, number, cluster.code,
                    _title(activity.title), beside, (activity,),
                )  # fmt: skip


def _indicator(row: Indicator, strategy: int, cluster: str, activities: tuple[Activity, ...]) -> _Row:
    title = _title(row.title)
    return _Row(Kind.INDICATOR, row.code, row.title, strategy, cluster, title, "", activities)


def _title(title: PlanText) -> str:
    return key(title.text.en, title.text.km, title.printed)


def _beside(plan: Plan, activity: Activity, indicator: Indicator) -> Iterable[str]:
    texts = [indicator.title.text, activity.quantity]
    texts += [found.full for found in plan.institutions if found.name in activity.responsible]
    yield from activity.responsible
    for text in texts:
        yield from (text.en, text.km)


def _folded(text: str) -> str:
    for one, other in _SAME:
        text = text.replace(one, other)
    return text


def _compact(text: str) -> str:
    return _BETWEEN.sub("", text)


def _mistakes(letters: int) -> int:
    """One for each five letters, rounded; none in a word so short that anything would fit it."""
    return (letters + 2) // _LETTERS_PER_MISTAKE if letters >= _LETTERS_PER_MISTAKE else 0


def _stands_nearly(word: str, text: str) -> bool:
    """Whether `word` stands somewhere in `text` but for a mistake, or two from eight letters, and so on.

    A mistake is a letter that is wrong, lacking, extra, or in its neighbour's place. Bits move along
    the text: bit i of `rows[n]` says that the word's first i + 1 letters end here with n mistakes
    (Wu and Manber); bit i of `swapped[n]` that letter i came where the one before it should.
    """
    mistakes = _mistakes(len(word))
    places = {letter: sum(1 << at for at, one in enumerate(word) if one == letter) for letter in set(word)}
    whole = 1 << len(word) - 1
    rows = [(1 << n) - 1 for n in range(mistakes + 1)]
    swapped = [0] * len(rows)
    for letter in text:
        here = places.get(letter, 0)
        before = after = 0  # the row of one mistake less, as it was and as it is now
        for n, old in enumerate(rows):
            new = (old << 1 | 1) & here
            if n:
                new |= before | before << 1 | after << 1 | 1 | swapped[n] & here << 1
                swapped[n] = (before << 2 | 2) & here
            before, after, rows[n] = old, new, new
        if rows[-1] & whole:
            return True
    return False
