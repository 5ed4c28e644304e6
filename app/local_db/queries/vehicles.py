"""What was heard of vehicles' technical inspections."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from app.domain.vehicle import Heard, Inspection, Vehicle, last_word

_BY_NAME = """
SELECT plate, vin, heard_at, inspection FROM vehicles WHERE plate = ?1
UNION
SELECT plate, vin, heard_at, inspection FROM vehicles WHERE vin = ?2 AND vin <> ''
"""


def heard_of(conn: Connection, vehicle: Vehicle) -> Heard | None:
    """The centre's last word on a vehicle, or None when it never spoke of it to this office."""
    rows = conn.exec_driver_sql(_BY_NAME, (vehicle.plate, vehicle.vin))
    return last_word(vehicle, [Heard(plate, vin, _read(text), at) for plate, vin, at, text in rows])


def _read(text: str | None) -> Inspection | None:
    return None if text is None else msgspec.json.decode(text, type=Inspection)
