"""Attachments of a report: taking a photo or a PDF in, cleaned and made small; and reading one again."""

from dataclasses import dataclass
from pathlib import Path

from desktop.actions import pdf_cleaning, photo_cleaning, report, stamp
from desktop.domain.attachment import (
    ATTACHMENT,
    MAX_CAPTION,
    MAX_PDF_BYTES,
    MAX_REPORT_BYTES,
    PLACES,
    Attachment,
    Kind,
    attachment,
    attachments,
    place_for,
    size_of,
)
from desktop.domain.report import ReportKey, ReportView
from desktop.errors import UserError
from desktop.i18n.khmer import normalise
from desktop.i18n.words import mark
from desktop.progress import UNWATCHED, Progress
from desktop.storage import attachments as parts
from desktop.storage import pieces, settings
from desktop.storage.database import Database, writing

__all__ = [
    "ATTACHMENT",
    "MAX_CAPTION",
    "MAX_PDF_BYTES",
    "MAX_REPORT_BYTES",
    "PLACES",
    "Attachment",
    "Kind",
    "attachment",
    "attachments",
    "place_for",
    "size_of",
]

MAX_READ_BYTES = 60_000_000  # a photo of the largest telephone cameras, not packed, has less
_PDF_BEGINS_WITHIN = 1024


class FileTooLarge(UserError):
    message = mark("“{name}” is larger than any photo. Nothing was changed. Choose a smaller one.")


class CannotBeRead(UserError):
    message = mark("“{name}” cannot be read. Nothing was changed. Check that the file is there.")


class NeitherPhotoNorPdf(UserError):
    message = mark(
        "“{name}” is neither a photo (JPEG, PNG, WebP) nor a PDF. Nothing was changed. "
        "Save it as one of these, or take a photo of it."
    )


class NotHereYet(UserError):
    message = mark("This attachment has not arrived on this computer yet. The figures are all here.")


def take(db: Database, source: Path | bytes, name: str = "", progress: Progress = UNWATCHED) -> Attachment:
    """Clean a photo or PDF and keep its bytes durably; a report speaks of it when its cell is saved.

    `source` is a file, or what was pasted; the file's name is used in words only and not kept. Raises
    `FileTooLarge`, `CannotBeRead`, `NeitherPhotoNorPdf` or what the cleaning raises; then nothing was kept.
    """
    known_as = name or (source.name if isinstance(source, Path) else "")
    kind, content = clean(_read(source) if isinstance(source, Path) else source, known_as, progress)
    progress(0)  # the last moment to stop
    with writing(db):
        digest = parts.keep_part(db, content, stamp.now())
    return Attachment(kind, len(content), digest)


def clean(content: bytes, name: str, progress: Progress = UNWATCHED) -> tuple[Kind, bytes]:
    """What a file shows, and nothing else of it; see `photo_cleaning` and `pdf_cleaning`."""
    if len(content) > MAX_READ_BYTES:
        raise FileTooLarge(name=name)
    if b"%PDF-" in content[:_PDF_BEGINS_WITHIN]:
        return Kind.PDF, pdf_cleaning.clean(content, name, progress)
    if not photo_cleaning.looks_like_a_photo(content):
        raise NeitherPhotoNorPdf(name=name)
    return Kind.PHOTO, photo_cleaning.clean(content, name, progress)


def attach(db: Database, opened: ReportView, source: Path, caption: str = "") -> tuple[str, Attachment]:
    """Take a file in and save it in the report's next free cell; the cell, and what it holds now.

    Raises as `take` and `save_value` do, `TooMany` or `TooMuchTogether`.
    """
    found = take(db, source).called(normalise(caption))
    cell = place_for(opened.answers(), found)
    report.save_value(db, opened, cell, found.answer)
    return cell, found


def content(db: Database, found: Attachment) -> bytes:
    """The bytes of an attachment. Raises `NotHereYet` while they have not arrived."""
    kept = parts.part(db, found.digest)
    if kept is None:
        raise NotHereYet
    return kept


def missing_parts(db: Database, key: ReportKey) -> tuple[str, ...]:
    """Digests of the parts a report speaks of that have not arrived; while there are any it is not whole."""
    return parts.missing_parts(db, key)


@dataclass(frozen=True, slots=True)
class Travel:
    """How far the attachments of a submitted report are.

    `every`: how many it has. `missing`: how many have not come here. `unheard`: how many the secretariat has
    not said to have; 0 at the secretariat itself.
    """

    every: int = 0
    missing: int = 0
    unheard: int = 0


def travel(db: Database, key: ReportKey) -> Travel:
    """How far the attachments of a report are, as it was submitted: it is whole when none is missing."""
    every = parts.submitted_parts(db, key)
    above = settings.need(db, settings.SECRETARIAT_UNIT)
    at_home = above == settings.need(db, settings.ORG_UNIT)
    heard = every if at_home else pieces.heard_by(db, every, above)
    missing = every.intersection(parts.missing_parts(db, key))
    return Travel(len(every), len(missing), len(every) - len(heard))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_READ_BYTES + 1)
    except OSError as cause:
        raise CannotBeRead(name=path.name) from cause
