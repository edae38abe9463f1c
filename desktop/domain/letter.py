"""What is written on an official paper at signing: the number of the letter and both dates."""

import datetime as dt
from dataclasses import dataclass, replace

from desktop.domain.sheet import Block, Sheet, Signatures
from desktop.domain.sheet_words import Voice
from desktop.i18n import dates
from desktop.i18n.lunar import lunar_date
from desktop.i18n.words import mark

DONE_AT = mark("Done at {place}, {date}")


@dataclass(frozen=True, slots=True)
class Letter:
    """What is known before signing; the rest stands dotted and is written by hand (FACTS.md section 2.2)."""

    number: str = ""
    date: dt.date | None = None


BLANK = Letter()


def filled_in(sheet: Sheet, letter: Letter, place: str, voice: Voice) -> Sheet:
    """The sheet with what is known of its letter. Who has seen and agreed signs later, with its own date."""
    lines = date_lines(letter.date, place, voice) if letter.date else ()
    blocks = tuple(_dated(block, lines) for block in sheet.blocks)
    return replace(sheet, letter_number=letter.number, blocks=blocks)


def date_lines(date: dt.date, place: str, voice: Voice) -> tuple[str, ...]:
    """In Khmer the lunar date and under it the place and the solar date, in English these alone."""
    solar = voice.say(DONE_AT, place=place, date=dates.long_date(date, voice.language, voice.digits))
    return (lunar_date(date).written(voice.digits), solar) if voice.language == "km" else (solar,)


def _dated(block: Block, lines: tuple[str, ...]) -> Block:
    if not isinstance(block, Signatures):
        return block
    return replace(block, right=replace(block.right, dates=lines))
