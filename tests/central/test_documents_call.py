"""Proves what ``/v1/documents`` takes and refuses: pieces at their offset, contents with the digest of
their name, from devices of the office alone, within the limits, once for each office.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import random
from collections.abc import Iterator

import httpx
import pytest
from support.centre import Postgres, RunningCentre
from support.wire import WireDevice, enrol

from central.documents import holding

CALLS = "/v1/documents"
TUS = {"Tus-Resumable": "1.0.0"}
_seeds = itertools.count(1)
Parts = tuple[RunningCentre, WireDevice, WireDevice]


@pytest.fixture(scope="module")
def parts(postgres: Postgres) -> Iterator[Parts]:
    """A gateway, a counter of office 0412 and one of another office."""
    running = RunningCentre(postgres, parts=False, resources=None)
    with httpx.Client(base_url=running.base_url, timeout=40) as client:
        here = enrol(client, "0412", running.activation(running.add_office("0412")))
        there = enrol(client, "0413", running.activation(running.add_office("0413")))
        yield running, here, there
    running.close()


@pytest.fixture
def gateway(parts: Parts) -> RunningCentre:
    return parts[0]


@pytest.fixture
def device(parts: Parts) -> WireDevice:
    return parts[1]


@pytest.fixture
def foreign(parts: Parts) -> WireDevice:
    return parts[2]


@pytest.fixture
def picture() -> bytes:
    """A content that no other test has sent."""
    return random.Random(next(_seeds)).randbytes(3_000)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def b64(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def begin(device: WireDevice, content: bytes, **changes: str) -> httpx.Response:
    metadata = {"sha256": digest(content), "filetype": "image/jpeg"} | changes
    size = metadata.pop("size", str(len(content)))
    told = ",".join(f"{name} {b64(value)}" for name, value in metadata.items())
    headers = device.auth() | TUS | {"Upload-Length": size, "Upload-Metadata": told}
    return device.http.post(CALLS, headers=headers)


def add(
    device: WireDevice, name: str, offset: int, piece: bytes, checksum: str = "", **headers: str
) -> httpx.Response:
    sent = device.auth() | TUS | {"Content-Type": "application/offset+octet-stream"}
    sent["Upload-Offset"] = str(offset)
    if checksum:
        sent["Upload-Checksum"] = checksum
    return device.http.patch(f"{CALLS}/{name}", content=piece, headers=sent | headers)


def look(device: WireDevice, content: bytes) -> tuple[int, str | None]:
    answer = device.http.head(f"{CALLS}/{digest(content)}", headers=device.auth() | TUS)
    return answer.status_code, answer.headers.get("Upload-Offset")


def problem(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("urn:daftar:problem:")


def test_a_content_goes_up_in_pieces_and_is_held_when_its_digest_is_right(
    gateway: RunningCentre, device: WireDevice, picture: bytes
) -> None:
    assert look(device, picture) == (404, None)
    begun = begin(device, picture)
    assert (begun.status_code, begun.headers["Location"]) == (201, f"{CALLS}/{digest(picture)}")
    assert begun.headers["Tus-Resumable"] == "1.0.0"
    piece = picture[:1000]
    first = add(device, digest(picture), 0, piece, f"sha256 {b64(hashlib.sha256(piece).digest())}")
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "1000")
    assert look(device, picture) == (200, "1000")
    again = begin(device, picture)
    assert (again.status_code, again.headers["Upload-Offset"]) == (201, "1000")
    last = add(
        device, digest(picture), 1000, picture[1000:], f"sha1 {b64(hashlib.sha1(picture[1000:]).digest())}"
    )
    assert (last.status_code, last.headers["Upload-Offset"]) == (204, "3000")
    assert look(device, picture) == (200, "3000")
    assert begin(device, picture).headers["Upload-Offset"] == "3000"

    async def read(database: object) -> bytes:
        async with database.autocommit() as conn:  # type: ignore[attr-defined]
            return await holding.content_of(conn, "0412", hashlib.sha256(picture).digest())

    assert gateway.run(read) == picture


def test_a_piece_at_another_offset_is_refused_with_the_right_one(device: WireDevice, picture: bytes) -> None:
    begin(device, picture)
    add(device, digest(picture), 0, picture[:500])
    for offset in (0, 499, 501):
        answer = add(device, digest(picture), offset, b"x")
        assert problem(answer) == (409, "offset-differs")
        assert answer.json()["offset"] == 500
    assert look(device, picture) == (200, "500")


def test_a_piece_that_was_spoilt_on_the_way_adds_nothing(device: WireDevice, picture: bytes) -> None:
    begin(device, picture)
    checksum = f"sha256 {b64(hashlib.sha256(picture).digest())}"
    assert problem(add(device, digest(picture), 0, picture[:-1] + b"!", checksum)) == (
        460,
        "checksum-mismatch",
    )
    assert look(device, picture) == (200, "0")


def test_a_whole_with_another_digest_is_dropped(device: WireDevice, picture: bytes) -> None:
    begin(device, picture)
    answer = add(device, digest(picture), 0, picture[:-1] + b"!")
    assert problem(answer) == (422, "document-differs")
    assert look(device, picture) == (200, "0")
    assert add(device, digest(picture), 0, picture).status_code == 204


def test_more_than_was_announced_is_refused(device: WireDevice, picture: bytes) -> None:
    begin(device, picture)
    assert problem(add(device, digest(picture), 0, picture + b"x")) == (400, "invalid-request")


def test_what_was_begun_with_a_wrong_size_begins_anew(device: WireDevice, picture: bytes) -> None:
    begin(device, picture, size="9999")
    add(device, digest(picture), 0, picture)
    assert begin(device, picture).headers["Upload-Offset"] == "0"
    assert add(device, digest(picture), 0, picture).status_code == 204
    assert begin(device, picture, size="9999").headers["Upload-Offset"] == "3000"  # it is held already


def test_a_device_of_another_office_sees_and_adds_nothing(
    gateway: RunningCentre, device: WireDevice, foreign: WireDevice, picture: bytes
) -> None:
    begin(device, picture)
    add(device, digest(picture), 0, picture[:10])
    assert look(foreign, picture) == (404, None)
    assert problem(add(foreign, digest(picture), 10, picture[10:])) == (404, "not-found")
    assert look(device, picture) == (200, "10")
    begin(foreign, picture)  # its own office's, from its own beginning
    assert look(foreign, picture) == (200, "0")


def test_only_a_device_that_still_may_is_heard(
    gateway: RunningCentre, device: WireDevice, picture: bytes
) -> None:
    for method, path in (("POST", CALLS), ("HEAD", f"{CALLS}/{digest(picture)}"), ("PATCH", f"{CALLS}/x")):
        assert device.http.request(method, path, headers=TUS).status_code == 401
    other = enrol(device.http, "0412", gateway.activation("0412"))
    begin(other, picture)
    gateway.revoke(other.device)
    assert problem(begin(other, picture)) == (401, "device-revoked")
    assert problem(add(other, digest(picture), 0, picture)) == (401, "device-revoked")
    assert look(other, picture)[0] == 401


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"size": "5242881"}, (413, "too-large")),
        ({"size": "0"}, (413, "too-large")),
        ({"size": "-1"}, (400, "invalid-request")),
        ({"filetype": "text/html"}, (415, "unsupported-media-type")),
        ({"sha256": "AB" * 32}, (400, "invalid-request")),
        ({"sha256": "../../etc"}, (400, "invalid-request")),
        ({"name": "x" * 2_000}, (400, "invalid-request")),
    ],
)
def test_what_is_no_document_is_not_begun(
    device: WireDevice, picture: bytes, changes: dict[str, str], expected: tuple[int, str]
) -> None:
    assert problem(begin(device, picture, **changes)) == expected


def test_a_request_that_does_not_speak_tus_is_refused(device: WireDevice, picture: bytes) -> None:
    begin(device, picture)
    name = digest(picture)
    assert problem(add(device, name, 0, b"x", **{"Tus-Resumable": "0.2"})) == (412, "precondition-failed")
    assert problem(add(device, name, 0, b"x", **{"Content-Type": "image/jpeg"}))[0] == 415
    assert problem(add(device, name, 0, b"x", "md5 AAAA"))[0] == 400
    assert problem(add(device, name, 0, b"x", "sha1 ???"))[0] == 400
    assert problem(device.http.post(CALLS, headers=device.auth() | TUS | {"Upload-Length": "5"}))[0] == 400
    assert problem(add(device, "0" * 63, 0, b"x"))[0] == 400


def test_the_options_say_what_is_understood(device: WireDevice) -> None:
    told = device.http.options(CALLS)
    assert told.status_code == 204
    assert (told.headers["Tus-Version"], told.headers["Tus-Extension"]) == ("1.0.0", "creation,checksum")
    assert told.headers["Tus-Max-Size"] == str(5 * 1024 * 1024)


def test_an_office_that_sends_much_that_no_entry_names_is_told_to_wait(
    foreign: WireDevice, picture: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "UNNAMED_BYTES_MAX", 10_000)
    answers = [begin(foreign, picture + bytes([n])) for n in range(5)]
    assert {answer.status_code for answer in answers[:1]} == {201}
    assert problem(answers[-1]) == (429, "too-many-requests")
    assert int(answers[-1].headers["Retry-After"]) > 0
