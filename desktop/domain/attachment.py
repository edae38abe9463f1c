"""An attachment: a photo or a PDF of a report, named by the digest of its bytes in a cell of the report.

The cell holds one line of text, written in one way: `photo 183244 DIGEST caption`. So an attachment is
drafted, taken back, submitted, corrected, disputed and merged as every other answer is. Its bytes lie
beside the report as a part of their own; no file name is kept, because it may be a child's.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from desktop.domain.report import Answer, Cell
from desktop.errors import UserError
from desktop.i18n.words import mark

ATTACHMENT = "attachment"
PLACES = tuple(Cell(ATTACHMENT, str(n)).key for n in range(1, 6))
# A link of the second generation carries about 8 kB in a second: 300 kB are 40 seconds, a report with all
# it may have is four minutes, and what 1,652 communes attach in a quarter is at most 3.3 GB.
MAX_PHOTO_BYTES, MAX_PDF_BYTES, MAX_REPORT_BYTES = 300_000, 1_000_000, 2_000_000
MAX_PDF_PAGES = 30
MAX_CAPTION = 120  # letters
_LINE = re.compile(r"(photo|pdf) ([1-9][0-9]{0,6}) ([0-9a-f]{64})(?: (\S(?:.*\S)?))?")


class Kind(Enum):
    """What the bytes are: always a JPEG, or always a PDF."""

    PHOTO = "photo"
    PDF = "pdf"


_MOST = {Kind.PHOTO: MAX_PHOTO_BYTES, Kind.PDF: MAX_PDF_BYTES}


class TooMany(UserError):
    message = mark(
        "A report has at most {most} attachments. Nothing was changed. Remove one to make room for another."
    )


class TooMuchTogether(UserError):
    message = mark(
        "The attachments of a report may have {most} kB together, and with this one they would have {size}. "
        "Nothing was changed. Remove one, or choose a smaller one."
    )


@dataclass(frozen=True, slots=True)
class Attachment:
    """`size` in bytes; `digest` the SHA-256 of the bytes in hex; the caption is one line and may be empty."""

    kind: Kind
    size: int
    digest: str
    caption: str = ""

    @property
    def answer(self) -> str:
        """The one way to write it into a cell."""
        return f"{self.kind.value} {self.size} {self.digest} {self.caption}".rstrip()

    def called(self, caption: str) -> "Attachment":
        """The same with another caption, in one line and no longer than there is room for."""
        return replace(self, caption=" ".join(caption.split())[:MAX_CAPTION].strip())


def attachment(cell: str, answer: Answer) -> Attachment | None:
    """The attachment that a cell holds; None where it is no attachment's cell, or holds anything else."""
    if cell not in PLACES or not isinstance(answer, str):
        return None
    match = _LINE.fullmatch(answer)
    if match is None:
        return None
    found = Attachment(Kind(match[1]), int(match[2]), match[3], match[4] or "")
    within = found.size <= _MOST[found.kind] and found.called(found.caption) == found
    return found if within else None


def attachments(answers: Mapping[str, Answer]) -> dict[str, Attachment]:
    """The attachments of a report by their cells, in the order of the cells."""
    read = ((cell, attachment(cell, answers.get(cell))) for cell in PLACES)
    return {cell: found for cell, found in read if found is not None}


def size_of(every: Iterable[Attachment]) -> int:
    """Bytes together; one that stands in two cells travels once."""
    return sum({found.digest: found.size for found in every}.values())


def place_for(answers: Mapping[str, Answer], new: Attachment, *, but: Iterable[str] = ()) -> str:
    """The cell for one more attachment: the first that holds nothing and is not among `but`.

    Raises `TooMany` or `TooMuchTogether`.
    """
    free = [cell for cell in PLACES if answers.get(cell) is None and cell not in but]
    if not free:
        raise TooMany(most=len(PLACES))
    size = size_of((*attachments(answers).values(), new))
    if size > MAX_REPORT_BYTES:
        raise TooMuchTogether(most=MAX_REPORT_BYTES // 1000, size=-(-size // 1000))
    return free[0]
