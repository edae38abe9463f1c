"""The paper that goes to an office with its card: whose it is, the card as a QR code, what to do with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.domain.org_unit import OrgUnit
from desktop.domain.sheet import (
    Align,
    Block,
    Bullets,
    Code,
    Column,
    Heading,
    NewPage,
    Paragraph,
    Row,
    Sheet,
    Table,
)
from desktop.domain.sheet_words import Voice
from desktop.i18n.digits import khmer_digits, latin_digits
from desktop.i18n.words import mark

TITLE_FOR = mark("Office card: {office}")
FROM = mark("From: {secretariat}, {place}")
CODE = mark("Code {code}, card number {number}")
CAPTION = mark("The same card as in the file. A telephone reads it; send the text to the computer as a file.")
WHAT_TO_DO = mark("What to do")
STEPS = (
    mark("Start Tumpeang and choose the card file that came with this paper."),
    mark("Compare the number on the screen with the number on this paper, digit by digit."),
    mark("Telephone the secretariat, tell it the number of your computer, and have it accepted."),
)
FINGERPRINT = mark("Number of the secretariat's first computer")
KHMER_DIGITS, LATIN_DIGITS = mark("In Khmer digits"), mark("In Latin digits")


@dataclass(frozen=True, slots=True)
class Given:
    """An office's card: `text` is the whole file, `number` its issue."""

    unit: OrgUnit
    text: str
    number: int


def card_sheet(
    secretariat: OrgUnit, fingerprint: str, cards: Iterable[Given], voice: Voice, notice: str = ""
) -> Sheet:
    """One page for each office."""
    blocks: list[Block] = []
    for given in cards:
        blocks += [*([NewPage()] if blocks else []), *_page(secretariat, given, fingerprint, voice)]
    return Sheet(
        title="",
        subtitle="",
        language=voice.language,
        digits=voice.digits,
        authority=(),
        blocks=tuple(blocks),
        notice=notice,
    )


def _page(secretariat: OrgUnit, given: Given, fingerprint: str, voice: Voice) -> Iterator[Block]:
    yield Heading(voice.say(TITLE_FOR, office=voice.office(given.unit)))
    yield Paragraph(
        voice.say(FROM, secretariat=voice.secretariat(secretariat), place=voice.office(secretariat))
    )
    yield Paragraph(voice.say(CODE, code=given.unit.code, number=given.number))
    yield Code(given.text)
    yield Paragraph(voice.say(CAPTION))
    yield Heading(voice.say(WHAT_TO_DO), 2)
    yield Bullets(tuple(voice.say(step) for step in STEPS))
    yield Heading(voice.say(FINGERPRINT), 2)
    # in both shapes: whoever reads it aloud may be used to either
    rows = (Row((f"**{khmer_digits(fingerprint)}**", f"**{latin_digits(fingerprint)}**")),)
    columns = (voice.say(KHMER_DIGITS), voice.say(LATIN_DIGITS))
    yield Table(tuple(Column(title, align=Align.CENTRE) for title in columns), rows)
