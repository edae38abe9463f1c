"""What one window types into a report: kept, unless somebody else changed the same cell meanwhile.

Two windows, or a window and the command, may have one report on screen. What a window writes
replaces only what it showed: a cell that holds something else by now is left as it is, and the
window learns of it (`elsewhere`), so that a person can choose. Until then both are kept: what was
typed over it stands beside it in the store, also when the window is closed.
"""

from collections.abc import Collection, Mapping

from desktop.actions import report, stamp
from desktop.changed import Changed
from desktop.domain.report import Answer, Draft, ReportView
from desktop.storage import beside, reports
from desktop.storage.database import Database, writing


class Typed:
    """The typing of one window, from the view that it opened on. Its work is done in one lane."""

    def __init__(self, view: ReportView, left: Mapping[str, Answer] | None = None) -> None:
        self._view = view
        self.left = left or {}  # typed earlier beside what stands there, and nobody has chosen
        self._known = dict(view.drafts)  # as this window last read or wrote them
        self.elsewhere: frozenset[str] = (
            frozenset()
        )  # cells not kept: they hold what this window never showed

    def keep(
        self,
        db: Database,
        answers: Mapping[str, Answer],
        dropped: Collection[str],
        aside: Mapping[str, Answer] | None = None,
        chosen: Collection[str] = (),
    ) -> Changed:
        """Keep what was typed and drop what was taken back; durable when this returns.

        Raises `NotAnAnswer` or `NotYourReport`; then nothing was kept. A cell that was changed
        elsewhere is added to `elsewhere` and stays as it is; what was typed is kept beside it, as is
        `aside`, until it is among those `chosen`.
        """
        report.must_be_answers(answers)
        key, now = self._view.key, stamp.now()
        with writing(db):
            report.must_be_mine(db, key)
            there = reports.drafts(db, key)
            mine = {cell: self._draft(cell, answer, there) for cell, answer in answers.items()}
            stale = {cell for cell in {*mine, *dropped} if not self._showed(cell, there)}
            changed = {cell for cell in stale if not _same(there.get(cell), mine.get(cell))}
            mine = {cell: draft for cell, draft in mine.items() if cell not in changed}
            for cell, draft in mine.items():
                reports.save_draft(db, key, cell, draft.answer, draft.seen, now)
            reports.drop_drafts(db, key, [cell for cell in dropped if cell not in changed])
            beside.drop(db, key, chosen)
            missed = {cell: answer for cell, answer in answers.items() if cell in changed}
            beside.keep(db, key, {**missed, **(aside or {})}, now)
        self._known = {cell: draft for cell, draft in self._known.items() if cell not in dropped} | mine
        self.elsewhere |= changed
        return Changed.REPORT

    def is_behind(self, db: Database) -> bool:
        """Whether the report is not what this window shows: something was typed, submitted or merged."""
        now = reports.view(db, self._view.key)
        same = {**now.live} == {**self._view.live} and now.status is self._view.status
        return not same or not self._shows(now.drafts)

    def submit(self, db: Database) -> Changed:
        """Freeze the report as it stands on this window's screen.

        Raises `ChangedElsewhere` when that is not what was typed, and whatever `report.submit` does.
        """
        return report.submit(db, self._view.key, shows=self._shows)

    def _shows(self, drafts: Mapping[str, Draft]) -> bool:
        return all(self._showed(cell, drafts) for cell in {*drafts, *self._known})

    def _showed(self, cell: str, drafts: Mapping[str, Draft]) -> bool:
        """Whether a cell holds in the store what this window has on screen."""
        return _same(drafts.get(cell), self._known.get(cell))

    def _draft(self, cell: str, answer: Answer, there: Mapping[str, Draft]) -> Draft:
        """An answer over what was shown: it replaces no more than the draft under it did."""
        return Draft(answer, there[cell].seen if cell in there else self._view.seen(cell))


def opened(db: Database, view: ReportView) -> Typed:
    """Begin to type into a report, with what an earlier window left beside it."""
    return Typed(view, beside.left(db, view.key))


def _same(one: Draft | None, other: Draft | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.answer == other.answer and type(one.answer) is type(other.answer)
