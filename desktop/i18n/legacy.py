"""Text typed for a Khmer legacy font (Limon and its kin): recognising it, and reading it as Khmer.

Such a font draws Khmer for Latin letters: ព្រះរាជាណាចក្រកម្ពុជា is stored as "RBHraCaNacRkkm<úCa".
"""

import re
import unicodedata
from typing import Final

from desktop.i18n.khmer import has_khmer, normalise
from desktop.i18n.limon import AFTER, BEFORE, COENG, LETTERS, SIGNS, UNDER

_ENOUGH: Final = 3  # weight of evidence; one or two capitals inside words stay below it
_SHORTEST: Final = 4  # letters
_READABLE: Final = 0.7  # share of the words that must be possible in Khmer; English stays near a third

# What no English or French word has inside, and how much it weighs.
_EVIDENCE: Final = (
    (3, re.compile("(?<=[A-Za-z;)])[µ¶§©¢þÞÐð£¤¥¾¬](?!$)|(?<=[A-Za-z])[µ¶§þÞÐðæßñø]$")),
    (2, re.compile(r"^R[bcdfgkmnpqstvxz]|RBH|(?:^|(?<=[A-Za-z;]))\)[aA]")),
    (1, re.compile("(?<=[A-Za-z])[éçñüöäáúíóøßæÑÖÄÜÉÆÇØÁÚÍÓ½²³×<](?=[A-Za-z<½;])")),
    (1, re.compile("[a-zþñµéüøöúßæ](?=[A-Z])")),
    (1, re.compile("(?<=[A-Za-z])[,;:<](?=[a-z;])")),
)
# VISARGA and BANTOC of the ABC fonts; in Limon a stroke, and ខ្ញុំ at the beginning of a word.
_OF_ABC: Final = re.compile("(?<=[A-Za-zµ-ÿ])[¼´]")
_LETTER: Final = re.compile("[A-Za-zÀ-ÖØ-öø-ÿµ]")
_ADDRESS: Final = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+|(?:https?://|www\.).+|[\w.-]+\.(?:com|org|kh|pdf|docx?|xlsx?)"
)
_ACRONYM: Final = re.compile(r"[A-Z]{4,}\d*")

# A symbol font keeps its letters at U+F020 to U+F0FF; the Greek MU looks like the micro sign.
_SAME: Final = str.maketrans({"\u03bc": "µ", "\u0091": "‘", "\u0092": "’", "\u200b": None})
_LONGEST: Final = max(map(len, LETTERS))

# Over these a register shifter is drawn as the vowel U.
_ABOVE: Final = "\u17b7\u17b8\u17b9\u17ba\u17be\u17d0"
_E, _AA, _U, _TRIISAP, _MUUSIKATOAN, _ROBAT = "\u17c1", "\u17b6", "\u17bb", "\u17ca", "\u17c9", "\u17cc"
_BANTOC, _SAMYOK = "\u17cb", "\u17d0"
_HALVES: Final = "\u17bf\u17c0\u17c5"  # drawn right of the letter; their left half is E
_WITH_E: Final = {"\u17b8": "\u17be", "\u17b6": "\u17c4", **{half: half for half in _HALVES}}
_UNDER_NYO: Final = frozenset(COENG + letter for letter in UNDER["ញ"] if letter != "រ")
_VOWELS: Final = frozenset(chr(code) for code in range(0x17B6, 0x17C6))
_SIGNS_AFTER_VOWELS: Final = {
    "\u17c6": "\u17b6\u17bb",  # ំ
    "\u17c7": "\u17b6\u17b7\u17b9\u17bb\u17c1\u17c2\u17c4\u17be",  # ះ
    "\u17c8": "\u17b7\u17b6\u17bb",  # ៈ
    "\u17cb": "\u17b6",  # ់
    "\u17cd": "\u17b7\u17b6\u17bb\u17b8\u17bc\u17c1\u17c2\u17c4",  # ៍
    "\u17ce": "\u17b6\u17bb\u17c2\u17c1",  # ៎
    "\u17cf": "\u17b6\u17c4",  # ៏
    "\u17d0": "",  # ័
}


class _NotKhmer(Exception):
    """These letters are no Khmer in the encoding of the Limon fonts."""


def looks_legacy(text: str) -> bool:
    """Return whether `text` was most likely typed for Limon, ABC or another font of that layout.

    Nearly all its words must be possible in Khmer and some impossible in English or French. Khmer,
    numbers and addresses count for nothing. A word or two of plain small letters ("nig", "kar") could
    be anything and are not recognised.
    """
    words = [word for word in _folded(text).split() if _LETTER.search(word) and not has_khmer(word)]
    judged = [word for word in words if not _stays(word)]
    readable = [word for word in judged if _is_readable(word)]
    evidence = sum(_evidence(word) for word in readable)
    return evidence >= _ENOUGH and len(readable) >= _READABLE * len(judged)


def convert(text: str) -> str | None:
    """Return `text`, typed for Limon, in Khmer; None where a letter leaves doubt.

    To be offered, never done unasked: subscript DA and TA are one sign in these fonts, and come back as
    TA (after ណ as DA), and a Latin word can happen to be possible in Khmer ("Children"). Khmer, addresses
    and acronyms of four capitals stay. For a cluster that Khmer does not have, as most Latin words do, or
    a sign that is something else in the ABC fonts, the answer is None.
    """
    pieces = re.split(r"(\s+)", _folded(text))
    try:
        return normalise("".join(_converted(piece) for piece in pieces))
    except _NotKhmer:
        return None


def _folded(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).translate(_SAME)
    return re.sub("[\uf020-\uf0ff]", lambda found: _of_symbol_font(found[0]), composed)


def _of_symbol_font(letter: str) -> str:
    return bytes([ord(letter) - 0xF000]).decode("cp1252", errors="replace")


def _evidence(word: str) -> int:
    """Short words are no evidence: "pH", "kWh"."""
    if len(word) < _SHORTEST:
        return 0
    return sum(weight * len(sign.findall(word)) for weight, sign in _EVIDENCE)


def _stays(word: str) -> bool:
    bare = word.strip(",;:.()")
    return bool(_ADDRESS.fullmatch(bare) or _ACRONYM.fullmatch(bare))


def _is_readable(word: str) -> bool:
    try:
        _read(word)
    except _NotKhmer:
        return False
    return True


def _converted(piece: str) -> str:
    if not piece or piece.isspace() or has_khmer(piece) or _stays(piece):
        return piece
    if _OF_ABC.search(piece):
        raise _NotKhmer
    return "៖" if piece == "³" else _read(piece)


def _read(word: str) -> str:
    """Return a word in Khmer: what stands before a letter, the letter, and the marks that follow it."""
    khmer, at = "", 0
    while at < len(word):
        if word[at] in SIGNS:
            khmer, at = khmer + SIGNS[word[at]], at + 1
            continue
        before, at = _run(word, at, BEFORE)
        letter, at = _letter(word, at)
        after, at = _run(word, at, AFTER)
        khmer += _cluster(before, letter, after)
    return khmer


def _run(word: str, at: int, table: dict[str, str]) -> tuple[list[str], int]:
    found = []
    while at < len(word) and word[at] in table:
        found.append(table[word[at]])
        at += 1
    return found, at


def _letter(word: str, at: int) -> tuple[str, int]:
    for length in range(_LONGEST, 0, -1):
        keys = word[at : at + length]
        if keys in LETTERS:
            return LETTERS[keys], at + len(keys)
    raise _NotKhmer


def _cluster(before: list[str], letter: str, after: list[str]) -> str:
    if letter == "ព" and _AA in after and not _UNDER_NYO.isdisjoint(after):
        letter = "ញ"  # drawn as ព and ា with the subscript below both
        after.remove(_AA)
    marks = [mark for run in (*before, *after) for mark in re.findall(f"{COENG}.|.", run)]
    subscripts = [mark for mark in marks if mark[0] == COENG]
    rest = [mark for mark in marks if mark[0] != COENG]
    _check_subscripts(letter, subscripts)
    vowel, rest = _vowel(rest)
    if _U in rest or (vowel == _U and _SAMYOK in rest):
        vowel, rest = _with_shifter(vowel, rest, subscripts[-1][1] if subscripts else letter)
    _check_signs(vowel, rest)
    shifters = [mark for mark in rest if mark in (_TRIISAP, _MUUSIKATOAN, _ROBAT)]
    signs = [mark for mark in rest if mark not in shifters]
    return letter + "".join((*_ordered(letter, subscripts), *shifters, vowel, *signs))


def _ordered(letter: str, subscripts: list[str]) -> list[str]:
    """RO last, however early it was typed; under ណ stands DA."""
    shown = [COENG + "ដ" if letter == "ណ" and mark == COENG + "ត" else mark for mark in subscripts]
    return sorted(shown, key=lambda mark: mark[1] == "រ")


def _check_subscripts(letter: str, subscripts: list[str]) -> None:
    """At most two, one of them RO or none, and the first one of those that Khmer has under the letter."""
    others = [mark[1] for mark in subscripts if mark[1] != "រ"]
    first = (others or [mark[1] for mark in subscripts])[:1]
    if len(subscripts) > 2 or len(subscripts) - len(others) > 1:
        raise _NotKhmer
    if not set(first) <= set(UNDER.get(letter[0], "")):
        raise _NotKhmer


def _vowel(marks: list[str]) -> tuple[str, list[str]]:
    """Return the one vowel of a cluster, its halves joined, and the other marks."""
    vowels = [mark for mark in marks if mark in _VOWELS]
    rest = [mark for mark in marks if mark not in _VOWELS]
    if _E in vowels:
        vowels.remove(_E)
        half = next((vowel for vowel in vowels if vowel in _WITH_E), None)
        if half is not None:
            vowels.remove(half)
        vowels.append(_WITH_E[half] if half is not None else _E)
    elif any(half in vowels for half in _HALVES):
        raise _NotKhmer
    if _U in vowels and len(vowels) == 2:
        vowels.remove(_U)
        rest = [_U, *rest]
    if len(vowels) > 1:
        raise _NotKhmer
    return "".join(vowels), rest


def _with_shifter(vowel: str, rest: list[str], letter: str) -> tuple[str, list[str]]:
    """The vowel U beside a vowel above the letter is a register shifter, drawn like it."""
    above = vowel if _U in rest else _SAMYOK
    if above not in _ABOVE or letter not in "សហអបងញមយរវ":
        raise _NotKhmer
    others = [mark for mark in rest if mark != _U]
    shifter = _TRIISAP if letter in "សហអ" else _MUUSIKATOAN
    return ("" if vowel == _U else vowel), [shifter, *others]


def _check_signs(vowel: str, rest: list[str]) -> None:
    signs = [mark for mark in rest if mark in _SIGNS_AFTER_VOWELS]
    shifted = _TRIISAP in rest or _MUUSIKATOAN in rest
    if len(set(rest)) < len(rest) or len(signs) > 1 or (shifted and _BANTOC in rest):
        raise _NotKhmer
    if signs and vowel and vowel not in _SIGNS_AFTER_VOWELS[signs[0]]:
        raise _NotKhmer
