"""How a name of a place may be spelled: by its sound, in Khmer and in Latin letters."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from desktop.i18n.digits import latin_digits
from desktop.i18n.khmer import has_khmer, normalise, search_key

_KEPT: Final = 4096  # spellings; the gazetteer has some three thousand


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as it is written, as its letters (`plain`), and as its sound in any spelling (`sound`)."""

    written: str
    plain: str
    sound: str
    first: int  # length of the sound of the first word
    words: tuple[str, ...]  # the sounds from each later word to the end; in Khmer from each letter


# Spelling of Khmer: marks that people leave out or mix up, and letters that sound alike.
_LEFT_OUT: Final = re.compile("[\u17c8-\u17d2\u17dd \\-]")
_FOR_SHIFTER: Final = re.compile("\u17bb(?=[\u17b7-\u17ba\u17d0])|(?<=\u17be)\u17bb")
_ALIKE: Final = str.maketrans(
    {
        "ដ": "ត",
        "ណ": "ន",
        "ឡ": "ល",
        "\u17b8": "\u17b7",
        "\u17ba": "\u17b9",
        "\u17bc": "\u17bb",
        "\u17c6": "ម",
        "ឫ": "រ\u17b9",
        "ឬ": "រ\u17b9",
        "ឥ": "អ\u17b7",
        "ឦ": "អ\u17b7",
        "ឧ": "អ\u17bb",
        "ឩ": "អ\u17bb",
        "ឯ": "អ\u17c2",
        "ឱ": "អ\u17c4",
        "ឲ": "អ\u17c4",
    }
)
# Spelling of Khmer in Latin letters: a consonant with or without its breath, any vowels for a vowel.
_TWICE: Final = re.compile(r"(.)\1+")
_BREATH: Final = re.compile("(?<=[bcdgkpt])h+")
_VOWELS: Final = re.compile("y?[aeiou][aeiouy]*|(?<=.)y")
_Y_BEFORE: Final = re.compile("(^|[^aeiouy])y(?=[aeiou])")
_SOUNDS: Final = str.maketrans("wjxqz", "vcskc")


@lru_cache(_KEPT)
def spelling(text: str) -> Spelling:
    """Return how `text` is spelled; two names of the same sound are the same name to most who type them."""
    key = search_key(text)
    written = re.sub(r"[\s'’\-]", "", key)
    if has_khmer(text):
        plain = _khmer_sound(text)
        later = tuple(plain[at:] for at in range(1, len(plain) - 1))
        return Spelling(written, plain, plain, len(plain), later)
    pieces = [_latin_plain(word) for word in re.split(r"[\s\-]+", key)]
    sounds = [_latin_sound(piece) for piece in pieces]
    later = tuple(_TWICE.sub(r"\1", "".join(sounds[at:])) for at in range(1, len(sounds)))
    return Spelling(written, "".join(pieces), _TWICE.sub(r"\1", "".join(sounds)), len(sounds[0]), later)


def _khmer_sound(text: str) -> str:
    alike = _FOR_SHIFTER.sub("", latin_digits(normalise(text))).translate(_ALIKE)
    return _TWICE.sub(r"\1", _LEFT_OUT.sub("", alike))


def _latin_plain(word: str) -> str:
    letters = "".join(letter for letter in unicodedata.normalize("NFKD", word) if letter.isalnum())
    breathless = _BREATH.sub("", letters.replace("ch", "\0")).replace("c", "k").replace("\0", "c")
    return _TWICE.sub(r"\1", _BREATH.sub("", breathless).translate(_SOUNDS))


def _latin_sound(plain: str) -> str:
    """Every run of vowels is one sign; a Y that begins a syllable stays."""
    return _VOWELS.sub("*", _Y_BEFORE.sub(r"\1Y", plain))


def pairs(sound: str) -> set[str]:
    """Return the neighbours among the letters of a sound, and its beginning."""
    marked = f"^{sound}"
    return {marked[at : at + 2] for at in range(len(marked) - 1)}


@lru_cache(_KEPT)
def _where(typed: str) -> dict[str, int]:
    """For each letter a number whose bits are the places where it stands."""
    return {letter: sum(1 << at for at, one in enumerate(typed) if one == letter) for letter in typed}


def apart(typed: str, name: str, most: int) -> int:
    """Return the edits between `typed` and the nearest beginning of `name`, looking `most` letters further.

    A column of the table of edits is held as the bits of two numbers: where it rises and where it falls
    (G. Myers, A fast bit-vector algorithm for approximate string matching, 1999).
    """
    where, last = _where(typed), 1 << (len(typed) - 1)
    rises, falls, edits = 2 * last - 1, 0, len(typed)
    best = edits
    for letter in name[: len(typed) + most]:
        same = where.get(letter, 0)
        kept = ((((same | falls) & rises) + rises) ^ rises) | same | falls
        right_rises, right_falls = falls | ~(kept | rises), rises & kept
        edits += bool(right_rises & last) - bool(right_falls & last)
        right_rises = (right_rises << 1) | 1
        rises = ((right_falls << 1) | ~(same | falls | right_rises)) & (2 * last - 1)
        falls = right_rises & (same | falls) & (2 * last - 1)
        best = min(best, edits)
    return best
