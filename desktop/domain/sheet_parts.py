"""Parts that the printed report of an office and the summary of a province share."""

from collections.abc import Iterator, Sequence

from desktop.domain.org_unit import Level, OrgUnit
from desktop.domain.shareable import Shareable
from desktop.domain.sheet import Block, Grade, Heading, Signature, Signatures
from desktop.domain.sheet_words import GENERAL_SECRETARIAT, Voice
from desktop.i18n.words import mark

RESULTS = mark("Results by activity")
CASES = mark("Cases of violence against children")
MONEY = mark("Planned and spent budget")
NARRATIVE_HEADINGS = {
    "challenges": mark("Challenges"),
    "solutions": mark("Solutions"),
    "next_steps": mark("Direction of further work"),
    "requests": mark("Requests"),
}
MEASURE = mark("Activity and measure")
THIS_PERIOD = mark("This period")
LAST_PERIOD = mark("Last period")
SINCE_JANUARY = mark("Since January")
TARGET = mark("Target of the year")
ACHIEVED = mark("% achieved")
NOTHING_WRITTEN = mark("Nothing was written here.")
LEFT_OUT = mark("Answers left out because two different ones were given: {n}.")
SEEN_AND_AGREED = mark("Seen and agreed")
REPORTER = mark("Reporter")
MISSING = mark("Offices that have not reported")
# Measures that say the same in different templates.
SESSIONS, PARTICIPATIONS = ("sessions",), ("participants", "people")
FEMALE = tuple(f"{code}_female" for code in PARTICIPATIONS)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def place(line: Sequence[OrgUnit], voice: Voice) -> str:
    """The office with all above it up to the province, the nearest first, and its code."""
    names = [voice.office(unit) for unit in reversed(line[1:] or line)]
    where = (" " if voice.language == "km" else ", ").join(names)
    return voice.write(f"{where} ({line[-1].code})") if line[-1].code else where


def authority(line: Sequence[OrgUnit], voice: Voice) -> tuple[str, ...]:
    """The line of authority below the national level."""
    return tuple(voice.administration(unit) for unit in line if unit.level is not Level.NATIONAL)


def copies_to(line: Sequence[OrgUnit], voice: Voice) -> tuple[str, ...]:
    """The offices above, the nearest first, and at the end the secretariat that collects reports."""
    if len(line) == 1:
        return ()
    above = [voice.administration(unit) for unit in reversed(line[1:-1])]
    collects = next((unit for unit in line[:-1] if unit.level is Level.PROVINCE), None)
    return (*above, voice.secretariat(collects) if collects else voice.say(GENERAL_SECRETARIAT))


def grade(shareable: Shareable | None) -> Grade:
    return Grade.OFFICIAL if shareable is None else Grade.SHAREABLE


def signed(shareable: Shareable | None, signatures: Signatures) -> tuple[Block, ...]:
    """The official copy is what is signed; one that may be shared names nobody."""
    return (signatures,) if shareable is None else ()


def of_secretariat(unit: OrgUnit, person: str, voice: Voice) -> Signatures:
    """Left who heads the administration, right the secretariat that gathered the figures."""
    seen = Signature((voice.say(SEEN_AND_AGREED), voice.head(unit)))
    return Signatures(seen, Signature((voice.secretariat(unit), voice.say(REPORTER)), person))


def numbered(
    sections: Sequence[tuple[str, Iterator[Block] | Sequence[Block]]], voice: Voice
) -> Iterator[Block]:
    """Sections that have something in them, each under its Roman number."""
    filled = ((heading, blocks) for heading, found in sections if (blocks := tuple(found)))
    for number, (heading, blocks) in zip(ROMAN, filled, strict=False):
        yield Heading(f"{number}. {voice.say(heading)}")
        yield from blocks


def paragraphs(text: str) -> Iterator[str]:
    """What a person wrote, line by line; two stars would mark bold, so they become one."""
    for line in text.splitlines():
        if line.strip():
            yield line.strip().replace("**", "*")
