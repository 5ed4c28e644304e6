"""Proves what a vehicle's technical inspection means to an application at the counter: shown, warned of or
refused as the definition says, off line too, told apart by VIN when a plate moved, and kept in the entry.
"""

from __future__ import annotations

import pytest
from support.office_kit import CLERK, Office, set_link
from support.vehicle_services import (
    OTHER_PLATE,
    OTHER_VIN,
    PLATE,
    REFUSED,
    SHOWN,
    VIN,
    WARNED,
    publish,
    request,
    tell,
)

from app.domain import entry
from app.domain.catalogue import Service
from app.domain.vehicle import InspectionState, Vehicle
from app.local_db import journal
from app.local_db.projections.rebuild import differences
from app.office.accept import Refused, accept
from app.office.vehicle import look


@pytest.fixture
def vehicles(office: Office) -> Office:
    publish(office)
    return office


def state(office: Office, plate: str = PLATE, vin: str = "") -> InspectionState:
    return look(office.counter, Vehicle(plate, vin)).state


def last_entry(office: Office) -> entry.Entry:
    with office.counter.store.read() as conn:
        return entry.decode(journal.lines_after(conn, journal.head(conn).seq - 1, 1, 1 << 20)[0])


@pytest.mark.parametrize("link", ["up", "centre-down"])
def test_each_service_does_with_a_missing_inspection_as_its_definition_says(
    vehicles: Office, link: str
) -> None:
    set_link(vehicles.counter, link)
    assert accept(vehicles.counter, CLERK, request(SHOWN, "a")).warnings == ()
    (warning,) = accept(vehicles.counter, CLERK, request(WARNED, "b")).warnings
    assert (warning.path, warning.code) == ("fields.plate", "inspection-unheard")
    with pytest.raises(Refused) as refused:
        accept(vehicles.counter, CLERK, request(REFUSED, "c"))
    assert [(p.path, p.code) for p in refused.value.problems] == [("fields.plate", "inspection-unheard")]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"known": False}, "inspection-unknown"),
        ({"valid_until": "1405-09-02"}, "inspection-expired"),
        ({"result": "failed", "valid_until": ""}, "inspection-failed"),
        ({"valid_until": "1405-09-03"}, None),
    ],
)
def test_what_was_heard_decides_and_its_last_day_counts(
    vehicles: Office, told: dict[str, object], code: str | None
) -> None:
    tell(vehicles, **told)  # type: ignore[arg-type]
    warned = accept(vehicles.counter, CLERK, request(WARNED, "w")).warnings
    assert [problem.code for problem in warned] == ([code] if code else [])
    assert all(problem.sentence() for problem in warned)
    if code is None:
        assert accept(vehicles.counter, CLERK, request(REFUSED, "r")).receipt
    else:
        with pytest.raises(Refused, match=r"fields\.plate"):
            accept(vehicles.counter, CLERK, request(REFUSED, "r"))


@pytest.mark.parametrize("service", [SHOWN, WARNED, REFUSED], ids=lambda s: s.code)
def test_the_entry_keeps_what_was_known_and_since_when(vehicles: Office, service: Service) -> None:
    tell(vehicles)
    heard_at = entry.instant(vehicles.counter.now())
    vehicles.hands.run(3600)
    accept(vehicles.counter, CLERK, request(service))
    kept = last_entry(vehicles).data["inspection"]
    assert kept == {"state": "valid", "inspection": "S-1", "heard_at": heard_at}


def test_a_service_without_a_vehicle_says_nothing_of_one(vehicles: Office) -> None:
    from support.office_kit import passport_request

    accept(vehicles.counter, CLERK, passport_request())
    assert "inspection" not in last_entry(vehicles).data


def test_a_later_word_replaces_the_one_before_and_survives_a_rebuild(vehicles: Office) -> None:
    tell(vehicles, known=False)
    vehicles.hands.run(60)
    tell(vehicles, result="failed", valid_until="")
    vehicles.hands.run(60)
    tell(vehicles)
    assert state(vehicles) is InspectionState.VALID
    assert differences(vehicles.counter.store) == []
    vehicles.reopen()
    assert state(vehicles) is InspectionState.VALID


def test_a_plate_that_moved_is_not_taken_for_the_vehicle_it_came_from(vehicles: Office) -> None:
    tell(vehicles, PLATE, OTHER_VIN, item_vin="")
    assert state(vehicles, PLATE) is InspectionState.VALID
    assert state(vehicles, PLATE, OTHER_VIN) is InspectionState.VALID
    assert state(vehicles, PLATE, VIN) is InspectionState.UNHEARD
    tell(vehicles, PLATE, VIN, result="failed", valid_until="")
    assert state(vehicles, PLATE, VIN) is InspectionState.FAILED
    assert state(vehicles, OTHER_PLATE, VIN) is InspectionState.FAILED
    assert state(vehicles, OTHER_PLATE) is InspectionState.UNHEARD


def test_what_was_heard_of_a_plate_with_its_vin_counts_when_only_the_plate_is_typed(vehicles: Office) -> None:
    tell(vehicles, PLATE, VIN)
    assert state(vehicles, PLATE) is InspectionState.VALID


@pytest.mark.parametrize(
    "odd", [{}, {"plate": PLATE}, {"plate": PLATE, "vin": "", "inspection": {"result": "?"}}, {"plate": 5}]
)
def test_an_item_that_cannot_be_read_changes_nothing_and_stops_nothing(
    vehicles: Office, odd: dict[str, object]
) -> None:
    tell(vehicles)
    vehicles.feed.give("vehicle.inspected", odd)
    assert state(vehicles) is InspectionState.VALID
    tell(vehicles, known=False)
    assert state(vehicles) is InspectionState.UNKNOWN
