"""Fills lines of a given width with words; never breaks inside a letter cluster or a number."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from desktop.printing import breaking
from desktop.printing.pen import Word
from desktop.printing.shaping import Face

# Shaping and summing round differently; a thousandth of a point is nothing on paper.
_SLACK = 0.001
_STARS = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


class Run(NamedTuple):
    """Neighbouring letters in one face."""

    face: Face
    text: str


class Unit(NamedTuple):
    """Runs that stay on one line, the spaces after them, whether a new line must follow."""

    runs: tuple[Run, ...]
    spaces: int
    ends_line: bool


class Line(NamedTuple):
    """A filled line and the points it takes."""

    words: tuple[Word, ...]
    width: float


def units(text: str, face: Face) -> list[Unit]:
    """The unbreakable parts of a cleaned text in one face."""
    return [
        Unit((Run(face, piece.text),) if piece.text else (), piece.spaces, piece.ends_line)
        for piece in breaking.pieces(text)
    ]


def starred(text: str, face: Face, bold: Face) -> list[Unit]:
    """The unbreakable parts of a cleaned text whose **starred** words are bold."""
    if "**" not in text:
        return units(text, face)
    plain, bold_letters = _without_stars(text)
    found: list[Unit] = []
    place = 0
    for piece in breaking.pieces(plain):
        runs: list[Run] = []
        for letter in piece.text:
            # A zero-width space has vanished from the piece but not from the text.
            while plain[place] != letter and not (letter == " " and plain[place] == "\u00a0"):
                place += 1
            chosen = bold if place in bold_letters else face
            if runs and runs[-1].face is chosen:
                runs[-1] = Run(chosen, runs[-1].text + letter)
            else:
                runs.append(Run(chosen, letter))
            place += 1
        found.append(Unit(tuple(runs), piece.spaces, piece.ends_line))
    return found


@lru_cache(4096)
def _without_stars(text: str) -> tuple[str, frozenset[int]]:
    plain, bold, end = "", set[int](), 0
    for match in _STARS.finditer(text):
        plain += text[end : match.start()]
        bold.update(range(len(plain), len(plain) + len(match.group(1))))
        plain += match.group(1)
        end = match.end()
    return plain + text[end:], frozenset(bold)


def width(unit: Unit, size: float) -> float:
    """Points of a unit without the spaces after it."""
    runs = unit.runs
    if len(runs) == 1:  # nearly always, and asked for every word of every table
        return runs[0].face.width(runs[0].text, size)
    return sum(run.face.width(run.text, size) for run in runs)


def fill(parts: list[Unit], size: float, available: float, indent: float = 0.0) -> list[Line]:
    """Set `parts` in lines of `available` points, the first shorter by `indent`; at least one line."""
    filler = _Filler(size, available, indent)
    for part in parts:
        filler.add(part)
    return filler.finish()


def balanced(parts: list[Unit], size: float, available: float) -> list[Line]:
    """As `fill`, in as few lines, but none much shorter than the others: for titles in the middle."""
    found: list[Line] = []
    start = 0
    for end, part in enumerate(parts, 1):
        if part.ends_line or end == len(parts):
            found += _evenly(parts[start:end], size, available)
            start = end
    return found or fill(parts, size, available)


def _evenly(parts: list[Unit], size: float, available: float) -> list[Line]:
    filled = fill(parts, size, available)
    narrow, wide = available / len(filled), available
    while len(filled) > 1 and wide - narrow > 1:
        middle = (narrow + wide) / 2
        tried = fill(parts, size, middle)
        if len(tried) == len(filled) and all(line.width <= available for line in tried):
            wide, filled = middle, tried
        else:
            narrow = middle
    return filled


class _Filler:
    def __init__(self, size: float, available: float, indent: float) -> None:
        self._size = size
        self._available = available
        self._room = available - indent
        self._lines: list[Line] = []
        self._words: list[Word] = []
        self._taken = 0.0
        self._spaces = 0

    def add(self, unit: Unit) -> None:
        needed = width(unit, self._size)
        if needed > self._room + _SLACK:
            unit = self._squeeze(unit)
            needed = width(unit, self._size)
        self._put(unit.runs, needed)
        self._spaces = unit.spaces
        if unit.ends_line:
            self._end_line()

    def finish(self) -> list[Line]:
        if self._words or not self._lines:
            self._end_line()
        return self._lines

    def _put(self, runs: tuple[Run, ...], needed: float) -> None:
        if not runs:
            return
        gap = runs[0].face.width(" ", self._size) * self._spaces if self._spaces and self._words else 0.0
        if self._words and self._taken + gap + needed > self._room + _SLACK:
            self._end_line()
            gap = 0.0
        for place, run in enumerate(runs):
            spaces = self._spaces if place == 0 and self._words else 0
            self._words.append(Word(run.face, run.text, spaces))
        self._taken += gap + needed
        self._spaces = 0

    def _squeeze(self, unit: Unit) -> Unit:
        """Put all but the last part of a unit wider than the line; return that last part."""
        parts = list(_parts(unit, self._size, self._available))
        for part in parts[:-1]:
            self._put((part,), part.face.width(part.text, self._size))
        return unit._replace(runs=(parts[-1],))

    def _end_line(self) -> None:
        self._lines.append(Line(tuple(self._words), self._taken))
        self._words = []
        self._taken = 0.0
        self._spaces = 0
        self._room = self._available


def _parts(unit: Unit, size: float, available: float) -> Iterator[Run]:
    for run in unit.runs:
        for part in breaking.scripts(run.text):
            if run.face.width(part, size) <= available:
                yield Run(run.face, part)
            else:
                yield from (Run(run.face, atom) for atom in breaking.atoms(part))
