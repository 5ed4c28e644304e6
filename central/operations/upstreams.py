"""Saying that a national system is up, slow or down: told to every office at once."""

from __future__ import annotations

from app.domain.entry import instant
from app.domain.feed import FeedKind
from central import feed
from central.database import Database
from central.upstreams import PROFILES

STATES = ("up", "slow", "down")

SQL_NAMES = "SELECT name FROM upstream_states ORDER BY name"
SQL_SET = """
INSERT INTO upstream_states AS u (name, state, since) VALUES (%(name)s, %(state)s, now())
ON CONFLICT (name) DO UPDATE SET state = excluded.state, since = now() WHERE u.state <> excluded.state
RETURNING since
"""
SQL_WAKE = """
UPDATE relay_jobs SET not_before = now()
WHERE job IN (
    SELECT job FROM relay_jobs
    WHERE upstream = %(name)s AND state <> 'done' AND not_before > now() AND not_before <> 'infinity'
    FOR UPDATE SKIP LOCKED)
"""
"""What waits because the system did not answer may be tried at once; the circuit lets it out slowly."""


class UnknownUpstream(LookupError):
    """There is no system of that name; the text lists those that there are."""


async def set_upstream(database: Database, name: str, state: str) -> bool:
    """Set a system's state and tell every office; False when it was in that state already.

    Raises :class:`UnknownUpstream`.
    """
    async with database.transaction() as conn:
        known = {row[0] for row in await (await conn.execute(SQL_NAMES)).fetchall()} | PROFILES.keys()
        if name not in known:
            raise UnknownUpstream(f"There is no upstream system {name}. Known: {', '.join(sorted(known))}.")
        row = await (await conn.execute(SQL_SET, {"name": name, "state": state})).fetchone()
        if row is None:
            return False
        if state != "down":
            await conn.execute(SQL_WAKE, {"name": name})
        told = {"name": name, "state": state, "since": instant(row[0])}
        await feed.append_everywhere(conn, [feed.Decision(FeedKind.UPSTREAM_CHANGED, told)])
        return True
