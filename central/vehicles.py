"""Base data of vehicles: what SIMFA asks for by plate or VIN.

Two sources, and each row says which. ``application``: the vehicle's fields of an application that an office
took, as the citizen's papers say. ``traffic``: a file of the traffic police's register that an operator
loads (``daftar-central vehicle load``), for there is no call to ask that register one vehicle. A row of the
register is not overwritten by an application.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from app.domain.catalogue import Service, VehicleCheck
from app.domain.identifiers import plain, plate, vin
from app.domain.vehicle import vehicle_of
from central.database import Connection, Database

LINE_BYTES_MAX = 4_096
WORD_CHARACTERS_MAX = 60
NUMBERS = {"chassis": plain.CHASSIS, "engine": plain.ENGINE}
ROWS_AT_ONCE = 1_000
FROM_APPLICATION, FROM_TRAFFIC = "application", "traffic"

SQL_FIND = """
SELECT plate, vin, chassis, engine, kind, fuel, model_year, source, as_of FROM vehicles
WHERE (plate = %(plate)s OR %(plate)s = '') AND (vin = %(vin)s OR %(vin)s = '')
ORDER BY as_of DESC LIMIT 1
"""
SQL_PUT = """
INSERT INTO vehicles AS v (plate, vin, chassis, engine, kind, fuel, model_year, source, as_of)
VALUES (%(plate)s, %(vin)s, %(chassis)s, %(engine)s, %(kind)s, %(fuel)s, %(model_year)s,
    %(source)s, %(as_of)s)
ON CONFLICT (plate) DO UPDATE SET
    vin = excluded.vin,
    chassis = CASE WHEN excluded.chassis <> '' OR excluded.vin <> v.vin THEN excluded.chassis
                   ELSE v.chassis END,
    engine = CASE WHEN excluded.engine <> '' OR excluded.vin <> v.vin THEN excluded.engine
                  ELSE v.engine END,
    kind = excluded.kind, fuel = excluded.fuel, model_year = excluded.model_year,
    source = excluded.source, as_of = excluded.as_of
WHERE v.as_of <= excluded.as_of
  AND (excluded.source = 'traffic' OR (v.source = 'application' AND (excluded.vin <> '' OR v.vin = '')))
"""
"""An application that leaves the VIN out says nothing about a vehicle whose VIN is known."""


class VehicleMistake(ValueError):
    """A file of vehicles that cannot be loaded; the text says which line and why."""


class RegisterRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of the register's file."""

    plate: str
    vin: str = ""
    chassis: str = ""
    engine: str = ""
    kind: str = ""
    fuel: str = ""
    model_year: str = ""


@dataclass(frozen=True, slots=True)
class BaseData:
    """What is known of a vehicle, normalised, from which ``source``, as of when."""

    plate: str
    vin: str
    chassis: str
    engine: str
    kind: str
    fuel: str
    model_year: str
    source: str
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Named:
    """The vehicle that an application names, and what its service makes of the inspection."""

    base: BaseData
    check: VehicleCheck


def named_vehicle(service: Service, fields: dict[str, Any], at: datetime) -> Named | None:
    """The vehicle of an application with these fields, None when it names none."""
    base = base_data_of(service, fields, at)
    return None if base is None else Named(base, service.vehicle_check)


async def find_vehicle(conn: Connection, *, plate: str = "", vin: str = "") -> BaseData | None:
    """The vehicle with this plate, this VIN, or both; None when none is known."""
    row = await (await conn.execute(SQL_FIND, {"plate": plate, "vin": vin})).fetchone()
    return None if row is None else BaseData(*row)


async def registered_vin(conn: Connection, plate: str) -> str:
    """The VIN of the vehicle that bears a plate by the register; empty when the register does not say.

    What applications say does not count here: a camera's answer hangs on it.
    """
    found = await find_vehicle(conn, plate=plate)
    return found.vin if found is not None and found.source == FROM_TRAFFIC else ""


async def put_vehicles(conn: Connection, vehicles: Iterable[BaseData]) -> None:
    """Keep base data, in the order of the plates."""
    rows = [asdict(one) for one in sorted(vehicles, key=lambda one: (one.plate, one.as_of))]
    if rows:
        async with conn.cursor() as cursor:
            await cursor.executemany(SQL_PUT, rows)


def base_data_of(service: Service, fields: dict[str, Any], at: datetime) -> BaseData | None:
    """What an application's own fields say of its vehicle; None when they name none that can be one."""
    vehicle = vehicle_of(service, fields)
    if vehicle is None:
        return None
    texts = {
        field.type: value
        for field in service.own_fields
        if field.type in NUMBERS and isinstance(value := fields.get(field.name), str)
    }
    sound = {kind: text for kind, text in texts.items() if NUMBERS[kind].check(text) is None}
    return BaseData(
        plate=vehicle.plate,
        vin=vehicle.vin,
        chassis=sound.get("chassis", ""),
        engine=sound.get("engine", ""),
        kind="",
        fuel="",
        model_year="",
        source=FROM_APPLICATION,
        as_of=at,
    )


async def load_register(database: Database, path: Path) -> int:
    """Keep every line of a file of the register, all or none; how many. Raises :class:`VehicleMistake`."""
    now, rows = datetime.now(UTC), []
    with path.open("rb") as lines:
        for number, line in enumerate(iter(lambda: lines.readline(LINE_BYTES_MAX), b""), start=1):
            if line.strip():
                rows.append(_read_row(path.name, number, line, now))
    async with database.transaction() as conn:
        for start in range(0, len(rows), ROWS_AT_ONCE):
            await put_vehicles(conn, rows[start : start + ROWS_AT_ONCE])
    return len(rows)


def _read_row(name: str, number: int, line: bytes, now: datetime) -> BaseData:
    try:
        row = msgspec.json.decode(line, type=RegisterRow)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise VehicleMistake(f"{name}: line {number}: {error}") from error
    values = {
        "plate": (plate.normalise(row.plate), plate.check),
        "vin": (vin.normalise(row.vin), vin.check),
        "chassis": (plain.CHASSIS.normalise(row.chassis), plain.CHASSIS.check),
        "engine": (plain.ENGINE.normalise(row.engine), plain.ENGINE.check),
    }
    for part, (value, check) in values.items():
        if (value or part == "plate") and check(value) is not None:
            raise VehicleMistake(f"{name}: line {number}: {part}: {check(value)}")
    said = {"kind": row.kind, "fuel": row.fuel, "model_year": row.model_year}
    for part, text in said.items():
        if len(text) > WORD_CHARACTERS_MAX or not (text.isprintable() or not text):
            raise VehicleMistake(f"{name}: line {number}: {part}: at most {WORD_CHARACTERS_MAX} characters")
    numbers = {part: value for part, (value, _) in values.items()}
    return BaseData(**numbers, **said, source=FROM_TRAFFIC, as_of=now)
