"""Every way in which a batch can be wrong: it is refused whole, by name, and the head stays where it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
import zstandard
from support.centre import RunningCentre
from support.journals import assert_holds, refused
from support.wire import WireDevice

from app.domain.chain import extend, genesis, signed_head
from app.domain.signatures import Signer, b64u
from app.sync.protocol import BATCH_ENTRIES_MAX


def body_with_header(body: bytes, **changes: Any) -> bytes:
    header, rest = body.split(b"\n", 1)
    return json.dumps(json.loads(header) | changes).encode() + b"\n" + rest


def wrong_batches(device: WireDevice) -> dict[str, tuple[bytes, tuple[int, str]]]:
    """Batches that must be refused whole; the device holds 2 of its 6 entries at the centre."""
    lines, two, six = device.lines, device.head(2), device.head(6)
    genuine = device.signer.sign(signed_head(device.device, six))
    swapped = [lines[3], lines[2], *lines[4:6]]
    changed = [lines[2].replace(b"1001", b"1002"), *lines[3:6]]
    elsewhere = extend(genesis("another"), lines[:2])
    broken, bad, invalid, large = (
        (400, "journal-broken"),
        (400, "bad-signature"),
        (400, "invalid-request"),
        (413, "too-large"),
    )
    return {
        "an entry is missing": (device.body(two, six, lines[2:5]), broken),
        "an entry too many": (device.body(two, six, lines[1:6]), broken),
        "two are swapped": (device.body(two, six, swapped), broken),
        "one is changed": (device.body(two, six, changed), broken),
        "cut off": (device.batch(2)[:-40], broken),
        "a wrong beginning": (device.body(genesis("x"), extend(genesis("x"), lines), lines), broken),
        "head before after": (device.body(six, two, []), broken),
        "another key": (
            device.body(two, six, lines[2:], Signer(bytes(32), "").sign(signed_head(device.device, six))),
            bad,
        ),
        "signature of another head": (
            device.body(two, six, lines[2:], device.signer.sign(signed_head(device.device, two))),
            bad,
        ),
        "signature of another device": (
            device.body(two, six, lines[2:], device.signer.sign(signed_head("x", six))),
            bad,
        ),
        "signature cut": (device.body(two, six, lines[2:], genuine[:-1]), bad),
        "no signature": (device.body(two, six, lines[2:], b""), bad),
        "signature padded": (
            body_with_header(device.batch(2), signature=b64u(genuine) + "=="),
            invalid,
        ),
        "upper-case hash": (
            body_with_header(device.batch(2), after={"seq": 2, "hash": two.hex().upper()}),
            invalid,
        ),
        "negative seq": (body_with_header(device.batch(2), after={"seq": -2, "hash": two.hex()}), invalid),
        "huge seq": (body_with_header(device.batch(2), head={"seq": 2**60, "hash": six.hex()}), invalid),
        "larger than any number": (
            body_with_header(device.batch(2), head={"seq": 2**70, "hash": six.hex()}),
            invalid,
        ),
        "device in capitals": (body_with_header(device.batch(2), device=device.device.upper()), invalid),
        "no device": (body_with_header(device.batch(2), device=None), invalid),
        "unknown device": (
            body_with_header(device.batch(2), device="00000000-0000-4000-8000-000000000000"),
            (403, "not-your-office"),
        ),
        "empty line": (device.body(two, six, [*lines[2:4], b"", *lines[4:6]]), invalid),
        "two newlines at the end": (device.batch(2) + b"\n", invalid),
        "no header": (b"\n".join(lines), invalid),
        "nothing": (b"", invalid),
        "html": (b"<html>\n</html>", invalid),
        "1,001 entries": (device.body(two, six, [b"{}"] * (BATCH_ENTRIES_MAX + 1)), large),
        "a long entry": (device.body(two, six, [b"x" * 65_537]), large),
        "too many bytes": (device.body(two, six, [b"x" * 65_000] * 65), large),
        "a long header": (body_with_header(device.batch(2), more="x" * 5_000), invalid),
        "another history": (
            device.body(elsewhere, extend(elsewhere, lines[2:]), lines[2:]),
            (409, "journal-fork"),
        ),
    }


def test_a_wrong_batch_is_refused_whole_and_the_head_stays(
    gateway: RunningCentre, device: WireDevice
) -> None:
    device.write(6)
    device.push(device.batch(0, 2))
    found, expected = {}, {}
    for name, (body, wanted) in wrong_batches(device).items():
        expected[name] = wanted
        found[name] = refused(device.push(body))
    assert found == expected
    assert_holds(gateway, device, 2)
    assert device.push(device.batch()).status_code == 200
    assert_holds(gateway, device, 6)


def test_a_body_that_is_too_large_is_refused_before_and_after_unpacking(
    gateway: RunningCentre, device: WireDevice
) -> None:
    device.write(2)
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(256 * 1024 * 1024))
    assert len(bomb) < 64 * 1024
    zstd = {"Content-Encoding": "zstd"}
    assert refused(device.push(bomb, **zstd)) == (413, "too-large")
    assert refused(device.push(bytes(6 * 1024 * 1024))) == (413, "too-large")
    huge_window = zstandard.ZstdCompressor(
        compression_params=zstandard.ZstdCompressionParameters(window_log=27)
    ).compressobj()
    stream = huge_window.compress(device.batch()) + huge_window.flush()
    assert refused(device.push(stream, **zstd))[0] == 400
    assert refused(device.push(b"not zstd", **zstd)) == (400, "invalid-request")
    cut = zstandard.ZstdCompressor().compress(device.batch())[:-10]
    assert refused(device.push(cut, **zstd))[0] == 400
    assert refused(device.push(device.batch(), **{"Content-Encoding": "br"}))[0] == 415
    assert refused(device.push(device.batch(), **{"Content-Type": "application/json"}))[0] == 400
    assert_holds(gateway, device, 0)


def test_an_interrupted_upload_changes_nothing(gateway: RunningCentre, device: WireDevice) -> None:
    device.write(100, pad=1000)
    body = device.batch()

    def half() -> Any:
        yield body[: len(body) // 2]
        raise OSError("the line went dead")

    with pytest.raises(OSError, match="went dead"):
        device.http.post(
            "/v1/journal",
            content=half(),
            headers=device.auth()
            | {"Content-Type": "application/x-ndjson", "Content-Length": str(len(body))},
        )
    assert_holds(gateway, device, 0)
