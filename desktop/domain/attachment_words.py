"""Attachments in words, on screen and on paper: what one is called, what it is, how many a report has."""

from collections.abc import Iterable

from desktop.domain.attachment import PLACES, Attachment, Kind, attachment, attachments
from desktop.domain.figures import Report
from desktop.domain.report import Answer, Cell
from desktop.domain.sheet import Paragraph
from desktop.domain.sheet_words import Voice
from desktop.i18n.words import mark

NAME = mark("Attachment {n}")
NAMES = {Kind.PHOTO: mark("Photo {n}"), Kind.PDF: mark("PDF {n}")}
WHAT = {Kind.PHOTO: mark("Photo, {size} kB"), Kind.PDF: mark("PDF, {size} kB")}
HOW_MANY = mark("Attachments kept with this report in the program: {n}.")
LACKING = mark("Attachments of this report that have not come yet: {n}. It is not complete.")


def name(cell: str, voice: Voice) -> str:
    """What a cell for an attachment is called: "Attachment 1"."""
    return voice.say(NAME, n=Cell.of(cell).measure)


def called(cell: str, found: Attachment, voice: Voice) -> str:
    """Its caption, or "Photo 1" where it has none."""
    return found.caption or voice.say(NAMES[found.kind], n=Cell.of(cell).measure)


def what(found: Attachment, voice: Voice) -> str:
    """What it is and how large: "Photo, 184 kB"."""
    return voice.say(WHAT[found.kind], size=voice.whole(-(-found.size // 1000)))


def said(cell: str, answer: Answer, voice: Voice) -> str | None:
    """What an attachment's cell holds: "Photo, 184 kB: Meeting"; None where it holds none."""
    found = attachment(cell, answer)
    if found is None:
        return None
    return f"{what(found, voice)}: {found.caption}" if found.caption else what(found, voice)


def is_place(cell: str) -> bool:
    """Whether a cell is one for an attachment."""
    return cell in PLACES


def how_many(reports: Iterable[Report], lacks: int, voice: Voice) -> list[Paragraph]:
    """A line for paper, which never shows the pictures; nothing where there are none. `lacks`: not come."""
    n = sum(len(attachments(report)) for report in reports)
    said = ((HOW_MANY, n), (LACKING, lacks))
    return [Paragraph(voice.say(words, n=voice.whole(number))) for words, number in said if number]
