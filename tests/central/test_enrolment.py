"""A PC is enrolled once per activation code; wrong, used and expired codes give nothing. Real gateway."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from support.centre import RunningCentre
from support.wire import WireDevice, enrol

from app.domain.signatures import Signer
from central.offices import RegistryMistake, code_hash

KEY = Signer(bytes(32), "").public_jwk()


def ask(http: httpx.Client, code: str, **changes: Any) -> httpx.Response:
    wanted = {"activation_code": code, "office": "0412", "name": "PC-1", "public_key": KEY}
    return http.post("/v1/devices", json=wanted | changes)


def problem(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["title"]
    return answer.status_code, body["type"].removeprefix("urn:daftar:problem:")


def test_the_first_pc_of_an_office_becomes_counter_1_and_learns_whom_to_trust(device: WireDevice) -> None:
    enrolment = device.enrolment
    assert enrolment["counter"] == 1
    assert enrolment["office"] == {"code": "0412", "name": "دفتر نمونه"}
    assert [key["crv"] for key in enrolment["trust"]["keys"]] == ["Ed25519"]
    assert "d" not in enrolment["trust"]["keys"][0]
    assert enrolment["epoch"] == device.http.get("/v1/status").json()["epoch"]


def test_every_further_pc_gets_a_counter_of_its_own(
    gateway: RunningCentre, http: httpx.Client, device: WireDevice
) -> None:
    second = enrol(http, "0412", gateway.activation())
    gateway.revoke(second.device)
    third = enrol(http, "0412", gateway.activation())
    assert (second.counter, third.counter) == (2, 3)
    assert len({device.device, second.device, third.device}) == 3


def test_a_code_works_once(gateway: RunningCentre, http: httpx.Client) -> None:
    gateway.add_office()
    code = gateway.activation()
    assert ask(http, code).status_code == 201
    assert problem(ask(http, code)) == (409, "activation-used")
    assert gateway.query("SELECT count(*) FROM devices") == [(1,)]


def test_a_code_may_be_typed_in_lower_case_and_without_hyphens(
    gateway: RunningCentre, http: httpx.Client
) -> None:
    gateway.add_office()
    assert ask(http, gateway.activation().lower().replace("-", " ")).status_code == 201


def test_a_code_of_another_office_an_unknown_one_and_an_expired_one_are_refused(
    gateway: RunningCentre, http: httpx.Client
) -> None:
    gateway.add_office("0412")
    gateway.add_office("0500")
    code = gateway.activation("0412")
    assert problem(ask(http, code, office="0500")) == (403, "activation-refused")
    assert problem(ask(http, "NOSUCHCODE")) == (403, "activation-refused")
    gateway.query("UPDATE activations SET expires_at = now() WHERE code_hash = %s", code_hash(code))
    assert problem(ask(http, code)) == (403, "activation-refused")


def test_codes_cannot_be_guessed_at_speed_and_a_good_one_waits_out_the_window(
    gateway: RunningCentre, http: httpx.Client
) -> None:
    gateway.add_office("0412")
    gateway.add_office("0500")
    answers = [ask(http, f"WRONG-{n}") for n in range(11)]
    assert {answer.status_code for answer in answers[:10]} == {403}
    assert problem(answers[10]) == (429, "too-many-requests")
    assert 1 <= int(answers[10].headers["Retry-After"]) <= 60
    assert ask(http, gateway.activation("0412")).status_code == 429
    assert ask(http, gateway.activation("0500"), office="0500").status_code == 201
    gateway.query("UPDATE attempts SET window_ends = now()")
    assert ask(http, gateway.activation("0412")).status_code == 201


@pytest.mark.parametrize(
    "changes",
    [
        {"office": "412"},
        {"office": "۰۴۱۲"},
        {"name": ""},
        {"name": "x" * 101},
        {"name": "a\0b"},
        {"public_key": {}},
        {"public_key": KEY | {"kty": "RSA"}},
        {"public_key": KEY | {"x": "AA"}},
        {"public_key": KEY | {"x": 5}},
        {"public_key": KEY | {"d": "AA"}},
        {"public_key": "no"},
        {"activation_code": None},
    ],
)
def test_a_malformed_request_spends_no_code(
    gateway: RunningCentre, http: httpx.Client, changes: dict[str, Any]
) -> None:
    gateway.add_office()
    code = gateway.activation()
    assert problem(ask(http, code, **changes)) == (400, "invalid-request")
    assert ask(http, code).status_code == 201


def test_an_office_that_had_99_counters_gets_no_more(gateway: RunningCentre, http: httpx.Client) -> None:
    gateway.add_office()
    gateway.query("UPDATE offices SET last_counter = 99")
    code = gateway.activation()
    assert problem(ask(http, code)) == (403, "activation-refused")
    gateway.query("UPDATE offices SET last_counter = 98")
    assert ask(http, code).json()["counter"] == 99


def test_the_registry_refuses_what_makes_no_sense(gateway: RunningCentre) -> None:
    gateway.add_office("0412")
    for mistake in (
        lambda: gateway.add_office("0412"),
        lambda: gateway.add_office("41"),
        lambda: gateway.add_office("0413", " "),
        lambda: gateway.activation("9999"),
        lambda: gateway.add_staff("9999"),
        lambda: gateway.add_staff(roles=("king",)),
        lambda: gateway.add_staff(roles=()),
        lambda: gateway.add_staff(password=""),
        lambda: gateway.add_staff(staff="a b"),
    ):
        with pytest.raises(RegistryMistake):
            mistake()
