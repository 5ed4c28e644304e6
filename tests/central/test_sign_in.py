"""A staff member signs in for a device of the own office, with limits on guessing. Real gateway."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import argon2
import httpx
import pytest
from support.centre import RunningCentre
from support.wire import WireDevice, enrol

from central import offices


def sign_in(device: WireDevice, password: str, staff: str = "1001") -> httpx.Response:
    return device.http.post("/v1/sign-in", json={"staff": staff, "password": password}, headers=device.auth())


def test_the_right_password_gives_roles_a_lease_and_a_verifier_of_the_device_own(
    gateway: RunningCentre, device: WireDevice
) -> None:
    gateway.add_staff(roles=("clerk", "manager"), password="رمز خوب")
    first, second = sign_in(device, "رمز خوب").json(), sign_in(device, "رمز خوب").json()
    assert first["roles"] == ["clerk", "manager"]
    assert (first["staff"], first["name"], first["credential"]) == ("1001", "کارمند نمونه", 1)
    lease = datetime.fromisoformat(first["lease_end"]) - datetime.now(UTC)
    assert timedelta(days=6, hours=23) < lease <= timedelta(days=7)
    assert argon2.PasswordHasher().verify(first["verifier"], "رمز خوب")
    assert first["verifier"] != second["verifier"]
    assert (first["verifier"],) not in gateway.query("SELECT password_hash FROM staff")


def test_wrong_password_unknown_person_and_one_who_left_look_the_same(
    gateway: RunningCentre, device: WireDevice
) -> None:
    gateway.add_staff()
    gateway.add_staff(staff="1002")
    gateway.run(lambda database: offices.end_staff(database, "0412", "1002"))
    answers = [
        sign_in(device, "wrong"),
        sign_in(device, "a-good-password", "9999"),
        sign_in(device, "a-good-password", "1002"),
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].json()["type"] == "urn:daftar:problem:sign-in-refused"


def test_staff_of_another_office_cannot_sign_in_here(
    gateway: RunningCentre, http: httpx.Client, device: WireDevice
) -> None:
    gateway.add_office("0500")
    gateway.add_staff("0500", "2001")
    other = enrol(http, "0500", gateway.activation("0500"))
    assert sign_in(other, "a-good-password", "2001").status_code == 200
    assert sign_in(device, "a-good-password", "2001").status_code == 401


def test_passwords_cannot_be_guessed_at_speed(gateway: RunningCentre, device: WireDevice) -> None:
    gateway.add_staff()
    gateway.add_staff(staff="1002")
    assert {sign_in(device, f"wrong {n}").status_code for n in range(10)} == {401}
    locked = sign_in(device, "a-good-password")
    assert (locked.status_code, locked.json()["type"]) == (429, "urn:daftar:problem:too-many-requests")
    assert 1 <= int(locked.headers["retry-after"]) <= 300
    assert sign_in(device, "a-good-password", "1002").status_code == 200
    gateway.query("UPDATE attempts SET window_ends = now()")
    assert sign_in(device, "a-good-password").status_code == 200


def test_a_success_forgets_the_failures_before_it(gateway: RunningCentre, device: WireDevice) -> None:
    gateway.add_staff()
    for _ in range(2):
        assert {sign_in(device, "wrong").status_code for _ in range(9)} == {401}
        assert sign_in(device, "a-good-password").status_code == 200


def test_a_new_password_raises_the_credential_and_tells_the_office(
    gateway: RunningCentre, device: WireDevice
) -> None:
    gateway.add_staff()
    assert gateway.add_staff(password="another-password") == 2
    assert sign_in(device, "a-good-password").status_code == 401
    assert sign_in(device, "another-password").json()["credential"] == 2
    items = device.get("/v1/feed").json()["items"]
    assert [(i["kind"], i["data"]["credential"], i["data"]["active"]) for i in items] == [
        ("staff.changed", 1, True),
        ("staff.changed", 2, True),
    ]
    assert "hash" not in str(items)


@pytest.mark.parametrize(
    "body",
    [
        {"staff": "1001"},
        {"staff": "", "password": "x"},
        {"staff": "1001", "password": ""},
        {"staff": "1001", "password": "x" * 257},
        {"staff": "a\0b", "password": "x"},
        [],
    ],
)
def test_a_malformed_sign_in_is_400(known_device: WireDevice, body: object) -> None:
    answer = known_device.http.post("/v1/sign-in", json=body, headers=known_device.auth())
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:daftar:problem:invalid-request")
