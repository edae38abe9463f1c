"""Khmer text: one spelling for what looks the same, search keys, and places where a line may break."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from desktop.i18n.digits import latin_digits

ZERO_WIDTH_SPACE: Final = "\u200b"

# A written syllable: a consonant or independent vowel, then marks in any order. A subscript is the
# sign COENG and the letter under it; a joiner stays with the mark that follows.
_MARK: Final = re.compile("[\u200c\u200d]?(?:\u17d2[\u1780-\u17b3]|[\u17b6-\u17d1\u17d3\u17dd])")
_SYLLABLE: Final = re.compile(f"([\u1780-\u17b3])((?:{_MARK.pattern}){{2,}})")

# The order of marks in the Unicode Standard, section 16.4, and Unicode Technical Note 61; subscript RO
# comes after the other subscripts, because it is drawn on the left wherever it is stored.
_RANKS: Final = (
    ("\u17cc", 1),  # robat
    ("\u17c9\u17ca", 4),  # register shifters
    ("\u17c1\u17c2\u17c3\u17be\u17bf\u17c0\u17c4\u17c5", 5),  # vowels with a part before the consonant
    ("\u17bb\u17bc\u17bd", 6),  # vowels below
    ("\u17b7\u17b8\u17b9\u17ba", 7),  # vowels above
    ("\u17b6", 8),  # the vowel after
    ("\u17c6\u17cb\u17cd\u17ce\u17cf\u17d0\u17d1\u17d3\u17dd", 9),  # signs above
    ("\u17c7\u17c8", 10),  # signs after
)
_RANK: Final = {mark: rank for marks, rank in _RANKS for mark in marks}
_SUBSCRIPT, _SUBSCRIPT_RO = 2, 3

# Two vowels that together are drawn as a third.
_DRAWN_AS_ONE: Final = (
    ("\u17c1\u17b8", "\u17be"),  # េ + ី = ើ
    ("\u17c1\u17b6", "\u17c4"),  # េ + ា = ោ
    ("\u17c1\u17c1", "\u17c2"),  # េ + េ = ែ
)
# Neither is ever seen: the zero-width space and the two vowels Unicode advises against.
_UNSEEN: Final = str.maketrans("", "", "\u200b\u17b4\u17b5")

_JOINERS: Final = str.maketrans("", "", "\u200b\u200c\u200d")
_KHMER: Final = re.compile("[\u1780-\u17ff\u19e0-\u19ff]")
_KHMER_RUN: Final = re.compile("[\u1780-\u17ff]{2,}")
# Under a vowel above the consonant both register shifters are drawn like the vowel U (section 16.4).
_LIKE_U: Final = re.compile("[\u17c9\u17ca](?=[\u17b7-\u17ba])")
# The sign COENG announces a subscript; misspelt words make the dictionary break before it came.
_OPEN_COENG: Final = re.compile("\u17d2[\u17b6-\u17d1\u17d3\u17dd\u200c\u200d]*$")
# No line begins with one of these: marks, subscripts, and the signs that close or repeat a word.
_NEVER_FIRST: Final = re.compile("[\u17b6-\u17d8\u17dd]")


def normalise(text: str) -> str:
    """Return `text` with one order of code points for each thing that is drawn the same.

    NFC; marks of a Khmer syllable in canonical order; split vowels joined; U+200B dropped. What can be
    seen does not change. Applying it again changes nothing.
    """
    ordered = _SYLLABLE.sub(_in_order, text.translate(_UNSEEN))
    return unicodedata.normalize("NFC", ordered)


def search_key(text: str) -> str:
    """Return the key under which `text` is stored for search and compared with what is typed.

    Two texts with the same key are the same to a person who searches: subscript DA counts as
    subscript TA, a digit as the other shape of it, a register shifter under a vowel above as the U it
    looks like; capitals and extra space count for nothing.
    """
    key = normalise(text.translate(_JOINERS)).replace("\u17d2\u178a", "\u17d2\u178f")
    key = _LIKE_U.sub("\u17bb", key)
    return " ".join(latin_digits(key).casefold().split())


def has_khmer(text: str) -> bool:
    """Return whether any character of `text` is Khmer."""
    return _KHMER.search(text) is not None


@lru_cache(4096)  # a table asks for the same words at every paint
def soft(text: str) -> str:
    """Return `text` with U+200B wherever a line may break inside Khmer; for display only.

    Without its U+200B the result equals `text` without them. Never put it in a field that is edited,
    nor store it.
    """
    return _KHMER_RUN.sub(
        lambda run: ZERO_WIDTH_SPACE.join(line_chunks(run[0])), text.replace(ZERO_WIDTH_SPACE, "")
    )


def line_chunks(text: str) -> list[str]:
    """Return `text` in pieces after each of which a line may break; joined they are `text` again."""
    from icu4py.breakers import LineBreaker  # 0.04 s to load, and only wrapping needs it

    chunks: list[str] = []
    for piece in LineBreaker(text, "km"):
        if chunks and (_NEVER_FIRST.match(piece) or _OPEN_COENG.search(chunks[-1])):
            chunks[-1] += piece
        else:
            chunks.append(piece)
    return chunks


def _in_order(syllable: re.Match[str]) -> str:
    marks = "".join(sorted(_MARK.findall(syllable[2]), key=_rank))
    for parts, whole in _DRAWN_AS_ONE:
        marks = marks.replace(parts, whole)
    return syllable[1] + marks


def _rank(mark: str) -> int:
    bare = mark.lstrip("\u200c\u200d")
    if len(bare) == 2:
        return _SUBSCRIPT_RO if bare[1] == "\u179a" else _SUBSCRIPT
    return _RANK[bare]
