"""Counting failed attempts, and calls that may not be many, so that every gateway process sees one number."""

from __future__ import annotations

from app.sync.protocol import ProblemType
from central.database import Connection
from central.gateway.limits import FAILURES_MAX
from central.gateway.problems import Refusal

SQL_LOOK = """
SELECT failures, ceil(extract(epoch FROM window_ends - now()))::int FROM attempts
WHERE bucket = %s AND window_ends > now()
"""
SQL_FAILED = """
INSERT INTO attempts AS a (bucket, window_ends, failures)
VALUES (%(bucket)s, now() + make_interval(secs => %(window_s)s), 1)
ON CONFLICT (bucket) DO UPDATE SET
    failures = CASE WHEN a.window_ends > now() THEN a.failures + 1 ELSE 1 END,
    window_ends = CASE WHEN a.window_ends > now() THEN a.window_ends ELSE excluded.window_ends END
"""
SQL_FORGET = "DELETE FROM attempts WHERE bucket = %s"


async def refuse_if_too_many(conn: Connection, bucket: str, most: int = FAILURES_MAX) -> None:
    """Raise 429 with ``Retry-After`` while the bucket has had its failures, ``most`` of them."""
    row = await (await conn.execute(SQL_LOOK, (bucket,))).fetchone()
    if row is not None and row[0] >= most:
        wait_s = max(1, int(row[1]))
        raise Refusal(429, ProblemType.TOO_MANY, f"again in {wait_s} s", retry_after_s=wait_s)


async def failed(conn: Connection, bucket: str, window_s: int) -> None:
    """Count one failure; the window starts with the first."""
    await conn.execute(SQL_FAILED, {"bucket": bucket, "window_s": window_s})


async def succeeded(conn: Connection, bucket: str) -> None:
    """Forget the failures before a success."""
    await conn.execute(SQL_FORGET, (bucket,))
