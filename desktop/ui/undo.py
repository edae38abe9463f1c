"""The steps of a person through a report, so that each can be taken back and done again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop.domain.report import Answer

MOST_STEPS: Final = 500


@dataclass(frozen=True, slots=True)
class Change:
    """One cell before and after. `typed_before`: what stood there was typed, and not yet submitted."""

    before: Answer
    after: Answer
    typed_before: bool

    @property
    def is_none(self) -> bool:
        return self.before == self.after and type(self.before) is type(self.after)


Step = dict[str, Change]  # the cells that changed together


class Steps:
    """What was done, and what was taken back. Keys pressed in one field are one step."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._taken_back: list[Step] = []
        self._open = False

    def add(self, changes: Mapping[str, Change]) -> None:
        """Note what was just changed; it joins the step that is still open where the cells are the same."""
        self._taken_back.clear()
        if self._open and self._done and changes.keys() <= self._done[-1].keys():
            step = self._done[-1]
            for cell, change in changes.items():
                step[cell] = Change(step[cell].before, change.after, step[cell].typed_before)
            return
        self._done.append(dict(changes))
        del self._done[:-MOST_STEPS]
        self._open = True

    def close(self) -> None:
        """What comes now is another step, though it is in the same field."""
        self._open = False

    def back(self) -> Step:
        """The step to take back; empty when there is none. One that came to nothing is passed over."""
        return self._move(self._done, self._taken_back)

    def again(self) -> Step:
        """The step to do again; empty when there is none."""
        return self._move(self._taken_back, self._done)

    def _move(self, source: list[Step], target: list[Step]) -> Step:
        self._open = False
        while source:
            step = {cell: change for cell, change in source.pop().items() if not change.is_none}
            if step:
                target.append(step)
                return step
        return {}
