"""What one cell of a filled-in form says: an answer, or why nobody can be sure of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.blank_form import Choices, choices, reasons
from desktop.domain.filled_form import Found, Nature
from desktop.domain.measure import Kind
from desktop.domain.report import MAX_LETTERS, MAX_NUMBER, Answer, Reason
from desktop.i18n.digits import NotANumber, parse_whole
from desktop.i18n.khmer import normalise, search_key
from desktop.i18n.words import mark

FORMULA = mark("A formula stands here, and what it reckons is not taken. Type the answer itself.")
A_DATE = mark("Excel made a date of this. Type the answer again.")
A_MISTAKE = mark("Excel shows a mistake here. Type the answer again.")
MERGED = mark("The cells {spread} were merged into one. Split them, and answer each of them.")
NOT_WHOLE = mark("This is not a whole number. Type it with digits only, for example 1200.")
TOO_LARGE = mark("This number is larger than any office has. Count the digits and type it again.")
NOT_OFFERED = mark("This is not in the list. Choose from the list.")
TOO_LONG = mark("This text is too long. Shorten it to {letters} letters.")


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why a cell is doubtful; `message` is a msgid that says what to do, filled with `facts`."""

    message: str
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)


_NEVER = {Nature.FORMULA: FORMULA, Nature.DATE: A_DATE, Nature.MISTAKE: A_MISTAKE}


def understood(found: Found, kind: Kind) -> Answer | Unclear:
    """What stands in an answer's cell, as an answer of this kind; None for an empty cell."""
    unsure = _unsure(found)
    if unsure is not None or found.is_empty:
        return unsure
    if kind is Kind.TEXT:
        return _words(found)
    offered = choices(kind)
    reason = one_of(found, reasons())
    if isinstance(reason, str):  # typed where the number belongs
        return Reason(reason)
    return _choice(found, offered) if offered else whole(found)


def reason_of(found: Found) -> Reason | Unclear | None:
    """What stands in the column for the reason."""
    unsure = _unsure(found)
    if unsure is not None or found.is_empty:
        return unsure
    code = one_of(found, reasons())
    return Reason(code) if isinstance(code, str) else Unclear(NOT_OFFERED)


def whole(found: Found) -> int | Unclear:
    """A whole number, 0 or more, that Excel holds as a number or a person wrote in either shape of digits.

    Excel may have made 1.2 of 1.200 in a cell that was formatted as a number, so no fraction is rounded.
    """
    unsure = _unsure(found)
    if unsure is not None:
        return unsure
    if found.number is None:
        try:
            number = parse_whole(found.text)
        except NotANumber:
            return Unclear(NOT_WHOLE)
    elif found.number < 0 or found.number != found.number // 1:
        return Unclear(NOT_WHOLE)
    else:
        number = int(found.number)
    return number if number <= MAX_NUMBER else Unclear(TOO_LARGE)


def one_of(found: Found, offered: Choices) -> str | int | None:
    """The code of the words that stand here, in either language or both; None for other words."""
    written = search_key(found.text)
    for words, shown, code in zip(offered.words, offered.shown(), offered.codes, strict=True):
        if written in (search_key(words.km), search_key(words.en), search_key(shown)):
            return code
    return None


def _unsure(found: Found) -> Unclear | None:
    """What is never an answer, whatever is asked."""
    if found.spread:
        return Unclear(MERGED, {"spread": found.spread})
    return Unclear(_NEVER[found.nature]) if found.nature in _NEVER else None


def _choice(found: Found, offered: Choices) -> int | Unclear:
    code = one_of(found, offered)
    return code if isinstance(code, int) else Unclear(NOT_OFFERED)


def _words(found: Found) -> str | Unclear | None:
    text = normalise(found.text).strip()
    if len(text) > MAX_LETTERS:
        return Unclear(TOO_LONG, {"letters": MAX_LETTERS})
    return text or None
