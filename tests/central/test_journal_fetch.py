"""A store that was restored, or a PC that replaces a dead one, gets its own entries back byte for byte."""

from __future__ import annotations

import pytest
from support.wire import WireDevice

from app.domain.chain import extend, genesis


def test_held_entries_come_back_exactly_and_in_order(device: WireDevice) -> None:
    device.write(25, note="پول")
    device.push(device.batch())
    answer = device.get("/v1/journal")
    assert answer.headers["content-type"] == "application/x-ndjson"
    lines = answer.content.split(b"\n")
    assert lines == [*device.lines, b""]
    assert extend(genesis(device.device), lines[:-1]) == device.head()


def test_pages_follow_each_other_until_none_come(device: WireDevice) -> None:
    device.write(25)
    device.push(device.batch())
    fetched: list[bytes] = []
    while page := device.get("/v1/journal", after=len(fetched), limit=10).content.splitlines():
        fetched += page
    assert fetched == device.lines


def test_long_entries_make_a_page_shorter_but_never_empty(device: WireDevice) -> None:
    device.write(100, pad=60_000)
    for after in (0, 50):
        assert device.push(device.batch(after, after + 50)).status_code == 200
    first = device.get("/v1/journal").content
    assert 3_900_000 < len(first) < 4 * 1024 * 1024
    fetched = first.splitlines()
    while page := device.get("/v1/journal", after=len(fetched)).content.splitlines():
        fetched += page
    assert fetched == device.lines


def test_nothing_after_the_head_is_an_empty_answer(device: WireDevice) -> None:
    assert device.get("/v1/journal", after=7).content == b""


@pytest.mark.parametrize("coding", ["zstd", "gzip", "identity", "zstd;q=0, gzip"])
def test_an_answer_comes_in_the_coding_that_was_asked_for(device: WireDevice, coding: str) -> None:
    device.write(10, pad=500)
    device.push(device.batch())
    device.http.headers["Accept-Encoding"] = coding
    answer = device.get("/v1/journal")
    expected = {"identity": None, "zstd;q=0, gzip": "gzip"}.get(coding, coding)
    assert answer.headers.get("content-encoding") == expected
    assert answer.content.splitlines() == device.lines


@pytest.mark.parametrize(
    "parameters",
    [
        {"after": "-1"},
        {"after": "x"},
        {"after": "۱"},
        {"after": ""},
        {"after": "9" * 30},
        {"after": str(2**53 + 1)},
        {"limit": "many"},
        {"device": "someone"},
        {"device": "../x"},
    ],
)
def test_a_parameter_that_is_none_is_refused(known_device: WireDevice, parameters: dict[str, str]) -> None:
    answer = known_device.get("/v1/journal", **parameters)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:daftar:problem:invalid-request")
