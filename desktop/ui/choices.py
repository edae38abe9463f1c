"""What a person chose among different answers, cell by cell, until it is submitted or asked about."""

from collections.abc import Iterable, Mapping

from desktop.domain.report import Answer, ReportKey

Place = tuple[ReportKey, str]


class Choices:
    """By report and cell. None may be chosen too: that a cell is left empty."""

    def __init__(self) -> None:
        self._chosen: dict[Place, Answer] = {}

    def __len__(self) -> int:
        return len(self._chosen)

    def __contains__(self, at: Place) -> bool:
        return at in self._chosen

    def __getitem__(self, at: Place) -> Answer:
        return self._chosen[at]

    @property
    def reports(self) -> list[ReportKey]:
        """The reports in which something was chosen."""
        return [*dict.fromkeys(report for report, _cell in self._chosen)]

    def holds(self, at: Place, answer: Answer) -> bool:
        """Whether just this answer was chosen: 0 is not the same as nothing."""
        mine = self._chosen.get(at)
        return at in self._chosen and mine == answer and type(mine) is type(answer)

    def take(self, report: ReportKey, answers: Mapping[str, Answer]) -> None:
        self._chosen |= {(report, cell): answer for cell, answer in answers.items()}

    def drop(self, report: ReportKey, cells: Iterable[str]) -> None:
        for cell in cells:
            self._chosen.pop((report, cell), None)

    def keep(self, there: Iterable[Place]) -> None:
        """Forget what was chosen anywhere else."""
        known = set(there)
        self._chosen = {at: answer for at, answer in self._chosen.items() if at in known}

    def forget(self, reports: Iterable[ReportKey]) -> None:
        """Forget what was chosen in these reports."""
        gone = set(reports)
        self._chosen = {at: answer for at, answer in self._chosen.items() if at[0] not in gone}
