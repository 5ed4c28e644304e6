"""What is known here of a vehicle's technical inspection, with the line and without it (docs/simfa.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.catalogue import Service, VehicleCheck
from app.domain.problems import Problem
from app.domain.vehicle import Standing, Vehicle, check_inspection, standing, vehicle_of
from app.local_db.queries import vehicles
from app.office.counter import Counter


@dataclass(frozen=True, slots=True)
class Looked:
    """What a service has against the vehicle of an application, and what the application's entry keeps."""

    problems: tuple[Problem, ...]
    data: dict[str, Any]


NOT_ASKED = Looked((), {})


def look(counter: Counter, vehicle: Vehicle) -> Standing:
    """How a vehicle's inspection stands today, as last heard here."""
    with counter.store.read() as conn:
        heard = vehicles.heard_of(conn, vehicle)
    return standing(vehicle, heard, counter.day(counter.now())[0])


def look_for(counter: Counter, service: Service, fields: Mapping[str, Any]) -> Looked:
    """The vehicle of an application with these normalised ``fields``, where its service asks about one."""
    if service.vehicle_check is VehicleCheck.NONE:
        return NOT_ASKED
    vehicle = vehicle_of(service, fields)
    if vehicle is None:
        return NOT_ASKED
    found = look(counter, vehicle)
    return Looked(check_inspection(service.vehicle_check, found), {"inspection": found.as_data()})
