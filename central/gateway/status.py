"""``GET /v1/status``: the time, the epoch and the state of every upstream system in use; needs no token."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from app.domain.entry import instant
from app.sync.protocol import Status, UpstreamState
from central.gateway.bodies import answer_json
from central.gateway.centre import centre_of

SQL_STATUS = """
SELECT (SELECT epoch FROM epochs ORDER BY number DESC LIMIT 1), u.name, u.state, u.since
FROM (SELECT 1) one LEFT JOIN upstream_states u ON u.used ORDER BY u.name
"""


async def status(request: Request) -> Response:
    """What the link probe of every counter asks."""
    async with centre_of(request).database.autocommit() as conn:
        rows = await (await conn.execute(SQL_STATUS)).fetchall()
    upstreams = [
        UpstreamState(name=name, state=state, since=instant(since))
        for _, name, state, since in rows
        if name is not None
    ]
    return answer_json(
        request, Status(time=instant(datetime.now(UTC)), epoch=str(rows[0][0]), upstreams=upstreams)
    )
