"""What stands around the plan's tables: its glossary, abbreviations, duties and the commitments behind it."""

from dataclasses import dataclass

from desktop.domain.plan import PlanText, Text


@dataclass(frozen=True, slots=True)
class Item:
    """A lettered or numbered line of a glossary entry, with the lines under it."""

    code: str
    text: Text
    footnote: Text | None = None
    items: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    number: int
    term: Text
    text: PlanText
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """`in_plan` is false for those the plan uses, or others use for it, without listing them."""

    code: str
    full: PlanText
    in_plan: bool
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """What one institution promised before this plan; background, linked to activities by their codes."""

    number: int
    text: PlanText
    activities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Committed:
    institution: str
    name: Text
    headline: Text
    commitments: tuple[Commitment, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of the plan's sections 5 and 6; `activity` is the row of the tables with the same duty."""

    section: str
    duty: str
    who: Text
    text: PlanText
    activity: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed beside a table and has no place in the plan as read.

    `periods` are the headings over the years, by strategy, where they are wrong; `cluster_codes`
    and `responsible` are what is printed instead of the reading, by code.
    """

    periods: dict[int, PlanText]
    cluster_codes: dict[str, str]
    responsible: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PlanTexts:
    glossary: tuple[Entry, ...]
    abbreviations: tuple[Abbreviation, ...]
    commitments: tuple[Committed, ...]
    duties: tuple[Duty, ...]
    printed: Printed
