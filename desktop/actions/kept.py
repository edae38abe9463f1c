"""What was read out of the store, served again until anybody writes to it."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from desktop.actions import stamp
from desktop.storage.database import Database, version_seen

T = TypeVar("T")
MOST = 8  # answers: as many as one goes back and forth between


class Kept:
    """Answers that took long to find; each is shared, so nobody changes it.

    `watch` is a connection that never writes: by it SQLite tells of every write to the store, by whatever
    window, command or computer program. An answer also lasts no longer than its day, because what is late
    depends on it. Belongs to the thread of the connection.
    """

    def __init__(self, watch: Database) -> None:
        self._watch = watch
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._of: object = None

    def answer(self, key: Hashable, find: Callable[[], T]) -> T:
        """The answer under this key, found now unless it was found before and nothing was written since."""
        of = version_seen(self._watch), stamp.today()  # before it is read: what comes between counts as new
        if of != self._of:
            self._answers.clear()
            self._of = of
        if key not in self._answers:
            self._answers[key] = find()
        self._answers.move_to_end(key)
        while len(self._answers) > MOST:
            self._answers.popitem(last=False)
        found: T = self._answers[key]
        return found
