"""Handing an application over once more, with the values of its newest correction.

A correction takes effect when its system has asked for one, or was not handed the application yet; whoever
learns the second of the two facts brings it about: the projector, or the relay. Both hold the job's lock.
"""

from __future__ import annotations

from collections.abc import Sequence

from central.database import Connection

SQL_RESTART = """
WITH restarted AS (
    UPDATE relay_jobs AS j SET state = 'queued', version = c.version, held_device = c.held_device,
        held_seq = c.held_seq, reference = NULL, attempts = 0, decision = NULL, heard = '{}', faults = 0,
        barcode = NULL, begun_at = NULL, done_at = NULL,
        not_before = CASE WHEN j.not_before = 'infinity' THEN j.not_before ELSE now() END
    FROM (
        SELECT DISTINCT ON (application) application, version, held_device, held_seq
        FROM corrections WHERE application = ANY(%(applications)s)
        ORDER BY application, version DESC
    ) AS c
    WHERE j.application = c.application AND j.version < c.version AND j.state <> 'done'
      AND (j.decision = 'needs-correction' OR (j.state = 'queued' AND j.begun_at IS NULL AND j.attempts = 0))
    RETURNING j.application, j.version
)
UPDATE applications AS a SET version = r.version,
    state = CASE WHEN a.state = 'needs-correction' THEN 'corrected' ELSE a.state END
FROM restarted AS r WHERE a.application = r.application
"""


async def hand_over_again(conn: Connection, applications: Sequence[str]) -> int:
    """Let those of ``applications`` begin anew that can; how many. Their jobs must be locked."""
    cursor = await conn.execute(SQL_RESTART, {"applications": list(applications)})
    return cursor.rowcount
