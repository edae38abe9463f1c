"""The paper that goes to an office with its card: whose it is, the card as a QR code, what to do with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.domain.org_unit import OrgUnit
from desktop.domain.sheet import Block, Bullets, Code, Heading, NewPage, Paragraph, Sheet
from desktop.domain.sheet_words import Voice
from desktop.i18n.digits import khmer_digits, latin_digits
from desktop.i18n.words import mark, say

TITLE = mark("Office card")
CODE = mark("Code {code}, card number {number}")
FINGERPRINT = mark("The first computer of the secretariat has the number {latin}, in Khmer digits {khmer}.")
STEPS = (
    mark("Start Tumpeang and choose the card file that came with this paper."),
    mark("Compare the number on the screen with the number on this paper, digit by digit."),
    mark("Telephone the secretariat, tell it the number of your computer, and have it accepted."),
)
CAPTION = mark("The same card, to be read with a telephone and saved as a file.")


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
        blocks += [*([NewPage()] if blocks else []), *_page(given, fingerprint, voice)]
    return Sheet(
        title=voice.say(TITLE),
        subtitle=voice.secretariat(secretariat),
        language=voice.language,
        digits=voice.digits,
        authority=(),
        blocks=tuple(blocks),
        notice=notice,
    )


def _page(given: Given, fingerprint: str, voice: Voice) -> Iterator[Block]:
    yield Heading(voice.office(given.unit))
    yield Paragraph(voice.say(CODE, code=given.unit.code, number=given.number))
    yield Code(given.text, voice.say(CAPTION))
    yield Bullets(tuple(voice.say(step) for step in STEPS))
    yield Paragraph(_in_both(fingerprint, voice))


def _in_both(fingerprint: str, voice: Voice) -> str:
    """The number in Khmer and in Latin digits: whoever reads it aloud may be used to either."""
    latin, khmer = latin_digits(fingerprint), khmer_digits(fingerprint)
    return say(voice.language, FINGERPRINT, latin=f"**{latin}**", khmer=f"**{khmer}**")
