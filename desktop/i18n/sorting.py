"""Alphabetical order for Khmer and Latin names, the same on every system."""

import re
import unicodedata
from typing import Final

from desktop.i18n.digits import latin_digits
from desktop.i18n.khmer import normalise

SortKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]

_BLANKS_AND_SIGNS, _NUMBER, _KHMER, _OTHER_LETTER = range(4)

# The order of the `km` collation of Unicode CLDR. Consonants (with the vocalic letters in their place),
# vowels, the vowels that end in a sign and count as letters of their own, last the sign of a subscript:
# so a word comes before the same word with a subscript at that place.
_ALPHABET: Final = (
    *"កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរឫឬលឭឮវឝឞសហឡអៜ",
    *("\u17b6", "\u17b7", "\u17b8", "\u17b9", "\u17ba", "\u17bb", "\u17bc", "\u17bd"),
    *("\u17be", "\u17bf", "\u17c0", "\u17c1", "\u17c2", "\u17c3", "\u17c4", "\u17c5"),
    *("\u17bb\u17c6", "\u17c6", "\u17b6\u17c6"),
    *("\u17c7", "\u17b7\u17c7", "\u17bb\u17c7", "\u17c1\u17c7", "\u17c4\u17c7"),
    "\u17d2",
)
_PLACE: Final = {letter: place for place, letter in enumerate(_ALPHABET)}
_SIGNS: Final = " _-,;:!?៖.។៕'\"()[]{}@*/\\&#%+<=>៙៚ៗ៛"
# Signs that only tell apart two words that are otherwise the same, in the order in which they do.
_LIGHT: Final = "\u17d3\u17ce\u17cf\u17d1\u17d0\u17c8\u17dd\u17cb\u17c9\u17ca\u17cd"

# An independent vowel sorts as the letter អ with that vowel.
_INDEPENDENT: Final = str.maketrans(
    {
        "\u17a3": "\u17a2",
        "\u17a4": "\u17a2\u17b6",
        "\u17a5": "\u17a2\u17b7",
        "\u17a6": "\u17a2\u17b8",
        "\u17a7": "\u17a2\u17bb",
        "\u17a8": "\u17a2\u17bb\u1780",
        "\u17a9": "\u17a2\u17bc",
        "\u17aa": "\u17a2\u17bc\u179c",
        "\u17af": "\u17a2\u17c2",
        "\u17b0": "\u17a2\u17c3",
        "\u17b1": "\u17a2\u17c4",
        "\u17b2": "\u17a2\u17c4",
        "\u17b3": "\u17a2\u17c5",
    }
)
# ROBAT is a RO spoken before the letter it stands on, and sorts as one.
_ROBAT: Final = re.compile("([\u1780-\u17b3])\u17cc")
_UNIT: Final = re.compile("[0-9]+|[\u17b6\u17bb]\u17c6|[\u17b7\u17bb\u17c1\u17c4]\u17c7|.", re.DOTALL)


def sort_key(text: str) -> SortKey:
    """Return the key that puts `text` in its alphabetical place among others.

    Signs and spaces come first, then numbers by value (Khmer and Latin digits alike), Khmer, other
    scripts. Marks, accents and capitals decide only between texts that are otherwise the same.
    """
    plain = unicodedata.normalize("NFD", latin_digits(normalise(text)).casefold())
    spelled = _ROBAT.sub("\u179a\u17d2\\1", plain.translate(_INDEPENDENT))
    letters: list[tuple[int, int]] = []
    accents: list[int] = []
    for unit in _UNIT.findall(spelled):
        accent = _accent(unit)
        if accent is None:
            letters.append(_letter(unit))
        accents.append(accent or 0)
    return tuple(letters), tuple(accents), text.swapcase()


def _letter(unit: str) -> tuple[int, int]:
    if unit in _PLACE:
        return _KHMER, _PLACE[unit]
    if unit[0] in "0123456789":
        return _NUMBER, int(unit[:18])
    if unit.isalpha():
        return _OTHER_LETTER, ord(unit)
    place = _SIGNS.find(unit)
    return _BLANKS_AND_SIGNS, place if place >= 0 else ord(unit)


def _accent(unit: str) -> int | None:
    """Return the weight, from 1, of a sign that is no letter; None for everything else."""
    if unit in _LIGHT:
        return _LIGHT.index(unit) + 1
    if unicodedata.combining(unit[0]) and unit not in _PLACE:
        return ord(unit)
    return None
