"""The newest inspection that is known of a vehicle.

By its VIN, else by its plate unless both have VINs that differ: a plate moves from one vehicle to the next.
The same rule as ``app.domain.vehicle.is_same``. Order is by the instant of the inspection, whenever it came.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.domain.entry import instant
from app.domain.vehicle import Inspection, Result
from central.database import Connection

COLUMNS = "i.inspection, i.centre, i.plate, i.vin, i.result, i.at, i.valid_until"
SQL_SAME_VEHICLE = """
((i.vin = {vin} AND i.vin <> '') OR (i.plate = {plate} AND (i.vin = '' OR {vin} = '')))
"""
ORDER = "i.at DESC, i.centre DESC, i.number DESC"
SQL_NEWEST = f"""
SELECT {COLUMNS} FROM inspections i
WHERE {SQL_SAME_VEHICLE.format(vin="%(vin)s", plate="%(plate)s")}
  AND (%(until)s::timestamptz IS NULL OR i.at <= %(until)s)
ORDER BY {ORDER} LIMIT 1
"""  # noqa: S608 - names of our own


async def newest_inspection(
    conn: Connection, plate: str, vin: str = "", until: datetime | None = None
) -> Inspection | None:
    """The newest inspection taken in of a vehicle, made not after ``until``; None when there is none."""
    row = await (await conn.execute(SQL_NEWEST, {"plate": plate, "vin": vin, "until": until})).fetchone()
    return None if row is None else inspection_of(row)


def inspection_of(row: tuple[Any, ...]) -> Inspection:
    """A row of :data:`COLUMNS`."""
    inspection, centre, plate, vin, result, at, valid_until = row
    return Inspection(
        inspection=inspection,
        centre=centre,
        plate=plate,
        vin=vin,
        result=Result(result),
        at=instant(at),
        valid_until=valid_until,
    )
