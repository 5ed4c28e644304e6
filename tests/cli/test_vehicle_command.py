"""Proves the inspection of a vehicle from SIMFA's message to a counter that is off line and back, with real
commands, a real centre and real HTTP: what `daftar vehicle` and `daftar accept` say of it, and how old it is.
"""

from __future__ import annotations

from typing import Any

import httpx
import msgspec
import pytest
from support import whole_office
from support.centre import RunningCentre
from support.cli_desk import Desk, Ran
from support.simfa import Lane, Partner, new_key
from support.vehicle_services import PLATE, REFUSED, WARNED, publish, request, tell

from central.inspections import telling


@pytest.fixture
def vehicles(bare_desk: Desk) -> Desk:
    office = bare_desk.fill()
    office.reopen()
    publish(office)
    tell(office)
    office.counter.close()
    return bare_desk


def accepted(desk: Desk, *requests: Any, more: tuple[str, ...] = ()) -> Ran:
    return desk.accept(*map(msgspec.json.encode, requests), more=more)


def test_the_command_says_what_was_heard_and_when(vehicles: Desk) -> None:
    told = vehicles.run("vehicle", " 12 ب 345 ایران 46", "--json").json
    assert told.pop("heard_at")
    assert told == {
        "plate": PLATE,
        "vin": "",
        "state": "valid",
        "valid_until": "1406-08-10",
        "inspected_at": "2026-11-01T08:00:00.000Z",
        "inspection": "S-1",
    }
    unheard = vehicles.run("vehicle", "99ب999-99")
    assert (unheard.code, "unheard" in unheard.out) == (0, True)
    for words in (("vehicle", "nothing"), ("vehicle", PLATE, "--vin", "O")):
        assert vehicles.run(*words).code == 1
    assert vehicles.run("vehicle", PLATE, "--ask").code == 75


def test_accept_refuses_and_warns_as_the_definition_says(vehicles: Desk) -> None:
    other = "23ج456-77"
    ran = accepted(vehicles, request(REFUSED, "a"), request(REFUSED, "b", other), request(WARNED, "c", other))
    assert ran.code == 1
    assert [answer["id"] for answer in ran.lines] == ["a", "c"]
    assert "line 2 (b): fields.plate: Nothing has been heard here" in ran.err
    assert "line 3 (c): fields.plate: warning: Nothing has been heard here" in ran.err
    (line,) = accepted(vehicles, request(WARNED, "d", other), more=("--json",)).err.splitlines()
    said = msgspec.json.decode(line)
    assert (said["id"], said["warnings"][0]["code"]) == ("d", "inspection-unheard")


def test_an_inspection_that_comes_while_the_office_is_off_line_is_there_after_the_return(
    served: RunningCentre, bare_desk: Desk
) -> None:
    bare_desk.passphrase_file.write_text(whole_office.PASSPHRASE)
    whole_office.enrolled(served, bare_desk.data_dir, "0412").close()
    lane = Lane()

    def said(*words: str) -> dict[str, Any]:
        told: dict[str, Any] = bare_desk.run("vehicle", PLATE, "--json", *words).json
        return told

    with httpx.Client(base_url=served.base_url, timeout=40) as http:
        simfa = Partner(http, new_key(served))
        assert said()["state"] == "unheard"
        assert said("--ask")["state"] == "unknown"
        simfa.send(lane.inspection(PLATE, valid_until="1405-06-01"))
        asked = said("--ask")
        assert (asked["state"], asked["valid_until"]) == ("expired", "1405-06-01")
        simfa.send(lane.inspection(PLATE))  # and this counter does not talk to the centre meanwhile
        assert said() == asked
        served.run(telling.drain)
        bare_desk.run("sync", "--once")
        after = said()
    assert (after["state"], after["valid_until"]) == ("valid", "1499-12-29")
    assert after["heard_at"] > asked["heard_at"]
