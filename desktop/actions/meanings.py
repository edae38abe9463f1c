"""The words of the plan's glossary and its abbreviations that stand in given texts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.plan import Text
from desktop.domain.plan_search import key
from desktop.domain.plan_texts import Abbreviation, Entry, Item, PlanTexts
from desktop.storage import plan_texts

__all__ = ["Abbreviation", "Entry", "Item", "Meanings", "meanings"]

_ARTICLE = re.compile(r"^(?:An?|The) ")


@dataclass(frozen=True, slots=True)
class Meanings:
    """The longest terms first: "Labor exploitation" says more than "Exploitation"."""

    entries: tuple[Entry, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()


def meanings(texts: Iterable[Text], first: Text | None = None, around: PlanTexts | None = None) -> Meanings:
    """What the plan says of the words in these texts, each of them in either language.

    What stands in the text `first`, which somebody has in hand, comes before the rest. `around`: the
    plan's glossary and abbreviations as they are published somewhere; else those that ship.
    """
    there = tuple(texts)
    english, khmer = key(*(text.en for text in there)), key(*(text.km for text in there))
    found = around or plan_texts.texts()
    entries = [entry for entry in found.glossary if _stands(entry.term, english, khmer)]
    whole = "\n".join(text.en for text in there)
    short = [one for one in found.abbreviations if re.search(rf"\b{re.escape(one.code)}(?!\w)", whole)]
    hand = (key(first.en), key(first.km)) if first is not None else ("", "")
    order = sorted(entries, key=lambda entry: (not _stands(entry.term, *hand), -len(entry.term.en)))
    return Meanings(tuple(order), tuple(short))


def _stands(term: Text, english: str, khmer: str) -> bool:
    return key(_ARTICLE.sub("", term.en)) in english or key(term.km) in khmer
