"""A language for tests: every word of the program in brackets, with accents, and longer than in English."""

import gettext
import re
from calendar import month_abbr, month_name
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache

from desktop.actions import gazetteer
from desktop.storage import hotlines, measures, plan_texts, plans, situation

BEGIN, END = "⟦", "⟧"
LONGER = 0.4  # as much as other languages need
_ACCENTS = str.maketrans("aceinorsuyzACEINORSUYZ", "àçèíñóŕšúýžÀÇÈÍÑÓŔŠÚÝŽ")
_PLACEHOLDER = re.compile(r"(\{[^}]*\})")
_INSIDE = re.compile(f"{BEGIN}[^{BEGIN}{END}]*{END}")
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_KHMER = re.compile("[\u1780-\u17ff]")
_BETWEEN = re.compile(r"\s+·\s+|\n|\s{2,}|, |: | – |\t")
_OF_DATES = {*month_name, *month_abbr, "Quarter", "Year", "Semester", "KHR"}
_KEYS = re.compile(r"\A(?:Ctrl|Alt|Shift)\+\w+\Z")
_COUNTED = re.compile(r"\A\d\. |\s*\(?\d+\Z")  # a word's place in a row, or how many
# What people and the computer wrote: the example's officer and reasons, folders, a key; a language's name.
_WRITTEN = re.compile(r"\A(?:/.*|Example officer|Please count again|AGE- SECR.*|English)\Z")


class Pseudo(gettext.NullTranslations):
    """`gettext` gives the msgid itself, made strange; what stands in braces stays."""

    def gettext(self, message: str) -> str:
        return strange(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return strange(singular if n == 1 else plural)


@cache
def strange(msgid: str) -> str:
    parts = [part if part.startswith("{") else part.translate(_ACCENTS) for part in _PLACEHOLDER.split(msgid)]
    words = sum(len(part) for part in parts if not part.startswith("{"))
    first = 0 if " " in msgid else 1  # a word of its own, or a longer word
    more = "".join(" " if n % 6 == 0 else "~" for n in range(first, round(words * LONGER) + first))
    return f"{BEGIN}{''.join(parts)}{more}{END}"


def untranslated(text: str) -> str:
    """What of a text on screen came neither through the catalogue nor out of the data; empty is well."""
    rest = text.replace("\u200b", "")
    while (shorter := _INSIDE.sub("\n", rest)) != rest:
        rest = shorter
    pieces = [piece.strip(" .…()“”\"'") for piece in _BETWEEN.split(rest)]
    return "; ".join(piece for piece in pieces if _LETTERS.search(piece) and not _is_data(piece))


def _is_data(piece: str) -> bool:
    plain = " ".join(piece.split())
    if _KHMER.search(plain) or _KEYS.match(plain) or _WRITTEN.match(plain):
        return True
    return plain in data() or _COUNTED.sub("", plain) in data() or _is_moment(plain)


def _is_moment(text: str) -> bool:
    """A date, a period, or money, written by the rules of the language and not by the catalogue."""
    return set(_LETTERS.findall(text)) <= _OF_DATES and any(letter.isdigit() for letter in text)


@cache
def data() -> frozenset[str]:
    """Every text of the plan, its measures and glossary, and every office's name, whole and line by line."""
    found = set()
    plan = (plans.plan(), plan_texts.texts(), measures.measures(), hotlines.hotlines(), situation.situation())
    sources = (*plan, gazetteer.offices_of(""))
    for text in (text for source in sources for text in _texts(source)):
        for piece in (text, *_BETWEEN.split(text)):
            found.add(" ".join(piece.strip(" .…()“”\"'").split()))
    found.add("years")  # of an age, on a line of its own
    return frozenset(found)


def _texts(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for each in (*thing.keys(), *thing.values()):
            yield from _texts(each)
    elif isinstance(thing, list | tuple | set | frozenset):
        for each in thing:
            yield from _texts(each)
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from _texts(getattr(thing, one.name))
