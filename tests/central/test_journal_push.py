"""Batches of a journal at the real gateway and PostgreSQL: every answer of the call, and what is then held.

A refusal must leave the head where it was; a repeat must change nothing; order must not matter.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from support.centre import RunningCentre
from support.journals import assert_holds, refused
from support.wire import WireDevice, enrol

from app.domain.chain import Head
from app.sync.protocol import BATCH_BYTES_MAX, BATCH_ENTRIES_MAX


def test_an_empty_journal_ends_in_the_hash_of_its_device(device: WireDevice) -> None:
    expected = hashlib.sha256(b"daftar-journal-v1" + device.device.encode()).hexdigest()
    assert device.centre_head() == (0, expected)


def test_a_batch_is_held_byte_for_byte(gateway: RunningCentre, device: WireDevice) -> None:
    device.write(3, note="متن فارسی")
    answer = device.push(device.batch())
    assert answer.status_code == 200
    assert answer.json() == {"head": {"seq": 3, "hash": device.head().hex()}}
    assert_holds(gateway, device, 3)


def test_batches_follow_each_other_plain_or_compressed(gateway: RunningCentre, device: WireDevice) -> None:
    device.write(30, pad=500)
    assert device.push(device.batch(0, 10)).status_code == 200
    assert device.push(device.batch(10, 20), zstd=True).status_code == 200
    assert device.push(device.batch(20, 30)[:-1]).status_code == 200  # without the last newline
    assert_holds(gateway, device, 30)


def test_the_same_batch_may_come_any_number_of_times(gateway: RunningCentre, device: WireDevice) -> None:
    device.write(5)
    answers = [device.push(device.batch()) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert_holds(gateway, device, 5)


def test_a_batch_that_overlaps_adds_only_what_is_new(gateway: RunningCentre, device: WireDevice) -> None:
    device.write(10)
    device.push(device.batch(0, 4))
    for after, until in ((0, 7), (2, 6), (6, 10), (9, 10), (3, 3)):
        assert device.push(device.batch(after, until)).status_code == 200
    assert_holds(gateway, device, 10)


def test_an_old_batch_is_answered_with_the_present_head(device: WireDevice) -> None:
    device.write(10)
    device.push(device.batch())
    assert device.push(device.batch(2, 5)).json()["head"] == {"seq": 10, "hash": device.head().hex()}


def test_nothing_that_an_entry_says_can_stop_a_batch(gateway: RunningCentre, device: WireDevice) -> None:
    device.lines += [b"not json", b"\xff\xfe\0 raw", b"{}", b"\r", b'{"seq":"9"}', b"x" * 65_536]
    assert device.push(device.batch()).status_code == 200
    assert_holds(gateway, device, 6)


def test_a_journal_of_the_largest_batches_is_taken(gateway: RunningCentre, device: WireDevice) -> None:
    device.write(1)
    room = (BATCH_BYTES_MAX - 1_024) // BATCH_ENTRIES_MAX - len(device.lines[0])
    device.write(BATCH_ENTRIES_MAX - 1, pad=room - len('"pad":""') - len("000") - 1)
    body = device.batch()
    assert BATCH_BYTES_MAX * 0.99 < len(body) <= BATCH_BYTES_MAX
    assert device.push(body).status_code == 200
    assert_holds(gateway, device, BATCH_ENTRIES_MAX)


def test_a_batch_that_starts_past_the_head_is_behind_and_told_where_to_resume(
    gateway: RunningCentre, device: WireDevice
) -> None:
    device.write(10)
    device.push(device.batch(0, 3))
    began = time.monotonic()
    answer = device.push(device.batch(5, 10))
    assert 1.9 < time.monotonic() - began < 4
    assert refused(answer) == (409, "journal-behind")
    assert answer.json()["head"] == {"seq": 3, "hash": device.head(3).hex()}
    assert_holds(gateway, device, 3)


def test_a_batch_that_overtook_its_predecessor_is_held_until_that_arrives(
    gateway: RunningCentre, device: WireDevice
) -> None:
    device.write(20)
    device.auth()
    with ThreadPoolExecutor(1) as pool:
        second = pool.submit(device.push, device.batch(10, 20))
        time.sleep(0.5)
        assert not second.done()
        assert device.push(device.batch(0, 10)).json()["head"]["seq"] == 10
        assert second.result().json()["head"]["seq"] == 20
    assert_holds(gateway, device, 20)


def test_two_batches_at_once_in_either_order_keep_the_chain(
    gateway: RunningCentre, device: WireDevice
) -> None:
    device.write(200)
    device.auth()
    bodies = [device.batch(n, n + 10) for n in range(0, 200, 10)]
    with ThreadPoolExecutor(2) as pool:
        for n in range(0, len(bodies), 2):
            pair = [bodies[n + 1], bodies[n]]
            assert {answer.status_code for answer in pool.map(device.push, pair)} == {200}
    assert_holds(gateway, device, 200)


def test_the_same_batch_from_many_sides_at_once_is_held_once(
    gateway: RunningCentre, device: WireDevice
) -> None:
    device.write(50)
    device.auth()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(device.push, [device.batch()] * 16))
    assert {answer.status_code for answer in answers} == {200}
    assert_holds(gateway, device, 50)


def test_of_two_clones_that_write_at_once_one_is_held_and_the_other_is_a_fork(
    gateway: RunningCentre, device: WireDevice
) -> None:
    device.write(3)
    device.push(device.batch())
    clone = WireDevice(**vars(device) | {"lines": list(device.lines)})
    device.write(2, kind="staff.signed_in")
    clone.write(2, kind="staff.signed_out")
    start = threading.Barrier(2)

    def push(one: WireDevice) -> httpx.Response:
        start.wait()
        return one.push(one.batch(3))

    with ThreadPoolExecutor(2) as pool:
        answers = dict(zip(("device", "clone"), pool.map(push, (device, clone)), strict=True))
    by_status = {answer.status_code: name for name, answer in answers.items()}
    assert sorted(by_status) == [200, 409]
    lost = answers[by_status[409]]
    assert refused(lost) == (409, "journal-fork")
    assert lost.json()["seq"] == 4
    assert_holds(gateway, device if by_status[200] == "device" else clone, 5)


@pytest.mark.parametrize(("after", "fork_at"), [(0, 4), (3, 4), (2, 4), (4, 4), (5, 5)])
def test_a_fork_names_the_first_entry_that_differs(device: WireDevice, after: int, fork_at: int) -> None:
    device.write(8)
    device.push(device.batch())
    device.lines = device.lines[:3]
    device.write(6, kind="outage.started")
    answer = device.push(device.batch(after))
    assert refused(answer) == (409, "journal-fork")
    assert answer.json()["seq"] == fork_at
    assert device.centre_head()[0] == 8


def test_a_neighbour_carries_a_batch_and_the_signature_proves_whose_it_is(
    gateway: RunningCentre, http: httpx.Client, device: WireDevice
) -> None:
    neighbour = enrol(http, "0412", gateway.activation())
    device.write(4)
    device.token = neighbour.auth()["Authorization"].removeprefix("Bearer ")
    assert device.push(device.batch()).status_code == 200
    device.token = ""
    assert_holds(gateway, device, 4)
    answer = neighbour.get("/v1/journal/head", device=device.device)
    assert answer.json() == {"seq": 4, "hash": device.head().hex()}
    assert neighbour.get("/v1/journal", device=device.device).content.splitlines() == device.lines


def test_entries_of_a_revoked_device_may_still_be_carried_so_that_nothing_paid_for_is_lost(
    gateway: RunningCentre, http: httpx.Client, device: WireDevice
) -> None:
    neighbour = enrol(http, "0412", gateway.activation())
    device.write(2)
    gateway.revoke(device.device)
    device.token = neighbour.auth()["Authorization"].removeprefix("Bearer ")
    assert device.push(device.batch()).status_code == 200


def test_another_office_carries_and_reads_nothing(
    gateway: RunningCentre, http: httpx.Client, device: WireDevice
) -> None:
    gateway.add_office("0500")
    stranger = enrol(http, "0500", gateway.activation("0500"))
    device.write(4)
    device.push(device.batch(0, 2))
    device.token = stranger.auth()["Authorization"].removeprefix("Bearer ")
    assert refused(device.push(device.batch())) == (403, "not-your-office")
    device.token = ""
    for path in ("/v1/journal/head", "/v1/journal"):
        assert refused(stranger.get(path, device=device.device)) == (403, "not-your-office")
        unknown = stranger.get(path, device="00000000-0000-4000-8000-000000000000")
        assert refused(unknown) == (403, "not-your-office")
    assert_holds(gateway, device, 2)


def test_two_gateways_on_one_database_keep_one_order(gateway: RunningCentre, device: WireDevice) -> None:
    from support.centre import CentreProcess

    with CentreProcess(gateway.database_url) as other:
        with httpx.Client(base_url=other.base_url, timeout=30) as http:
            twin = WireDevice(**vars(device) | {"http": http})
            device.write(100)
            device.auth()
            twin.lines, twin.token = device.lines, device.token
            with ThreadPoolExecutor(2) as pool:
                for n in range(0, 100, 20):
                    late = pool.submit(twin.push, device.batch(n + 10, n + 20))
                    early = pool.submit(device.push, device.batch(n, n + 10))
                    assert (early.result().status_code, late.result().status_code) == (200, 200)
        assert other.terminate() == 0
    assert_holds(gateway, device, 100)


def test_the_centres_own_row_and_head_never_part(gateway: RunningCentre, device: WireDevice) -> None:
    device.write(40)
    device.auth()
    stop = threading.Event()
    seen: list[tuple[Any, ...]] = []

    def watch() -> None:
        while not stop.is_set():
            rows = gateway.query(
                "SELECT head_seq, (SELECT count(*) FROM journal j WHERE j.device = d.device) FROM devices d"
            )
            seen.extend(rows)

    watcher = threading.Thread(target=watch)
    watcher.start()
    for n in range(0, 40, 2):
        device.push(device.batch(n, n + 2))
    stop.set()
    watcher.join()
    assert seen
    assert all(head == count for head, count in seen)


def test_the_head_is_signed_as_the_protocol_page_says(device: WireDevice) -> None:
    device.write(1)
    head = device.head()
    message = b"daftar-head-v1" + device.device.encode() + (1).to_bytes(8, "big") + head.hash
    body = device.body(device.head(0), head, device.lines, device.signer.sign(message))
    assert device.push(body).status_code == 200
    assert json.loads(body.split(b"\n")[0])["head"] == {"seq": 1, "hash": head.hex()}
    assert isinstance(head, Head)
