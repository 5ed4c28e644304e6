"""The OpenAPI document of the gateway (docs/openapi.json), made from the messages themselves.

``python -m central.openapi`` writes it anew; a test says when that is due.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from app.sync import protocol as wire
from app.sync.protocol import NDJSON, PROBLEM_JSON, PROBLEM_PREFIX, ProblemType
from central.gateway.receipts import ReceiptAnswer
from central.openapi_documents import DOCUMENT_CALLS
from central.openapi_partners import PARTNER_CALLS, PARTNER_MESSAGES
from central.openapi_parts import JSON, REF, TEXT, Call, json_of, query, schema, whole

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "openapi.json"
FORM = "application/x-www-form-urlencoded"
HTML = "text/html"
_COMPONENTS: list[type] = [
    wire.EnrolRequest,
    wire.Enrolment,
    wire.Token,
    wire.Status,
    wire.SignInRequest,
    wire.SignInAnswer,
    wire.IdentityQuestion,
    wire.IdentityAnswer,
    wire.WireHead,
    wire.BatchHeader,
    wire.HeadAnswer,
    wire.FeedPage,
    wire.Problem,
    ReceiptAnswer,
    *PARTNER_MESSAGES,
]


def describe() -> dict[str, Any]:
    """The document."""
    _, components = msgspec.json.schema_components(_COMPONENTS, ref_template=REF)
    paths: dict[str, dict[str, Any]] = {}
    for call in CALLS:
        paths.setdefault(call.path, {})[call.method] = _operation(call)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Daftar gateway",
            "version": "1",
            "description": "The wire protocol between an office and the centre; see docs/protocol.md.",
        },
        "paths": paths,
        "components": {
            "schemas": dict(sorted(components.items())),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "partner": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def main() -> None:
    """Write the document to docs/openapi.json, or to the file named on the command line."""
    Path(sys.argv[1] if len(sys.argv) > 1 else DOCUMENT).write_text(as_text(), encoding="utf-8")


def as_text() -> str:
    """The document as it stands in its file."""
    return json.dumps(describe(), indent=2, ensure_ascii=False) + "\n"


def _operation(call: Call) -> dict[str, Any]:
    operation: dict[str, Any] = {"summary": call.summary}
    if call.security is not None:
        operation["security"] = [{call.security: []}]
    if call.parameters:
        operation["parameters"] = list(call.parameters)
    if call.body is not None:
        operation["requestBody"] = {"required": True, "content": call.body}
    answers: dict[str, Any] = {
        str(status): {"description": text, **({"content": content} if content else {})}
        for status, (text, content) in call.answers.items()
    }
    for status, kinds in (call.problems | {503: (ProblemType.UNAVAILABLE,)}).items():
        described = ", ".join(f"`{PROBLEM_PREFIX}{kind}`" for kind in kinds)
        media = JSON if call.path == "/v1/token" and status in (400, 401) else PROBLEM_JSON
        answers[str(status)] = {
            "description": described,
            "content": {media: {"schema": schema(wire.Problem)}},
        }
        if status in (429, 503):
            answers[str(status)]["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    operation["responses"] = dict(sorted(answers.items()))
    return operation


_DEVICE = query("device", {"type": "string", "format": "uuid"}, "another device of the same office")
_UNAUTHENTICATED = (ProblemType.UNAUTHENTICATED, ProblemType.DEVICE_REVOKED)
CALLS = (
    Call(
        "post",
        "/v1/devices",
        "Enrol a device with a one-time activation code",
        {201: ("enrolled", json_of(wire.Enrolment))},
        {
            400: (ProblemType.INVALID,),
            403: (ProblemType.ACTIVATION_REFUSED,),
            409: (ProblemType.ACTIVATION_USED,),
            413: (ProblemType.TOO_LARGE,),
            429: (ProblemType.TOO_MANY,),
        },
        body=json_of(wire.EnrolRequest),
        security=None,
    ),
    Call(
        "post",
        "/v1/token",
        "Exchange an assertion signed by the device (RFC 7523) for an access token",
        {200: ("a token of 15 minutes", json_of(wire.Token))},
        {
            400: (ProblemType.INVALID,),
            401: _UNAUTHENTICATED,
            413: (ProblemType.TOO_LARGE,),
        },
        body={
            FORM: {
                "schema": {
                    "type": "object",
                    "required": ["grant_type", "client_assertion_type", "client_assertion"],
                    "properties": {
                        "grant_type": {"const": "client_credentials"},
                        "client_assertion_type": {"const": wire.JWT_BEARER},
                        "client_assertion": TEXT,
                    },
                }
            }
        },
        security=None,
    ),
    Call(
        "get",
        "/v1/status",
        "The centre's time, the feed's epoch and the state of every upstream system",
        {200: ("status", json_of(wire.Status))},
        security=None,
    ),
    Call("get", "/v1/ping", "An empty answer that asks nobody", {204: ("at once", {})}, security=None),
    Call(
        "post",
        "/v1/sign-in",
        "Check a staff member's password for this device",
        {200: ("signed in", json_of(wire.SignInAnswer))},
        {
            400: (ProblemType.INVALID,),
            401: (ProblemType.SIGN_IN_REFUSED, *_UNAUTHENTICATED),
            413: (ProblemType.TOO_LARGE,),
            429: (ProblemType.TOO_MANY,),
        },
        body=json_of(wire.SignInRequest),
    ),
    Call(
        "post",
        "/v1/identity",
        "Ask the civil registry whether a person is who the papers say",
        {200: ("its answer, or that it has not answered", json_of(wire.IdentityAnswer))},
        {
            400: (ProblemType.INVALID,),
            401: _UNAUTHENTICATED,
            403: (ProblemType.STAFF_NOT_ENTITLED,),
            409: (ProblemType.CHECK_USED,),
            413: (ProblemType.TOO_LARGE,),
            429: (ProblemType.TOO_MANY,),
        },
        body=json_of(wire.IdentityQuestion),
    ),
    Call(
        "get",
        "/v1/journal/head",
        "Where a device's journal ends, as durably held",
        {200: ("the head", json_of(wire.WireHead))},
        {400: (ProblemType.INVALID,), 401: _UNAUTHENTICATED, 403: (ProblemType.NOT_YOUR_OFFICE,)},
        (_DEVICE,),
    ),
    Call(
        "post",
        "/v1/journal",
        "Send a batch: a BatchHeader as the first line, then the entries' exact bytes, one a line",
        {200: ("every entry of the batch is durable", json_of(wire.HeadAnswer))},
        {
            400: (ProblemType.INVALID, ProblemType.JOURNAL_BROKEN, ProblemType.BAD_SIGNATURE),
            401: _UNAUTHENTICATED,
            403: (ProblemType.NOT_YOUR_OFFICE,),
            409: (ProblemType.JOURNAL_BEHIND, ProblemType.JOURNAL_FORK),
            413: (ProblemType.TOO_LARGE,),
            415: ("unsupported-media-type",),
        },
        body={NDJSON: {"schema": TEXT}},
    ),
    Call(
        "get",
        "/v1/journal",
        "The exact bytes of held entries, one a line; ask again until none come",
        {200: ("entries", {NDJSON: {"schema": TEXT}})},
        {400: (ProblemType.INVALID,), 401: _UNAUTHENTICATED, 403: (ProblemType.NOT_YOUR_OFFICE,)},
        (
            query("after", whole(0), "the seq before the first entry"),
            query("limit", whole(1_000, 1_000), "entries at most; long ones make it fewer"),
            _DEVICE,
        ),
    ),
    Call(
        "get",
        "/v1/feed",
        "Items of the office's feed, in order",
        {200: ("a page", json_of(wire.FeedPage))},
        {400: (ProblemType.INVALID,), 401: _UNAUTHENTICATED},
        (
            query("after", whole(0), "the seq before the first item"),
            query("limit", whole(wire.FEED_PAGE_MAX, wire.FEED_PAGE_MAX), "items at most"),
            query("wait", whole(0, wire.FEED_WAIT_S_MAX), "seconds to wait when there are none"),
        ),
    ),
    Call(
        "get",
        "/v1/receipts/{number}",
        "Public: is this receipt genuine, what did the tariff say, was more paid",
        {200: ("known", {HTML: {"schema": TEXT}} | json_of(ReceiptAnswer))},
        {404: (ProblemType.NOT_FOUND,)},
        (
            {"name": "number", "in": "path", "required": True, "schema": TEXT},
            query("t", TEXT, "the text of the receipt's QR code, to check its signature too"),
        ),
        security=None,
    ),
    *DOCUMENT_CALLS,
    *PARTNER_CALLS,
)

if __name__ == "__main__":
    main()
