"""``POST /v1/enforcement/inspection``: whether the vehicle of a plate has a valid inspection, for cameras.

Read only; a POST so that the plate stands in no address and so in no log.
"""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from app.domain.business_day import business_day
from app.domain.entry import instant
from app.domain.vehicle import InspectionState, state_of
from central import lookups
from central.gateway.bodies import answer_json, read_json
from central.gateway.centre import centre_of
from central.gateway.partner import partner_of, read_plate
from central.inspections.newest import newest_inspection
from central.partners import PartnerKind
from central.vehicles import registered_vin

CALL = "enforcement.inspection"
SQL_LAST_HEARD = "SELECT max(received_at) FROM inspections"


class EnforcementQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A plate as the camera read it."""

    plate: str


class EnforcementAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What the newest inspection means today.

    ``valid_until`` is a Jalali day, ``inspected_at`` an instant; both are empty when no inspection is known.
    ``simfa_heard_at``: when SIMFA last sent anything at all; a long silence makes the state doubtful.
    """

    plate: str
    state: InspectionState
    valid_until: str
    inspected_at: str
    simfa_heard_at: str | None


async def inspection(request: Request) -> Response:
    """Look one plate up."""
    partner = await partner_of(request, PartnerKind.CAMERA, CALL)
    plate = read_plate((await read_json(request, EnforcementQuestion)).plate)
    async with centre_of(request).database.transaction() as conn:
        newest = await newest_inspection(conn, plate, await registered_vin(conn, plate))
        ((heard_at,),) = await (await conn.execute(SQL_LAST_HEARD)).fetchall()
        state = state_of(newest, business_day(datetime.now(UTC)))
        await lookups.note(conn, f"partner:{partner.name}", CALL, state.value, plate=plate)
    return answer_json(
        request,
        EnforcementAnswer(
            plate=plate,
            state=state,
            valid_until=newest.valid_until if newest is not None else "",
            inspected_at=newest.at if newest is not None else "",
            simfa_heard_at=instant(heard_at) if heard_at is not None else None,
        ),
    )
