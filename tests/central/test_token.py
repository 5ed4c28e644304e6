"""A device gets its token with an assertion that only it can sign, once, while it may. Real gateway."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import httpx
import pytest
from support.centre import RunningCentre
from support.wire import WireDevice, enrol

from app.domain.signatures import Signer, b64u


def refused(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    body = answer.json()
    assert body["error_description"]
    return answer.status_code, body["error"]


def test_a_token_opens_the_calls_for_15_minutes(device: WireDevice) -> None:
    answer = device.ask_token()
    assert answer.status_code == 200
    body = answer.json()
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 900)
    device.token = body["access_token"]
    assert device.get("/v1/journal/head").status_code == 200


def test_an_assertion_is_good_for_one_token_only(device: WireDevice) -> None:
    assertion = device.assertion()
    assert device.ask_token(assertion).status_code == 200
    assert refused(device.ask_token(assertion)) == (401, "invalid_client")


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "https://elsewhere.example"},
        {"aud": []},
        {"aud": None},
        {"iss": "somebody"},
        {"exp": int(time.time()) - 60},
        {"exp": int(time.time()) + 3600},
        {"exp": None},
        {"exp": "soon"},
        {"nbf": int(time.time()) + 3600},
        {"iat": int(time.time()) + 3600},
        {"jti": None},
        {"jti": ""},
        {"jti": "a\0b"},
        {"jti": "x" * 200},
        {"sub": "nobody", "iss": "nobody"},
        {"sub": "00000000-0000-4000-8000-000000000000", "iss": "00000000-0000-4000-8000-000000000000"},
    ],
)
def test_an_assertion_that_claims_something_wrong_is_refused(
    known_device: WireDevice, changes: dict[str, Any]
) -> None:
    assert refused(known_device.ask_token(known_device.assertion(**changes))) == (401, "invalid_client")


def test_an_audience_may_be_one_of_several(device: WireDevice) -> None:
    assert device.ask_token(device.assertion(aud=["other", device.audience])).status_code == 200


def test_an_assertion_signed_by_another_key_is_refused_and_spends_nothing(device: WireDevice) -> None:
    forged = device.assertion(Signer(bytes(32), device.device), jti="one")
    assert refused(device.ask_token(forged)) == (401, "invalid_client")
    assert device.ask_token(device.assertion(jti="one")).status_code == 200


def test_an_unsigned_assertion_is_refused(device: WireDevice) -> None:
    _, claims, _ = device.assertion().split(".")
    for alg in ("none", "HS256"):
        header = b64u(json.dumps({"alg": alg}).encode())
        for signature in ("", "AAAA"):
            answer = device.ask_token(f"{header}.{claims}.{signature}")
            assert refused(answer) == (401, "invalid_client")


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"client_assertion_type": "other"}, "invalid_request"),
        ({"client_assertion": ""}, "invalid_request"),
    ],
)
def test_another_grant_is_refused_as_rfc_6749_says(
    known_device: WireDevice, form: dict[str, str], error: str
) -> None:
    assert refused(known_device.ask_token(**form)) == (400, error)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"grant_type", b"a=1&a=2", b"&" * 5000])
def test_a_body_that_is_no_form_is_refused(known_device: WireDevice, body: bytes) -> None:
    assert refused(known_device.http.post("/v1/token", content=body)) == (400, "invalid_request")


def test_a_revoked_device_gets_no_token_and_hears_why(gateway: RunningCentre, device: WireDevice) -> None:
    gateway.revoke(device.device, "stolen")
    answer = device.ask_token()
    assert refused(answer) == (401, "invalid_client")
    assert answer.json()["type"] == "urn:daftar:problem:device-revoked"
    assert answer.json()["detail"] == "stolen"


def test_a_revoked_device_is_told_so_on_every_call_that_its_last_token_opens(
    gateway: RunningCentre, device: WireDevice
) -> None:
    gateway.add_staff()
    device.auth()
    device.write()
    gateway.revoke(device.device)
    answers = [
        device.get("/v1/journal/head"),
        device.get("/v1/journal"),
        device.get("/v1/feed", wait=5),
        device.push(device.batch()),
        device.http.post("/v1/sign-in", json={"staff": "1001", "password": "x"}, headers=device.auth()),
    ]
    assert {a.status_code for a in answers} == {401}
    assert {a.json()["type"] for a in answers} == {"urn:daftar:problem:device-revoked"}
    assert gateway.query("SELECT head_seq FROM devices") == [(0,)]


def test_what_is_no_token_of_this_centre_opens_nothing(device: WireDevice) -> None:
    good = device.auth()["Authorization"].removeprefix("Bearer ")
    header, claims, signature = good.split(".")
    changed = json.loads(base64.urlsafe_b64decode(claims + "=="))
    changed["exp"] += 1_000_000
    own = Signer(bytes(32), "token-x").jws(json.dumps(changed).encode(), "at+jwt")
    publication = device.enrolment["trust"]["keys"][0]["kid"]
    wrong = [
        "",
        "Bearer",
        f"Basic {good}",
        f"Bearer {header}.{b64u(json.dumps(changed).encode())}.{signature}",
        f"Bearer {own}",
        f"Bearer {Signer(bytes(32), publication).jws(b'{}', 'at+jwt')}",
        f"Bearer {device.assertion()}",
        "Bearer " + "x" * 5000,
    ]
    for authorization in wrong:
        answer = device.http.get("/v1/journal/head", headers={"Authorization": authorization})
        assert (answer.status_code, answer.json()["type"]) == (401, "urn:daftar:problem:unauthenticated")
        assert answer.headers["www-authenticate"] == "Bearer"
    assert device.http.get("/v1/journal/head").status_code == 401


def test_a_token_still_holds_after_the_gateway_was_started_again(
    gateway: RunningCentre, device: WireDevice
) -> None:
    device.auth()
    gateway.stop()
    gateway.start()
    with httpx.Client(base_url=gateway.base_url) as http:
        assert http.get("/v1/journal/head", headers=device.auth()).status_code == 200


def test_used_assertions_are_forgotten_once_they_are_too_old_to_matter(
    gateway: RunningCentre, device: WireDevice
) -> None:
    from central.gateway.token import forget_used

    device.ask_token()
    gateway.query("UPDATE used_jti SET expires_at = now() - interval '1 hour'")
    device.ask_token()

    async def forget(database: Any) -> None:
        async with database.autocommit() as conn:
            await forget_used(conn)

    gateway.run(forget)
    assert gateway.query("SELECT count(*) FROM used_jti") == [(1,)]


def test_devices_of_two_offices_cannot_pass_for_each_other(
    gateway: RunningCentre, http: httpx.Client, device: WireDevice
) -> None:
    gateway.add_office("0500")
    other = enrol(http, "0500", gateway.activation("0500"))
    claims = {"iss": device.device, "sub": device.device}
    assert refused(device.ask_token(other.assertion(**claims))) == (401, "invalid_client")
