"""Words of the program in the language of the person: a thin layer over gettext."""

import gettext
from functools import cache
from typing import Final, Literal

from desktop.config import resources

Language = Literal["km", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("km", "en")
DOMAIN: Final = "tumpeang"

_chosen: Language = "km"


def mark(msgid: str) -> str:
    """Return `msgid` unchanged; its presence in the source puts the msgid into the catalogue."""
    return msgid


def say(language: Language, msgid: str, /, **facts: object) -> str:
    """Return `msgid` in `language` with its `{placeholders}` filled from `facts`.

    A msgid without a translation is said in English, the language msgids are written in.
    """
    # gettext answers the empty msgid with the header of the catalogue.
    words = _catalogue(language).gettext(msgid) if msgid else ""
    return words.format(**facts)


def say_many(language: Language, singular: str, plural: str, /, n: int, **facts: object) -> str:
    """Return the form of `singular`/`plural` for `n` things; `{n}` is filled with `n` in Latin digits."""
    return _catalogue(language).ngettext(singular, plural, n).format(n=n, **facts)


def choose(language: Language) -> None:
    """Set the language of screens and commands for the whole process."""
    if language not in LANGUAGES:
        raise ValueError(f"not a language of this program: {language!r}")
    global _chosen
    _chosen = language


def chosen() -> Language:
    """Return the language of screens and commands; Khmer until somebody chooses."""
    return _chosen


def _(msgid: str, /, **facts: object) -> str:
    """Say `msgid` in the chosen language."""
    return say(_chosen, msgid, **facts)


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    # English is the language of the msgids; a missing catalogue must not stop the program.
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, resources() / "translations", [language], fallback=True)
