"""A hub over HTTPS. What it did not sign was not given, and what has another digest was not got."""

import base64
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync import batch, enrolment, http_trouble, hub_receipt
from desktop.sync.batch import MAX_BATCH_BYTES
from desktop.sync.body import DeviceKey, Name
from desktop.sync.http_line import Line
from desktop.sync.http_trouble import HubRefused, NotTheHub
from desktop.sync.hub import Given, Page
from desktop.sync.letter import Letter
from desktop.sync.signed import NotSigned

NAMES_AT_ONCE: Final = 1_000
PAGE_BYTES: Final = 1_000_000  # of letters fetched before they are taken in: so much a broken line may lose
_STRANGER: Final = {"token_unknown", "device_unknown"}  # also said by a hub that was put back to a backup


@dataclass(frozen=True, slots=True)
class Caller:
    """Who talks to the hub: a computer of an office, its token, and the code of its office card."""

    key: Ed25519PrivateKey
    org_unit: str
    token: str
    code: str


class _Letter(msgspec.Struct):
    digest: Name
    size: int


class _Page(msgspec.Struct):
    cursor: str
    letters: list[_Letter]
    more: bool


class _There(msgspec.Struct):
    kept: list[msgspec.Raw]
    missing: list[Name]
    begun: dict[Name, int] = {}


class _Member(msgspec.Struct):
    device: DeviceKey
    state: str


class _Members(msgspec.Struct):
    invited: list[str]
    members: list[_Member]


class HttpHub:
    """A letter box by the internet. `key` is what the hub signs with."""

    def __init__(self, line: Line, key: str, caller: Caller) -> None:
        self._line, self._key, self._caller = line, key, caller

    @property
    def name(self) -> str:
        return self._key

    @property
    def place(self) -> str:
        return self._line.host

    def lacks(self, receivers: Mapping[str, str]) -> tuple[list[str], list[Given]]:
        """Which of these letters it lacks and has a box for, and its receipts for those it has."""
        missing: list[str] = []
        given: list[Given] = []
        digests = list(receivers)
        for start in range(0, len(digests), NAMES_AT_ONCE):
            there = self._there({name: receivers[name] for name in digests[start : start + NAMES_AT_ONCE]})
            given += [self._receipt(bytes(raw), receivers) for raw in there.kept]
            missing += [digest for digest in there.missing if digest in receivers]
        return missing, given

    def expect(self, size: int) -> None:
        """So many bytes are given next, in all."""
        self._line.expect(size)

    def put(self, letter: Letter) -> Given:
        """Give a letter. What comes back is signed by the hub: the letter is durable there."""
        digest = batch.digest(letter.body)
        again = partial(self._came, letter.body, digest)
        said = self._send("PUT", f"/v1/batches/{digest}", letter.body, watched=True, again=again)
        return self._receipt(said, [digest])

    def get(self, cursor: str, known: Callable[[str], bool], *, parts: bool = False) -> Iterator[Page]:
        """Letters after the cursor that are not known here, some at a time. Raises `CursorUnknown`."""
        more, kind = True, {"kind": "part"} if parts else {}
        while more:
            page = http_trouble.read(
                self._send("GET", "/v1/batches", params={"after": cursor, **kind}), _Page
            )
            wanted = [line for line in page.letters if not known(line.digest)]
            self._line.expect(sum(line.size for line in wanted))
            for some in _portions(wanted):
                # Until the last portion came the cursor stays where it was: the rest is still to come.
                yield Page([self._fetch(line, parts) for line in some], cursor)
            yield Page((), page.cursor)
            cursor, more = page.cursor, page.more

    def below(self) -> tuple[dict[str, str], frozenset[str]]:
        """The state of each computer this office vouches for, by device; and the offices it has invited."""
        found = http_trouble.read(self._send("GET", "/v1/devices"), _Members)
        return {each.device: each.state for each in found.members}, frozenset(found.invited)

    def judge(self, device: str, *, accepted: bool) -> None:
        """Let the hub know that a computer was accepted, or revoked."""
        name = base64.urlsafe_b64encode(base64.b64decode(device)).decode().rstrip("=")
        said = msgspec.json.encode({"state": "accepted" if accepted else "revoked"})
        self._send("PUT", f"/v1/devices/{name}", said)

    def invite(self, codes: Mapping[str, str]) -> None:
        """Let computers of offices enrol: the code on the card of each, by org unit."""
        units = list(codes)
        for start in range(0, len(units), NAMES_AT_ONCE):
            some = [
                {"code_sha256": enrolment.hash_of(codes[unit]), "org_unit": unit}
                for unit in units[start : start + NAMES_AT_ONCE]
            ]
            self._send("POST", "/v1/invitations", msgspec.json.encode({"invitations": some}))

    def _fetch(self, line: _Letter, part: bool) -> Letter:
        if line.size > MAX_BATCH_BYTES:
            raise NotTheHub
        body = self._line.fetch(f"/v1/batches/{line.digest}", line.size)
        if batch.digest(body) != line.digest:
            raise NotTheHub
        return Letter(f"{line.digest[:8]}{batch.PART_SUFFIX if part else batch.SUFFIX}", body)

    def _came(self, body: bytes, digest: str) -> bytes | int:
        """After a break: the receipt, where only the answer was lost; else how many bytes of it came."""
        there = self._there({digest: batch.read_envelope(body).receiver})
        return bytes(there.kept[0]) if there.kept else min(there.begun.get(digest, 0), len(body) - 1)

    def _there(self, receivers: Mapping[str, str]) -> _There:
        """What the hub says of these letters."""
        every = [{"digest": digest, "receiver": receiver} for digest, receiver in receivers.items()]
        return http_trouble.read(
            self._send("POST", "/v1/missing", msgspec.json.encode({"letters": every})), _There
        )

    def _receipt(self, answer: bytes, digests: Collection[str]) -> Given:
        """The receipt in an answer, for one of these letters."""
        try:
            found = hub_receipt.read(answer, self._key, digests)
        except NotSigned as cause:
            raise NotTheHub from cause
        return Given(found.digest, answer)

    def _send(self, method: str, path: str, body: bytes = b"", **more: Any) -> bytes:
        """Send; a computer that the hub does not know (any more) enrols first."""
        try:
            return self._line.send(method, path, body, **more)
        except HubRefused as refused:
            if refused.facts["code"] not in _STRANGER:
                raise
        self._enrol()
        return self._line.send(method, path, body, **more)

    def _enrol(self) -> None:
        caller = self._caller
        said = enrolment.write(caller.key, self._key, caller.org_unit, caller.code, caller.token)
        http_trouble.read(self._line.send("POST", "/v1/devices", said), _Member)


def _portions(lines: list[_Letter]) -> Iterator[list[_Letter]]:
    """As many letters at a time as one transaction takes in."""
    some: list[_Letter] = []
    for line in lines:
        some.append(line)
        if sum(each.size for each in some) >= PAGE_BYTES:
            yield some
            some = []
    if some:
        yield some
