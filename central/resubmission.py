"""Handing an application over once more, with the values of its newest correction.

A correction takes effect when its system has asked for one, or was not handed the application yet; whoever
learns the second of the two facts brings it about: the projector, or the relay. Both hold the job's lock.
Where the civil registry was asked about the applicant, it is asked again first, by the new values.
"""

from __future__ import annotations

from collections.abc import Sequence

from central.database import Connection

SQL_RESTART = """
WITH newest AS (
    SELECT DISTINCT ON (application) application, version, held_device, held_seq, EXISTS (
        SELECT 1 FROM relay_jobs i
        WHERE i.application = corrections.application AND i.purpose = 'identity') AS is_checked
    FROM corrections WHERE application = ANY(%(applications)s)
    ORDER BY application, version DESC
), restarted AS (
    UPDATE relay_jobs AS j SET state = 'queued', version = c.version, held_device = c.held_device,
        held_seq = c.held_seq, reference = NULL, attempts = 0, decision = NULL, heard = '{}', faults = 0,
        barcode = NULL, begun_at = NULL, done_at = NULL,
        waits_for = CASE WHEN c.is_checked
            THEN array_append(array_remove(j.waits_for, 'identity'), 'identity') ELSE j.waits_for END,
        not_before = CASE WHEN j.not_before = 'infinity' OR c.is_checked THEN 'infinity' ELSE now() END
    FROM newest AS c
    WHERE j.application = c.application AND j.purpose = 'application'
      AND j.version < c.version AND j.state <> 'done'
      AND (j.decision = 'needs-correction' OR (j.state = 'queued' AND j.begun_at IS NULL AND j.attempts = 0))
    RETURNING j.application, j.version, j.held_device, j.held_seq
), asked AS (
    UPDATE relay_jobs AS i SET state = 'queued', version = r.version, held_device = r.held_device,
        held_seq = r.held_seq, reference = NULL, attempts = 0, decision = NULL, faults = 0, begun_at = NULL,
        done_at = NULL, not_before = CASE WHEN i.waits_for = '{}' THEN now() ELSE 'infinity' END
    FROM restarted AS r WHERE i.application = r.application AND i.purpose = 'identity'
)
UPDATE applications AS a SET version = r.version,
    state = CASE WHEN a.state = 'needs-correction' THEN 'corrected' ELSE a.state END
FROM restarted AS r WHERE a.application = r.application
"""


async def hand_over_again(conn: Connection, applications: Sequence[str]) -> int:
    """Let those of ``applications`` begin anew that can; how many. Their jobs must be locked."""
    cursor = await conn.execute(SQL_RESTART, {"applications": list(applications)})
    return cursor.rowcount
