"""Collects garbage in the window's own thread only.

Left to itself Python collects in whichever thread allocates next. In a lane that would destroy widgets
of pages long gone, and Qt and Python would then wait for each other for ever: the lane holds Qt's lock
and waits for Python's, the window the other way round.
"""

import gc
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer

LOOK_AFTER_MILLISECONDS = 300


class Garbage(QObject):
    """From now on until the last one stops, garbage is collected here; as often as Python itself would."""

    _at_work: ClassVar[set[int]] = set()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._at_work.add(id(self))
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(LOOK_AFTER_MILLISECONDS)

    def collect(self) -> None:
        """Collect the oldest generation that is due, and with it the younger ones."""
        due = [n > most for n, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        for generation in (2, 1, 0):
            if due[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """These lanes are closed; when no others are left Python may collect by itself again."""
        self._timer.stop()
        self._at_work.discard(id(self))
        if not self._at_work:
            gc.enable()
