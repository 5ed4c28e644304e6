"""The gateway answers as the protocol page says, sentence by sentence, to a device made of that page."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.centre import RunningCentre
from support.page_device import PageDevice, enrolling, uuid7

WRONG_DEVICE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def http(gateway: RunningCentre) -> Iterator[httpx.Client]:
    """Connections to a gateway with two offices."""
    with httpx.Client(base_url=with_offices(gateway).base_url, timeout=30) as client:
        yield client


@pytest.fixture
def pc(gateway: RunningCentre, http: httpx.Client) -> PageDevice:
    """A device of office 0412."""
    return PageDevice(http, "0412", gateway.activation("0412"))


@pytest.fixture
def whole_pc(centre: RunningCentre) -> Iterator[PageDevice]:
    """The same where the entries are read, too."""
    with_offices(centre).add_staff("0412", "1001")
    with httpx.Client(base_url=centre.base_url, timeout=30) as client:
        yield PageDevice(client, "0412", centre.activation("0412"))


def with_offices(centre: RunningCentre) -> RunningCentre:
    """The centre with its offices."""
    centre.add_office("0412")
    centre.add_office("0413")
    return centre


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Status and type of a problem that is whole."""
    said = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert said["status"] == answer.status_code
    assert said["title"]
    assert said["detail"]
    prefix, _, kind = said["type"].rpartition(":")
    assert prefix == "urn:daftar:problem"
    return answer.status_code, kind


def feed(pc: PageDevice, kind: str, count: int) -> list[dict[str, Any]]:
    """The data of the first ``count`` items of a kind, waited for."""
    after, found = 0, []
    deadline = time.monotonic() + 20
    while len(found) < count and time.monotonic() < deadline:
        for item in pc.get("/v1/feed", after=after, wait=2).json()["items"]:
            assert item["seq"] == after + 1
            assert item.keys() >= {"seq", "id", "kind", "at", "data"}
            after += 1
            found += [item["data"]] if item["kind"] == kind else []
    return found


def test_enrolling(gateway: RunningCentre, http: httpx.Client, pc: PageDevice) -> None:
    assert pc.enrolment.keys() >= {"device", "counter", "office", "audience", "trust", "epoch", "time"}
    assert pc.enrolment["office"]["code"] == "0412"
    assert all(key["crv"] == "Ed25519" and "d" not in key for key in pc.enrolment["trust"]["keys"])
    key, code = Ed25519PrivateKey.generate(), gateway.activation("0412")

    def ask(**changes: Any) -> tuple[int, str]:
        return problem(http.post("/v1/devices", json=enrolling(key, "0412", code) | changes))

    assert ask(activation_code="AAAA-BBBB-CCCC") == (403, "activation-refused")
    assert ask(office="0413") == (403, "activation-refused")
    assert ask(public_key={"kty": "RSA"})[0] == 400
    assert problem(http.post("/v1/devices", content=b"{"))[0] == 400
    second = PageDevice(http, "0412", code)
    assert second.enrolment["counter"] == pc.enrolment["counter"] + 1
    assert ask() == (409, "activation-used")
    for _ in range(12):
        answer = http.post("/v1/devices", json=enrolling(key, "0412", "AAAA-BBBB-CCCC"))
    assert problem(answer)[0] == 429
    assert int(answer.headers["retry-after"]) > 0


def test_tokens(pc: PageDevice) -> None:
    assertion = pc.assertion()
    answer = pc.ask_token(assertion).json()
    assert (answer["token_type"], answer["expires_in"]) == ("Bearer", 900)
    now = int(time.time())
    unsigned = pc.assertion({"alg": "none"}).rpartition(".")[0] + "."
    wrong = {
        "used before": assertion,
        "for another": pc.assertion(aud="https://elsewhere.example"),
        "expired": pc.assertion(exp=now - 60),
        "too long": pc.assertion(exp=now + 3_600),
        "of another": pc.assertion(iss=WRONG_DEVICE, sub=WRONG_DEVICE),
        "unsigned": unsigned,
        "another algorithm": pc.assertion({"alg": "HS256"}),
        "none": "x",
    }
    for name, each in wrong.items():
        refused = pc.ask_token(each)
        assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client"), name
        assert refused.headers["content-type"] == "application/json"
    other_grant = pc.ask_token(pc.assertion(), grant_type="password")
    assert (other_grant.status_code, other_grant.json()["error"]) == (400, "unsupported_grant_type")
    for token in ("", "Bearer x", "Basic eDp5"):
        refused = pc.http.get("/v1/journal/head", headers={"Authorization": token} if token else {})
        assert problem(refused) == (401, "unauthenticated")


def test_status_needs_no_token_and_addresses_say_their_methods(http: httpx.Client) -> None:
    status = http.get("/v1/status").json()
    assert status.keys() >= {"time", "epoch", "upstreams"}
    answer = http.delete("/v1/journal")
    assert problem(answer)[0] == 405
    assert {"GET", "POST"} <= set(answer.headers["allow"].split(", "))
    assert problem(http.get("/v1/nothing"))[0] == 404
    head = http.head("/v1/status")
    assert (head.status_code, head.content) == (200, b"")


def test_batches_are_held_once_and_byte_for_byte(pc: PageDevice) -> None:
    assert pc.held() == pc.head(0)
    for _ in range(1_300):
        pc.write()
    answer = pc.push(pc.batch(0, 1_000), zstd=True)
    assert (answer.status_code, answer.json()["head"]) == (200, pc.head(1_000))
    for body in (pc.batch(900, 1_100, end=b""), pc.batch(0, 500), pc.batch(1_100), pc.batch(1_100)):
        assert pc.push(body).status_code == 200
    assert pc.held() == pc.head()
    for after, limit in ((0, 1_000), (1_000, 1_000), (7, 3), (1_300, 5)):
        answer = pc.get("/v1/journal", after=after, limit=limit)
        assert answer.headers["content-type"] == "application/x-ndjson"
        assert answer.content == b"".join(line + b"\n" for line in pc.lines[after : after + limit])


def test_a_batch_that_cannot_be_taken_changes_nothing(pc: PageDevice) -> None:
    for _ in range(4):
        pc.write()
    pc.push(pc.batch(0, 2))
    header, third, fourth = pc.batch(2).removesuffix(b"\n").split(b"\n")
    garbled = third.replace(b"1001", b"1002")
    refused = {
        b"\n".join([header, garbled, fourth]): (400, "journal-broken"),
        b"\n".join([header, fourth]): (400, "journal-broken"),
        b"\n".join([header, third, fourth, fourth]): (400, "journal-broken"),
        pc.batch(2, signature="A" * 86): (400, "bad-signature"),
        b"<html></html>": (400, "invalid-request"),
        b"": (400, "invalid-request"),
        pc.batch(2, device=WRONG_DEVICE): (403, "not-your-office"),
    }
    for body, wanted in refused.items():
        assert problem(pc.push(body)) == wanted
    assert problem(pc.push(pc.batch(2), **{"Content-Type": "text/plain"}))[0] == 400
    assert problem(pc.push(pc.batch(2), **{"Content-Encoding": "zstd"}))[0] == 400
    assert pc.held() == pc.head(2)
    pc.forget(2)
    pc.write(pc.line(seq=4))
    assert problem(pc.push(pc.batch(2))) == (400, "journal-broken")
    pc.forget(2)
    pc.write(*(b"{}" for _ in range(1_001)))
    assert problem(pc.push(pc.batch(2))) == (413, "too-large")
    pc.forget(2)
    pc.write(b"x" * 65_537)
    assert problem(pc.push(pc.batch(2))) == (413, "too-large")
    pc.forget(2)
    assert pc.held() == pc.head()


def test_a_batch_has_four_mebibytes_and_no_byte_more(pc: PageDevice) -> None:
    limit = 4 * 1024 * 1024
    for _ in range(63):
        pc.write(b"x" * 65_536)
    room = limit - len(pc.batch(0)) - 1
    pc.write(b"x" * room)
    assert len(pc.batch()) == limit
    assert pc.push(pc.batch(), zstd=True).status_code == 200
    pc.forget(63)
    pc.write(b"x" * (room + 1))
    assert problem(pc.push(pc.batch())) == (413, "too-large")
    assert problem(pc.push(pc.batch(), zstd=True)) == (413, "too-large")


def test_behind_overtaken_and_forked(pc: PageDevice) -> None:
    for _ in range(6):
        pc.write()
    pc.push(pc.batch(0, 2))
    began = time.monotonic()
    behind = pc.push(pc.batch(4))
    assert 1.5 < time.monotonic() - began < 4
    assert problem(behind) == (409, "journal-behind")
    assert behind.json()["head"] == pc.head(2)
    answers = []
    overtook = threading.Thread(target=lambda: answers.append(pc.push(pc.batch(4))))
    overtook.start()
    time.sleep(0.3)
    assert pc.push(pc.batch(2, 4)).status_code == 200
    overtook.join()
    assert answers[0].json() == {"head": pc.head(6)}
    pc.forget(3)
    pc.write(pc.line("staff.signed_out"))
    pc.write()
    fork = pc.push(pc.batch(3))
    assert problem(fork) == (409, "journal-fork")
    assert fork.json()["seq"] == 4
    assert pc.held()["seq"] == 6


def test_neighbours_carry_and_other_offices_see_nothing(gateway: RunningCentre, pc: PageDevice) -> None:
    neighbour = PageDevice(pc.http, "0412", gateway.activation("0412"))
    stranger = PageDevice(pc.http, "0413", gateway.activation("0413"))
    pc.write()
    assert problem(stranger.push(pc.batch())) == (403, "not-your-office")
    assert neighbour.push(pc.batch()).json()["head"] == pc.head()
    assert neighbour.get("/v1/journal/head", device=pc.id).json() == pc.head()
    assert neighbour.get("/v1/journal", after=0, device=pc.id).content == pc.lines[0] + b"\n"
    for path in ("/v1/journal/head", "/v1/journal"):
        assert problem(stranger.get(path, device=pc.id)) == (403, "not-your-office")
    assert pc.held() == pc.head()
    gateway.revoke(pc.id)
    assert problem(pc.get("/v1/journal/head")) == (401, "device-revoked")
    assert pc.ask_token(pc.assertion()).status_code == 401


def test_what_is_wrong_with_an_entry_comes_back_as_a_finding(whole_pc: PageDevice) -> None:
    pc = whole_pc
    pc.write(pc.line("tea.served", {"cups": 3}))
    pc.write(pc.line(mood="good", more=[1, {"a": None}]))
    pc.write(b"not json at all")
    pc.write(pc.line("application.accepted", {"receipt": 5}))
    pc.write(pc.line("application.accepted", application(pc)))
    assert pc.push(pc.batch()).json()["head"] == pc.head()
    found = {(each["seq"], each["type"]) for each in feed(pc, "finding.raised", 4) if each["device"] == pc.id}
    wanted = {(1, "unknown-kind"), (3, "entry-unreadable"), (4, "entry-unreadable"), (5, "amount-differs")}
    assert found >= wanted
    assert not [seq for seq, _ in found if seq == 2]
    assert feed(pc, "receipt.recorded", 1)[0]["tracking"]


def application(pc: PageDevice) -> dict[str, Any]:
    """An application whose fee is no tariff's."""
    fee = [{"item": "office", "name": {"fa": "خدمت", "en": "service"}, "payee": "office", "amount_rials": 7}]
    return {
        "application": uuid7(),
        "request": "r-1",
        "request_digest": "0" * 64,
        "service": "violation.statement",
        "catalogue": 1,
        "receipt": f"0412-{pc.enrolment['counter']:02d}-05-000001-0",
        "day": "1405-09-04",
        "applicant": {"national_code": "9900000013", "name": {"given": "نمونه", "family": "نمونه"}},
        "fields": {},
        "fee": {"tariff_version": 1, "lines": fee, "total_rials": 7},
        "payments": [{"payment": uuid7(), "method": "cash", "amount_rials": 7}],
        "state": "accepted",
        "offline": False,
    }


def test_the_feed_pages_waits_and_wakes(gateway: RunningCentre, pc: PageDevice) -> None:
    for staff in ("1001", "1003"):
        gateway.add_staff("0412", staff)
    page = pc.get("/v1/feed", after=0, limit=1).json()
    assert page.keys() >= {"epoch", "items", "more"}
    assert (page["epoch"], len(page["items"]), page["more"]) == (pc.enrolment["epoch"], 1, True)
    items = pc.get("/v1/feed", after=0).json()["items"]
    assert [item["seq"] for item in items] == list(range(1, len(items) + 1))
    began = time.monotonic()
    assert pc.get("/v1/feed", after=len(items), wait=1).json()["items"] == []
    assert 0.9 < time.monotonic() - began < 3
    threading.Timer(0.3, lambda: gateway.add_staff("0412", "1002")).start()
    began = time.monotonic()
    (item,) = pc.get("/v1/feed", after=len(items), wait=25).json()["items"]
    assert time.monotonic() - began < 10
    assert (item["kind"], item["data"]["staff"]) == ("staff.changed", "1002")
    assert problem(pc.get("/v1/feed", after="x"))[0] == 400


def test_upstreams_signing_in_and_the_public_page(whole_pc: PageDevice) -> None:
    pc = whole_pc

    def sign_in(password: str) -> httpx.Response:
        asked = {"staff": "1001", "password": password}
        return pc.http.post("/v1/sign-in", json=asked, headers=pc.auth())

    upstreams = pc.http.get("/v1/status").json()["upstreams"]
    assert {"name", "state", "since"} <= upstreams[0].keys()
    assert sign_in("a-good-password").json().keys() >= {"roles", "lease_end", "verifier"}
    assert problem(sign_in("another")) == (401, "sign-in-refused")
    data = application(pc)
    pc.write(pc.line("application.accepted", data))
    pc.push(pc.batch())
    feed(pc, "receipt.recorded", 1)
    address = f"/v1/receipts/{data['receipt']}"
    known = pc.http.get(address, headers={"Accept": "application/json"})
    assert (known.status_code, known.json()["receipt"]) == (200, data["receipt"])
    page = pc.http.get(address, headers={"Accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    unknown = pc.http.get("/v1/receipts/0412-99-05-000001-0", headers={"Accept": "application/json"})
    assert problem(unknown) == (404, "not-found")
    assert json.loads(unknown.content)["genuine"] is False
