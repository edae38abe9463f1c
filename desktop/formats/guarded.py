"""Texts that a spreadsheet cannot take for a formula."""

import unicodedata

# What a spreadsheet begins a formula with (docs/small-numbers.md, rule 18); full-width forms fold to these.
_SIGNS = ("=", "+", "-", "@", "\N{MINUS SIGN}")
_CONTROLS = ("\t", "\r", "\n")
GUARD = "'"


def guarded(text: str) -> str:
    """The text as it stands, behind an apostrophe where a spreadsheet might run it.

    Looked at is what is left when spaces and letters that nobody sees are taken off the beginning. A text
    that begins with an apostrophe itself gets a second one, so that taking one off gives back every text.
    """
    if text.startswith(GUARD) or text.startswith(_CONTROLS) or _seen(text).startswith(_SIGNS):
        return GUARD + text
    return text


def _seen(text: str) -> str:
    start = next((place for place, letter in enumerate(text) if not _is_blank(letter)), len(text))
    return unicodedata.normalize("NFKC", text[start : start + 1])


def _is_blank(letter: str) -> bool:
    """A space, a control letter or a letter without a shape."""
    return letter.isspace() or unicodedata.category(letter) in ("Cc", "Cf", "Zs", "Mn")
