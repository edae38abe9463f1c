"""Offices on a line that is as bad as lines are: `python -m benchmarks.bad_lines` (docs/hub.md).

Each session is the office's own client with sealed letters to give, first figures and then a photo in pieces,
and one letter to fetch. Its line cuts connections at a random byte, answers late, is slow, and is dead for
two minutes once. Times are divided by `--faster`, all by the same, so that hours of waiting are minutes.
"""

import argparse
import os
import random
import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.hub_load import PROVINCE, sealed
from desktop.sync import batch, enrolment
from desktop.sync.http_hub import Caller, HttpHub
from desktop.sync.http_line import Line, Pace
from desktop.sync.http_trouble import NoConnection
from desktop.sync.hub import Address
from desktop.sync.letter import Letter
from desktop.sync.piece import PIECE_BYTES
from desktop.sync.record import device_of
from desktop.sync.server import letters, members, post_office
from desktop.sync.server.database import connect, reading, writing
from desktop.sync.server.limits import Limits
from desktop.sync.server.post_office import PostOffice
from tests.hub.breaking import Breaking
from tests.hub.conftest import listening

AT_ONCE = 20  # sessions
AGAIN_AFTER = 60  # seconds until the program looks for a line again by itself


@dataclass(frozen=True, slots=True)
class Weather:
    """What a line does to its connections. Times in seconds, speed in bytes a second."""

    cut: float = 0.3
    delay: tuple[float, float] = (0.3, 3.0)
    speed: float = 8_000
    outage: float = 120
    pace: Pace = Pace()

    def faster(self, times: float) -> "Weather":
        """The same with all times divided."""
        first, last = self.delay
        pace = self.pace
        quick = replace(
            pace,
            first_wait=pace.first_wait / times,
            longest_wait=pace.longest_wait / times,
            to_connect=pace.to_connect / times,
            to_hear=pace.to_hear / times,
            sleep=time.sleep,
        )
        return Weather(
            self.cut, (first / times, last / times), self.speed * times, self.outage / times, quick
        )


@dataclass(frozen=True, slots=True)
class Session:
    """What became of one office. `up` and `content` in bytes; `took` in seconds of the divided time."""

    up: int
    content: int
    took: float
    broke_off: int
    fetched: bool


def rehearse(
    office: PostOffice, at: tuple[str, int], sizes: Sequence[int], weather: Weather, faster: float, seed: int
) -> Session:
    """One office from its first connection until everything is given and fetched."""
    chance = random.Random(seed)
    caller, answer = _join(office, f"kh.04{seed:06d}", chance)
    given = [
        Letter(str(n), sealed(caller.key, caller.org_unit, n, size)) for n, size in enumerate(sizes, start=1)
    ]
    proxy = Breaking(at, chance, weather.cut, max(sizes), weather.delay, weather.speed)
    dies = threading.Timer(chance.uniform(0, 60 / faster), proxy.die, [weather.outage])
    dies.start()
    pace = replace(weather.pace, chance=chance)
    line = Line(Address(proxy.url), caller.token, pace=pace)
    line._session.headers["Connection"] = "close"  # each request may be cut: harder than one connection is
    began, broke_off = time.monotonic(), 0
    try:
        while True:
            try:
                fetched = _exchange(HttpHub(line, office.name, caller), given)
                break
            except NoConnection:
                broke_off += 1
                time.sleep(AGAIN_AFTER / faster)
        took = time.monotonic() - began
    finally:
        dies.cancel()
        line.close()
        proxy.close()
    content = sum(len(letter.body) for letter in given)
    return Session(proxy.up, content, took, broke_off, fetched == [answer])


def _exchange(hub: HttpHub, given: Sequence[Letter]) -> list[bytes]:
    """Give what the hub lacks and fetch what it has, as `sync.exchange` does."""
    every = {batch.digest(letter.body): letter for letter in given}
    missing, _kept = hub.lacks(dict.fromkeys(every, PROVINCE))
    for digest in missing:
        hub.put(every[digest])
    return [letter.body for page in hub.get("", lambda _digest: False) for letter in page.letters]


def _join(office: PostOffice, org_unit: str, chance: random.Random) -> tuple[Caller, bytes]:
    """An accepted computer of an office, and the letter that waits for it."""
    key, token, code = Ed25519PrivateKey.generate(), enrolment.new_secret(), enrolment.new_secret()
    answer = sealed(Ed25519PrivateKey.generate(), PROVINCE, 1, 20_000)
    envelope = batch.Envelope("", PROVINCE, device_of(key), 1)
    with writing(office.engine) as db:
        members.invite(db, [(enrolment.hash_of(code), org_unit)], PROVINCE, post_office.now())
        said = enrolment.write(key, office.name, org_unit, code, token)
        member = members.enrol(db, enrolment.read(said, office.name), post_office.now())
        db.execute(
            members.MEMBER.update()
            .where(members.MEMBER.c.device == member.device)
            .values(state=members.ACCEPTED)
        )
        letters.keep(db, batch.digest(answer), envelope, answer, post_office.now())
    return Caller(key, org_unit, token, code), answer


def run(
    folder: Path, sessions: int, sizes: Sequence[int], weather: Weather, faster: float, chance: random.Random
) -> tuple[list[Session], int]:
    """All sessions against one hub; and how many of their letters the hub has."""
    office = post_office.open_office(connect(f"sqlite:///{folder / 'hub.db'}"), Limits())
    hub, stop = listening(office)
    host, port = hub.url.removeprefix("http://").split(":")
    seeds = chance.sample(range(10**6), sessions)
    quick = weather.faster(faster)
    try:
        with ThreadPoolExecutor(AT_ONCE) as lanes:
            done = list(
                lanes.map(lambda seed: rehearse(office, (host, int(port)), sizes, quick, faster, seed), seeds)
            )
        with reading(office.engine) as db:
            return done, letters.count(db) - sessions
    finally:
        stop()
        office.engine.dispose()


def told(found: Iterable[Session], faster: float) -> str:
    """The figures in lines."""
    every = list(found)
    ratios = sorted(one.up / one.content for one in every)
    times = sorted(one.took * faster / 60 for one in every)
    up, content = sum(one.up for one in every), sum(one.content for one in every)
    return "\n".join(
        (
            f"sessions {len(every)}, all complete: {all(one.fetched for one in every)}",
            f"bytes up {up:,} for {content:,} of letters: {up / content:.3f}",
            f"of one session: {_spread(ratios, 2)}",
            f"minutes until done: {_spread(times, 1)}",
            f"broken off and begun again by itself: {sum(one.broke_off for one in every)} times",
        )
    )


def _spread(ordered: Sequence[float], digits: int) -> str:
    middle, most = _at(ordered, 50), _at(ordered, 90)
    return f"median {middle:.{digits}f}, 9 in 10 {most:.{digits}f}, most {ordered[-1]:.{digits}f}"


def _at(ordered: Sequence[float], percent: int) -> float:
    return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=100)
    parser.add_argument("--figures", type=int, default=60_000, help="bytes of figures to give, sealed")
    parser.add_argument("--photo", type=int, default=300_000, help="bytes of a photo")
    parser.add_argument("--letter", type=int, default=PIECE_BYTES, help="the largest letter, in bytes")
    parser.add_argument("--faster", type=float, default=10, help="by what all times are divided")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9))
    wanted = parser.parse_args()
    print(
        f"seed {wanted.seed}, letters of at most {wanted.letter:,} bytes, times divided by {wanted.faster:g}"
    )
    sizes = [*pieces(wanted.figures, wanted.letter), *pieces(wanted.photo, wanted.letter)]
    with tempfile.TemporaryDirectory() as made:
        chance = random.Random(wanted.seed)
        found, kept = run(Path(made), wanted.sessions, sizes, Weather(), wanted.faster, chance)
    print(told(found, wanted.faster))
    print(f"letters at the hub {kept} of {len(sizes) * wanted.sessions}; {os.cpu_count()} processors")
    return 0 if kept == len(sizes) * wanted.sessions and all(one.fetched for one in found) else 1


def pieces(size: int, most: int) -> list[int]:
    """A size in pieces of at most so much."""
    return [min(most, size - at) for at in range(0, size, most)]


if __name__ == "__main__":
    sys.exit(main())
