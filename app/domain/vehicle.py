"""A vehicle and its technical inspection: one rule for the window, ``daftar accept`` and the centre.

What an inspection means to a service about a vehicle is the definition's ``vehicle_check``. A vehicle is
told by its VIN where both sides have one, else by its plate: plates in Iran stay with the owner and move
from one vehicle to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from app.domain.catalogue import Service, VehicleCheck
from app.domain.identifiers import plate as plates
from app.domain.identifiers import vin as vins
from app.domain.problems import Problem, Severity

PLATE_TYPE, VIN_TYPE = "plate", "vin"


class Result(StrEnum):
    """What an inspection came to."""

    PASSED = "passed"
    FAILED = "failed"


class InspectionState(StrEnum):
    """What is known of a vehicle's inspection on a day."""

    VALID = "valid"
    EXPIRED = "expired"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """The centre was asked and knows of none; there may be one all the same."""
    UNHEARD = "unheard"
    """The centre was never asked from here."""


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle as an application names it, normalised. ``vin`` may be empty; ``path``: the plate's field."""

    plate: str
    vin: str
    path: str = ""


class Inspection(msgspec.Struct, frozen=True, kw_only=True):
    """One inspection by SIMFA, as it travels. ``at`` is an RFC 3339 instant.

    ``valid_until`` is the last Jalali day on which it counts (``1406-09-02``), empty when it failed.
    """

    inspection: str
    centre: str
    plate: str
    vin: str
    result: Result
    at: str
    valid_until: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A word of the centre on a vehicle, said ``at`` an instant; ``inspection`` None: it knows of none."""

    plate: str
    vin: str
    inspection: Inspection | None
    at: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a vehicle's inspection here; ``heard`` None: nothing was ever heard."""

    vehicle: Vehicle
    heard: Heard | None
    state: InspectionState

    def as_data(self) -> dict[str, Any]:
        """What an accepted application keeps of it (docs/simfa.md)."""
        inspection = self.heard.inspection if self.heard is not None else None
        return {
            "state": str(self.state),
            "inspection": inspection.inspection if inspection is not None else None,
            "heard_at": self.heard.at if self.heard is not None else None,
        }


def vehicle_of(service: Service, fields: Mapping[str, Any]) -> Vehicle | None:
    """The vehicle of an application with these normalised ``fields``; None when they name no sound plate.

    Of several plates (numbering asks for the old and the new one) the first that has a value counts. A VIN
    that is none counts as not given: it is told at its own field.
    """
    named = _first(service, PLATE_TYPE, fields)
    if named is None or plates.check(fields[named]) is not None:
        return None
    vin = _first(service, VIN_TYPE, fields)
    number = fields[vin] if vin is not None and vins.check(fields[vin]) is None else ""
    return Vehicle(fields[named], number, f"fields.{named}")


def is_same(plate: str, vin: str, other_plate: str, other_vin: str) -> bool:
    """Whether two namings can mean one vehicle: by the VINs where both have one, else by the plates."""
    return vin == other_vin if vin and other_vin else plate == other_plate


def last_word(vehicle: Vehicle, words: Iterable[Heard]) -> Heard | None:
    """The latest of those ``words`` that are about this very vehicle."""
    fitting = [
        word
        for word in words
        if is_same(vehicle.plate, vehicle.vin, word.plate, word.vin)
        and (
            word.inspection is None
            or is_same(vehicle.plate, vehicle.vin, word.inspection.plate, word.inspection.vin)
        )
    ]
    return max(fitting, key=lambda word: word.at, default=None)


def state_of(inspection: Inspection | None, day: str) -> InspectionState:
    """What a vehicle's newest inspection means on the Jalali ``day``; None: the centre knows of none."""
    if inspection is None:
        return InspectionState.UNKNOWN
    if inspection.result is Result.FAILED:
        return InspectionState.FAILED
    return InspectionState.VALID if day <= inspection.valid_until else InspectionState.EXPIRED


def standing(vehicle: Vehicle, heard: Heard | None, day: str) -> Standing:
    """What ``heard`` means for a vehicle on a day."""
    state = InspectionState.UNHEARD if heard is None else state_of(heard.inspection, day)
    return Standing(vehicle, heard, state)


def check_inspection(check: VehicleCheck, found: Standing) -> tuple[Problem, ...]:
    """What a service has against a vehicle's inspection, told at the plate.

    An error where the definition refuses, a warning where it warns, nothing where it only shows.
    """
    if check not in (VehicleCheck.WARNED, VehicleCheck.REFUSED) or found.state is InspectionState.VALID:
        return ()
    severity = Severity.ERROR if check is VehicleCheck.REFUSED else Severity.WARNING
    inspection = found.heard.inspection if found.heard is not None else None
    params = {}
    if found.state is InspectionState.EXPIRED and inspection is not None:
        params = {"day": inspection.valid_until.replace("-", "/")}
    return (Problem(found.vehicle.path, f"inspection-{found.state.value}", params, severity),)


def _first(service: Service, kind: str, fields: Mapping[str, Any]) -> str | None:
    """The name of the first field of a type that has a value."""
    for field in service.own_fields:
        if field.type == kind and isinstance(value := fields.get(field.name), str) and value:
            return field.name
    return None
