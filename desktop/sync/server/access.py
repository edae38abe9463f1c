"""Around every request: one line in the log, without content."""

import json
import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desktop.sync.server.metrics import Metrics

log = logging.getLogger("tumpeang.hub.access")
INTERNAL = 500  # what stands in the log where an answer was never begun
_KNOWN_METHODS = frozenset({"GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"})


class Access:
    """The outermost layer of the web application."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(receive, send)
        began = time.monotonic()
        try:
            await self._app(scope, exchange.receive, exchange.send)
        finally:
            self._note(scope, exchange, time.monotonic() - began)

    def _note(self, scope: Scope, exchange: "_Exchange", seconds: float) -> None:
        method = scope["method"] if scope["method"] in _KNOWN_METHODS else "other"
        route = scope.get("state", {}).get("route", "none")
        self._metrics.answered(method, route, exchange.status, exchange.received, exchange.sent)
        client = scope.get("client")
        line = {
            "address": client[0] if client else "",
            "device": scope.get("state", {}).get("device", "")[:12],
            "in": exchange.received,
            "ms": round(seconds * 1000),
            "method": method,
            "org_unit": scope.get("state", {}).get("org_unit", ""),
            "out": exchange.sent,
            "route": route,
            "status": exchange.status,
        }
        log.info(json.dumps(line, sort_keys=True))


class _Exchange:
    """Counts what goes through."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self.status, self.received, self.sent = INTERNAL, 0, 0

    async def receive(self) -> Message:
        message = await self._receive()
        self.received += len(message.get("body", b""))
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        self.sent += len(message.get("body", b""))
        await self._send(message)
