"""The relay's jobs that a batch may change, locked before the office's feed counter, as the relay does.

A job that is to be voided is taken only when nobody has it: one that the relay is delivering at this moment
counts as handed on. One that is to be corrected is waited for, because what its system is just saying
decides what the correction comes to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.application import State
from central.database import Connection
from central.projector.contents import Corrected, Voided
from central.projector.examining import Item

_COLUMNS = "application, purpose, state, decision, version, begun_at IS NOT NULL OR attempts > 0"
SQL_THERE = """
SELECT application FROM relay_jobs WHERE application = ANY(%(applications)s) AND purpose = 'application'
"""
SQL_TO_VOID = f"""
SELECT {_COLUMNS} FROM relay_jobs WHERE application = ANY(%(applications)s) AND purpose = 'application'
ORDER BY job FOR UPDATE SKIP LOCKED
"""  # noqa: S608 - no value is put into the text
SQL_TO_CORRECT = f"""
SELECT {_COLUMNS} FROM relay_jobs WHERE application = ANY(%(applications)s)
ORDER BY job FOR UPDATE
"""  # noqa: S608 - no value is put into the text


@dataclass(frozen=True, slots=True)
class LockedJob:
    """A job that this batch has to itself. ``begun``: its system may have been handed it."""

    state: str
    decision: State | None
    version: int
    begun: bool


@dataclass(frozen=True, slots=True)
class Jobs:
    """``locked`` by application; ``busy`` are applications whose job the relay has in hand."""

    locked: dict[str, LockedJob]
    busy: frozenset[str]


async def lock_jobs(conn: Connection, items: Sequence[Item]) -> Jobs:
    """Lock the jobs of the applications that ``items`` void or correct."""
    said = [item.read.data for item in items if item.read is not None]
    corrected = {data.application for data in said if isinstance(data, Corrected)}
    voided = {data.application for data in said if isinstance(data, Voided)} - corrected
    if not corrected and not voided:
        return Jobs({}, frozenset())
    locked: dict[str, LockedJob] = {}
    for query, applications in ((SQL_TO_CORRECT, corrected), (SQL_TO_VOID, voided)):
        cursor = await conn.execute(query, {"applications": sorted(applications)})
        for application, purpose, state, decision, version, begun in await cursor.fetchall():
            if purpose != "application":
                continue  # the question to the civil registry: locked only because it is asked again
            word = None if decision is None else State(decision)
            locked[application] = LockedJob(state, word, version, begun)
    cursor = await conn.execute(SQL_THERE, {"applications": sorted(voided)})
    busy = frozenset(row[0] for row in await cursor.fetchall()) - locked.keys()
    return Jobs(locked, busy)
