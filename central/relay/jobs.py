"""The relay's queue: jobs of one upstream, taken under row locks so that nobody else works on them.

A job is locked for as long as its call takes. A relay that is killed loses its connection and with it
the locks, so the job is free again at once; the upstream knows the application by its id.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec

from app.domain.application import State
from app.domain.entry import Entry, Kind, decode
from central.database import Connection
from central.projector.contents import Accepted, Carried, Corrected
from central.upstreams.adapter import Submission

ORDER_LOCK = 413
"""First key of the advisory lock of an upstream that wants its applications in order."""

_COLUMNS = """
    j.job, j.application, j.office, j.purpose, j.upstream, j.state, j.reference, j.attempts,
    j.decision, j.heard, j.faults, j.barcode, j.version, a.device, a.seq, a.receipt, a.accepted_at,
    coalesce(extract(epoch FROM now() - a.decided_at), 0)::float8, n.line
FROM relay_jobs j JOIN applications a USING (application)
LEFT JOIN journal n ON n.device = j.held_device AND n.seq = j.held_seq
"""
BEING_CHECKED = """{job}.waits_for = '{{identity}}' AND EXISTS (
    SELECT 1 FROM relay_jobs i
    WHERE i.application = {job}.application AND i.purpose = 'identity' AND i.decision IS NULL)"""
"""An application whose turn comes as soon as the civil registry answers: those after it wait for it."""

_DUE = f"""
WHERE j.upstream = %(upstream)s AND j.state <> 'done' AND j.not_before <= now()
  AND NOT (j.state = 'queued' AND j.purpose = 'application' AND a.service = ANY(%(ordered)s::text[])
      AND EXISTS (
      SELECT 1 FROM relay_jobs e JOIN applications b USING (application)
      WHERE e.upstream = %(upstream)s AND e.office = j.office AND e.state = 'queued' AND e.job < j.job
        AND e.purpose = 'application' AND b.service = a.service
        AND (e.not_before <> 'infinity' OR {BEING_CHECKED.format(job="e")})))
"""  # noqa: S608 - no value is put into the text
_LIMIT = "ORDER BY j.not_before, j.job LIMIT %(limit)s FOR UPDATE OF j SKIP LOCKED"
_BEGUN = "AND (j.begun_at IS NOT NULL OR j.state <> 'queued')"
SQL_BEGIN = f"""
WITH next AS MATERIALIZED (
    SELECT j.job FROM relay_jobs j JOIN applications a USING (application) {_DUE} {_LIMIT})
UPDATE relay_jobs r SET begun_at = now() FROM next
WHERE r.job = next.job AND r.begun_at IS NULL AND r.state = 'queued'
"""  # noqa: S608 - no value is put into the text
SQL_DUE = f"SELECT {_COLUMNS} {_DUE} {_BEGUN} {_LIMIT}"
SQL_DUE_TO_ASK = f"""
SELECT {_COLUMNS}
WHERE j.upstream = %(upstream)s AND j.state IN ('forwarded', 'delivering') AND j.not_before <= now()
ORDER BY j.not_before, j.job LIMIT %(limit)s
FOR UPDATE OF j SKIP LOCKED
"""
_NEXT = f"""
WHERE j.upstream = %(upstream)s AND j.state = 'queued' AND j.not_before <> 'infinity'
  AND j.job < coalesce((
      SELECT min(w.job) FROM relay_jobs w
      WHERE w.upstream = %(upstream)s AND w.state = 'queued'
        AND (w.not_before <> 'infinity' AND w.not_before > now() OR {BEING_CHECKED.format(job="w")})
      ), 9223372036854775807)
"""  # noqa: S608 - no value is put into the text
SQL_BEGIN_IN_ORDER = f"""
WITH next AS MATERIALIZED (
    SELECT j.job FROM relay_jobs j {_NEXT} ORDER BY j.job LIMIT %(limit)s FOR UPDATE SKIP LOCKED)
UPDATE relay_jobs r SET begun_at = now() FROM next WHERE r.job = next.job AND r.begun_at IS NULL
"""  # noqa: S608 - no value is put into the text
SQL_NEXT_IN_ORDER = f"""
SELECT {_COLUMNS} {_NEXT}
  AND j.job < coalesce((
      SELECT min(w.job) FROM relay_jobs w
      WHERE w.upstream = %(upstream)s AND w.state = 'queued' AND w.not_before <> 'infinity'
        AND w.begun_at IS NULL), 9223372036854775807)
ORDER BY j.job LIMIT %(limit)s
FOR UPDATE OF j
"""  # noqa: S608 - no value is put into the text
SQL_ORDER_LOCK = "SELECT pg_try_advisory_xact_lock(%(class)s, hashtext(%(upstream)s))"


class Purpose(StrEnum):
    """What a job is for."""

    APPLICATION = "application"
    """The system behind the service is to decide."""
    IDENTITY = "identity"
    """The civil registry is to say who the applicant is; only then the other job may begin."""


@dataclass(frozen=True, slots=True)
class Job:
    """One application on its way through one upstream.

    ``device`` and ``seq`` are the entry that accepted it, for findings. ``line`` is the text of the entry
    with the values of ``version`` as held, None when the journal has lost it. ``barcode`` is the postal
    item, when there is one; ``decided_s_ago`` the seconds since the upstream's latest word.
    """

    job: int
    application: str
    office: str
    purpose: Purpose
    upstream: str
    handed_over: bool
    reference: str | None
    attempts: int
    decision: State | None
    heard: frozenset[State]
    faults: int
    barcode: str | None
    device: str
    seq: int
    receipt: str
    line: bytes | None
    accepted_at: datetime
    version: int = 1
    decided_s_ago: float = 0.0

    @property
    def key(self) -> str:
        """The id under which the system knows it.

        As accepted it is the application's own; each correction is another order, by an id that follows
        from the application and the version, so that handing it over twice still makes one.
        """
        if self.version == 1:
            return self.application
        return str(uuid.uuid5(uuid.UUID(self.application), f"version {self.version}"))


async def begin(
    conn: Connection, upstream: str, limit: int, ordered: Sequence[str] = (), *, in_order: bool = False
) -> None:
    """Mark the jobs that are handed over next, before :func:`take_due` or :func:`take_in_order` takes them.

    It must be committed by then: from now on they count as handed on, even if this process is killed in
    the middle of the call, and nobody can know what arrived.
    """
    values = {"upstream": upstream, "limit": limit, "ordered": list(ordered)}
    await conn.execute(SQL_BEGIN_IN_ORDER if in_order else SQL_BEGIN, values)


async def take_due(conn: Connection, upstream: str, limit: int, ordered: Sequence[str] = ()) -> list[Job]:
    """Lock up to ``limit`` jobs that are due, those that another relay has left out.

    Of a service in ``ordered`` an office's applications are handed over one after the other: each waits
    until the one before it is handed over.
    """
    return await _take(conn, SQL_DUE, upstream, limit, ordered)


async def take_in_order(conn: Connection, upstream: str, limit: int) -> list[Job]:
    """As :func:`take_due`, but only one relay hands over, in the order in which jobs were made.

    A job that has to wait keeps those after it waiting. Questions about what was handed over go on.
    """
    asked = await _take(conn, SQL_DUE_TO_ASK, upstream, max(1, limit // 2))
    if len(asked) >= limit:
        return asked
    locked = await conn.execute(SQL_ORDER_LOCK, {"class": ORDER_LOCK, "upstream": upstream})
    if (await locked.fetchone()) != (True,):
        return asked
    return asked + await _take(conn, SQL_NEXT_IN_ORDER, upstream, limit - len(asked))


async def _take(
    conn: Connection, query: str, upstream: str, limit: int, ordered: Sequence[str] = ()
) -> list[Job]:
    values = {"upstream": upstream, "limit": limit, "ordered": list(ordered)}
    cursor = await conn.execute(query, values)
    jobs = []
    for row in await cursor.fetchall():
        job, application, office, purpose, name, state, reference, attempts, decision, *entry = row
        heard, faults, barcode, version, device, seq, receipt, accepted_at, decided_s_ago, line = entry
        jobs.append(
            Job(
                job=job,
                application=application,
                office=office,
                purpose=Purpose(purpose),
                upstream=name,
                handed_over=state != "queued",
                reference=reference,
                attempts=attempts,
                decision=None if decision is None else State(decision),
                heard=frozenset(State(word) for word in heard),
                faults=faults,
                barcode=barcode,
                device=device,
                seq=seq,
                receipt=receipt,
                line=None if line is None else bytes(line),
                accepted_at=accepted_at,
                version=version,
                decided_s_ago=decided_s_ago,
            )
        )
    return jobs


class EntryLost(ValueError):
    """The entry of a job is not held, or is not an application: it cannot be handed over."""


def submission(job: Job) -> Submission:
    """What is handed over for a job. Raises :class:`EntryLost`."""
    if job.line is None:
        raise EntryLost(f"entry {job.seq} of device {job.device} is not held")
    try:
        entry = _innermost(decode(job.line))
        kind: type[Accepted | Corrected] = Accepted
        if entry.kind == Kind.APPLICATION_CORRECTED:
            kind = Corrected
        data = msgspec.convert(entry.data, kind)
    except (msgspec.DecodeError, ValueError) as error:
        raise EntryLost(f"entry {job.seq} of device {job.device}: {error}") from error
    return Submission(
        application=job.key,
        service=data.service,
        office=job.office,
        receipt=data.receipt,
        accepted_at=job.accepted_at,
        applicant=data.applicant,
        fields=data.fields,
    )


def _innermost(entry: Entry) -> Entry:
    while entry.kind == Kind.ENTRY_CARRIED:
        entry = decode(msgspec.convert(entry.data, Carried).entry.encode())
    return entry


def states(words: Sequence[State]) -> list[str]:
    """Decisions as the database keeps them."""
    return sorted(word.value for word in words)
