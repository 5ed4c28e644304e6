"""``GET /v1/journal``: a device gets its own entries back, exactly as it wrote them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from app.sync.protocol import NDJSON, ProblemType
from central.gateway.bodies import answer
from central.gateway.caller import caller_of, revoked
from central.gateway.centre import centre_of
from central.gateway.limits import FETCH_BYTES_MAX, FETCH_ENTRIES_MAX, SEQ_MAX
from central.gateway.parameters import device_id, whole_number
from central.gateway.problems import Refusal

SQL_MAY = """
SELECT me.revoked_at IS NOT NULL, me.revoked_reason, d.device IS NOT NULL
FROM devices me LEFT JOIN devices d ON d.device = %(device)s AND d.office = me.office
WHERE me.device = %(me)s
"""
SQL_LINES = """
SELECT line FROM (
    SELECT seq, line, sum(length(line) + 1) OVER (ORDER BY seq) AS bytes
    FROM journal WHERE device = %(device)s AND seq > %(after)s ORDER BY seq LIMIT %(limit)s
) page WHERE bytes <= %(bytes_max)s ORDER BY seq
"""


async def journal_fetch(request: Request) -> Response:
    """The entries after ``after``, one a line; fewer than ``limit`` when they are long."""
    caller = caller_of(request)
    device = device_id(request, caller.device)
    keys = {
        "me": caller.device,
        "device": device,
        "after": whole_number(request, "after", default=0, highest=SEQ_MAX),
        "limit": whole_number(
            request, "limit", default=FETCH_ENTRIES_MAX, highest=FETCH_ENTRIES_MAX, clamp=True
        ),
        "bytes_max": FETCH_BYTES_MAX,
    }
    async with centre_of(request).database.autocommit() as conn:
        row = await (await conn.execute(SQL_MAY, keys)).fetchone()
        if row is None:
            raise Refusal(401, ProblemType.UNAUTHENTICATED, "this centre does not know the device")
        is_revoked, reason, ours = row
        if is_revoked:
            raise revoked(reason)
        if not ours:
            raise Refusal(403, ProblemType.NOT_YOUR_OFFICE)
        async with conn.cursor(binary=True) as cursor:
            await cursor.execute(SQL_LINES, keys)
            lines = [bytes(line) for (line,) in await cursor.fetchall()]
    return answer(request, b"".join(line + b"\n" for line in lines), NDJSON)
