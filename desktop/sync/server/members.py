"""Who may use a hub: invitations, computers, and what each of them may write and read."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Row, insert, select, update

from desktop.sync.enrolment import Enrolment
from desktop.sync.server.schema import INVITATION, MEMBER

WAITING, ACCEPTED, REVOKED = "waiting", "accepted", "revoked"
COMPUTERS = 5  # that may enrol with one code: the card serves the second laptop, and the one that replaces it


@dataclass(frozen=True, slots=True)
class Member:
    """A computer, its office, and the office that vouches for it ("" for one the hub's keeper invited)."""

    device: str
    org_unit: str
    above: str
    state: str

    @property
    def boxes(self) -> tuple[str, ...]:
        """The receivers whose letters it may read: itself, and once accepted its office."""
        return (self.device, self.org_unit) if self.state == ACCEPTED else (self.device,)


class CodeUnknown(Exception):
    """No invitation has this code, or it was used up, or it is for another office."""


class Gone(Exception):
    """The computer was revoked; it cannot come back under the same key."""


def invite(db: Connection, codes: Iterable[tuple[str, str]], above: str, now: str) -> None:
    """Let computers of offices enrol: (hash of the code, office). Saying it again changes nothing."""
    first = WAITING if above else ACCEPTED
    for code, org_unit in codes:
        there = db.scalar(select(INVITATION.c.org_unit).where(INVITATION.c.code_sha256 == code))
        if there is None:
            row = (code, org_unit, above, COMPUTERS, first, now)
            db.execute(insert(INVITATION).values(row))


def enrol(db: Connection, said: Enrolment, now: str) -> Member:
    """Make a computer a member. Raises `CodeUnknown` and `Gone`."""
    there = db.execute(select(MEMBER).where(MEMBER.c.device == said.device)).first()
    if there is not None and there.state == REVOKED:
        raise Gone
    code = db.execute(select(INVITATION).where(INVITATION.c.code_sha256 == said.code_sha256)).first()
    if code is None or code.org_unit != said.org_unit:
        raise CodeUnknown
    if there is not None and there.above == code.above and there.org_unit == said.org_unit:
        db.execute(_where(said.device).values(token_sha256=said.token_sha256))
        return _member(there)
    return _newly(db, said, code, now)


def below(db: Connection, org_unit: str) -> tuple[list[Member], list[str]]:
    """The computers an office vouches for, its own among them, and the offices it has invited."""
    whose = (MEMBER.c.above == org_unit) | (MEMBER.c.org_unit == org_unit)
    found = [_member(row) for row in db.execute(select(MEMBER).where(whose).order_by(MEMBER.c.device))]
    codes = select(INVITATION.c.org_unit).where(INVITATION.c.above == org_unit).distinct()
    return found, sorted(db.scalars(codes))


def of_token(db: Connection, token_sha256: str) -> Member | None:
    row = db.execute(select(MEMBER).where(MEMBER.c.token_sha256 == token_sha256)).first()
    return None if row is None else _member(row)


def of_device(db: Connection, device: str) -> Member | None:
    row = db.execute(select(MEMBER).where(MEMBER.c.device == device)).first()
    return None if row is None else _member(row)


def judge(db: Connection, by: Member, device: str, state: str) -> Member | None:
    """Accept or revoke a computer, by one of the office above it or of its own; None where `by` may not."""
    found = of_device(db, device)
    if found is None or by.state != ACCEPTED or by.org_unit not in (found.above, found.org_unit):
        return None
    if by.org_unit == found.org_unit and found.above and state == ACCEPTED:
        return None  # an office does not accept its own computers: that is its secretariat's word
    if found.state == REVOKED:
        return found
    db.execute(_where(device).values(state=state))
    return Member(found.device, found.org_unit, found.above, state)


def may_write(db: Connection, sender: Member, org_unit: str, receiver: str) -> bool:
    """Whether a letter from this computer may lie here: for its office, up to the one that vouches for it, or
    down to a computer that its own office vouches for, or across to another computer of its office."""
    if sender.state == REVOKED or sender.org_unit != org_unit:
        return False
    if receiver in (sender.above, sender.org_unit):
        return True
    to = of_device(db, receiver)
    return to is not None and to.state != REVOKED and sender.org_unit in (to.above, to.org_unit)


def _newly(db: Connection, said: Enrolment, code: Row[tuple[object, ...]], now: str) -> Member:
    if code.left < 1:
        raise CodeUnknown
    left = INVITATION.c.left - 1
    db.execute(update(INVITATION).where(INVITATION.c.code_sha256 == said.code_sha256).values(left=left))
    row = {
        "org_unit": said.org_unit,
        "above": code.above,
        "token_sha256": said.token_sha256,
        "state": code.first_state,
        "enrolled_at": now,
    }
    if of_device(db, said.device) is None:
        db.execute(insert(MEMBER).values(device=said.device, **row))
    else:
        db.execute(_where(said.device).values(row))
    return Member(said.device, said.org_unit, code.above, code.first_state)


def _where(device: str):  # type: ignore[no-untyped-def]
    return update(MEMBER).where(MEMBER.c.device == device)


def _member(row: Row[tuple[object, ...]]) -> Member:
    return Member(row.device, row.org_unit, row.above, row.state)
