"""The plan's glossary as a booklet: every entry with its lists, and what is printed where it differs."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from desktop.domain.plan import Plan, PlanText, Text
from desktop.domain.sheet import Block, Bullets, Heading, Paragraph, Sheet
from desktop.domain.sheet_words import Voice
from desktop.i18n.words import mark

TITLE = mark("Words of the plan and what they mean")
WORKING_TRANSLATION = mark(
    "This Khmer text is a working translation, until the official text of the plan is there."
)
PRINTED = mark("The plan prints this otherwise: {reason}")


class Item(Protocol):
    """A line of a list inside an entry, with the lines under it."""

    @property
    def code(self) -> str: ...
    @property
    def text(self) -> Text: ...
    @property
    def footnote(self) -> Text | None: ...
    @property
    def items(self) -> Sequence["Item"]: ...


class Entry(Protocol):
    """A term with its definition, and the lists inside it."""

    @property
    def number(self) -> int: ...
    @property
    def term(self) -> Text: ...
    @property
    def text(self) -> PlanText: ...
    @property
    def items(self) -> Sequence[Item]: ...


def glossary_sheet(entries: Iterable[Entry], plan: Plan, voice: Voice) -> Sheet:
    """Every entry under its number and term, in the order of the plan."""
    preface = [Paragraph(voice.say(WORKING_TRANSLATION))] if voice.language == "km" else []
    return Sheet(
        title=voice.say(TITLE),
        subtitle=plan.title.say(voice.language),
        language=voice.language,
        digits=voice.digits,
        authority=(),
        blocks=(*preface, *(block for entry in entries for block in _entry(entry, voice))),
    )


def _entry(entry: Entry, voice: Voice) -> Iterator[Block]:
    yield Heading(f"{voice.whole(entry.number)}. {voice.write(entry.term.say(voice.language))}")
    yield Paragraph(voice.write(entry.text.say(voice.language)))
    if entry.text.reason is not None:
        yield Paragraph(voice.say(PRINTED, reason=entry.text.reason.say(voice.language)))
    yield from _items(entry.items, voice)


def _items(items: Sequence[Item], voice: Voice) -> Iterator[Block]:
    """A list; where its lines have lists of their own each line is a small heading over its list."""
    if not any(item.items for item in items):
        if items:
            yield Bullets(tuple(_line(item, voice) for item in items))
        return
    for item in items:
        yield Heading(_line(item, voice), 2)
        yield from _items(item.items, voice)


def _line(item: Item, voice: Voice) -> str:
    """A line under the number it has in the plan; letters are no help in Khmer and stand nowhere."""
    place = item.code.rpartition(".")[2]
    number = f"{place}. " if place.isdecimal() else ""
    note = f" – {item.footnote.say(voice.language)}" if item.footnote else ""
    return voice.write(f"{number}{item.text.say(voice.language)}{note}")
