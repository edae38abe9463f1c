"""Where a line of Khmer or English text may end: ICU's words, with numbers and their units kept whole."""

import re
from functools import lru_cache
from typing import NamedTuple

from icu4py.breakers import CharacterBreaker

from desktop.i18n.khmer import line_chunks

_ZWSP = "\u200b"
_NBSP = "\u00a0"
_COENG = "\u17d2"  # the letter after it is drawn under the one before
_DIGIT = "0-9០-៩"
# One number as people write it: digits with the separators, slashes and signs that stand inside it.
_NUMBER = re.compile(rf"[+-]?[{_DIGIT}]+(?:[ {_NBSP}.,:/–-]?[{_DIGIT}]+)*(?: ?[%៛])?")
_ENDS_IN_DIGIT = re.compile(rf"[{_DIGIT}]$")
_ENDS_IN_SIGN = re.compile(r"(?:^|[ (])(?:KHR|[<>≤≥±+-])$")
_THREE_DIGITS = re.compile(rf"[{_DIGIT}]{{3}}(?![{_DIGIT}])")
_UNIT = re.compile(r"[%៛]")
# Invisible marks that would be drawn as boxes or turn the direction of writing, and what is no letter at all.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\ufffe\uffff]"
)
_KHMER_TO_OTHER = re.compile("(?<=[\u1780-\u17d3\u17dd])(?=[A-Za-z])|(?<=[A-Za-z])(?=[\u1780-\u17d3])")


class Piece(NamedTuple):
    """Text that stays on one line, the spaces after it, and whether a new line must follow."""

    text: str
    spaces: int
    ends_line: bool


def clean(text: str) -> str:
    """`text` with one kind of line end, spaces for tabs, and without invisible control marks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _INVISIBLE.sub("", text.replace("\t", " "))


@lru_cache(32_768)
def pieces(text: str) -> tuple[Piece, ...]:
    """Cut cleaned text where lines may end.

    Zero-width spaces are breaks and vanish. Spaces inside a piece do not break, so no-break spaces
    become plain ones: then a search in the PDF finds what a person types.
    """
    found: list[Piece] = []
    for chunk in line_chunks(text):
        core = chunk.rstrip(" \n" + _ZWSP)
        kept = core.replace(_ZWSP, "").replace(_NBSP, " ")
        piece = Piece(kept, chunk[len(core) :].count(" "), chunk.endswith("\n"))
        if found and _belong_together(found[-1], piece):
            before = found.pop()
            piece = piece._replace(text=before.text + " " * before.spaces + piece.text)
        found.append(piece)
    return tuple(found)


def _belong_together(before: Piece, after: Piece) -> bool:
    """Whether `after` may not begin a line: a subscript, or the rest or unit of a number."""
    if before.ends_line or not before.text or not after.text:
        return False
    if before.spaces == 0:
        # The dictionary loses its way in misspelt words and may cut after the sign for a subscript.
        return before.text.endswith(_COENG) or bool(_ENDS_IN_SIGN.search(before.text))
    if before.spaces > 1:
        return False
    if _ENDS_IN_DIGIT.search(before.text):
        return bool(_THREE_DIGITS.match(after.text) or _UNIT.match(after.text))
    return bool(_ENDS_IN_SIGN.search(before.text) and after.text[0].isdigit())


def scripts(text: str) -> list[str]:
    """Second choice for a piece wider than the line: also break between Khmer and Latin letters."""
    return [part for part in _KHMER_TO_OTHER.split(text) if part]


def atoms(text: str) -> list[str]:
    """Last choice for a piece wider than the line: whole letter clusters and whole numbers."""
    found: list[str] = []
    end = 0
    for number in _NUMBER.finditer(text):
        found.extend(_clusters(text[end : number.start()]))
        found.append(number.group())
        end = number.end()
    found.extend(_clusters(text[end:]))
    return found


def _clusters(text: str) -> list[str]:
    return list(CharacterBreaker(text, "km")) if text else []
