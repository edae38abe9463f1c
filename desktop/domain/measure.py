"""Measures: the things counted for an activity, and the fixed lists that case tallies are split by.

None of this is in the plan, which leaves specific indicators to annual plans (plan, section 3.2);
the seven templates and the milestone are FACTS.md, section 5.1.
"""

import itertools
from dataclasses import dataclass, field
from enum import Enum

from desktop.domain.plan import Text


class Kind(Enum):
    """What is typed into a cell."""

    COUNT = "count"
    MONEY = "money"  # whole riel
    YES_NO = "yes_no"  # 1 or 0
    STATUS = "status"  # a milestone: 0 not started, 1 in progress, 2 done
    TEXT = "text"


class OverTime(Enum):
    """How periods add up: flows are summed, stocks take the last period (FACTS.md, section 5.5)."""

    SUM = "sum"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Measure:
    """`protected` marks counts of children, cases or services concerning violence.

    `of` names the measures this one is a part of: it may not exceed the sum of those among
    them that the same activity asks for. `hint` says how to count.
    """

    code: str
    label: Text
    kind: Kind
    over_time: OverTime
    unit: str = ""
    of: tuple[str, ...] = ()
    protected: bool = False
    tally: bool = False
    hint: Text | None = None

    @property
    def is_number(self) -> bool:
        return self.kind is not Kind.TEXT


@dataclass(frozen=True, slots=True)
class Template:
    code: str
    label: Text
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of a fixed list, for example the age band 6-11."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class Dimension:
    code: str
    label: Text
    members: tuple[Member, ...]


DIMENSIONS = ("form", "setting", "sex", "age", "disability")  # the order within a tally's split


@dataclass(frozen=True, slots=True)
class Measures:
    """All measures, templates, lists and sources of money, by code."""

    measures: dict[str, Measure] = field(hash=False)
    templates: dict[str, Template] = field(hash=False)
    dimensions: dict[str, Dimension] = field(hash=False)
    resource_sources: tuple[Member, ...] = ()

    def __getitem__(self, code: str) -> Measure:
        return self.measures[code]

    def protects(self, code: str) -> bool:
        """Whether an answer to it must not leave by a copy: counts of children and cases, and free texts.

        What this program does not know is protected as well (docs/small-numbers.md).
        """
        measure = self.measures.get(code)
        return measure is None or measure.protected or not measure.is_number

    def tally_splits(self) -> tuple[str, ...]:
        """Every split a case tally can have; a report holds only those that occurred."""
        lists = ([member.code for member in self.dimensions[name].members] for name in DIMENSIONS)
        return tuple(".".join(choice) for choice in itertools.product(*lists))
