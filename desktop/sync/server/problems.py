"""What a hub answers when it cannot do what was asked: a status, a stable word, and nothing of its inside."""

from http import HTTPStatus
from typing import Final

import msgspec

MEDIA_TYPE: Final = "application/problem+json"


class Problem(Exception):
    """Ends a request. `code` is what a client acts on; `retry_after` is in seconds."""

    def __init__(self, status: HTTPStatus, code: str, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.status, self.code, self.retry_after = status, code, retry_after

    @property
    def headers(self) -> dict[str, str]:
        found = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        if self.status is HTTPStatus.UNAUTHORIZED:
            found["WWW-Authenticate"] = "Bearer"
        return found

    @property
    def body(self) -> bytes:
        return msgspec.json.encode(
            {"code": self.code, "status": int(self.status), "title": self.status.phrase}
        )


def bad_request(code: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, code)


def unauthorized(code: str) -> Problem:
    return Problem(HTTPStatus.UNAUTHORIZED, code)


def forbidden(code: str) -> Problem:
    return Problem(HTTPStatus.FORBIDDEN, code)


def not_found(code: str) -> Problem:
    return Problem(HTTPStatus.NOT_FOUND, code)


def conflict(code: str) -> Problem:
    return Problem(HTTPStatus.CONFLICT, code)


def unprocessable(code: str) -> Problem:
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, code)


def too_large(code: str) -> Problem:
    return Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, code)


def busy(code: str, retry_after: int) -> Problem:
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, code, retry_after)
