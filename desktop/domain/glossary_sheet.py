"""The plan's glossary as a booklet: every entry with its lists, and what is printed where it differs."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from desktop.domain.plan import Plan, PlanText, Text
from desktop.domain.sheet import Block, Bullets, Column, Heading, Paragraph, Row, Sheet, Table
from desktop.domain.sheet_words import Voice
from desktop.i18n.words import mark

TITLE = mark("Words of the plan and what they mean")
WORKING_TRANSLATION = mark(
    "This Khmer text is a working translation, until the official text of the plan is there."
)
ABBREVIATIONS, ABBREVIATION, STANDS_FOR = mark("Abbreviations"), mark("Abbreviation"), mark("It stands for")
NOT_LISTED = mark("* The plan uses it, or others use it for the plan, without listing it.")
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


class Abbreviation(Protocol):
    """A short form with what it stands for; `in_plan` is false for those the plan uses without listing."""

    @property
    def code(self) -> str: ...
    @property
    def full(self) -> PlanText: ...
    @property
    def in_plan(self) -> bool: ...


def glossary_sheet(
    entries: Iterable[Entry], abbreviations: Iterable[Abbreviation], plan: Plan, voice: Voice
) -> Sheet:
    """Every entry under its number and term, in the order of the plan; then the abbreviations."""
    preface = [Paragraph(voice.say(WORKING_TRANSLATION))] if voice.language == "km" else []
    return Sheet(
        title=voice.say(TITLE),
        subtitle=plan.title.say(voice.language),
        language=voice.language,
        digits=voice.digits,
        authority=(),
        blocks=(
            *preface,
            *(block for entry in entries for block in _entry(entry, voice)),
            Heading(voice.say(ABBREVIATIONS)),
            _table(abbreviations, voice),
            Paragraph(voice.say(NOT_LISTED)),
        ),
    )


def _table(abbreviations: Iterable[Abbreviation], voice: Voice) -> Table:
    columns = (Column(voice.say(ABBREVIATION), 1.0), Column(voice.say(STANDS_FOR), 4.0))
    rows = (
        Row((f"{each.code}{'' if each.in_plan else ' *'}", voice.write(each.full.say(voice.language))))
        for each in sorted(abbreviations, key=lambda each: each.code.casefold())
    )
    return Table(columns, tuple(rows))


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
