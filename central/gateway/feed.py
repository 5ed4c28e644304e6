"""``GET /v1/feed``: what the centre decided for the office, in order; waits a while when there is nothing."""

from __future__ import annotations

import time
from dataclasses import dataclass

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from app.domain.entry import instant
from app.sync.protocol import FEED_PAGE_MAX, FEED_WAIT_S_MAX, ProblemType
from central.gateway.bell import wait
from central.gateway.bodies import answer_json
from central.gateway.caller import caller_of, revoked
from central.gateway.centre import Caller, Centre, centre_of
from central.gateway.limits import FEED_PAGE_BYTES_MAX, FEED_POLL_S, SEQ_MAX
from central.gateway.parameters import whole_number
from central.gateway.problems import Refusal

SQL_PAGE = """
SELECT me.revoked_at IS NOT NULL, me.revoked_reason,
    (SELECT epoch FROM epochs ORDER BY number DESC LIMIT 1),
    coalesce((SELECT seq FROM feed_counters c WHERE c.office = me.office), 0),
    f.seq, f.id, f.kind, f.at, f.data
FROM devices me LEFT JOIN LATERAL (
    SELECT seq, id, kind, at, data::text AS data FROM feed
    WHERE feed.office = me.office AND seq > %(after)s ORDER BY seq LIMIT %(limit)s
) f ON true
WHERE me.device = %(me)s ORDER BY f.seq
"""


class _Item(msgspec.Struct, frozen=True):
    seq: int
    id: str
    kind: str
    at: str
    data: msgspec.Raw


@dataclass(frozen=True, slots=True)
class _Page:
    epoch: str
    last_seq: int
    items: list[_Item]

    def is_news(self, after: int) -> bool:
        """Whether to answer at once: there are items, or the caller is ahead, which a new epoch explains."""
        return bool(self.items) or after > self.last_seq


async def feed(request: Request) -> Response:
    """A page of items after ``after``; with ``wait``, up to that many seconds until there is one."""
    caller, centre = caller_of(request), centre_of(request)
    after = whole_number(request, "after", default=0, highest=SEQ_MAX)
    limit = whole_number(request, "limit", default=FEED_PAGE_MAX, highest=FEED_PAGE_MAX, clamp=True)
    limit = max(limit, 1)
    wait_s = whole_number(request, "wait", default=0, highest=FEED_WAIT_S_MAX, clamp=True)
    deadline = time.monotonic() + wait_s
    with centre.feed_bell.ticket(caller.office) as rang:
        while True:
            page = await _read(centre, caller, after, limit)
            left_s = deadline - time.monotonic()
            if page.is_news(after) or left_s <= 0 or centre.feed_bell.closed:
                break
            await wait(rang, min(left_s, FEED_POLL_S))
            rang.clear()
    items = _within_size(page.items[:limit])
    more = len(items) < len(page.items)
    return answer_json(request, {"epoch": page.epoch, "items": items, "more": more})


async def _read(centre: Centre, caller: Caller, after: int, limit: int) -> _Page:
    keys = {"me": caller.device, "after": after, "limit": limit + 1}
    async with centre.database.autocommit() as conn:
        rows = await (await conn.execute(SQL_PAGE, keys)).fetchall()
    if not rows:
        raise Refusal(401, ProblemType.UNAUTHENTICATED, "this centre does not know the device")
    is_revoked, reason, epoch, last_seq = rows[0][:4]
    if is_revoked:
        raise revoked(reason)
    items = [
        _Item(seq, item_id, kind, instant(at), msgspec.Raw(data.encode()))
        for *_, seq, item_id, kind, at, data in rows
        if seq is not None
    ]
    return _Page(str(epoch), last_seq, items)


def _within_size(items: list[_Item]) -> list[_Item]:
    """As many as fit into a page, at least one."""
    size = 0
    for count, item in enumerate(items):
        size += len(bytes(item.data))
        if size > FEED_PAGE_BYTES_MAX and count:
            return items[:count]
    return items
