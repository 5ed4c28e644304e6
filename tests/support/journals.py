"""What a device's journal is at the centre, and which problem an answer is."""

from __future__ import annotations

import httpx
from support.centre import RunningCentre
from support.wire import WireDevice


def refused(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    return answer.status_code, answer.json()["type"].removeprefix("urn:daftar:problem:")


def assert_holds(gateway: RunningCentre, device: WireDevice, count: int) -> None:
    """The head, the rows and their hashes all say: exactly the first ``count`` entries, byte for byte."""
    head = device.head(count)
    assert device.centre_head() == (count, head.hex())
    rows = gateway.query("SELECT seq, line, hash FROM journal WHERE device = %s ORDER BY seq", device.device)
    assert [seq for seq, _, _ in rows] == list(range(1, count + 1))
    assert [bytes(line) for _, line, _ in rows] == device.lines[:count]
    assert [bytes(digest) for _, _, digest in rows] == [device.head(n).hash for n in range(1, count + 1)]
