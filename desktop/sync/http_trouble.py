"""What goes wrong on a line to a hub, and what it means to the person."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import TypeVar

import msgspec
import requests
import urllib3

from desktop.errors import UserError
from desktop.i18n.words import mark
from desktop.sync.hub import CursorUnknown

_AGAIN = {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
}
_NOT_ITS_TLS = ("CERTIFICATE", "WRONG_VERSION_NUMBER", "HTTP_REQUEST")  # what OpenSSL calls it
_NO_TUNNEL = re.compile(r"Tunnel connection failed: (\d+)")  # a proxy's answer, in http.client's words


T = TypeVar("T")


class NoConnection(UserError):
    message = mark(
        "There is no connection to the hub now. Everything is kept on this computer and goes out when there"
        " is one."
    )


class NotTheHub(UserError):
    message = mark(
        "Something else answers in place of the hub, such as the login page of a network. Nothing was sent,"
        " and everything is kept on this computer. Open a web page to log in, or use another connection."
    )


class ProxyRefuses(UserError):
    message = mark(
        "The proxy of this network does not let the program through to the hub ({code}). Everything is kept"
        " on this computer. Ask who looks after the network, or use another connection."
    )


class HubRefused(UserError):
    message = mark(
        "The hub does not take what this computer sends ({code}). Everything is kept on this computer and can"
        " go by stick. Tell the secretariat."
    )


class HubFull(UserError):
    message = mark(
        "The hub has no more room for this office. Everything is kept on this computer and can go by stick."
        " Tell the secretariat."
    )


class BeginAnew(Exception):
    """The hub has no more what came of this letter: give the whole."""


class _Problem(msgspec.Struct):
    code: str


def read(answer: bytes, shape: type[T]) -> T:
    """An answer as what it must be. Raises `NotTheHub`."""
    try:
        return msgspec.json.decode(answer, type=shape)
    except (ValueError, RecursionError) as cause:
        raise NotTheHub from cause


def explain(status: int, content: bytes, headers: Mapping[str, str]) -> float:
    """Raise what the answer means, or say in how many seconds the hub wants to be asked again."""
    if status in _AGAIN:
        asked = headers.get("Retry-After", "")
        return float(asked) if asked.isascii() and asked.isdigit() else 0.0
    code = read(content, _Problem).code
    if code == "cursor_unknown":
        raise CursorUnknown
    if code == "begin_anew":
        raise BeginAnew
    if code == "quota":
        raise HubFull
    raise HubRefused(code=code)


def not_for_ever(problem: requests.RequestException) -> None:
    """Raise what does not become better by trying again: another's certificate, no TLS, a proxy's no."""
    said = str(problem)
    if isinstance(problem, requests.exceptions.SSLError) and any(word in said for word in _NOT_ITS_TLS):
        raise NotTheHub from problem
    if (no := _NO_TUNNEL.search(said)) and int(no[1]) < HTTPStatus.INTERNAL_SERVER_ERROR:
        raise ProxyRefuses(code=no[1]) from problem
    if isinstance(problem, ValueError):  # the settings name a proxy of a kind that is not spoken here
        raise ProxyRefuses(code="settings") from problem


def in_vain(problem: requests.RequestException) -> bool:
    """Whether no connection came about at all, to the hub or to the proxy, unlike one that broke."""
    cause = problem.args[0] if problem.args else None
    reason = getattr(cause, "reason", None)
    if isinstance(reason, urllib3.exceptions.ProxyError):
        reason = reason.original_error
    return isinstance(problem, requests.ConnectTimeout) or isinstance(
        reason, urllib3.exceptions.NewConnectionError
    )
