"""Reports as they were read, kept in memory by the names of the submissions that they were made of.

A submission never changes, so neither does what several of them say together: nothing is ever thrown away
because something was written, and after a merge only the reports that it touched are read again.
"""

from collections import OrderedDict
from collections.abc import Set
from typing import NamedTuple

from desktop.domain.figures import Said
from desktop.domain.report import ReportKey

# Reports: a province's last twelve quarters. Each takes about 30 kB where narratives were written.
MOST = 1_600

MadeOf = Set[bytes]  # the names of the submissions that a report is made of


class AsRead(NamedTuple):
    """The undisputed answers of a report, and its cells with two answers; nobody changes either."""

    said: Said
    disputed: frozenset[str]


class Remembered:
    """What was read last of each report. Lanes may share it: two that read the same report read the same."""

    def __init__(self) -> None:
        self._reports: OrderedDict[ReportKey, tuple[MadeOf, AsRead]] = OrderedDict()

    def find(self, key: ReportKey, made_of: MadeOf) -> AsRead | None:
        """A report as it was read, unless it is made of other submissions now."""
        names, found = self._reports.get(key, (None, None))
        return found if names == made_of else None

    def keep(self, key: ReportKey, made_of: MadeOf, found: AsRead) -> None:
        self._reports.pop(key, None)
        self._reports[key] = made_of, found
        while len(self._reports) > MOST:
            self._reports.popitem(last=False)
