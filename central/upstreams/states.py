"""The state of a national system as offices are told it, and scripts of states to come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.entry import instant
from app.domain.feed import FeedKind
from central import feed
from central.database import Connection, Database

STATES = ("up", "slow", "down")

SQL_SET = """
INSERT INTO upstream_states AS u (name, state, since) VALUES (%(name)s, %(state)s, now())
ON CONFLICT (name) DO UPDATE SET state = excluded.state, since = now() WHERE u.state <> excluded.state
RETURNING since
"""
SQL_WAKE = """
UPDATE relay_jobs SET not_before = now()
WHERE job IN (
    SELECT job FROM relay_jobs
    WHERE upstream = %(name)s AND state IN ('queued', 'forwarded') AND not_before > now()
      AND not_before <> 'infinity'
    FOR UPDATE SKIP LOCKED)
"""
"""What waits because the system did not answer may be tried at once; the circuit lets it out slowly."""

SQL_FORGET_SCRIPT = "DELETE FROM upstream_scripts WHERE name = %(name)s"
SQL_WRITE_SCRIPT = """
INSERT INTO upstream_scripts (name, at, state) VALUES (%(name)s, now() + %(after)s, %(state)s)
ON CONFLICT (name, at) DO UPDATE SET state = excluded.state RETURNING at
"""
SQL_DUE = "DELETE FROM upstream_scripts WHERE at <= now() RETURNING name, at, state"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a script: ``after_s`` seconds after the script was given, the system is in ``state``."""

    after_s: float
    state: str


async def change(conn: Connection, name: str, state: str) -> bool:
    """Set a system's state and tell every office; False when it was in that state already."""
    row = await (await conn.execute(SQL_SET, {"name": name, "state": state})).fetchone()
    if row is None:
        return False
    if state != "down":
        await conn.execute(SQL_WAKE, {"name": name})
    told = {"name": name, "state": state, "since": instant(row[0])}
    await feed.append_everywhere(conn, [feed.Decision(FeedKind.UPSTREAM_CHANGED, told)])
    return True


async def write_script(conn: Connection, name: str, steps: Iterable[Step]) -> list[tuple[datetime, str]]:
    """Put a script in the place of the one that there was; when each step will be played."""
    await conn.execute(SQL_FORGET_SCRIPT, {"name": name})
    written = []
    for step in steps:
        values = {"name": name, "after": timedelta(seconds=step.after_s), "state": step.state}
        ((at,),) = await (await conn.execute(SQL_WRITE_SCRIPT, values)).fetchall()
        written.append((at, step.state))
    return written


async def play_due(database: Database) -> int:
    """Play what is due of every script; of several steps of one system the last counts."""
    async with database.transaction() as conn:
        due = await (await conn.execute(SQL_DUE)).fetchall()
        last = {name: state for name, _, state in sorted(due, key=lambda row: row[1])}
        for name in sorted(last):
            await change(conn, name, last[name])
    return len(due)
