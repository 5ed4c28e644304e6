"""What SIMFA calls: it sends inspections, asks where it stands, and asks for vehicles' base data."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from app.domain.entry import instant
from app.sync.protocol import ProblemType
from central import lookups
from central.gateway.bodies import answer_json, read_body, read_json
from central.gateway.centre import centre_of
from central.gateway.limits import INSPECTIONS_BODY_BYTES_MAX
from central.gateway.partner import partner_of, read_plate, read_vin
from central.gateway.problems import Refusal, invalid
from central.inspections.gaps import CentreState, centre_states
from central.inspections.message import CODE_CHARACTERS_MAX
from central.inspections.taking import BATCH_MAX, take_inspections
from central.partners import PartnerKind
from central.vehicles import find_vehicle

BASE_DATA = "simfa.vehicles"


class InspectionBatch(msgspec.Struct, frozen=True, kw_only=True):
    """``POST /v1/simfa/inspections``: 1 to 500 inspections (docs/simfa.md), in any order."""

    inspections: list[msgspec.Raw]


class InspectionCentres(msgspec.Struct, frozen=True, kw_only=True):
    """200 of ``GET /v1/simfa/inspections``."""

    centres: list[CentreState]


class BaseDataQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``POST /v1/simfa/vehicles``: a plate, a VIN, or both."""

    plate: str = ""
    vin: str = ""


class BaseDataAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """200 of ``POST /v1/simfa/vehicles``: nothing of an owner. ``source``: ``traffic``, ``application``."""

    plate: str
    vin: str
    chassis: str
    engine: str
    kind: str
    fuel: str
    model_year: str
    source: str
    as_of: str


async def inspections(request: Request) -> Response:
    """Take inspections in; each has its own outcome, and all that are taken are durable."""
    partner = await partner_of(request, PartnerKind.SIMFA, "simfa.inspections")
    try:
        body = await read_body(request, INSPECTIONS_BODY_BYTES_MAX)
        batch = msgspec.json.decode(body, type=InspectionBatch).inspections
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise invalid(str(error)) from error
    if not 1 <= len(batch) <= BATCH_MAX:
        raise invalid(f"1 to {BATCH_MAX} inspections at a time")
    return answer_json(request, await take_inspections(centre_of(request).database, partner, batch))


async def inspection_centres(request: Request) -> Response:
    """How far each inspection centre's numbers go, and what is missing: where to go on from."""
    await partner_of(request, PartnerKind.SIMFA, "simfa.standing")
    centre = request.query_params.get("centre", "")
    if len(centre) > CODE_CHARACTERS_MAX or "\0" in centre:
        raise invalid("`centre` is no inspection centre's code")
    async with centre_of(request).database.autocommit() as conn:
        states = await centre_states(conn, centre)
    return answer_json(request, InspectionCentres(centres=states))


async def base_data(request: Request) -> Response:
    """What is known of a vehicle itself; 404 when nothing is."""
    partner = await partner_of(request, PartnerKind.SIMFA, BASE_DATA)
    asked = await read_json(request, BaseDataQuestion)
    plate = read_plate(asked.plate) if asked.plate else ""
    vin = read_vin(asked.vin)
    if not plate and not vin:
        raise invalid("a vehicle is named by `plate`, `vin` or both")
    async with centre_of(request).database.transaction() as conn:
        found = await find_vehicle(conn, plate=plate, vin=vin)
        outcome = found.source if found is not None else "unknown"
        await lookups.note(conn, f"partner:{partner.name}", BASE_DATA, outcome, plate=plate, vin=vin)
    if found is None:
        raise Refusal(404, ProblemType.NOT_FOUND, "no such vehicle is known here")
    return answer_json(
        request,
        BaseDataAnswer(
            plate=found.plate,
            vin=found.vin,
            chassis=found.chassis,
            engine=found.engine,
            kind=found.kind,
            fuel=found.fuel,
            model_year=found.model_year,
            source=found.source,
            as_of=instant(found.as_of),
        ),
    )
