"""The calls about vehicles, described: of offices, of SIMFA and of enforcement (docs/simfa.md)."""

from __future__ import annotations

from typing import Any

from app.sync import protocol as wire
from app.sync.protocol import ProblemType
from central.gateway.enforcement import EnforcementAnswer, EnforcementQuestion
from central.gateway.simfa import BaseDataAnswer, BaseDataQuestion, InspectionCentres
from central.inspections.message import InspectionMessage
from central.inspections.taking import BATCH_MAX, InspectionsTaken
from central.openapi_parts import JSON, TEXT, Call, json_of, query, schema

PARTNER_MESSAGES: list[type] = [
    wire.VehicleQuestion,
    wire.VehicleAnswer,
    InspectionMessage,
    InspectionsTaken,
    InspectionCentres,
    BaseDataQuestion,
    BaseDataAnswer,
    EnforcementQuestion,
    EnforcementAnswer,
]

_OF_PARTNERS: dict[int, tuple[str, ...]] = {
    401: (ProblemType.UNAUTHENTICATED,),
    403: (ProblemType.NOT_ALLOWED,),
    429: (ProblemType.TOO_MANY,),
}
_WITH_BODY: dict[int, tuple[str, ...]] = {400: (ProblemType.INVALID,), 413: (ProblemType.TOO_LARGE,)}
_BATCH: dict[str, Any] = {
    JSON: {
        "schema": {
            "type": "object",
            "required": ["inspections"],
            "properties": {
                "inspections": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": BATCH_MAX,
                    "items": schema(InspectionMessage),
                }
            },
        }
    }
}

PARTNER_CALLS = (
    Call(
        "post",
        "/v1/vehicles/inspection",
        "An office asks how a vehicle's technical inspection stands",
        {200: ("as the feed tells it too", json_of(wire.VehicleAnswer))},
        {
            **_WITH_BODY,
            401: (ProblemType.UNAUTHENTICATED, ProblemType.DEVICE_REVOKED),
            429: (ProblemType.TOO_MANY,),
        },
        body=json_of(wire.VehicleQuestion),
    ),
    Call(
        "post",
        "/v1/simfa/inspections",
        "SIMFA sends inspections, in any order and as often as it likes",
        {200: ("each with its own outcome; what is taken is durable", json_of(InspectionsTaken))},
        _OF_PARTNERS | _WITH_BODY,
        body=_BATCH,
        security="partner",
    ),
    Call(
        "get",
        "/v1/simfa/inspections",
        "How far each inspection centre's numbers go, and what is missing",
        {200: ("every centre, or the one that is named", json_of(InspectionCentres))},
        _OF_PARTNERS | {400: (ProblemType.INVALID,)},
        (query("centre", TEXT, "only this inspection centre"),),
        security="partner",
    ),
    Call(
        "post",
        "/v1/simfa/vehicles",
        "SIMFA asks for a vehicle's base data",
        {200: ("what is known of it", json_of(BaseDataAnswer))},
        _OF_PARTNERS | _WITH_BODY | {404: (ProblemType.NOT_FOUND,)},
        body=json_of(BaseDataQuestion),
        security="partner",
    ),
    Call(
        "post",
        "/v1/enforcement/inspection",
        "A camera asks whether the vehicle of a plate has a valid inspection",
        {200: ("as of today", json_of(EnforcementAnswer))},
        _OF_PARTNERS | _WITH_BODY,
        body=json_of(EnforcementQuestion),
        security="partner",
    ),
)
