"""Taking SIMFA's inspections in: each once, durably, with the same outcome in whatever order they come.

What a vehicle's inspections mean follows from their own instants (``central.inspections.newest``), so one
that comes late changes nothing but the past, and one whose predecessors are missing counts at once. The
running numbers of each inspection centre show what is missing: it is asked for in every answer, and stands
as a finding until it has come.

The same one again is ignored; another content under the same id, another id under the same number, or a
second one of a vehicle at one instant is refused, and a finding. One batch at a time for the whole country:
at about one inspection a second that costs nothing, and no two batches can get into each other's way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import msgspec

from central.database import Connection, Database
from central.inspections import gaps
from central.inspections.faults import Fault, PartnerFinding, find
from central.inspections.following import mark_untold
from central.inspections.message import NotAnInspection, Received, identity_of, read_message
from central.partners import Partner

BATCH_MAX = 500
AHEAD_NUMBERS_MAX = 10_000
"""How far past a gap an inspection is still taken."""
TAKING_LOCK = 4_120_002
"""Key of the advisory lock that lets one batch in at a time."""

SQL_ONE_AT_A_TIME = f"SELECT pg_advisory_xact_lock({TAKING_LOCK})"
SQL_BY_ID = "SELECT inspection, digest FROM inspections WHERE inspection = ANY(%s)"
SQL_BY_NUMBER = """
SELECT i.centre, i.number FROM inspections i
JOIN unnest(%(centres)s::text[], %(numbers)s::bigint[]) AS wanted (centre, number) USING (centre, number)
"""
SQL_SAME_INSTANT = """
SELECT i.inspection, i.plate, i.vin, i.at FROM inspections i
JOIN unnest(%(plates)s::text[], %(ats)s::timestamptz[]) AS w (plate, at) ON i.plate = w.plate AND i.at = w.at
UNION
SELECT i.inspection, i.plate, i.vin, i.at FROM inspections i
JOIN unnest(%(vins)s::text[], %(ats)s::timestamptz[]) AS w (vin, at)
  ON i.vin = w.vin AND i.vin <> '' AND i.at = w.at
"""
SQL_CENTRES = "INSERT INTO inspection_centres (centre) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING"
SQL_LAST = "SELECT centre, last_number FROM inspection_centres WHERE centre = ANY(%s)"
SQL_KEEP = """
INSERT INTO inspections (inspection, centre, number, plate, vin, result, at, valid_until, digest)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
SQL_FINDING = """
INSERT INTO partner_findings (finding, partner, type, inspection, centre, number, note)
VALUES (%s, %s, %s, %s, %s, %s, %s::json) ON CONFLICT (finding) DO NOTHING
"""


class Outcome(StrEnum):
    """What became of one inspection of a batch. All but ``refused`` are durable."""

    TAKEN = "taken"
    REPEATED = "repeated"
    """Taken before, with the same content."""
    REFUSED = "refused"


class InspectionResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one inspection; ``type`` and ``reason`` are empty unless it was refused."""

    inspection: str
    outcome: Outcome
    type: str = ""
    reason: str = ""


class InspectionsTaken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a batch: its inspections in their order, and where their centres now stand."""

    results: list[InspectionResult]
    centres: list[gaps.CentreState]


@dataclass(slots=True)
class _Batch:
    """What is held, as far as the batch goes, and what became of it so far."""

    partner: str
    digests: dict[str, bytes]
    numbers: set[tuple[str, int]]
    last: dict[str, int]
    instants: dict[tuple[str, datetime], str]
    """(VIN, instant) or, of one without a VIN, (plate, instant) → the inspection that is held."""
    fresh: list[Received] = field(default_factory=list)
    findings: list[PartnerFinding] = field(default_factory=list)


async def take_inspections(
    database: Database, partner: Partner, batch: Sequence[msgspec.Raw]
) -> InspectionsTaken:
    """Take a batch in; durable when this returns. Nothing of it exists when it raises."""
    read = [_read(raw) for raw in batch]
    good = [one for one in read if isinstance(one, Received)]
    async with database.transaction() as conn:
        await conn.execute(SQL_ONE_AT_A_TIME)
        held = await _load(conn, partner, good)
        results = [
            _judge(one, held) if isinstance(one, Received) else _unreadable(one, raw, held)
            for one, raw in zip(read, batch, strict=True)
        ]
        await _write(conn, held)
        centres = [await gaps.advance(conn, centre) for centre in sorted(held.last)]
        if held.fresh:
            await mark_untold(conn, [(one.plate, one.vin) for one in held.fresh])
    return InspectionsTaken(results=results, centres=centres)


def _read(raw: msgspec.Raw) -> Received | NotAnInspection:
    try:
        return read_message(raw)
    except NotAnInspection as error:
        return error


async def _load(conn: Connection, partner: Partner, good: Sequence[Received]) -> _Batch:
    by_id = await conn.execute(SQL_BY_ID, ([one.inspection for one in good],))
    digests = {str(key): bytes(digest) for key, digest in await by_id.fetchall()}
    wanted = {"centres": [one.centre for one in good], "numbers": [one.number for one in good]}
    numbers = await (await conn.execute(SQL_BY_NUMBER, wanted)).fetchall()
    same = {
        "plates": [one.plate for one in good],
        "vins": [one.vin for one in good],
        "ats": [one.at for one in good],
    }
    instants: dict[tuple[str, datetime], str] = {}
    for inspection, plate, vin, at in await (await conn.execute(SQL_SAME_INSTANT, same)).fetchall():
        for name in _names(plate, vin):
            instants[name, at] = str(inspection)
    last = dict.fromkeys([one.centre for one in good], 0)
    known = await (await conn.execute(SQL_LAST, (list(last),))).fetchall()
    last.update((str(centre), int(number)) for centre, number in known)
    return _Batch(partner.partner, digests, {(str(c), int(n)) for c, n in numbers}, last, instants)


def _judge(one: Received, held: _Batch) -> InspectionResult:
    digest = one.digest
    before = held.digests.get(one.inspection)
    if before is not None:
        if before == digest:
            return InspectionResult(inspection=one.inspection, outcome=Outcome.REPEATED)
        return _refuse(Fault.CONTENT_DIFFERS, one, held)
    if (one.centre, one.number) in held.numbers:
        return _refuse(Fault.NUMBER_USED, one, held)
    last = held.last[one.centre]
    if one.number > last + AHEAD_NUMBERS_MAX:
        return _refuse(Fault.FAR_AHEAD, one, held, last=last)
    names = _names(one.plate, one.vin)
    other = next((held.instants[name, one.at] for name in names if (name, one.at) in held.instants), None)
    if other is not None:
        return _refuse(Fault.SAME_INSTANT, one, held, other=other)
    held.digests[one.inspection] = digest
    held.numbers.add((one.centre, one.number))
    held.instants.update({(name, one.at): one.inspection for name in names})
    held.fresh.append(one)
    return InspectionResult(inspection=one.inspection, outcome=Outcome.TAKEN)


def _names(plate: str, vin: str) -> tuple[str, ...]:
    """Each name under which a vehicle cannot be inspected twice at one instant."""
    return (plate, vin) if vin else (plate,)


def _refuse(fault: Fault, one: Received, held: _Batch, **params: object) -> InspectionResult:
    found = find(
        fault,
        held.partner,
        inspection=one.inspection,
        centre=one.centre,
        number=one.number,
        said=one.digest,
        **params,
    )
    return _refused(found, held)


def _unreadable(error: NotAnInspection, raw: msgspec.Raw, held: _Batch) -> InspectionResult:
    inspection, centre, number = identity_of(raw)
    found = find(
        Fault.UNREADABLE,
        held.partner,
        inspection=inspection,
        centre=centre,
        number=number,
        said=bytes(raw),
        why=str(error),
    )
    return _refused(found, held)


def _refused(found: PartnerFinding, held: _Batch) -> InspectionResult:
    held.findings.append(found)
    return InspectionResult(
        inspection=found.inspection,
        outcome=Outcome.REFUSED,
        type=found.fault.value,
        reason=found.note.en,
    )


async def _write(conn: Connection, held: _Batch) -> None:
    if held.fresh:
        await conn.execute(SQL_CENTRES, (sorted({one.centre for one in held.fresh}),))
    async with conn.cursor() as cursor:
        if held.fresh:
            await cursor.executemany(SQL_KEEP, [_row(one) for one in held.fresh])
        if held.findings:
            await cursor.executemany(SQL_FINDING, _rows(held.findings))


def _rows(findings: Iterable[PartnerFinding]) -> list[tuple[object, ...]]:
    return [found.row() for found in findings]


def _row(one: Received) -> tuple[object, ...]:
    what = (one.inspection, one.centre, one.number, one.plate, one.vin)
    return (*what, one.result.value, one.at, one.valid_until, one.digest)
