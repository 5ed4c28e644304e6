"""Three invented services about a vehicle, one for each thing that an inspection can mean to a service."""

from __future__ import annotations

from typing import Any

import msgspec
from support.office_kit import CATALOGUE, DAY, TARIFF, VIOLATIONS, Office, cash, words

from app.domain.application import AcceptRequest
from app.domain.catalogue import Catalogue, Field, Section, Service, VehicleCheck

PLATE, VIN = "12ب345-46", "NAAM01CA5AK123456"
OTHER_PLATE, OTHER_VIN = "23ج456-77", "NAAM01CA5AK654321"
RIALS = 1_000

OWN = (
    Field(name="plate", type="plate", label=words("پلاک")),
    Field(name="vin", type="vin", label=words("شماره‌ی شناسایی"), required=False),
)


def _service(check: VehicleCheck) -> Service:
    sections = (VIOLATIONS.sections[0], Section(code="vehicle", title=words("خودرو"), fields=OWN))
    return msgspec.structs.replace(
        VIOLATIONS,
        code=f"vehicle.{check}",
        name=words(f"خودرو {check}"),
        vehicle_check=check,
        sections=sections,
    )


SHOWN, WARNED, REFUSED = (
    _service(c) for c in (VehicleCheck.SHOWN, VehicleCheck.WARNED, VehicleCheck.REFUSED)
)


def publish(office: Office) -> None:
    """As if the centre published them after the kit's own."""
    services = (*CATALOGUE.services, SHOWN, WARNED, REFUSED)
    office.feed.publish(Catalogue(version=CATALOGUE.version + 1, services=services))
    item = msgspec.structs.replace(TARIFF.services["weapon.licence"][0], amount_rials=RIALS)
    prices = TARIFF.services | {s.code: [item] for s in (SHOWN, WARNED, REFUSED)}
    office.feed.publish(msgspec.structs.replace(TARIFF, version=TARIFF.version + 1, services=prices))


def tell(
    office: Office,
    plate: str = PLATE,
    vin: str = "",
    *,
    known: bool = True,
    item_vin: str | None = None,
    **changes: Any,
) -> None:
    """The centre tells of a vehicle: passed and valid for a year, unless ``changes`` say otherwise."""
    inspection: dict[str, Any] = {
        "inspection": "S-1",
        "centre": "319",
        "plate": plate,
        "vin": vin,
        "result": "passed",
        "at": "2026-11-01T08:00:00.000Z",
        "valid_until": "1406-08-10",
    }
    inspection |= changes
    named_vin = vin if item_vin is None else item_vin
    told = {"plate": plate, "vin": named_vin, "inspection": inspection if known else None}
    office.feed.give("vehicle.inspected", told)


def request(service: Service, request_id: str = "v-1", plate: str = PLATE, vin: str = "") -> AcceptRequest:
    """A valid application about a vehicle."""
    fields = {"plate": plate, "vin": vin} if vin else {"plate": plate}
    return AcceptRequest(
        id=request_id,
        service=service.code,
        applicant={
            "national_code": "9900000013",
            "name": {"given": "علی‌رضا", "family": "نمونه‌پور"},
            "mobile": "09120000013",
        },
        fields=fields,
        payments=[cash(RIALS)],
    )


__all__ = ["DAY", "OTHER_PLATE", "OTHER_VIN", "PLATE", "REFUSED", "SHOWN", "VIN", "WARNED"]
