"""A receipt on paper: what was taken in of a report, by whom and when, with a short code to compare."""

import hashlib
from collections.abc import Iterable

from desktop.domain.history import History, Received, Submitted, moment
from desktop.domain.period import ReportingPeriod
from desktop.domain.sheet import Block, Callout, Code, Column, Grade, Paragraph, Row, Sheet, Table
from desktop.domain.sheet_words import Voice
from desktop.i18n import dates
from desktop.i18n.words import mark

TITLE = mark("Receipt for the report about {period}")
SAID = mark("What is listed here came whole and was taken in. Each line was signed by the computer it names.")
CODE = mark("Code of this receipt, the same for both offices")
SUBMITTED, TAKEN_IN = mark("Submitted"), mark("Taken in")
WHO = mark("{who}, {when}")
# Digits and letters that cannot be taken for one another by eye or ear.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTERS, _BITS = 6, 5


def short_code(records: Iterable[str]) -> str:
    """Six signs in two groups, as "7K2M-Q4", from the names of records in any order.

    Thirty bits: enough that two papers in one drawer hardly ever agree, and no proof of anything.
    """
    named = hashlib.sha256("\n".join(sorted(set(records))).encode()).digest()
    number = int.from_bytes(named[:4], "big") >> 2
    signs = [_ALPHABET[number >> _BITS * place & 31] for place in reversed(range(_LETTERS))]
    return "".join(signs[:4]) + "-" + "".join(signs[4:])


def received(history: History) -> tuple[tuple[Submitted, Received], ...]:
    """The submissions of a report that a receipt came for, each with the first of these."""
    return tuple((event, event.receipts[0]) for event in history.submissions if event.receipts)


def receipt_sheet(history: History, voice: Voice, *, notice: str = "") -> Sheet:
    """The receipt for all of a report that was taken in; it holds no figure."""
    every = received(history)
    code = short_code(event.record for event, _ in every)
    office = history.offices.get(history.report.org_unit)
    blocks: tuple[Block, ...] = (
        Paragraph(voice.say(SAID)),
        Table(
            (Column(voice.say(SUBMITTED), 1.0), Column(voice.say(TAKEN_IN), 1.0)),
            tuple(Row((_submitted(event, voice), _taken_in(one, history, voice))) for event, one in every),
        ),
        Callout(code, voice.say(CODE)),
        Code(code),
    )
    return Sheet(
        title=voice.say(TITLE, period=voice.period(ReportingPeriod(history.report.period))),
        subtitle=voice.office(office) if office else "",
        language=voice.language,
        digits=voice.digits,
        authority=(),
        blocks=blocks,
        grade=Grade.OPEN,
        notice=notice,
    )


def _submitted(event: Submitted, voice: Voice) -> str:
    return voice.say(WHO, who=event.author.person, when=_when(event.clocks.made_at, voice))


def _taken_in(one: Received, history: History, voice: Voice) -> str:
    office = history.offices.get(one.org_unit)
    who = f"{voice.office(office) if office else one.org_unit} ({voice.write(one.fingerprint)})"
    return voice.say(WHO, who=who, when=_when(one.clocks.made_at, voice))


def _when(text: str, voice: Voice) -> str:
    at = moment(text)
    return dates.moment(at, voice.language, voice.digits) if at else text
