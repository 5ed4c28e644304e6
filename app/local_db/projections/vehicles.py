"""What the centre said last of each vehicle's technical inspection."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from app.domain.feed import FeedItem
from app.domain.vehicle import Inspection
from app.local_db.write_context import run


class _Inspected(msgspec.Struct, frozen=True):
    plate: str
    vin: str
    inspection: Inspection | None


_UPSERT = """
INSERT INTO vehicles (plate, vin, heard_at, inspection) VALUES (?, ?, ?, ?)
ON CONFLICT (plate, vin) DO UPDATE SET heard_at = excluded.heard_at, inspection = excluded.inspection
"""


def inspected(conn: Connection, item: FeedItem) -> None:
    """``vehicle.inspected``: the newest inspection of a vehicle, replacing what was heard before."""
    data = msgspec.convert(item.data, _Inspected)
    inspection = None if data.inspection is None else msgspec.json.encode(data.inspection).decode()
    run(conn, _UPSERT, (data.plate, data.vin, item.at, inspection))
