"""What the civil registry said of an applicant who was taken with a later check, and what follows.

It agrees: the application goes to the system behind its service. It does not: nothing of a wrong person is
sent on. The office gets a finding, and the application back for a correction.
"""

from __future__ import annotations

from typing import Any

import msgspec
import psycopg

from app.domain.application import State
from app.domain.feed import FeedKind
from app.domain.identity import RegistryAnswer, differs_words
from central import feed
from central.findings import Finding, FindingType, Place, finding
from central.relay.jobs import Job
from central.upstreams.answer import Answer

DIFFERS = frozenset({State.REJECTED, State.NEEDS_CORRECTION})
"""What the registry decides of somebody who is not who the papers say, or whose card must be seen."""

SQL_RELEASE = """
UPDATE relay_jobs SET waits_for = array_remove(waits_for, 'identity'),
    not_before = CASE WHEN waits_for = '{identity}' THEN now() ELSE 'infinity' END
WHERE application = %(application)s AND purpose = 'application' AND 'identity' = ANY(waits_for)
"""
SQL_WITHDRAW = """
UPDATE findings SET withdrawn_at = now()
WHERE application = %(application)s AND type = %(type)s AND withdrawn_at IS NULL RETURNING finding
"""
SQL_HOLD = """
UPDATE applications SET state = %(state)s, decided_at = now(), note = %(note)s::json
WHERE application = %(application)s AND state IN ('recorded', 'corrected', 'needs-correction')
"""
"""Not one that was voided meanwhile."""


def found(answer: Answer, place: Place) -> list[Finding]:
    """The finding that an answer is, if it is one."""
    if answer.decision not in DIFFERS:
        return []
    about = f"{answer.reference}:{','.join(answer.differs)}"
    parts = differs_words(answer.differs)
    return [finding(FindingType.IDENTITY_DIFFERS, place, about=about, parts=parts)]


async def apply(cursor: psycopg.AsyncCursor[Any], job: Job, answer: Answer) -> list[feed.Decision]:
    """Let the application go on, or hold it; what the office is told. Runs in the job's transaction."""
    if answer.decision is State.ISSUED:
        await cursor.execute(SQL_RELEASE, {"application": job.application})
        told = [_checked(job, answer, RegistryAnswer.MATCH)]
        if job.heard & DIFFERS:
            keys = {"application": job.application, "type": FindingType.IDENTITY_DIFFERS.value}
            await cursor.execute(SQL_WITHDRAW, keys)
            told += [
                feed.Decision(FeedKind.FINDING_WITHDRAWN, {"finding": str(row[0])})
                for row in await cursor.fetchall()
            ]
        return told
    if answer.decision in DIFFERS:
        state, note = State.NEEDS_CORRECTION.value, msgspec.json.encode(answer.note).decode()
        await cursor.execute(SQL_HOLD, {"application": job.application, "state": state, "note": note})
        told = [_checked(job, answer, RegistryAnswer.MISMATCH)]
        return [*told, _held(job, answer)] if cursor.rowcount else told
    return []


def _checked(job: Job, answer: Answer, told: RegistryAnswer) -> feed.Decision:
    data = {
        "application": job.application,
        "answer": told.value,
        "differs": list(answer.differs),
        "reference": answer.reference,
        "note": {"fa": answer.note.fa, "en": answer.note.en},
    }
    return feed.Decision(FeedKind.IDENTITY_CHECKED, data | _version(job))


def _held(job: Job, answer: Answer) -> feed.Decision:
    data = {
        "application": job.application,
        "decision": State.NEEDS_CORRECTION.value,
        "upstream": job.upstream,
        "reference": answer.reference,
        "note": {"fa": answer.note.fa, "en": answer.note.en},
    }
    return feed.Decision(FeedKind.APPLICATION_DECIDED, data | _version(job))


def _version(job: Job) -> dict[str, int]:
    return {"version": job.version} if job.version > 1 else {}
