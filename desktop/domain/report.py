"""A report is what one org unit says about one reporting period, cell by cell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

MAX_NUMBER, MAX_LETTERS = 10**15, 20_000  # more than any office has to say
CELL_KEY = r"[A-Za-z0-9._-]{1,40}:[A-Za-z0-9_]{1,40}(?::[A-Za-z0-9._-]{1,60})?"
_KEY = re.compile(rf"\A{CELL_KEY}\Z")
NARRATIVE = "narrative"
BUDGET = "budget"
TARGET, BASELINE = "target", "baseline"  # splits of a measure in the report of a whole year


@dataclass(frozen=True, slots=True, order=True)
class ReportKey:
    """Which report: whose, and about when. Annual targets and budgets are the report of a year."""

    org_unit: str
    period: str


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """The address of one answer: what it is about, what is measured, split how.

    `item` is an activity code, `budget` or `narrative`. As text: `2.3.1:sessions`,
    `budget:spent:state`, `2.3.4:cases_identified:physical.home.girl.6-11.without`.
    """

    item: str
    measure: str
    split: str = ""

    @property
    def key(self) -> str:
        return f"{self.item}:{self.measure}:{self.split}" if self.split else f"{self.item}:{self.measure}"

    @classmethod
    def of(cls, key: str) -> "Cell":
        item, measure, *split = key.split(":", 2)
        return cls(item, measure, split[0] if split else "")


class Reason(Enum):
    """Why a cell has no number. "No report" is none of these and never shown as 0."""

    NOT_PLANNED = "not_planned"
    NOT_KNOWN = "not_known"
    NOTHING = "nothing_to_report"


# A number (0 is a number), a text, or a reason; None is a cell that was emptied again.
Answer = int | str | Reason | None


def is_cell_key(key: str) -> bool:
    """Whether this is the address of a cell at all."""
    return _KEY.match(key) is not None


def is_within_bounds(answer: Answer) -> bool:
    """Whether an answer is one that a record can hold: no negative or endless number, no book."""
    if isinstance(answer, str):
        return len(answer) <= MAX_LETTERS
    return not isinstance(answer, int) or 0 <= answer <= MAX_NUMBER


class Status(Enum):
    """Where a report stands. APPROVED lasts only while what was judged is still what is live."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class LiveCell:
    """What is live for one cell: every distinct answer with the records that wrote it.

    More than one answer is a conflict, shown side by side and never settled by the program.
    """

    answers: tuple[Answer, ...]
    records: tuple[str, ...]

    @property
    def conflict(self) -> bool:
        return len(self.answers) > 1

    @property
    def answer(self) -> Answer:
        """The one answer; None while people disagree."""
        return self.answers[0] if len(self.answers) == 1 else None


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer typed but not submitted, and the records its author had on screen and replaces."""

    answer: Answer
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as it stands on this computer: what is live, and over it what was typed since."""

    key: ReportKey
    live: Mapping[str, LiveCell] = field(default_factory=dict)
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    status: Status = Status.DRAFT

    def answer(self, cell: str) -> Answer:
        if cell in self.drafts:
            return self.drafts[cell].answer
        live = self.live.get(cell)
        return live.answer if live else None

    def seen(self, cell: str) -> tuple[str, ...]:
        """The records a new answer to this cell replaces: exactly those shown here.

        A draft hides what is live. What came in under it after it was typed was not seen, so
        typing over the draft replaces no more than the draft did.
        """
        if cell in self.drafts:
            return self.drafts[cell].seen
        live = self.live.get(cell)
        return live.records if live else ()

    def answers(self) -> dict[str, Answer]:
        """Every answered cell, drafts over live."""
        merged = {cell: live.answer for cell, live in self.live.items()}
        merged.update((cell, draft.answer) for cell, draft in self.drafts.items())
        return {cell: answer for cell, answer in merged.items() if answer is not None}
