"""The hub's interface as an OpenAPI 3.1 document; tests hold the running hub against it."""

from typing import Any, Final

from desktop.sync.server.limits import Limits

Json = dict[str, Any]

_HEX = "^[0-9a-f]{64}$"
_KEY = "^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$"
_UNIT = r"^[a-z0-9][a-z0-9.\-]{0,62}$"
_TOKEN: Final[list[Json]] = [{"token": []}]


def _text(pattern: str, description: str = "") -> Json:
    return {"type": "string", "pattern": pattern} | ({"description": description} if description else {})


def _object(required: list[str], **properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _content(schema: Json, kind: str = "application/json") -> Json:
    return {"content": {kind: {"schema": schema}}}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _answers(good: dict[int, Json], *problems: int) -> Json:
    problem = {"description": "Why not.", **_content(_ref("Problem"), "application/problem+json")}
    bad = sorted({400, *problems})  # 400: also a query that no operation knows
    return {str(status): found for status, found in good.items()} | {str(status): problem for status in bad}


def _good(description: str, schema: str) -> Json:
    return {"description": description, **_content(_ref(schema))}


def _operation(name: str, summary: str, answers: Json, **more: Any) -> Json:
    return {"operationId": name, "summary": summary, "responses": answers, **more}


def _takes(schema: str) -> Json:
    return {"required": True, **_content(_ref(schema))}


_DIGEST: Final[Json] = {"name": "digest", "in": "path", "required": True, "schema": _text(_HEX)}
_SENT = (408, 411, 413)  # of every request with a body

_SCHEMAS: Final[Json] = {
    "Problem": _object(
        ["code", "status", "title"],
        code={"type": "string", "description": "A stable word; what a client acts on."},
        status={"type": "integer"},
        title={"type": "string"},
    ),
    "Health": _object(["status"], status={"const": "ok"}),
    "Signed": _object(
        ["signature", "statement"],
        signature={"type": "string", "contentEncoding": "base64"},
        statement={"type": "object"},
    ),
    "Member": _object(
        ["device", "org_unit", "state"],
        device=_text(_KEY),
        org_unit=_text(_UNIT),
        state={"enum": ["waiting", "accepted", "revoked"]},
    ),
    "Members": _object(
        ["invited", "members"],
        invited={"type": "array", "items": _text(_UNIT)},
        members={"type": "array", "items": {"$ref": "#/components/schemas/Member"}},
    ),
    "Verdict": _object(["state"], state={"enum": ["accepted", "revoked"]}),
    "Invitations": _object(
        ["invitations"],
        invitations={
            "type": "array",
            "minItems": 1,
            "maxItems": 1000,
            "items": _object(["code_sha256", "org_unit"], code_sha256=_text(_HEX), org_unit=_text(_UNIT)),
        },
    ),
    "Letters": _object(
        ["letters"],
        letters={
            "type": "array",
            "maxItems": 1000,
            "items": _object(
                ["digest", "receiver"],
                digest=_text(_HEX),
                receiver={"anyOf": [_text(_UNIT), _text(_KEY)]},
            ),
        },
    ),
    "There": _object(
        ["begun", "kept", "missing"],
        begun={
            "type": "object",
            "additionalProperties": {"type": "integer"},
            "description": "Of missing letters that came in part: how many bytes, by digest.",
        },
        kept={"type": "array", "items": {"$ref": "#/components/schemas/Signed"}},
        missing={"type": "array", "items": _text(_HEX)},
    ),
    "Page": _object(
        ["cursor", "letters", "more"],
        cursor={"type": "string", "description": "Ask with it next time; only the hub knows what it means."},
        letters={
            "type": "array",
            "items": _object(["digest", "size"], digest=_text(_HEX), size={"type": "integer"}),
        },
        more={"type": "boolean"},
    ),
}

_RECEIPT = _good("The hub's signed receipt. The bytes are durable.", "Signed")
_BYTES = _content(
    {"type": "string", "contentMediaType": "application/octet-stream"}, "application/octet-stream"
)

_PATHS: Final[Json] = {
    "/v1/hub": {
        "get": _operation(
            "hub", "Which hub this is.", _answers({200: _good("What the hub says of itself.", "Signed")})
        )
    },
    "/v1/health": {
        "get": _operation("health", "Whether it works.", _answers({200: _good("It does.", "Health")}))
    },
    "/v1/metrics": {
        "get": _operation(
            "metrics",
            "Counts, for the keeper on the hub's own computer.",
            _answers(
                {200: {"description": "Prometheus text.", **_content({"type": "string"}, "text/plain")}}, 403
            ),
        )
    },
    "/v1/openapi.json": {
        "get": _operation(
            "openapi",
            "This document.",
            _answers({200: {"description": "OpenAPI 3.1.", **_content({"type": "object"})}}),
        )
    },
    "/v1/devices": {
        "get": _operation(
            "devices",
            "The computers that this office vouches for, and the offices it has invited.",
            _answers({200: _good("These.", "Members")}, 401, 403),
            security=_TOKEN,
        ),
        "post": _operation(
            "enrol",
            "Enrol a computer by the code of its office card; the statement is signed by the computer.",
            _answers({200: _good("It is enrolled.", "Member")}, *_SENT, 403, 422, 503),
            requestBody=_takes("Signed"),
        ),
    },
    "/v1/devices/{device}": {
        "put": _operation(
            "judge",
            "Accept or revoke a computer of an office below, or of one's own.",
            _answers({200: _good("Its state now.", "Member")}, *_SENT, 401, 403, 404, 422),
            security=_TOKEN,
            parameters=[
                {
                    "name": "device",
                    "in": "path",
                    "required": True,
                    "schema": _text("^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$", "base64url without padding"),
                }
            ],
            requestBody=_takes("Verdict"),
        )
    },
    "/v1/invitations": {
        "post": _operation(
            "invite",
            "Let computers of offices enrol; this office vouches for them.",
            _answers({204: {"description": "They may."}}, *_SENT, 401, 403, 422),
            security=_TOKEN,
            requestBody=_takes("Invitations"),
        )
    },
    "/v1/missing": {
        "post": _operation(
            "missing",
            "Which of these letters the hub lacks and has a box for, and receipts for those it has.",
            _answers({200: _good("These and those.", "There")}, *_SENT, 401, 422),
            security=_TOKEN,
            requestBody=_takes("Letters"),
        )
    },
    "/v1/batches": {
        "get": _operation(
            "list",
            "Letters for this computer and its office, after a cursor.",
            _answers({200: _good("A page.", "Page")}, 401, 409),
            security=_TOKEN,
            parameters=[
                {"name": "after", "in": "query", "schema": {"type": "string", "maxLength": 40}},
                {"name": "kind", "in": "query", "schema": {"type": "string", "enum": ["part"]}},
            ],
        )
    },
    "/v1/batches/{digest}": {
        "get": _operation(
            "get",
            "One letter, or a part of it.",
            _answers(
                {
                    200: {"description": "The whole.", **_BYTES},
                    206: {"description": "The part asked for.", **_BYTES},
                },
                401,
                404,
                416,
            ),
            security=_TOKEN,
            parameters=[
                _DIGEST,
                {"name": "Range", "in": "header", "schema": _text("^bytes=[0-9]{1,12}-[0-9]{0,12}$")},
            ],
        ),
        "put": _operation(
            "put",
            f"Give a sealed batch of at most {Limits().batch} bytes. The same again changes nothing. It"
            " proves itself by its envelope's signature; a token only gives a share of its own. Of one whose"
            " beginning is here (see missing) the rest is enough; begin_anew: that is not here any more.",
            _answers({200: _RECEIPT, 201: _RECEIPT}, *_SENT, 401, 403, 404, 409, 422, 503, 507),
            security=[*_TOKEN, {}],
            parameters=[
                _DIGEST,
                {
                    "name": "Content-Range",
                    "in": "header",
                    "schema": _text("^bytes [0-9]{1,9}-[0-9]{1,9}/[0-9]{1,9}$", "The last bytes of it."),
                },
            ],
            requestBody={"required": True, **_BYTES},
        ),
    },
}

DOCUMENT: Final[Json] = {
    "openapi": "3.1.0",
    "info": {
        "title": "Tumpeang hub",
        "version": "1",
        "description": "A letter box for sealed batches. It can read none of them.",
    },
    "paths": _PATHS,
    "components": {
        "schemas": _SCHEMAS,
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    },
}
