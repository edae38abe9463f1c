"""Whether the computer is on a network, as its system says: a hint when to look for the hub, and no more.

A login page says “online” too, and a computer without any line may be told that it has one. So nothing is
shown for what is said here: where the exchange stands is what the exchange found out.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

Reachability = QNetworkInformation.Reachability
_FAR = (Reachability.Disconnected, Reachability.Local, Reachability.Site, Reachability.Online)


class Network(QObject):
    """`came_back`: more can be reached than a moment ago, or a login page was passed."""

    came_back = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._said: QNetworkInformation | None = None
        self._reached = Reachability.Unknown

    def watch(self) -> None:
        """Hear the system's word from now on. On a system that says nothing the clock has to do."""
        if self._said is not None:
            return
        QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability)
        self._said = QNetworkInformation.instance()
        if self._said is not None:
            self._reached = self._said.reachability()
            self._said.reachabilityChanged.connect(self._moved)
            self._said.isBehindCaptivePortalChanged.connect(self._passed)

    def _moved(self, now: Reachability) -> None:
        before, self._reached = self._reached, now
        if _reach(now) > _reach(before):
            self.came_back.emit()

    def _passed(self, behind: bool) -> None:
        if not behind:
            self.came_back.emit()


def _reach(said: Reachability) -> int:
    """How far one gets; a system that does not know may mean anything."""
    return _FAR.index(said) if said in _FAR else 0
