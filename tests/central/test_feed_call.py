"""The feed of an office over HTTP: in order, without gaps, page by page, and at once when something comes."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from support.centre import CentreProcess, RunningCentre
from support.wire import WireDevice, enrol

from central import feed
from central.database import Database


def write(gateway: RunningCentre, count: int = 1, office: str = "0412", pad: int = 0) -> None:
    async def work(database: Database) -> None:
        async with database.transaction() as conn:
            await feed.append(
                conn,
                office,
                [feed.Decision("notice.posted", {"n": n, "pad": "x" * pad}) for n in range(count)],
            )

    gateway.run(work)


def page(device: WireDevice, **parameters: Any) -> dict[str, Any]:
    return dict(device.get("/v1/feed", **parameters).raise_for_status().json())


def test_items_come_in_order_without_gaps(gateway: RunningCentre, device: WireDevice) -> None:
    write(gateway, 3)
    write(gateway, 2)
    found = page(device)
    assert [item["seq"] for item in found["items"]] == [1, 2, 3, 4, 5]
    assert [item["data"]["n"] for item in found["items"]] == [0, 1, 2, 0, 1]
    assert found["more"] is False
    assert len({item["id"] for item in found["items"]}) == 5
    written = datetime.fromisoformat(found["items"][0]["at"])
    assert abs((datetime.now(UTC) - written).total_seconds()) < 60
    assert found["items"][0]["at"].endswith("Z")


def test_pages_say_whether_there_is_more(gateway: RunningCentre, device: WireDevice) -> None:
    write(gateway, 7)
    first, second, third = (page(device, after=n, limit=3) for n in (0, 3, 6))
    assert [len(p["items"]) for p in (first, second, third)] == [3, 3, 1]
    assert [p["more"] for p in (first, second, third)] == [True, True, False]


def test_no_page_is_huge(gateway: RunningCentre, device: WireDevice) -> None:
    write(gateway, 30, pad=300_000)
    answer = device.get("/v1/feed")
    assert len(answer.content) < 5 * 1024 * 1024
    assert answer.json()["more"] is True
    assert len(answer.json()["items"]) >= 10


def test_one_office_sees_nothing_of_another(
    gateway: RunningCentre, http: httpx.Client, device: WireDevice
) -> None:
    gateway.add_office("0500")
    other = enrol(http, "0500", gateway.activation("0500"))
    write(gateway, 2, "0500")
    assert page(device)["items"] == []
    assert [item["seq"] for item in page(other)["items"]] == [1, 2]


def test_an_empty_feed_answers_at_once_unless_asked_to_wait(device: WireDevice) -> None:
    began = time.monotonic()
    assert page(device) == {"epoch": device.enrolment["epoch"], "items": [], "more": False}
    assert time.monotonic() - began < 0.5
    assert page(device, wait=1)["items"] == []
    assert 1.0 <= time.monotonic() - began < 2.5


def test_a_waiting_office_hears_at_once(gateway: RunningCentre, device: WireDevice) -> None:
    write(gateway)
    device.auth()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(page, device, after=1, wait=25)
        time.sleep(0.5)
        assert not waiting.done()
        began = time.monotonic()
        write(gateway)
        assert [item["seq"] for item in waiting.result()["items"]] == [2]
        assert time.monotonic() - began < 1


def test_a_waiting_office_hears_what_another_process_wrote(
    gateway: RunningCentre, device: WireDevice
) -> None:
    with CentreProcess(gateway.database_url) as other:
        with httpx.Client(base_url=other.base_url, timeout=30) as http, ThreadPoolExecutor(1) as pool:
            known = len(page(device)["items"])  # what that process published at its first start
            waiting = pool.submit(http.get, f"/v1/feed?wait=25&after={known}", headers=device.auth())
            time.sleep(0.5)
            began = time.monotonic()
            write(gateway)
            assert len(waiting.result().json()["items"]) == 1
            assert time.monotonic() - began < 1
        assert other.terminate() == 0


def test_whoever_is_ahead_of_the_feed_learns_the_epoch_at_once(device: WireDevice) -> None:
    began = time.monotonic()
    assert page(device, after=500, wait=25)["epoch"] == device.enrolment["epoch"]
    assert time.monotonic() - began < 1


def test_those_who_wait_do_not_keep_the_centre_from_stopping(
    gateway: RunningCentre, device: WireDevice
) -> None:
    device.auth()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(page, device, wait=25)
        time.sleep(0.3)
        began = time.monotonic()
        gateway.stop()
        assert time.monotonic() - began < 3
        assert waiting.result()["items"] == []


def test_a_reader_never_meets_a_gap_while_several_write(gateway: RunningCentre, device: WireDevice) -> None:
    """A late commit must not hide behind the cursor of a reader who already has a later one."""

    async def writers(database: Database) -> None:
        async def one() -> None:
            for _ in range(15):
                async with database.transaction() as conn:
                    await feed.append(conn, "0412", [feed.Decision("notice.posted", {})] * 2)
                    await asyncio.sleep(0.002)

        await asyncio.gather(*(one() for _ in range(6)))

    device.auth()
    seqs: list[int] = []
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(gateway.run, writers)
        while not writing.done() or len(seqs) < 180:
            seqs += [item["seq"] for item in page(device, after=seqs[-1] if seqs else 0, wait=1)["items"]]
        writing.result()
    assert seqs == list(range(1, 181))


def test_a_hundred_waiting_offices_do_not_use_up_the_database(
    gateway: RunningCentre, device: WireDevice
) -> None:
    device.auth()
    many = httpx.Client(base_url=gateway.base_url, timeout=40, limits=httpx.Limits(max_connections=101))
    with many, ThreadPoolExecutor(100) as pool:
        crowd = WireDevice(**vars(device) | {"http": many})
        waiting = [pool.submit(page, crowd, wait=20) for _ in range(100)]
        time.sleep(1)
        device.write(5)
        assert device.push(device.batch()).status_code == 200
        write(gateway)
        assert all(len(one.result()["items"]) == 1 for one in waiting)


@pytest.mark.parametrize("parameters", [{"after": "x"}, {"limit": "-1"}, {"wait": "soon"}, {"wait": "1.5"}])
def test_a_parameter_that_is_none_is_refused(known_device: WireDevice, parameters: dict[str, str]) -> None:
    assert known_device.get("/v1/feed", **parameters).status_code == 400


def test_the_feed_needs_a_token(known_device: WireDevice) -> None:
    assert known_device.http.get("/v1/feed").status_code == 401
