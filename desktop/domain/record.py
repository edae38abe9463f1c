"""Records: what devices sign. A record never changes; what is current is asked of all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from desktop.domain.report import Answer, ReportKey


class RecordKind(Enum):
    """The kinds this program lays out. A record of any other kind is kept and passed on."""

    SUBMISSION = "submission"
    DECISION = "decision"
    DEVICE = "device"
    GRANT = "grant"
    RECEIPT = "receipt"
    REGISTRY = "registry"
    PLAN = "plan"
    RATING = "rating"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Submission:
    """The cells that changed, and for each the records its author saw and replaced."""

    report: ReportKey
    person: str
    cells: Mapping[str, Answer] = field(hash=False)
    replaces: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


class Verdict(Enum):
    """What a reviewer says. CLOSED judges nothing: what comes after it is an amendment."""

    APPROVED = "approved"
    RETURNED = "returned"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Decision:
    """The reviewer's word on exactly the records that were live for a report (`judged`).

    `replaces` names the decisions its author saw: these stand no more. Two that did not see each
    other both stand.
    """

    report: ReportKey
    verdict: Verdict
    person: str
    judged: tuple[str, ...]
    reason: str = ""
    cell_reasons: Mapping[str, str] = field(default_factory=dict, hash=False)
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """A word on a report by an office that gets copies of it: on the whole, and on single cells.

    It judges nothing, and no report changes its standing by it. `about` are the records that its author
    had on screen. `replaces` names the comments of the same office its author saw: these stand no more.
    """

    report: ReportKey
    person: str
    about: tuple[str, ...]
    word: str = ""
    cell_words: Mapping[str, str] = field(default_factory=dict, hash=False)
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Device:
    """A device speaks for an office. `box` and `recovery` are the age keys to seal to."""

    box: str
    recovery: str
    person: str


@dataclass(frozen=True, slots=True)
class Grant:
    """A secretariat accepts a device for an office, or takes that back for ever.

    What takes it back names those of the device's records that stand (`stands`); every other one,
    whenever it arrives, is kept and does not count (docs/decisions/0010).
    """

    device: str
    org_unit: str
    accepted: bool
    stands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """These records were taken in, and these parts of them: a part goes by its digest, as a record by its."""

    records: tuple[str, ...]


class Book(Enum):
    """What a notice is written into. Each book is laid out like one report, that of no office."""

    REGISTER = "registry"
    PLAN = "plan"
    RATING = "rating"

    @property
    def key(self) -> ReportKey:
        return ReportKey("", self.value)


@dataclass(frozen=True, slots=True)
class Notice:
    """What a secretariat lays down, cell by cell like a report, and what its author saw and replaced.

    In the register about offices (domain/register.py), in the plan about its texts (domain/plan_pack.py),
    among the ratings about how well things went and what surveys found (domain/rating.py).
    """

    book: Book
    person: str
    cells: Mapping[str, Answer] = field(hash=False)
    replaces: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


Body = Submission | Decision | Device | Grant | Receipt | Notice | Comment


@dataclass(frozen=True, slots=True)
class Record:
    """A record and where it came from.

    `name` is the SHA-256 of its bytes, in hex. `device` is the author's public key. `made_at`
    is the author's clock: shown, never compared. `body` is None for a kind not known here.
    """

    name: str
    kind: str
    device: str
    org_unit: str
    made_at: str
    body: Body | None


@dataclass(frozen=True, slots=True)
class Signed:
    """A record's exact bytes with its author's signature: what is kept and travels."""

    record: Record
    content: bytes
    signature: bytes
