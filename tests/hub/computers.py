"""Computers of offices as a hub sees them: a key, a token, and batches they sealed."""

import base64
from dataclasses import dataclass, field
from functools import cached_property

import pyrage
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync import batch, enrolment
from desktop.sync.batch import Sender
from desktop.sync.piece import Piece
from desktop.sync.record import device_of
from desktop.sync.server import post_office
from desktop.sync.server.post_office import PostOffice

SECONDS = 20


@dataclass(frozen=True)
class Listening:
    """A hub that answers at an address."""

    url: str
    office: PostOffice

    def invite(self, org_unit: str) -> str:
        """The code of an office that nobody above vouches for."""
        return post_office.open_to(self.office, org_unit)


@dataclass
class Computer:
    """One computer of an office. `talk` sends a request with its token."""

    hub: Listening
    org_unit: str
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    token: str = field(default_factory=enrolment.new_secret)
    sequence: int = 0

    @cached_property
    def device(self) -> str:
        return device_of(self.key)

    @property
    def path(self) -> str:
        """Its name in an address."""
        return base64.urlsafe_b64encode(base64.b64decode(self.device)).decode().rstrip("=")

    def talk(self, method: str, path: str, **more: object) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.token}", **more.pop("headers", {})}  # type: ignore[dict-item]
        return requests.request(method, self.hub.url + path, headers=headers, timeout=SECONDS, **more)  # type: ignore[arg-type]

    def enrol(self, code: str) -> requests.Response:
        said = enrolment.write(self.key, self.hub.office.name, self.org_unit, code, self.token)
        return requests.post(f"{self.hub.url}/v1/devices", said, timeout=SECONDS)

    def invite(self, *org_units: str) -> list[str]:
        """The codes for offices below."""
        codes = [enrolment.new_secret() for _ in org_units]
        asked = [
            {"code_sha256": enrolment.hash_of(code), "org_unit": unit}
            for code, unit in zip(codes, org_units, strict=True)
        ]
        answer = self.talk("POST", "/v1/invitations", json={"invitations": asked})
        assert answer.status_code == 204, answer.text
        return codes

    def judge(self, other: "Computer", state: str) -> requests.Response:
        return self.talk("PUT", f"/v1/devices/{other.path}", json={"state": state})

    def seal(self, receiver: str, org_unit: str = "", piece: Piece | None = None) -> bytes:
        """A genuine batch of no records, or of a piece; sealed to a key that nobody has."""
        self.sequence += 1
        sender = Sender(self.key, org_unit or self.org_unit, self.sequence, receiver)
        return batch.seal(sender, [], [str(pyrage.x25519.Identity.generate().to_public())], piece)

    def put(self, body: bytes, digest: str = "") -> requests.Response:
        return self.talk("PUT", f"/v1/batches/{digest or batch.digest(body)}", data=body)

    def listed(self) -> list[str]:
        """The digests of all letters for it."""
        found, cursor = [], ""
        while True:
            answer = self.talk("GET", "/v1/batches", params={"after": cursor})
            assert answer.status_code == 200, answer.text
            page = answer.json()
            found += [letter["digest"] for letter in page["letters"]]
            cursor = page["cursor"]
            if not page["more"]:
                return found


def secretariat(hub: Listening, org_unit: str) -> Computer:
    """An enrolled computer of a secretariat."""
    made = Computer(hub, org_unit)
    assert made.enrol(hub.invite(org_unit)).json()["state"] == "accepted"
    return made


def commune(above: Computer, org_unit: str, *, accepted: bool = True) -> Computer:
    """An enrolled computer of an office below."""
    made = Computer(above.hub, org_unit)
    (code,) = above.invite(org_unit)
    assert made.enrol(code).json()["state"] == "waiting"
    if accepted:
        assert above.judge(made, "accepted").json()["state"] == "accepted"
    return made
