"""``POST /v1/vehicles/inspection``: how a vehicle's inspection stands, asked by an office's counter."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from app.domain.business_day import business_day
from app.domain.entry import instant
from app.domain.vehicle import state_of
from app.sync.protocol import ProblemType, VehicleAnswer, VehicleQuestion
from central import lookups
from central.gateway.bodies import answer_json, read_json
from central.gateway.caller import caller_of, revoked
from central.gateway.centre import centre_of
from central.gateway.limits import VEHICLE_QUESTIONS_PER_MINUTE
from central.gateway.partner import read_plate, read_vin, refuse_if_too_often
from central.gateway.problems import Refusal
from central.inspections.following import answer_office

CALL = "vehicles.inspection"
SQL_DEVICE = "SELECT revoked_at IS NOT NULL, revoked_reason FROM devices WHERE device = %s"


async def vehicle_inspection(request: Request) -> Response:
    """Answer, and tell the office in its feed, from now on of every change."""
    caller, database = caller_of(request), centre_of(request).database
    asked = await read_json(request, VehicleQuestion)
    plate, vin = read_plate(asked.plate), read_vin(asked.vin)
    async with database.autocommit() as conn:
        row = await (await conn.execute(SQL_DEVICE, (caller.device,))).fetchone()
        if row is None:
            raise Refusal(401, ProblemType.UNAUTHENTICATED, "this centre does not know the device")
        if row[0]:
            raise revoked(row[1])
        await refuse_if_too_often(conn, caller.device, CALL, VEHICLE_QUESTIONS_PER_MINUTE)
    now = datetime.now(UTC)
    async with database.transaction() as conn:
        newest = await answer_office(conn, caller.office, plate, vin, now)
        state = state_of(newest, business_day(now))
        await lookups.note(conn, f"device:{caller.device}", CALL, state.value, plate=plate, vin=vin)
    return answer_json(request, VehicleAnswer(plate=plate, vin=vin, inspection=newest, at=instant(now)))
