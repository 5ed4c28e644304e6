"""What other national systems decided while one of them was down, read from the office's own store."""

from __future__ import annotations

from collections import Counter

import msgspec
from sqlalchemy import Connection

from app.domain.feed import FeedItem, FeedKind
from app.local_db.queries import outages

SELECT_DECIDED = "SELECT item FROM feed WHERE kind = ?"
EVER = ("", "9999")


def decided_meanwhile(conn: Connection, system: str) -> dict[str, int]:
    """Decisions of each other system while ``system`` was down, by name."""
    spans = [
        (row.started_at, row.ended_at or EVER[1])
        for row in outages.between(conn, *EVER)
        if row.system == f"upstream:{system}"
    ]
    found: Counter[str] = Counter()
    for (raw,) in conn.exec_driver_sql(SELECT_DECIDED, (FeedKind.APPLICATION_DECIDED,)):
        item = msgspec.json.decode(raw, type=FeedItem)
        decider = str(item.data.get("upstream", ""))
        if decider != system and any(start <= item.at <= end for start, end in spans):
            found[decider] += 1
    return dict(sorted(found.items()))
