"""When to lock by itself: nobody has typed or moved for a while, or the computer has slept."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer

LOCK_AFTER_SECONDS: Final = 600.0
LOOK_EVERY_SECONDS: Final = 15.0
ASLEEP_SECONDS: Final = 60.0  # between two looks: no computer that is awake is so late

_INPUT = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    )
)


class Watch(QObject):
    """Calls `lock` when it is time. It looks at the events of one window, before its widgets get them."""

    def __init__(
        self,
        lock: Callable[[], object],
        clock: Callable[[], float] = time.time,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lock, self._clock = lock, clock
        self._touched = self._looked = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(int(LOOK_EVERY_SECONDS * 1000))
        self._timer.timeout.connect(self.look)

    def begin(self, window: QObject | None) -> None:
        """Watch from now on; for a window that has not been shown only the clock is watched."""
        self._touched = self._looked = self._clock()
        if window is not None:
            window.installEventFilter(self)
        self._timer.start()

    def end(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        """Lock if nobody was here for so long, or if the computer slept since the last look."""
        now = self._clock()
        slept = abs(now - self._looked) > ASLEEP_SECONDS  # also where somebody moved the clock
        self._looked = now
        if slept or now - self._touched > LOCK_AFTER_SECONDS:
            self._lock()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            if self._clock() - self._looked > ASLEEP_SECONDS:  # the first key after sleep is for nobody
                self.look()
                return True
            self._touched = self._clock()
        return False
