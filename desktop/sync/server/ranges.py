"""Handing out a part of a letter: a broken download goes on where it stopped (RFC 9110, section 14)."""

import re
from http import HTTPStatus

from starlette.responses import Response

from desktop.sync.server.problems import Problem

_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")
_OCTETS = "application/octet-stream"


def part_of(body: bytes, digest: str, asked: str | None, only_if: str | None) -> Response:
    """The body, or the one range asked for. What is no single range is answered with the whole, as the RFC
    allows. A digest names one body for ever, so it is also its entity tag."""
    tag = f'"{digest}"'
    headers = {"Accept-Ranges": "bytes", "ETag": tag, "Cache-Control": "no-store"}
    found = _RANGE.fullmatch(asked or "")
    if found is None or only_if not in (None, tag):
        return Response(body, HTTPStatus.OK, headers, _OCTETS)
    first = int(found[1])
    last = min(int(found[2] or len(body) - 1), len(body) - 1)
    if first >= len(body) or last < first:
        raise Problem(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "range")
    headers["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
    return Response(body[first : last + 1], HTTPStatus.PARTIAL_CONTENT, headers, _OCTETS)
