"""What the cells of a report are called, for lists outside the form: always in the language on screen."""

from dataclasses import dataclass

from desktop.domain.cell_words import CellWords
from desktop.domain.measure import Measures
from desktop.domain.report import Answer
from desktop.ui import speech


@dataclass(frozen=True, slots=True)
class CellNames:
    """As `CellWords`, with the voice of the moment: the language may change while a list is seen."""

    measures: Measures

    def say(self, key: str) -> str:
        return self._words.say(key)

    def answer(self, key: str, answer: Answer) -> str:
        return self._words.answer(key, answer)

    def answers(self, key: str, answers: tuple[Answer, ...]) -> str:
        return self._words.answers(key, answers)

    def number(self, key: str, answer: Answer) -> int | None:
        return self._words.number(key, answer)

    def is_protected(self, key: str) -> bool:
        return self._words.is_protected(key)

    def tells_by_name(self, key: str) -> bool:
        return self._words.tells_by_name(key)

    @property
    def _words(self) -> CellWords:
        return CellWords(self.measures, speech.voice())
