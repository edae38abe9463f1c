"""What a hub does, without HTTP: its key, who comes in, letters in and out. All of it waits on the disk."""

import base64
import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, insert, select

from desktop.sync import batch, enrolment, hub_introduction, hub_receipt
from desktop.sync.batch import Damaged, Envelope, NotGenuine, TooLarge
from desktop.sync.container import NotABatch
from desktop.sync.record import device_of
from desktop.sync.server import letters, members, problems
from desktop.sync.server.database import reading, writing
from desktop.sync.server.letters import CursorUnknown, Kept, Line
from desktop.sync.server.limits import Limits
from desktop.sync.server.members import CodeUnknown, Gone, Member
from desktop.sync.server.problems import Problem
from desktop.sync.server.schema import HUB
from desktop.sync.signed import NotSigned

_SEED = "seed"


@dataclass(frozen=True, slots=True)
class PostOffice:
    """A hub's database, its signing key, and whose certificates count (PEM, or "" for the public ones)."""

    engine: Engine
    key: Ed25519PrivateKey
    limits: Limits
    authority: str = ""

    @property
    def name(self) -> str:
        """The key that its receipts are checked with; it stands on every office card."""
        return device_of(self.key)


def open_office(engine: Engine, limits: Limits, authority: str = "") -> PostOffice:
    """The hub of this database; at the very first time it makes its key."""
    with writing(engine) as db:
        seed = db.scalar(select(HUB.c.value).where(HUB.c.name == _SEED))
        if seed is None:
            raw = Ed25519PrivateKey.generate().private_bytes_raw()
            seed = base64.b64encode(raw).decode()
            db.execute(insert(HUB).values(name=_SEED, value=seed))
    return PostOffice(engine, Ed25519PrivateKey.from_private_bytes(base64.b64decode(seed)), limits, authority)


def introduction(office: PostOffice) -> bytes:
    """What this hub says of itself, signed."""
    return hub_introduction.write(office.key, office.authority)


def now() -> str:
    return f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def open_to(office: PostOffice, org_unit: str) -> str:
    """Invite an office that nobody above vouches for, such as a province's secretariat; its code."""
    code = enrolment.new_secret()
    with writing(office.engine) as db:
        members.invite(db, [(enrolment.hash_of(code), org_unit)], "", now())
    return code


def who(office: PostOffice, token: str) -> Member:
    """The computer that shows this token. Raises a `Problem`."""
    with reading(office.engine) as db:
        found = members.of_token(db, enrolment.hash_of(token))
    if found is None:
        raise problems.unauthorized("token_unknown")
    if found.state == members.REVOKED:
        raise problems.unauthorized("revoked")
    return found


def enrol(office: PostOffice, content: bytes) -> Member:
    """Take a computer in by the code of its card. Raises a `Problem`."""
    try:
        said = enrolment.read(content, office.name)
        with writing(office.engine) as db:
            return members.enrol(db, said, now())
    except NotSigned as cause:
        raise problems.unprocessable("not_an_enrolment") from cause
    except CodeUnknown as cause:
        raise problems.forbidden("code_unknown") from cause
    except Gone as cause:
        raise problems.forbidden("revoked") from cause


def invite(office: PostOffice, by: Member, codes: Collection[tuple[str, str]]) -> None:
    """Let computers of other offices enrol; this one's office vouches for them. Raises a `Problem`."""
    if by.state != members.ACCEPTED:
        raise problems.forbidden("not_accepted")
    with writing(office.engine) as db:
        members.invite(db, codes, by.org_unit, now())


def below(office: PostOffice, by: Member) -> tuple[list[Member], list[str]]:
    """The computers that the asker's office vouches for, and whom it has invited. Raises a `Problem`."""
    if by.state != members.ACCEPTED:
        raise problems.forbidden("not_accepted")
    with reading(office.engine) as db:
        return members.below(db, by.org_unit)


def judge(office: PostOffice, by: Member, device: str, state: str) -> Member:
    """Accept or revoke a computer. Raises a `Problem`, the same for one that is not there and not its own."""
    with writing(office.engine) as db:
        found = members.judge(db, by, device, state)
    if found is None:
        raise problems.forbidden("not_yours")
    return found


def check(office: PostOffice, digest: str, body: bytes) -> Envelope:
    """Whether these bytes are a batch that may lie here. Raises a `Problem`."""
    if batch.digest(body) != digest:
        raise problems.unprocessable("damaged")
    try:
        envelope = batch.read_envelope(body)
    except TooLarge as cause:
        raise problems.too_large("too_large") from cause
    except (NotABatch, Damaged) as cause:
        raise problems.unprocessable("not_a_batch") from cause
    except NotGenuine as cause:
        raise problems.forbidden("forged") from cause
    with reading(office.engine) as db:
        if letters.find(db, digest) is None:
            _admit(db, office.limits, envelope, len(body))
    return envelope


def receipt(office: PostOffice, kept: Kept) -> bytes:
    """The hub's signed word that the letter is durable here."""
    return hub_receipt.write(office.key, kept.digest, kept.number, kept.at)


def after(office: PostOffice, reader: Member, cursor: str, *, parts: bool = False) -> tuple[list[Line], str]:
    """A page of the letters for this reader. Raises a `Problem` for a cursor that is not this hub's."""
    try:
        with reading(office.engine) as db:
            page, following = letters.after(db, reader.boxes, cursor, parts=parts)
    except CursorUnknown as cause:
        raise problems.conflict("cursor_unknown") from cause
    return list(page), following


def body(office: PostOffice, reader: Member, digest: str) -> bytes:
    """A letter for this reader. Raises a `Problem`; one for another and one that is not there look alike."""
    with reading(office.engine) as db:
        found = letters.body(db, digest, reader.boxes)
    if found is None:
        raise problems.not_found("no_such_batch")
    return found


def compare(office: PostOffice, giver: Member, wanted: Mapping[str, str]) -> tuple[list[Kept], list[str]]:
    """Of letters by digest, with their receivers: those that are here, and those to give.

    Left out are letters to whom the hub has no box for: an office that uses sticks never enrolled.
    """
    with reading(office.engine) as db:
        there = letters.given(db, wanted.keys(), giver.org_unit)
        lacking = wanted.keys() - {kept.digest for kept in there}
        boxes = {to: members.may_write(db, giver, giver.org_unit, to) for to in set(wanted.values())}
    return there, [digest for digest in wanted if digest in lacking and boxes[wanted[digest]]]


def forget_old(office: PostOffice) -> int:
    """Take away what is older than the hub keeps; how many letters."""
    before = dt.datetime.now(dt.UTC) - dt.timedelta(days=office.limits.days)
    with writing(office.engine) as db:
        return letters.forget(db, f"{before:%Y-%m-%dT%H:%M:%SZ}")


def _admit(db: Connection, limits: Limits, envelope: Envelope, size: int) -> None:
    sender = members.of_device(db, envelope.device)
    if sender is None:
        raise problems.forbidden("device_unknown")
    if sender.state == members.REVOKED:
        raise problems.forbidden("revoked")
    if not members.may_write(db, sender, envelope.org_unit, envelope.receiver):
        raise problems.forbidden("not_yours")
    waiting = sender.state == members.WAITING
    whose = {"device": sender.device} if waiting else {"org_unit": sender.org_unit}
    most = limits.stranger if waiting else limits.office
    if letters.kept_bytes(db, **whose) + size > most:
        raise Problem(HTTPStatus.INSUFFICIENT_STORAGE, "quota", 3600)
