"""Every error is a problem that says nothing it should not, whoever made it: call, framework or database."""

from __future__ import annotations

import http.client
import json
import socket
from urllib.parse import quote, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.centre import Postgres, RunningCentre
from support.wire import WireDevice

from app.sync.protocol import NDJSON

PATHS = ("/v1/devices", "/v1/token", "/v1/sign-in", "/v1/journal")


def assert_is_problem(answer: httpx.Response) -> None:
    assert answer.headers["content-type"] in ("application/problem+json", "application/json")
    body = answer.json()
    assert body["type"].startswith("urn:daftar:problem:")
    assert body["title"]
    assert body["status"] == answer.status_code
    assert "Traceback" not in answer.text
    assert "server" not in answer.headers


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/v1/nothing", 404),
        ("GET", "/docs", 404),
        ("GET", "/v1/journal/head/x", 404),
        ("PUT", "/v1/journal", 405),
        ("GET", "/v1/devices", 405),
        ("DELETE", "/v1/status", 405),
    ],
)
def test_what_does_not_exist_is_a_problem_too(
    known_device: WireDevice, method: str, path: str, status: int
) -> None:
    answer = known_device.http.request(method, path)
    assert answer.status_code == status
    assert_is_problem(answer)
    if status == 405:
        assert answer.headers["allow"]


@given(path=st.sampled_from(PATHS), body=st.binary(max_size=300), coded=st.booleans())
def test_no_body_whatever_makes_the_centre_fail(
    known_device: WireDevice, path: str, body: bytes, coded: bool
) -> None:
    headers = known_device.auth() | {"Content-Type": NDJSON if path == "/v1/journal" else "application/json"}
    if coded:
        headers["Content-Encoding"] = "zstd"
    answer = known_device.http.post(path, content=body, headers=headers)
    assert 400 <= answer.status_code < 500
    assert_is_problem(answer)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=15,
)
HEAD = st.fixed_dictionaries({"seq": JSON | st.integers(-2, 5), "hash": JSON | st.just("0" * 64)})


@given(
    header=st.fixed_dictionaries(
        {
            "device": JSON | st.uuids().map(str),
            "after": JSON | HEAD,
            "head": JSON | HEAD,
            "signature": JSON | st.text("ABCabc-_", max_size=90),
        }
    ),
    lines=st.lists(st.binary(max_size=40), max_size=5),
)
def test_no_header_of_a_batch_whatever_makes_the_centre_fail(
    known_device: WireDevice, header: dict[str, object], lines: list[bytes]
) -> None:
    body = b"\n".join([json.dumps(header).encode("utf-8", "surrogatepass"), *lines])
    answer = known_device.push(body)
    assert 400 <= answer.status_code < 500
    assert_is_problem(answer)
    assert known_device.centre_head()[0] == 0


@given(
    body=st.fixed_dictionaries(
        {},
        optional={
            "activation_code": JSON,
            "office": JSON | st.just("0412"),
            "name": JSON | st.just("PC"),
            "public_key": JSON | st.fixed_dictionaries({"kty": JSON, "crv": JSON, "x": JSON}),
            "staff": JSON,
            "password": JSON,
        },
    ),
    path=st.sampled_from(("/v1/devices", "/v1/sign-in")),
)
def test_no_json_whatever_makes_the_centre_fail(
    known_device: WireDevice, body: dict[str, object], path: str
) -> None:
    content = json.dumps(body).encode("utf-8", "surrogatepass")
    answer = known_device.http.post(path, content=content, headers=known_device.auth())
    assert 400 <= answer.status_code < 500
    assert_is_problem(answer)


@given(
    path=st.sampled_from(("/v1/feed", "/v1/journal", "/v1/journal/head")),
    name=st.sampled_from(("after", "limit", "device")),
    value=st.text(max_size=30),
)
def test_no_parameter_whatever_makes_the_centre_fail(
    known_device: WireDevice, path: str, name: str, value: str
) -> None:
    answer = known_device.get(path, **{name: value})
    assert answer.status_code < 500


@given(number=st.text(max_size=40), text=st.text(max_size=60))
def test_no_receipt_number_whatever_makes_the_centre_fail(
    known_device: WireDevice, number: str, text: str
) -> None:
    answer = known_device.http.get(f"/v1/receipts/{quote(number, safe='')}", params={"t": text})
    assert answer.status_code in (404, 405)
    assert "<script" not in answer.text


def test_a_caller_that_closes_after_sending_still_hears_why_it_was_refused(
    known_device: WireDevice,
) -> None:
    """Refused before its body was read; a reset would hide the answer."""
    address = urlsplit(str(known_device.http.base_url))
    for authorization, status in (("", 401), (known_device.auth()["Authorization"], 413)):
        line = http.client.HTTPConnection(str(address.hostname), address.port or 80, timeout=30)
        headers = {"Authorization": authorization, "Content-Type": NDJSON, "Connection": "close"}
        line.request("POST", "/v1/journal", bytes(8 * 1024 * 1024), headers)
        assert line.getresponse().status == status
        line.close()


def test_a_body_without_end_is_cut_off(known_device: WireDevice) -> None:
    def endless():
        for _ in range(100):
            yield bytes(1024 * 1024)

    try:
        answer = known_device.http.post(
            "/v1/journal", content=endless(), headers=known_device.auth() | {"Content-Type": NDJSON}
        )
    except httpx.TransportError:
        return
    assert answer.status_code == 413


def test_what_is_not_http_is_refused_and_the_next_caller_is_served(known_device: WireDevice) -> None:
    parts = urlsplit(str(known_device.http.base_url))
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as line:
        line.sendall(b"\x16\x03\x01 this is not HTTP\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 400")
    assert known_device.http.get("/v1/status").status_code == 200


def test_while_the_database_is_away_the_answer_is_come_back_later(
    postgres: Postgres, gateway: RunningCentre, device: WireDevice
) -> None:
    device.write(1)
    device.auth()
    postgres.lock_out(gateway.database_url)
    for answer in (device.http.get("/v1/status"), device.push(device.batch()), device.get("/v1/feed")):
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) >= 1
        assert_is_problem(answer)
        assert "psycopg" not in answer.text
    postgres.let_in(gateway.database_url)
    assert device.push(device.batch()).status_code == 200


def test_a_fault_of_the_centre_shows_nothing_of_its_inside(
    gateway: RunningCentre, device: WireDevice
) -> None:
    gateway.query("ALTER TABLE journal RENAME COLUMN line TO broken")
    device.write(1)
    answer = device.push(device.batch())
    assert answer.status_code == 500
    assert_is_problem(answer)
    assert "column" not in answer.text
    gateway.query("ALTER TABLE journal RENAME COLUMN broken TO line")
    assert device.push(device.batch()).status_code == 200
