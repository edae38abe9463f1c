"""How long a passphrase would withstand somebody who has the laptop: a rough and honest estimate."""

import re
from collections.abc import Iterable
from enum import Enum

from desktop.i18n.digits import latin_digits
from desktop.i18n.khmer import normalise
from desktop.i18n.words import mark

MIN_PASSPHRASE = 7  # as short as a person accepts; Argon2id makes each guess slow


class Strength(Enum):
    """The value is the word for it."""

    TOO_SHORT = mark("too short")
    WEAK = mark("weak")
    GOOD = mark("good")
    STRONG = mark("strong")


def strength(passphrase: str, about: Iterable[str] = ()) -> Strength:
    """How long a passphrase would hold, in a word; `about` are names that anybody here would try.

    A rough count of the guesses that somebody needs who knows how people choose: a word is one of
    some thousands however long it is, a number is a date or a telephone number, a name of the place
    or the person is worth next to nothing, and what is repeated counts once. Argon2id allows about
    a thousand guesses a second on good machines: 35 bits last a year, 55 for ever.
    """
    if len(passphrase.strip()) < MIN_PASSPHRASE:
        return Strength.TOO_SHORT
    bits = _bits(passphrase, about)
    if bits < GOOD_BITS:
        return Strength.WEAK
    return Strength.GOOD if bits < STRONG_BITS else Strength.STRONG


GOOD_BITS, STRONG_BITS = 35, 55
_WORD_BITS, _KNOWN_BITS, _DIGITS_BITS = 12.0, 3.0, 20.0
_FIRST_TRIED = (
    *("passphrase", "password", "welcome", "iloveyou", "qwertyuiop", "qwerty", "asdfgh", "zxcvbn", "abcdef"),
    *("abc123", "0123456789", "123456789", "12345678", "1234567", "123456", "12345", "1234", "987654321"),
    *("cambodia", "kampuchea", "phnompenh", "khmer", "tumpeang", "admin", "commune", "district", "province"),
    *("office", "officer", "computer", "laptop", "facebook", "telegram", "children", "secret", "letmein"),
    *("កម្ពុជា", "ភ្នំពេញ", "ខ្មែរ", "ទំពាំង", "ឃុំ", "សង្កាត់", "ស្រុក", "ខណ្ឌ", "ខេត្ត", "មន្ត្រី", "កុមារ", "ពាក្យសម្ងាត់"),
)
_SIGNS_FOR_LETTERS = str.maketrans("@$!|01345", "asiloieas")
_PIECES = re.compile(r"(?P<digits>[0-9]+)|(?P<khmer>[\u1780-\u17ff]+)|(?P<word>[^\W\d_]+)|(?P<sign>\S)")
_KHMER_LETTER = re.compile("[\u1780-\u17b3]")


def _bits(passphrase: str, about: Iterable[str]) -> float:
    text = latin_digits(normalise(passphrase)).casefold()
    bits = 0.0
    known = (word for name in about for word in normalise(name).casefold().split() if len(word) > 2)
    for word in sorted({*_FIRST_TRIED, *known}, key=len, reverse=True):
        text, found = _without(text, word)
        bits += _KNOWN_BITS if found else 0.0
    pieces = {match[0]: match for match in _PIECES.finditer(text) if len(set(match[0])) > 1 or match["sign"]}
    return bits + sum(_bits_of(match) for match in pieces.values())


def _without(text: str, word: str) -> tuple[str, bool]:
    """The text without a word that everybody tries first, also where signs stand for its letters."""
    before = text
    for read in (str, _as_letters):
        while (at := read(text).find(word)) >= 0:
            text = f"{text[:at]} {text[at + len(word) :]}"
    return text, text != before


def _as_letters(text: str) -> str:
    return text.translate(_SIGNS_FOR_LETTERS)


def _bits_of(piece: re.Match[str]) -> float:
    """The guesses that one piece is worth, as a power of two."""
    text = piece[0]
    if piece["digits"]:
        return min(3.3 * len(text), _DIGITS_BITS)
    if piece["khmer"]:  # without spaces; a word has two or three letters
        return 3.5 * len(_KHMER_LETTER.findall(text))
    if piece["word"]:
        return min(4.7 * len(text), _WORD_BITS + 1.5 * max(0, len(text) - 8))
    return 4.0
