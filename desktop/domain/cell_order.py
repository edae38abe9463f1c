"""In which order cells stand beside each other: as the form asks them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.plan import Plan
from desktop.domain.report import Cell

Place = tuple[tuple[int, ...], str, int, str, str]
UNKNOWN = 10**6  # after everything that has a number or is asked


@dataclass(frozen=True, slots=True)
class CellOrder:
    """`asked`: at which place of its activity a measure is asked, by the codes of both."""

    asked: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> "CellOrder":
        return cls(
            {
                (activity.code, measure): place
                for activity in plan.activities()
                for place, measure in enumerate(activity.measures)
            }
        )

    def place(self, key: str) -> Place:
        """To sort by: activities by their numbers (2.3.10 after 2.3.9), then budget and narrative.

        In an activity its measures as they are asked, then what else was answered.
        """
        cell = Cell.of(key)
        numbers = tuple(int(part) if part.isdecimal() else UNKNOWN for part in cell.item.split("."))
        asked = self.asked.get((cell.item, cell.measure), UNKNOWN)
        return numbers, cell.item, asked, cell.measure, cell.split


BY_CODE = CellOrder()  # where no plan is at hand: the measures of an activity by the letters of their codes
