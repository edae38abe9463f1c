"""Releasing: the one way in which a file with counts of children or cases leaves, and its register."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from desktop.actions import printout, protecting, stamp
from desktop.actions.printout import Order
from desktop.actions.protecting import RULES, Protection
from desktop.config import log_file
from desktop.domain.period import ReportingPeriod
from desktop.domain.shareable import Shareable
from desktop.domain.sheet import Grade, Sheet
from desktop.domain.sheet_parts import copies_to
from desktop.domain.sheet_words import voice
from desktop.errors import UserError, note
from desktop.i18n.words import mark
from desktop.progress import UNWATCHED, Progress
from desktop.storage import org_units, releases, settings
from desktop.storage.database import Database, writing
from desktop.storage.releases import Release

__all__ = ["Release"]

COPY_OF = mark("No. {number}, for: {receiver}")
COPY = mark("No. {number}")
TRIES = 5


class FileFormat(Enum):
    """As what a sheet leaves."""

    PDF = "pdf"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Released:
    """A file that may leave. `number` is its place in the register; None where it holds no counts."""

    content: bytes
    name: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is about to leave: which paper or export about which place (the id of an office) and period."""

    grade: Grade
    paper: str
    place: str
    period: str
    format: str
    receiver: str = ""
    sums_up: bool = True  # over offices; of one office's own counts none may be shared

    @property
    def name(self) -> str:
        """A neutral name for the file: office, paper and period."""
        return f"{self.place.rpartition('.')[2]}-{self.paper}-{self.period}.{self.format}"


class ReceiverNeeded(UserError):
    message = mark(
        "An official copy holds exact figures, so it is made for one receiver. Nothing was written. "
        "Say who receives it, or make a copy that may be shared."
    )


class NotFitToLeave(UserError):
    message = mark(
        "The file came out with something in it that no page shows, so it may not leave. Nothing was "
        "written. Choose the other kind of file (PDF or Excel), or tell whoever keeps the program at the "
        "secretariat, with the support file."
    )


class RegisterWasBusy(UserError):
    message = mark(
        "Other copies were being registered at the same moment. Nothing was written. Please try again."
    )


def release(
    db: Database,
    order: Order,
    file_format: FileFormat = FileFormat.PDF,
    progress: Progress = UNWATCHED,
) -> Released:
    """A paper as a file that may leave, registered with all that it says of protected counts.

    Raises what `printout.sheet_of` raises, `ReceiverNeeded` for an official copy without one, and
    `NotFitToLeave`.
    """
    if order.paper.is_open:
        content = _drawn(printout.sheet_of(db, order), file_format, progress)
        return Released(content, f"{order.paper.value}-{order.language}.{file_format.value}", None)
    place = order.report.org_unit if order.report else settings.need(db, settings.ORG_UNIT)
    leaving = Leaving(
        order.grade,
        order.paper.value,
        place,
        order.about,
        file_format.value,
        order.receiver.strip(),
        order.paper.sums_up,
    )

    def draw(number: int, protection: Protection) -> bytes:
        sheet = printout.sheet_of(db, order, protection.shareable)
        return _drawn(replace(sheet, copy=_copy(order, number)), file_format, progress)

    return register(db, leaving, draw)


def register(db: Database, leaving: Leaving, draw: Callable[[int, Protection], bytes]) -> Released:
    """Let a file leave: `draw` is given its number and the protected values that it may hold.

    No register, no file: the bytes are given back after the register was written. Where another copy
    was registered meanwhile, what may be shown has to be asked anew. Raises `ReceiverNeeded`.
    """
    if leaving.grade is Grade.OFFICIAL and not leaving.receiver:
        raise ReceiverNeeded
    for _attempt in range(TRIES):
        number, cut = releases.next_number(db), releases.data_cut(db)
        protection = _protection(db, leaving)
        content = draw(number, protection)
        entry = _entry(db, leaving, number, cut, content)
        with writing(db):
            if (releases.next_number(db), releases.data_cut(db)) == (number, cut):
                releases.keep(db, entry, protection.cells)
                return Released(content, leaving.name, number)
    raise RegisterWasBusy


def list_releases(db: Database) -> tuple[Release, ...]:
    """Every copy that left, the last first."""
    return tuple(releases.every(db))


def usual_receiver(db: Database) -> str:
    """Who usually gets an official copy: the office above, in this one's language; empty for the top."""
    line = org_units.line(db, settings.need(db, settings.ORG_UNIT))
    spoken = voice(settings.need(db, settings.LANGUAGE), settings.need(db, settings.DIGITS))
    return next(iter(copies_to(line, spoken)), "")


def _protection(db: Database, leaving: Leaving) -> Protection:
    """What a copy to be shared may show. An official one is exact, and may be about all periods."""
    if leaving.grade is Grade.SHAREABLE and leaving.sums_up:
        return protecting.protect(db, leaving.place, ReportingPeriod(leaving.period))
    return Protection(Shareable(leaving.place, leaving.period))


def _entry(db: Database, leaving: Leaving, number: int, cut: int, content: bytes) -> Release:
    return Release(
        number=number,
        grade=leaving.grade.value,
        paper=leaving.paper,
        place=leaving.place,
        period=leaving.period,
        format=leaving.format,
        receiver=leaving.receiver,
        rules=RULES,
        data_cut=cut,
        person=settings.need(db, settings.PERSON),
        made_at=stamp.now(),
        digest=hashlib.sha256(content).digest(),
    )


def draw_open(sheet: Sheet, file_format: FileFormat) -> bytes:
    """A sheet of a kind that never holds a protected number, as a file; no register is kept of such."""
    if sheet.grade is not Grade.OPEN:
        raise ValueError(sheet.grade)
    return _drawn(sheet, file_format, UNWATCHED)


def _drawn(sheet: Sheet, file_format: FileFormat, progress: Progress) -> bytes:
    from desktop.printing.paper import pdf
    from desktop.printing.workbook import xlsx

    return looked_over((pdf if file_format is FileFormat.PDF else xlsx)(sheet, progress))


def looked_over(content: bytes) -> bytes:
    """A file that was made here, if it holds no more than its pages show. Raises `NotFitToLeave`."""
    from desktop.printing.scanning import HoldsMore, look_over

    try:
        look_over(content)
    except HoldsMore as fault:
        note(fault, log_file())
        raise NotFitToLeave from fault
    return content


def _copy(order: Order, number: int) -> str:
    spoken = voice(order.language, order.digits)
    if order.grade is Grade.OFFICIAL:
        return spoken.say(COPY_OF, number=spoken.whole(number), receiver=order.receiver.strip())
    return spoken.say(COPY, number=spoken.whole(number))
