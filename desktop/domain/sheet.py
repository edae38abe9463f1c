"""A sheet is what people read: the same one is drawn on the screen, on paper and in a spreadsheet."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Grade(Enum):
    """What a sheet may show of protected numbers, and so who may hold it (docs/small-numbers.md)."""

    OPEN = "open"  # is of a kind that never holds a protected number
    SHAREABLE = "shareable"  # holds protected values only: what may leave the office
    OFFICIAL = "official"  # exact: for the signature and the next level only


class Align(Enum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class RowKind(Enum):
    """How a table row is drawn."""

    BODY = "body"
    GROUP = "group"  # a heading inside the table, spanning it (a strategy, a cluster)
    SUBGROUP = "subgroup"  # a heading under a group (an activity)
    TOTAL = "total"

    @property
    def spans(self) -> bool:
        """Whether it is a heading over the whole width."""
        return self in (RowKind.GROUP, RowKind.SUBGROUP)


@dataclass(frozen=True, slots=True)
class Percent:
    """A share shown as whole percent; `None` share means it cannot be known and prints a dash."""

    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Riel:
    """Whole riel."""

    amount: int


@dataclass(frozen=True, slots=True)
class Decimals:
    """A number with the decimals it was given with: a survey's 13.93 %, a median of 1.5.

    `percent`: the amount is in hundredths, as a survey gives it. `before` and `after` are the words around
    it, in the sheet's language and digits: where or when it was measured.
    """

    amount: Decimal
    percent: bool = False
    before: str = ""
    after: str = ""

    @property
    def number(self) -> Decimal:
        """What a spreadsheet reckons with: of a percentage the share, where 1 is all."""
        return self.amount / 100 if self.percent else self.amount

    def amid(self, amount: str) -> str:
        """The amount as it was written out, with its sign and the words around it."""
        return f"{self.before}{amount}{'%' if self.percent else ''}{self.after}"


# A cell is typed so that a spreadsheet gets numbers; None is an empty cell.
SheetCell = str | int | Percent | Riel | Decimals | None


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: its head, its share of the width, how its cells stand.

    Neighbours with one `group` have its name in a head over theirs.
    """

    title: str
    weight: float = 1.0
    align: Align = Align.LEFT
    group: str = ""

    @property
    def whole_title(self) -> str:
        """The title in one line, where there is no room for a head over others."""
        return f"{self.group}: {self.title}" if self.group else self.title


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[SheetCell, ...]
    kind: RowKind = RowKind.BODY


@dataclass(frozen=True, slots=True)
class Table:
    """Heads repeat on every page; a group row never stands alone at the foot of a page.

    `by_hand`: its rows are high enough to be written in with a pen.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    by_hand: bool = False


class ChartKind(Enum):
    BARS = "bars"  # a bar for each category and series, lying: names of offices and activities are long
    LINE = "line"  # categories are periods, the oldest first


@dataclass(frozen=True, slots=True)
class Series:
    """What is shown of each category, in one unit; a text (a hidden value, a reason) has no length."""

    title: str
    values: tuple[SheetCell, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures as lengths or over time. Every value is written too, and no series is told by colour alone.

    Each series has one value for each category; one series without a title needs no key.
    """

    title: str
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1  # 1 or 2


@dataclass(frozen=True, slots=True)
class Contents:
    """The headings of the sheet down to a level, each with the page it stands on."""

    title: str
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; **two stars** mark bold. `leads`: it never ends a page that what follows begins."""

    text: str
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WritingLines:
    """Empty lines to be written on with a pen."""

    count: int


@dataclass(frozen=True, slots=True)
class Callout:
    """One line as large as the page allows, with a caption under it: a telephone number on a poster."""

    text: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A text as a QR code in the middle of the page; `small` where the paper is not about it."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One place for a signature: titles above it, the name if known, and the lines of its date.

    Without dates they stand dotted, to be written by hand at signing, as is the custom.
    """

    lines: tuple[str, ...]
    name: str = ""
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signatures:
    """The pair at the end of an official paper: left who has seen and agreed, right who signs."""

    left: Signature | None
    right: Signature


Block = (
    Heading
    | Contents
    | Paragraph
    | Bullets
    | WritingLines
    | Callout
    | Code
    | NewPage
    | Table
    | Chart
    | Signatures
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a paper and a file are matched by: short on every page, and in a QR code on the first."""

    code: str  # for people, as "7K2M-Q4"
    scanned: str  # what a telephone reads
    caption: str  # what the code is of


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a renderer needs; it is frozen, so printing cannot race with editing.

    `language` is "km" or "en"; `digits` "khmer" or "latin" chooses how numbers are written.
    `authority` is the line of authority from the top down, under the kingdom's heading.
    `notice` is printed on every page where it is not empty (for example "example figures"), and so is
    `copy` beside the words of its grade: the number of this very copy, and whom it is for.
    `letter_number` is written under the authority; empty, it stands dotted, to be filled in by hand.
    """

    title: str
    subtitle: str
    language: str
    digits: str
    authority: tuple[str, ...]
    blocks: tuple[Block, ...]
    grade: Grade = Grade.OPEN
    copy: str = ""
    notice: str = ""
    copies_to: tuple[str, ...] = ()
    landscape: bool = False
    letter_number: str = ""
    reference: Reference | None = None
