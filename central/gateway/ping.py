"""``GET /v1/ping``: an empty answer that asks nobody; what any other call is measured against."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response


async def ping(_: Request) -> Response:
    """204 at once."""
    return Response(status_code=204)
