"""``GET /v1/journal/head``: where a device's journal ends at the centre, as durably held."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from app.domain.chain import Head
from app.sync.protocol import ProblemType, WireHead
from central.gateway.bodies import answer_json
from central.gateway.caller import caller_of, revoked
from central.gateway.centre import centre_of
from central.gateway.parameters import device_id
from central.gateway.problems import Refusal

SQL_HEAD = """
SELECT me.revoked_at IS NOT NULL, me.revoked_reason, d.head_seq, d.head_hash
FROM devices me LEFT JOIN devices d ON d.device = %(device)s AND d.office = me.office
WHERE me.device = %(me)s
"""


async def journal_head(request: Request) -> Response:
    """The head of the caller's own journal, or with ``device`` of another of its office."""
    caller = caller_of(request)
    keys = {"me": caller.device, "device": device_id(request, caller.device)}
    async with centre_of(request).database.autocommit() as conn:
        row = await (await conn.execute(SQL_HEAD, keys)).fetchone()
    if row is None:
        raise Refusal(401, ProblemType.UNAUTHENTICATED, "this centre does not know the device")
    is_revoked, reason, seq, digest = row
    if is_revoked:
        raise revoked(reason)
    if seq is None:
        raise Refusal(403, ProblemType.NOT_YOUR_OFFICE)
    return answer_json(request, WireHead.of(Head(seq, bytes(digest))))
