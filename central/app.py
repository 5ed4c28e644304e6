"""The gateway as an ASGI application: which call answers at which address."""

from __future__ import annotations

from fastapi import FastAPI

from central.gateway import enforcement, problems, simfa
from central.gateway.centre import Centre
from central.gateway.devices import enrol
from central.gateway.documents import document_add, document_begin, document_head, documents_options
from central.gateway.feed import feed
from central.gateway.guard import Guard
from central.gateway.identity import identity
from central.gateway.journal_fetch import journal_fetch
from central.gateway.journal_head import journal_head
from central.gateway.journal_push import journal_push
from central.gateway.ping import ping
from central.gateway.receipts import receipt
from central.gateway.sign_in import sign_in
from central.gateway.status import status
from central.gateway.token import token
from central.gateway.vehicle_inspection import vehicle_inspection
from central.openapi import describe

VERSION = "1"
READING = ["GET", "HEAD"]
"""Methods of a call that changes nothing: whoever can be asked can be asked for the headers alone."""


def make_app(centre: Centre | None) -> FastAPI:
    """The application over a gateway's parts; ``None`` only to describe it."""
    app = FastAPI(
        title="Daftar gateway",
        version=VERSION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        redirect_slashes=False,
    )
    app.openapi = describe  # type: ignore[method-assign]
    app.state.centre = centre
    problems.install(app)
    app.add_middleware(Guard)
    app.add_api_route("/v1/devices", enrol, methods=["POST"])
    app.add_api_route("/v1/token", token, methods=["POST"])
    app.add_api_route("/v1/status", status, methods=READING)
    app.add_api_route("/v1/ping", ping, methods=READING)
    app.add_api_route("/v1/sign-in", sign_in, methods=["POST"])
    app.add_api_route("/v1/identity", identity, methods=["POST"])
    app.add_api_route("/v1/journal/head", journal_head, methods=READING)
    app.add_api_route("/v1/journal", journal_push, methods=["POST"])
    app.add_api_route("/v1/journal", journal_fetch, methods=READING)
    app.add_api_route("/v1/documents", documents_options, methods=["OPTIONS"])
    app.add_api_route("/v1/documents", document_begin, methods=["POST"])
    app.add_api_route("/v1/documents/{sha256}", document_head, methods=["HEAD"])
    app.add_api_route("/v1/documents/{sha256}", document_add, methods=["PATCH"])
    app.add_api_route("/v1/feed", feed, methods=READING)
    app.add_api_route("/v1/receipts/{number}", receipt, methods=READING)
    app.add_api_route("/v1/vehicles/inspection", vehicle_inspection, methods=["POST"])
    app.add_api_route("/v1/simfa/inspections", simfa.inspections, methods=["POST"])
    app.add_api_route("/v1/simfa/inspections", simfa.inspection_centres, methods=READING)
    app.add_api_route("/v1/simfa/vehicles", simfa.base_data, methods=["POST"])
    app.add_api_route("/v1/enforcement/inspection", enforcement.inspection, methods=["POST"])
    return app
