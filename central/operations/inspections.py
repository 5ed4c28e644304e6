"""What an operator looks at of SIMFA's inspections: one vehicle's history, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.identifiers import plate as plates
from app.domain.identifiers import vin as vins
from app.domain.vehicle import Inspection
from central.database import Database
from central.inspections.newest import COLUMNS, ORDER, SQL_SAME_VEHICLE, inspection_of

SHOWN_MAX = 200

SQL_HISTORY = f"""
SELECT {COLUMNS} FROM inspections i WHERE {SQL_SAME_VEHICLE.format(vin="%(vin)s", plate="%(plate)s")}
ORDER BY {ORDER} LIMIT {SHOWN_MAX}
"""  # noqa: S608 - names of our own
SQL_FINDINGS = f"""
SELECT f.raised_at, p.name, f.type, f.inspection, f.centre, f.number, f.note->>'fa', f.note->>'en'
FROM partner_findings f LEFT JOIN partners p USING (partner)
WHERE f.settled_at IS NULL ORDER BY f.raised_at DESC, f.finding LIMIT {SHOWN_MAX}
"""  # noqa: S608 - no value is put into the text


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """What is wrong with what a partner sent; ``partner`` None where numbers are missing."""

    raised_at: datetime
    partner: str | None
    type: str
    inspection: str
    centre: str
    number: int | None
    note_fa: str
    note_en: str


def read_vehicle(plate: str | None, vin: str | None) -> tuple[str, str]:
    """A vehicle as an operator types it, in the stored form. Raises ``ValueError``."""
    named_plate, named_vin = plates.normalise(plate or ""), vins.normalise(vin or "")
    if named_plate and plates.check(named_plate) is not None:
        raise ValueError(f"{plate!r} is no plate")
    if named_vin and vins.check(named_vin) is not None:
        raise ValueError(f"{vin!r} is no VIN")
    return named_plate, named_vin


async def history(database: Database, plate: str, vin: str) -> list[Inspection]:
    """A vehicle's inspections, newest first."""
    async with database.autocommit() as conn:
        rows = await (await conn.execute(SQL_HISTORY, {"plate": plate, "vin": vin})).fetchall()
    return [inspection_of(row) for row in rows]


async def open_findings(database: Database) -> list[OpenFinding]:
    """Everything wrong that is not settled, newest first."""
    async with database.autocommit() as conn:
        rows = await (await conn.execute(SQL_FINDINGS)).fetchall()
    return [OpenFinding(*row) for row in rows]
