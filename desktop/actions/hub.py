"""Keeping a hub: running it, inviting offices to it, making its certificates. No store is needed for it."""

from collections.abc import Sequence
from pathlib import Path

from desktop.errors import UserError
from desktop.i18n.words import mark


class HubNotInstalled(UserError):
    message = mark("The hub is not part of this installation. Install the program with its extra “hub”.")


class NoOffice(UserError):
    message = mark("“{org_unit}” is not the name of an office, such as kh.08.")


def serve(
    listen: tuple[str, int],
    database: str,
    tls: tuple[Path, Path] | None,
    authority: Path | None = None,
    processes: int = 1,
) -> None:
    """Listen until told to stop; plain HTTP only on this computer itself.

    `authority` is the file that `make_certificates` wrote; without it public authorities vouch for the hub.
    """
    _needed()
    from desktop.sync.server import running

    certificate, key = tls or (None, None)
    running.serve(running.Settings(*listen, database, certificate, key, authority, processes))


def invite(database: str, org_unit: str, url: str) -> bytes:
    """An invitation for an office that nobody above vouches for; its code is in this file and nowhere else.

    Raises `NoOffice` and `NotAnInvitation`.
    """
    _needed()
    import msgspec

    from desktop.sync import hub_invitation
    from desktop.sync.body import UnitId
    from desktop.sync.server import post_office
    from desktop.sync.server.database import connect
    from desktop.sync.server.limits import Limits

    try:
        msgspec.convert(org_unit, UnitId)
    except msgspec.ValidationError as cause:
        raise NoOffice(org_unit=org_unit) from cause
    here = post_office.open_office(connect(database), Limits())
    place = hub_invitation.place(url, here.name, post_office.open_to(here, org_unit))
    return hub_invitation.write(here.key, org_unit, place)


def forget_old(database: str) -> int:
    """Take away letters older than a hub keeps; how many."""
    _needed()
    from desktop.sync.server import post_office
    from desktop.sync.server.database import connect
    from desktop.sync.server.limits import Limits

    return post_office.forget_old(post_office.open_office(connect(database), Limits()))


def make_certificates(folder: Path, hosts: Sequence[str]) -> list[Path]:
    """An authority that office cards pin and a certificate under it, good whatever a laptop's clock says."""
    from desktop.sync.server import certificate

    return certificate.make(folder, list(hosts))


def _needed() -> None:
    import importlib.util

    if any(importlib.util.find_spec(name) is None for name in ("starlette", "uvicorn", "sqlalchemy")):
        raise HubNotInstalled
