"""A line that is as bad as lines are: it cuts connections at a random byte, and is slow to begin."""

import random
import socket
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Breaking:
    """A proxy before a hub. `cut`: the share of connections that end at a random byte below `within`.

    `delay`: how many seconds a connection waits at first; `speed`: bytes in a second each way, 0 for any.
    """

    to: tuple[str, int]
    chance: random.Random
    cut: float = 0.3
    within: int = 40_000
    delay: tuple[float, float] = (0.0, 0.0)
    speed: float = 0
    up: int = 0  # bytes that went to the hub
    down: int = 0  # and from it
    dead_until: float = 0  # of the monotonic clock: until then the line carries nothing
    _listener: socket.socket = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def die(self, seconds: float) -> None:
        """An outage: what is connected is cut off, and nobody gets through."""
        self.dead_until = time.monotonic() + seconds

    @property
    def is_dead(self) -> bool:
        return time.monotonic() < self.dead_until

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                there, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(there,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with self._lock:
            ends_after = self.chance.randrange(self.within) if self.chance.random() < self.cut else None
            waits = self.chance.uniform(*self.delay)
        time.sleep(waits)
        if self.is_dead:
            client.close()
            return
        with client, socket.create_connection(self.to) as hub:
            left = [ends_after]
            ways = [(client, hub, True), (hub, client, False)]
            threads = [threading.Thread(target=self._pump, args=(*way, left), daemon=True) for way in ways]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

    def _pump(self, source: socket.socket, to: socket.socket, up: bool, left: list[int | None]) -> None:
        try:
            while piece := source.recv(4096):
                if left[0] is not None:
                    piece = piece[: left[0]]
                    left[0] -= len(piece)
                if not self._carry(piece, to, up) or left[0] == 0:
                    break
        except OSError:
            pass
        for end in (source, to):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def _carry(self, piece: bytes, to: socket.socket, up: bool) -> bool:
        """Take some bytes over, as fast as the line is; whether they got there."""
        if self.speed:
            time.sleep(len(piece) / self.speed)
        if self.is_dead:
            return False
        to.sendall(piece)
        with self._lock:
            if up:
                self.up += len(piece)
            else:
                self.down += len(piece)
        return True
