"""What the cells of a report are called and how their answers are said, on screen and on paper."""

from dataclasses import dataclass

from desktop.domain import attachment_words
from desktop.domain.measure import DIMENSIONS, Kind, Measures
from desktop.domain.progress_table import STATUS, YES_NO
from desktop.domain.report import BASELINE, BUDGET, NARRATIVE, TARGET, Answer, Cell, Reason
from desktop.domain.sheet_words import DASH, Voice
from desktop.i18n.words import mark

BUDGET_WORD = mark("Budget")
PARTS = {BASELINE: mark("{measure}, baseline"), TARGET: mark("{measure}, target")}


@dataclass(frozen=True, slots=True)
class CellWords:
    """Names cells by what they ask; one that this program does not know keeps its key."""

    measures: Measures
    voice: Voice

    def say(self, key: str) -> str:
        """For example "2.3.1  Sessions", or "Budget: State budget"."""
        cell = Cell.of(key)
        if attachment_words.is_place(key):
            return attachment_words.name(key, self.voice)
        if cell.measure not in self.measures.measures:
            return key
        if cell.item == BUDGET:
            return f"{self.voice.say(BUDGET_WORD)}: {self._measure(cell)}, {self._source(cell)}"
        if cell.item == NARRATIVE:
            return self._measure(cell)
        return f"{self.voice.write(cell.item)}  {self._split(cell)}"

    def answer(self, key: str, answer: Answer) -> str:
        """An answer as a person would say it; a dash where there is none."""
        if answer is None:
            return DASH
        if isinstance(answer, Reason):
            return self.voice.reason(answer)
        if isinstance(answer, str):
            return attachment_words.said(key, answer, self.voice) or answer
        choices = self._choices(Cell.of(key))
        return self.voice.say(choices[answer]) if answer in choices else self.voice.whole(answer)

    def answers(self, key: str, answers: tuple[Answer, ...]) -> str:
        """Different answers to one cell beside each other."""
        return " / ".join(self.answer(key, answer) for answer in answers) or DASH

    def number(self, key: str, answer: Answer) -> int | None:
        """The answer where it is a count or an amount; None for a choice, a text or a reason."""
        return answer if isinstance(answer, int) and not self._choices(Cell.of(key)) else None

    def is_protected(self, key: str) -> bool:
        """Whether an answer here must not leave by a copy: see `Measures.protects`."""
        return self.measures.protects(Cell.of(key).measure)

    def tells_by_name(self, key: str) -> bool:
        """Whether that there is an answer at all tells what happened to whom: one entry of a case tally."""
        split = Cell.of(key).split
        return self.is_protected(key) and bool(split) and split not in PARTS

    def _choices(self, cell: Cell) -> dict[int, str]:
        measure = self.measures.measures.get(cell.measure)
        kind = measure.kind if measure is not None else None
        return {Kind.YES_NO: YES_NO, Kind.STATUS: STATUS}.get(kind, {}) if kind else {}

    def _measure(self, cell: Cell) -> str:
        return self.measures[cell.measure].label.say(self.voice.language)

    def _source(self, cell: Cell) -> str:
        found = (source for source in self.measures.resource_sources if source.code == cell.split)
        return next((source.label.say(self.voice.language) for source in found), cell.split)

    def _split(self, cell: Cell) -> str:
        measure = self._measure(cell)
        if cell.split in PARTS:
            return self.voice.say(PARTS[cell.split], measure=measure)
        return f"{measure}: {', '.join(self._members(cell.split))}" if cell.split else measure

    def _members(self, split: str) -> list[str]:
        """The words of a tally's split, in its order."""
        codes = dict(zip(DIMENSIONS, split.split("."), strict=False))
        return [
            member.label.say(self.voice.language)
            for name, code in codes.items()
            for member in self.measures.dimensions[name].members
            if member.code == code
        ]
