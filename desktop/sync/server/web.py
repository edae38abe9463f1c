"""The hub over HTTP: its routes, and what each of them reads and answers."""

import asyncio
import base64
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from hashlib import sha256
from http import HTTPStatus
from ipaddress import ip_address
from typing import Annotated, Any, Final, Literal, ParamSpec, TypeVar

import anyio
import anyio.to_thread
import msgspec
from msgspec import Meta
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desktop.sync.batch import Receiver
from desktop.sync.body import Name, UnitId
from desktop.sync.server import intake, letters, openapi, post_office, problems
from desktop.sync.server.access import Access
from desktop.sync.server.begun import Begun
from desktop.sync.server.database import POOL, reading
from desktop.sync.server.limits import Memory, Share
from desktop.sync.server.members import Member
from desktop.sync.server.metrics import MEDIA_TYPE as METRICS_TYPE
from desktop.sync.server.metrics import Metrics
from desktop.sync.server.post_office import PostOffice
from desktop.sync.server.problems import Problem
from desktop.sync.server.ranges import part_of
from desktop.sync.server.writer import Given, Writer

MOST_NAMES: Final = 1_000  # digests or invitations in one request
_DEVICE = re.compile(r"[A-Za-z0-9_\-]{42}[AEIMQUYcgkosw048]")
_DIGEST = re.compile(r"[0-9a-f]{64}")

P = ParamSpec("P")
T = TypeVar("T")
Endpoint = Callable[[Request], Awaitable[Response]]


class _Invitation(msgspec.Struct, forbid_unknown_fields=True):
    code_sha256: Name
    org_unit: UnitId


class _Invitations(msgspec.Struct, forbid_unknown_fields=True):
    invitations: Annotated[list[_Invitation], Meta(min_length=1, max_length=MOST_NAMES)]


class _Verdict(msgspec.Struct, forbid_unknown_fields=True):
    state: Literal["accepted", "revoked"]


class _Outgoing(msgspec.Struct, forbid_unknown_fields=True):
    digest: Name
    receiver: Receiver


class _Letters(msgspec.Struct, forbid_unknown_fields=True):
    letters: Annotated[list[_Outgoing], Meta(max_length=MOST_NAMES)]


class Web:
    """The hub's endpoints over one post office."""

    def __init__(self, office: PostOffice) -> None:
        self.office, self.limits = office, office.limits
        self.writer = Writer(office.engine)
        self.metrics = Metrics()
        self.share = Share()
        self.memory = Memory(office.limits.memory)
        self.begun = Begun(office.limits.begun)
        self._lanes = anyio.CapacityLimiter(POOL - 1)  # one connection is the writer's, who waits for nobody

    async def hub(self, _request: Request) -> Response:
        return Response(post_office.introduction(self.office), media_type="application/json")

    async def health(self, _request: Request) -> Response:
        await self._in_thread(self._count)
        return _json({"status": "ok"})

    async def metrics_text(self, request: Request) -> Response:
        if request.client is None or not ip_address(request.client.host).is_loopback:
            raise problems.forbidden("keeper_only")
        return Response(self.metrics.text(await self._in_thread(self._count)), media_type=METRICS_TYPE)

    async def openapi(self, _request: Request) -> Response:
        return _json(openapi.DOCUMENT)

    async def enrol(self, request: Request) -> Response:
        with self.share.of(_address(request), self.limits.per_address):
            content = await intake.small(request, self.limits)
            member = await self._in_thread(post_office.enrol, self.office, content)
        return _json(_shown(member))

    async def devices(self, request: Request) -> Response:
        by = await self._member(request)
        found, invited = await self._in_thread(post_office.below, self.office, by)
        return _json({"invited": invited, "members": [_shown(member) for member in found]})

    async def judge(self, request: Request) -> Response:
        by = await self._member(request)
        found = request.path_params["device"]
        if not _DEVICE.fullmatch(found):
            raise problems.not_found("no_such_device")
        device = base64.b64encode(base64.urlsafe_b64decode(f"{found}=")).decode()
        verdict = await self._read(request, _Verdict)
        member = await self._in_thread(post_office.judge, self.office, by, device, verdict.state)
        return _json(_shown(member))

    async def invite(self, request: Request) -> Response:
        by = await self._member(request)
        asked = await self._read(request, _Invitations)
        codes = [(one.code_sha256, one.org_unit) for one in asked.invitations]
        await self._in_thread(post_office.invite, self.office, by, codes)
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def put(self, request: Request) -> Response:
        """Answers only after the letter is durable."""
        digest = _digest(request)
        sender = await self._member(request) if "authorization" in request.headers else None
        share = (
            self.share.of(sender.org_unit, self.limits.per_sender)
            if sender
            else self.share.of(_address(request), self.limits.per_address)
        )
        whose = (sender.org_unit if sender else "", digest)
        with share:
            before = self.begun.before(whose, request.headers)
            broken = partial(self.begun.keep, whose) if sender else intake.nobody
            async with intake.body(request, self.limits.batch, self.limits, before, broken) as file:
                size = file.seek(0, 2)
                file.seek(0)
                async with self.memory.hold(size):
                    self.begun.forget(whose)
                    content = file.read()
                    if before and sha256(content).hexdigest() != digest:
                        raise problems.conflict("begin_anew")
                    return await self._keep(request, digest, content)

    async def _keep(self, request: Request, digest: str, body: bytes) -> Response:
        envelope = await self._in_thread(post_office.check, self.office, digest, body)
        request.state.device, request.state.org_unit = envelope.device, envelope.org_unit
        given = Given(digest, envelope, body, post_office.now())
        kept = await asyncio.wrap_future(self.writer.keep(given))
        status = HTTPStatus.CREATED if kept.new else HTTPStatus.OK
        return Response(post_office.receipt(self.office, kept), status, media_type="application/json")

    async def batches(self, request: Request) -> Response:
        reader = await self._member(request)
        cursor, parts = request.query_params.get("after", ""), _wants_parts(request)
        page, following = await self._in_thread(post_office.after, self.office, reader, cursor, parts=parts)
        lines = [{"digest": line.digest, "size": line.size} for line in page]
        return _json({"cursor": following, "letters": lines, "more": len(page) == letters.PAGE})

    async def batch(self, request: Request) -> Response:
        reader, digest = await self._member(request), _digest(request)
        body = await self._in_thread(post_office.body, self.office, reader, digest)
        return part_of(body, digest, request.headers.get("range"), request.headers.get("if-range"))

    async def missing(self, request: Request) -> Response:
        giver = await self._member(request)
        asked = await self._read(request, _Letters)
        wanted = {each.digest: each.receiver for each in asked.letters}
        there, lacking = await self._in_thread(post_office.compare, self.office, giver, wanted)
        receipts = [msgspec.Raw(post_office.receipt(self.office, kept)) for kept in there]
        begun = {digest: size for digest in lacking if (size := self.begun.size((giver.org_unit, digest)))}
        return _json({"begun": begun, "kept": receipts, "missing": lacking})

    async def _member(self, request: Request) -> Member:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise problems.unauthorized("token_needed")
        member = await self._in_thread(post_office.who, self.office, token)
        request.state.device, request.state.org_unit = member.device, member.org_unit
        return member

    async def _read(self, request: Request, shape: type[T]) -> T:
        content = await intake.small(request, self.limits)
        try:
            return msgspec.json.decode(content, type=shape)
        except (ValueError, RecursionError) as cause:
            raise problems.unprocessable("not_understood") from cause

    async def _in_thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The database waits on the disk; the loop must not."""
        return await anyio.to_thread.run_sync(lambda: work(*args, **kwargs), limiter=self._lanes)

    def _count(self) -> int:
        with reading(self.office.engine) as db:
            return letters.count(db)


def application(office: PostOffice) -> Starlette:
    """The web application of one process of a hub."""
    web = Web(office)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        web.writer.stop()
        office.engine.dispose()

    routes = [
        _route("/v1/hub", GET=web.hub),
        _route("/v1/health", GET=web.health),
        _route("/v1/metrics", GET=web.metrics_text),
        _route("/v1/openapi.json", GET=web.openapi),
        _route("/v1/devices", GET=web.devices, POST=web.enrol),
        _route("/v1/devices/{device}", PUT=web.judge),
        _route("/v1/invitations", POST=web.invite),
        _route("/v1/missing", POST=web.missing),
        _route("/v1/batches", frozenset({"after", "kind"}), GET=web.batches),
        _route("/v1/batches/{digest}", GET=web.batch, PUT=web.put),
    ]
    return Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[Middleware(Access, metrics=web.metrics)],
        exception_handlers={Problem: _problem, HTTPException: _http_exception, Exception: _internal},
    )


def _route(path: str, queries: frozenset[str] = frozenset(), **endpoints: Endpoint) -> Route:
    """A path, and what answers each method; HEAD is GET without its body."""

    async def noted(request: Request) -> Response:
        request.state.route = path
        if not request.query_params.keys() <= queries:
            raise problems.bad_request("query_unknown")
        return await endpoints["GET" if request.method == "HEAD" else request.method](request)

    return Route(path, noted, methods=list(endpoints))


async def _problem(_request: Request, problem: Exception) -> Response:
    assert isinstance(problem, Problem)
    return Response(problem.body, int(problem.status), problem.headers, problems.MEDIA_TYPE)


async def _http_exception(_request: Request, problem: Exception) -> Response:
    """What the framework itself refuses: a path or a method that is not there."""
    assert isinstance(problem, HTTPException)
    known = Problem(HTTPStatus(problem.status_code), HTTPStatus(problem.status_code).name.lower())
    headers = {**known.headers, **(problem.headers or {})}
    return Response(known.body, problem.status_code, headers, problems.MEDIA_TYPE)


async def _internal(_request: Request, _problem: Exception) -> Response:
    """A bug: it is logged whole, and the client learns nothing of it."""
    known = Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal")
    return Response(known.body, int(known.status), known.headers, problems.MEDIA_TYPE)


def _digest(request: Request) -> str:
    found: str = request.path_params["digest"]
    if not _DIGEST.fullmatch(found):
        raise problems.not_found("no_such_batch")
    return found


def _wants_parts(request: Request) -> bool:
    """Whether the reader asks for pieces of attachments in place of all other letters."""
    kind = request.query_params.get("kind")
    if kind not in (None, "part"):
        raise problems.bad_request("kind_unknown")
    return kind == "part"


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _shown(member: Member) -> dict[str, str]:
    return {"device": member.device, "org_unit": member.org_unit, "state": member.state}


def _json(content: Any) -> Response:
    return Response(msgspec.json.encode(content), media_type="application/json")
