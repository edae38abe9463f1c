"""A deadline minute at a hub: `python -m benchmarks.hub_load [--database URL] [--kills N] ...` (docs/hub.md).

The hub runs as its own process, as its keeper starts it. Offices come at random moments of the first minute,
some with a large backlog; each tries until it holds the hub's signed receipt for every letter. The hub is
killed meanwhile.
"""

import argparse
import asyncio
import json
import os
import random
import secrets
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync import batch, enrolment, hub_receipt, minisign
from desktop.sync.container import Members, pack
from desktop.sync.record import device_of
from desktop.sync.server import letters, members, post_office
from desktop.sync.server.database import connect, reading, writing
from desktop.sync.server.limits import Limits
from desktop.sync.signed import NotSigned

PORT = 8765
SMALL, BACKLOG, PIECE = 20_000, 2_000_000, 250_000  # bytes: a quarter's report; a backlog, in batches
PROVINCE = "kh.04"
PATIENCE = 60  # seconds for one answer


@dataclass
class Office:
    """An office with letters to give, and what happened to them."""

    token: str
    letters: dict[str, bytes]
    starts: float
    tries: int = 0
    took: float = 0
    receipts: set[str] = field(default_factory=set)


def sealed(key: Ed25519PrivateKey, org_unit: str, sequence: int, size: int) -> bytes:
    """A letter with a genuine envelope. What is inside is noise: a hub cannot tell."""
    inside = secrets.token_bytes(size)
    said = {
        "device": device_of(key),
        "format": 1,
        "org_unit": org_unit,
        "payload_sha256": batch.digest(inside),
        "receiver": PROVINCE,
        "sequence": sequence,
    }
    manifest = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    comment = f"tumpeang {org_unit} {sequence}"
    return pack(Members(manifest, minisign.sign(key, manifest, comment), inside))


def make_offices(url: str, wanted: argparse.Namespace, chance: random.Random) -> tuple[str, list[Office]]:
    """Enrol every office at the hub, and seal what each will give; (the hub's key, the offices)."""
    hub = post_office.open_office(connect(url), Limits())
    made = []
    with writing(hub.engine) as db:
        for n in range(wanted.offices):
            key, token, unit = Ed25519PrivateKey.generate(), enrolment.new_secret(), f"kh.04{n:04d}"
            code = enrolment.new_secret()
            members.invite(db, [(enrolment.hash_of(code), unit)], PROVINCE, post_office.now())
            said = enrolment.read(enrolment.write(key, hub.name, unit, code, token), hub.name)
            members.enrol(db, said, post_office.now())
            sizes = [SMALL]
            if n < wanted.backlog:
                sizes += [PIECE] * (BACKLOG // PIECE)
            bodies = [sealed(key, unit, place, size) for place, size in enumerate(sizes, start=1)]
            made.append(
                Office(token, {batch.digest(body): body for body in bodies}, chance.uniform(0, wanted.within))
            )
        db.execute(members.MEMBER.update().values(state=members.ACCEPTED))
    hub.engine.dispose()
    return hub.name, made


class Hub:
    """The hub's process, and what it takes of memory."""

    def __init__(self, url: str, processes: int, log: Path) -> None:
        self._command = [sys.executable, "-m", "desktop", "--language", "en", "hub", "--insecure-http"]
        self._command += ["--listen", f"127.0.0.1:{PORT}", "--database", url, "--processes", str(processes)]
        self._log = log
        self.most_bytes = 0
        self.start()

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log, start_new_session=True)

    def kill(self) -> None:
        import signal

        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def look(self) -> None:
        """Remember the most memory that the process and its children had (Linux)."""
        held = 0
        for pid in [self._process.pid, *_children(self._process.pid)]:
            try:
                status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
            except OSError:
                continue
            held += next((int(line.split()[1]) * 1024 for line in status.splitlines() if "VmRSS" in line), 0)
        self.most_bytes = max(self.most_bytes, held)


def _children(pid: int) -> list[int]:
    try:
        return [int(found) for found in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


async def give(office: Office, key: str, began: float, chance: random.Random) -> None:
    """Try until every letter has its receipt."""
    await asyncio.sleep(max(office.starts - (time.monotonic() - began), 0))
    mine = time.monotonic()
    for digest, body in office.letters.items():
        failed = 0
        while digest not in office.receipts:
            office.tries += 1
            answer = await _put(office, digest, body)
            try:
                hub_receipt.read(answer, key, [digest])
            except NotSigned:
                failed += 1
                await asyncio.sleep(min(2**failed * 0.25, 10) * chance.uniform(0.5, 1))
            else:
                office.receipts.add(digest)
    office.took = time.monotonic() - mine


async def _put(office: Office, digest: str, body: bytes) -> bytes:
    """The answer's body, or nothing where the line broke."""
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
            try:
                head = f"PUT /v1/batches/{digest} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n"
                head += f"Authorization: Bearer {office.token}\r\nContent-Length: {len(body)}\r\n\r\n"
                writer.write(head.encode() + body)
                await writer.drain()
                return (await reader.read()).partition(b"\r\n\r\n")[2]
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return b""


async def watch(hub: Hub, kills: int, within: float, chance: random.Random) -> None:
    """Kill the hub now and then and start it again; look at its memory all the while."""
    moments = sorted(chance.uniform(2, within) for _ in range(kills))
    began = time.monotonic()
    while True:
        await asyncio.sleep(0.2)
        hub.look()
        if moments and time.monotonic() - began > moments[0]:
            moments.pop(0)
            hub.kill()
            hub.start()


async def minute(
    hub: Hub, key: str, offices: list[Office], wanted: argparse.Namespace, chance: random.Random
) -> float:
    """The whole run; how many seconds until the last office was done."""
    began = time.monotonic()
    watching = asyncio.create_task(watch(hub, wanted.kills, wanted.within, chance))
    await asyncio.gather(*(give(office, key, began, chance) for office in offices))
    watching.cancel()
    return time.monotonic() - began


def report(offices: list[Office], url: str, took: float, most: int) -> bool:
    """Print the figures; whether nothing was lost or doubled."""
    waits = sorted(office.took for office in offices)
    engine = connect(url)
    with reading(engine) as db:
        kept = letters.count(db)
        there = set(db.scalars(letters.LETTER.select().with_only_columns(letters.LETTER.c.digest)))
    engine.dispose()
    given = {digest for office in offices for digest in office.receipts}
    print(f"offices {len(offices)}, letters {len(given)}, tries {sum(office.tries for office in offices)}")
    print(
        f"all in after {took:.1f} s; an office waits: median {waits[len(waits) // 2]:.1f} s,"
        f" p99 {waits[len(waits) * 99 // 100]:.1f} s, longest {waits[-1]:.1f} s"
    )
    print(f"the hub's memory at most {most / 1e6:.0f} MB")
    print(f"receipts without a letter {len(given - there)}, letters twice {kept - len(there)}")
    return given <= there and kept == len(there) == sum(len(office.letters) for office in offices)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default="")
    parser.add_argument("--offices", type=int, default=2000)
    parser.add_argument("--backlog", type=int, default=500, help="offices that bring 2 MB more")
    parser.add_argument("--within", type=float, default=60, help="seconds in which all come")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9))
    wanted = parser.parse_args()
    print(f"seed {wanted.seed}")
    chance = random.Random(wanted.seed)
    with tempfile.TemporaryDirectory() as made:
        url = wanted.database or f"sqlite:///{Path(made) / 'hub.db'}"
        key, offices = make_offices(url, wanted, chance)
        hub = Hub(url, wanted.processes, Path(made) / "log")
        try:
            took = asyncio.run(minute(hub, key, offices, wanted, chance))
        finally:
            hub.kill()
        return 0 if report(offices, url, took, hub.most_bytes) else 1


if __name__ == "__main__":
    sys.exit(main())
