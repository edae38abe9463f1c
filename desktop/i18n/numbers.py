"""Numbers as they are read: whole numbers, percent and riel, in both languages and both digit shapes."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from desktop.i18n.digits import Digits, in_digits
from desktop.i18n.words import Language

# Between an amount and its currency, so that a line never ends between the two.
_NO_BREAK: Final = "\u00a0"
_DASH: Final = "–"


def whole(n: int, language: Language, digits: Digits) -> str:
    """Return `n` with its thousands grouped: "១.២០០" in Khmer, "1,200" in English."""
    grouped = f"{n:,}"
    return in_digits(grouped.replace(",", ".") if language == "km" else grouped, digits)


def decimal(amount: Decimal, language: Language, digits: Digits) -> str:
    """Return a number with the decimals it was given with: "13,93" in Khmer, "13.93" in English."""
    grouped = f"{amount:,f}"
    swapped = grouped.translate(str.maketrans(",.", ".,"))
    return in_digits(swapped if language == "km" else grouped, digits)


def percent(share: Decimal | None, language: Language, digits: Digits) -> str:
    """Return a share (1 is all) as whole percent, halves rounded up, and a dash for an unknown share.

    What is not quite nothing or not quite all says so ("<1%", ">99%"): a province that lacks one
    report of a thousand is not complete.
    """
    if share is None:
        return _DASH
    rounded = int((share * 100).to_integral_value(ROUND_HALF_UP))
    if rounded == 0 < share:
        return in_digits("<1%", digits)
    if share < 1 and rounded == 100:
        return in_digits(">99%", digits)
    return whole(rounded, language, digits) + "%"


def riel(n: int, language: Language, digits: Digits) -> str:
    """Return whole riel: "១.២០០.០០០ ៛" in Khmer, "KHR 1,200,000" in English, never broken over lines."""
    amount = whole(n, language, digits)
    return f"{amount}{_NO_BREAK}៛" if language == "km" else f"KHR{_NO_BREAK}{amount}"
