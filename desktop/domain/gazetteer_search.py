"""Finding an office by what a person types: its code, or its name in Khmer or Latin letters."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final

from desktop.domain import sheet_words
from desktop.domain.name_spelling import Spelling, apart, pairs, spelling
from desktop.domain.org_unit import Level, OrgUnit
from desktop.i18n.digits import latin_digits
from desktop.i18n.khmer import has_khmer, search_key
from desktop.i18n.words import Language

_LONG, _LONGER = 4, 7  # letters from which one edit, and from which two are forgiven
_MOST_WORDS = 6  # of a query; a name with those above it has no more
_KEPT_QUERIES = 256
_LEVELS: Final = {level: place for place, level in enumerate(Level)}
_UPPER: Final = (Level.PROVINCE, Level.DISTRICT)

# How people say which kind of office they mean, and the short and old names they type.
_KINDS: Final = {
    **dict.fromkeys(("commune", "sangkat", "khum", "ឃុំ", "សង្កាត់"), Level.COMMUNE),
    **dict.fromkeys(
        ("district", "municipality", "khan", "srok", "krong", "ស្រុក", "ខណ្ឌ", "ក្រុង"), Level.DISTRICT
    ),
    **dict.fromkeys(("province", "capital", "khaet", "khet", "ខេត្ត", "រាជធានី"), Level.PROVINCE),
}
_ALSO: Final = {"kg": "kampong", "kpg": "kampong", "sihanoukville": "preah sihanouk"}


class _Fit(IntEnum):
    """How well a name fits what was typed, the best first."""

    CODE = 0
    NAME = 1
    SOUND = 2  # the whole name in another spelling
    BEGINNING = 3
    SOUND_BEGINNING = 4
    WORD = 5
    PLACE = 6  # a name and the name of an office above it
    NEAR = 7


_Score = tuple[int, int, int, int]
_Scores = Mapping[str, _Score]
_Search = Callable[[tuple[str, ...], tuple[Level, ...]], _Scores]


@dataclass(frozen=True, slots=True)
class Found:
    """An office with those above it, the top first; `line` ends with the office itself."""

    unit: OrgUnit
    line: tuple[OrgUnit, ...]

    def words(self, language: Language) -> str:
        """The office in its place: "Anhchanh Rung Commune, Baribour District, Kampong Chhnang Province"."""
        voice = sheet_words.voice(language, "khmer" if language == "km" else "latin")
        return ", ".join(voice.office(unit) for unit in reversed(self.line))


class GazetteerSearch:
    """The offices given, ready to be searched; building it takes a fraction of a second."""

    def __init__(self, units: Iterable[OrgUnit]) -> None:
        self._units = {unit.id: unit for unit in units}
        self._names = {level: _Names(self._of(level)) for level in Level}
        self._fitting = lru_cache(_KEPT_QUERIES)(self._that_fit)
        self._near = lru_cache(_KEPT_QUERIES)(self._that_are_near)

    def find(self, query: str, limit: int = 20, level: Level | None = None) -> tuple[Found, ...]:
        """Return the offices that `query` may mean, best first, of one level if asked for.

        A code or its beginning; a name or its beginning, in any usual spelling; a word of it; with the
        names of offices above it before or behind, and with its kind ("ឃុំ", "district"). Where nothing
        fits so, one letter may be wrong from four letters on, two from seven.
        """
        typed = _words_of(query)
        words, kind = _without_kind(typed)
        levels = (level,) if level else tuple(Level)
        if kind is None:
            found = self._near(typed, levels)
        else:  # a name may begin like a kind of office
            wanted = (kind,) if kind in levels else levels
            found = _better(self._with_text(typed, levels), self._near(words, wanted))
        ordered = sorted((score, self._order(unit), unit) for unit, score in found.items())[:limit]
        return tuple(Found(self._units[unit], self.line(unit)) for _score, _order, unit in ordered)

    def line(self, unit_id: str) -> tuple[OrgUnit, ...]:
        """An office and those above it, the top first."""
        unit = self._units.get(unit_id)
        return (*self.line(unit.parent), unit) if unit else ()

    def _order(self, unit_id: str) -> tuple[int, str]:
        unit = self._units[unit_id]
        return _LEVELS[unit.level], unit.code

    def _of(self, level: Level) -> Iterator[OrgUnit]:
        return (unit for unit in self._units.values() if unit.level is level)

    def _with_text(self, words: tuple[str, ...], levels: tuple[Level, ...]) -> _Scores:
        return _better(*(self._names[level].fitting(" ".join(words)) for level in levels))

    def _that_fit(self, words: tuple[str, ...], levels: tuple[Level, ...]) -> _Scores:
        found = self._with_text(words, levels)
        return found or self._in_places(words, levels, self._fitting)

    def _that_are_near(self, words: tuple[str, ...], levels: tuple[Level, ...]) -> _Scores:
        found = self._fitting(words, levels)
        if any(score[0] < _Fit.PLACE for score in found.values()):
            return found
        found = _better(found, *(self._names[level].near(" ".join(words)) for level in levels))
        return found or self._in_places(words, levels, self._near)

    def _in_places(self, words: tuple[str, ...], levels: tuple[Level, ...], search: _Search) -> _Scores:
        """The offices named by the first of `words` that stand where the last say, or the reverse."""
        found: dict[str, _Score] = {}
        for cut in range(1, len(words)):
            for name, place in ((words[:cut], words[cut:]), (words[cut:], words[:cut])):
                found = _better(found, self._under(search(place, _UPPER), name, levels, search))
        return found

    def _under(
        self, places: _Scores, name: tuple[str, ...], levels: tuple[Level, ...], search: _Search
    ) -> _Scores:
        found: dict[str, _Score] = {}
        for unit, score in (search(name, levels) if places else {}).items():
            above = [places[over.id] for over in self.line(unit)[:-1] if over.id in places]
            if above:
                fit, over, differ, longer = map(sum, zip(score, min(above), strict=True))
                found[unit] = _Fit.PLACE, fit, over + differ, longer
        return found


class _Names:
    """Names of offices in both scripts, by their spellings."""

    def __init__(self, units: Iterable[OrgUnit]) -> None:
        self._codes: dict[str, str] = {}
        offices: dict[str, list[str]] = defaultdict(list)
        for unit in units:
            self._codes[unit.code] = unit.id
            for name in {unit.name_km, unit.name_en}:
                offices[search_key(name)].append(unit.id)
        self._offices = tuple(tuple(found) for found in offices.values())
        self._names = tuple(spelling(name) for name in offices)
        self._beginnings = sorted(
            (text, place)
            for place, known in enumerate(self._names)
            for text in {known.written, known.sound, *known.words}
        )
        self._pairs: dict[str, list[int]] = defaultdict(list)
        for place, known in enumerate(self._names):
            for pair in pairs(known.sound):
                self._pairs[pair].append(place)

    def fitting(self, text: str) -> _Scores:
        """The offices whose code or name fits `text` with no letter wrong."""
        found = self._by_code(text)
        typed = spelling(text)
        if not typed.written:
            return {}
        for place in {*self._beginning(typed.written), *self._beginning(typed.sound)}:
            fit = _fit(typed, self._names[place])
            if fit is not None:
                self._keep(found, place, _score(fit, typed, self._names[place]))
        return found

    def near(self, text: str) -> _Scores:
        """The offices whose name begins like `text` but for a letter or two."""
        found: dict[str, _Score] = {}
        typed = spelling(text)
        for place in self._alike(typed):
            score = _score(_Fit.NEAR, typed, self._names[place])
            if score[2] <= _forgiven(typed) + 1:
                self._keep(found, place, score)
        return found

    def _beginning(self, text: str) -> Iterator[int]:
        """The places of names of which something begins with `text`."""
        if text:
            first = bisect_left(self._beginnings, (text, 0))
            last = bisect_left(self._beginnings, (text + "\U0010ffff", 0))
            yield from (place for _text, place in self._beginnings[first:last])

    def _by_code(self, text: str) -> dict[str, _Score]:
        digits = latin_digits(text).replace(" ", "")
        if not (digits.isascii() and digits.isdecimal()):
            return {}
        whole = {digits, digits.zfill(len(digits) + len(digits) % 2)}  # the first 0 is often left out
        return {
            unit: (_Fit.CODE if code in whole else _Fit.BEGINNING, 0, 0, len(code))
            for code, unit in self._codes.items()
            if code in whole or code.startswith(digits)
        }

    def _keep(self, best: dict[str, _Score], place: int, score: _Score) -> None:
        for unit in self._offices[place]:
            best[unit] = min(score, best.get(unit, score))

    def _alike(self, typed: Spelling) -> Iterator[int]:
        """The places of names whose beginning sounds like what was typed but for an edit or two."""
        edits, wanted = _forgiven(typed), pairs(typed.sound)
        if not edits:
            return
        shared = Counter(place for pair in wanted for place in self._pairs.get(pair, ()))
        for place, count in shared.items():  # an edit changes two pairs
            sound = self._names[place].sound
            if count >= len(wanted) - 2 * edits and apart(typed.sound, sound, edits) <= edits:
                yield place


def _fit(typed: Spelling, name: Spelling) -> _Fit | None:
    if name.written.startswith(typed.written):
        return _Fit.NAME if len(name.written) == len(typed.written) else _Fit.BEGINNING
    if len(typed.plain) < 2 or not typed.sound:
        return None
    if name.sound.startswith(typed.sound) and len(typed.plain) > 2:
        return _Fit.SOUND if len(name.sound) == len(typed.sound) else _Fit.SOUND_BEGINNING
    inside = any(word.startswith(typed.sound) for word in name.words)
    return _Fit.WORD if inside else None


def _score(fit: _Fit, typed: Spelling, name: Spelling) -> _Score:
    """Smaller is better: the fit; whether one word typed is two of the name; letters that differ."""
    if fit in (_Fit.NAME, _Fit.BEGINNING):
        return fit, 0, 0, 0
    over = fit is _Fit.SOUND_BEGINNING and typed.first == len(typed.sound) > name.first
    longer = abs(len(name.plain) - len(typed.plain)) if fit is _Fit.NEAR else 0
    return fit, int(over), apart(typed.plain, name.plain, len(typed.plain)), longer


def _words_of(query: str) -> tuple[str, ...]:
    words = search_key(re.sub("[,;/()។៖.]", " ", query)).split()
    return tuple(" ".join(_ALSO.get(word, word) for word in words).split()[:_MOST_WORDS])


def _without_kind(words: tuple[str, ...]) -> tuple[tuple[str, ...], Level | None]:
    """Return the words without those for a kind of office, and the level meant by the first of these."""
    parts = [_kind(word) for word in words]
    kinds = [kind for kind, _name in parts if kind]
    rest = tuple(name for _kind, name in parts if name)
    return (rest, kinds[0]) if kinds and rest else (words, None)


def _kind(word: str) -> tuple[Level | None, str]:
    """In Khmer the kind stands before the name, without a space."""
    for said, level in _KINDS.items():
        key = search_key(said)
        if word == key or (has_khmer(key) and word.startswith(key)):
            return level, word[len(key) :]
    return None, word


def _better(*many: _Scores) -> dict[str, _Score]:
    best: dict[str, _Score] = {}
    for scores in many:
        for unit, score in scores.items():
            best[unit] = min(score, best.get(unit, score))
    return best


def _forgiven(typed: Spelling) -> int:
    return (len(typed.plain) >= _LONG) + (len(typed.plain) >= _LONGER)
