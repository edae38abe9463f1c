"""One thread writes the letters of this process, as many in one transaction as are waiting.

A disk of an office server needs some ten milliseconds for a commit whatever is in it. Who waits is answered
after the commit, never before.
"""

import queue
import threading
from concurrent.futures import Future
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from desktop.sync.batch import Envelope
from desktop.sync.server import letters
from desktop.sync.server.database import writing
from desktop.sync.server.letters import Kept

AT_ONCE = 64  # letters in one transaction


@dataclass(frozen=True, slots=True)
class Given:
    """A letter that was checked and is to be kept."""

    digest: str
    envelope: Envelope
    body: bytes
    now: str


Waiting = tuple[Given, Future[Kept]]


class Writer:
    """Give it letters from any thread; the future is done when the letter is durable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def keep(self, given: Given) -> Future[Kept]:
        done: Future[Kept] = Future()
        self._waiting.put((given, done))
        return done

    def stop(self) -> None:
        """End after what was given is written."""
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while first := self._waiting.get():
            together = [first]
            ended = False
            while len(together) < AT_ONCE and not self._waiting.empty():
                found = self._waiting.get()
                if found is None:
                    ended = True
                    break
                together.append(found)
            self._write(together)
            if ended:
                return

    def _write(self, together: list[Waiting]) -> None:
        try:
            with writing(self._engine) as db:
                kept = [
                    letters.keep(db, given.digest, given.envelope, given.body, given.now)
                    for given, _done in together
                ]
        except SQLAlchemyError as problem:  # a full disk, a database that went away: nobody was told "kept"
            for _given, done in together:
                done.set_exception(problem)
            return
        for (_given, done), each in zip(together, kept, strict=True):
            done.set_result(each)
