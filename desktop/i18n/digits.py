"""Digits: Khmer and Latin shapes, and whole numbers as people type them."""

import re
from typing import Final, Literal

from desktop.errors import UserError
from desktop.i18n.words import mark

Digits = Literal["khmer", "latin"]

_LATIN: Final = "0123456789"
_KHMER: Final = "០១២៣៤៥៦៧៨៩"
_TO_KHMER: Final = str.maketrans(_LATIN, _KHMER)
_TO_LATIN: Final = str.maketrans(_KHMER, _LATIN)

# Eighteen digits are the most that always fit a 64-bit column.
_PLAIN: Final = re.compile(r"[0-9]{1,18}")
# One separator throughout, groups of three. A leading 0 ("0.500") could only be a decimal fraction.
_GROUPED: Final = re.compile(r"[1-9][0-9]{0,2}(?:([., \u00a0\u202f])[0-9]{3})(?:\1[0-9]{3}){0,4}")
# The space bar of Khmer keyboards types U+200B: nobody sees it, so it means nothing in a number.
_UNSEEN: Final = re.compile("[\u200b-\u200d\u2060\ufeff]")
_LONGEST_QUOTE: Final = 40


class NotANumber(UserError):
    message = mark(
        "“{text}” is not a whole number. What you wrote elsewhere is safe. "
        "Please write the number with digits only, for example 1200."
    )


def khmer_digits(text: str) -> str:
    """Return `text` with every Latin digit in its Khmer shape."""
    return text.translate(_TO_KHMER)


def latin_digits(text: str) -> str:
    """Return `text` with every Khmer digit in its Latin shape."""
    return text.translate(_TO_LATIN)


def in_digits(text: str, digits: Digits) -> str:
    """Return `text` with all its digits in the one shape asked for."""
    return khmer_digits(text) if digits == "khmer" else latin_digits(text)


def parse_whole(text: str) -> int:
    """Return the whole number, 0 or more, that a person typed.

    Khmer and Latin digits count alike; thousands may be grouped with ".", ",", a space or a no-break
    space, one kind per number. Raises `NotANumber` for everything else: decimals, a sign, uneven
    groups, two kinds of separator, more than 18 digits.
    """
    written = latin_digits(_UNSEEN.sub("", text)).strip()
    if not (_PLAIN.fullmatch(written) or _GROUPED.fullmatch(written)):
        raise NotANumber(text=text.strip()[:_LONGEST_QUOTE])
    return int(re.sub("[^0-9]", "", written))
