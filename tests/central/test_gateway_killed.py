"""The gateway is killed at any moment, also in the middle of a COPY: what it acknowledged is held, the head
is where the rows end, and the same batches complete the journal afterwards. Real processes, SIGKILL."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import psutil
import psycopg
from support.centre import CentreProcess, RunningCentre
from support.wire import WireDevice

KILLS = 20 if os.environ.get("DAFTAR_LONG") else 6


def assert_consistent(gateway: RunningCentre, device: WireDevice) -> int:
    """Head and rows agree and are a beginning of the device's journal; how many entries are held."""
    ((seq, digest),) = gateway.query("SELECT head_seq, head_hash FROM devices")
    rows = gateway.query("SELECT seq, line, hash FROM journal ORDER BY seq")
    assert [row[0] for row in rows] == list(range(1, seq + 1))
    assert [bytes(row[1]) for row in rows] == device.lines[:seq]
    assert bytes(digest) == device.head(seq).hash
    assert not rows or bytes(rows[-1][2]) == bytes(digest)
    return int(seq)


def wait_until_nobody_writes(gateway: RunningCentre) -> None:
    """PostgreSQL notices a dead client when it next reads from it; until then its transaction lives."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        busy = gateway.query(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()"
        )
        if busy == [(0,)]:
            return
        time.sleep(0.02)
    raise AssertionError("a transaction of a killed gateway is still open")


def test_killed_at_random_moments_the_journal_stays_whole(gateway: RunningCentre, device: WireDevice) -> None:
    device.write(3_000, pad=1_200)
    gateway.stop()
    acknowledged = 0
    chance = random.Random(4120)
    for _ in range(KILLS):
        with (
            CentreProcess(gateway.database_url) as process,
            httpx.Client(base_url=process.base_url, timeout=10) as http,
        ):
            sender = WireDevice(**vars(device) | {"http": http})
            sender.auth()
            timer = threading.Timer(chance.uniform(0.0, 0.15), process.kill)
            timer.start()
            try:
                while True:
                    start = sender.centre_head()[0]
                    until = min(start + 300, len(device.lines))
                    answer = sender.push(sender.batch(start, until))
                    acknowledged = max(acknowledged, answer.raise_for_status().json()["head"]["seq"])
            except httpx.TransportError:
                timer.join()
        wait_until_nobody_writes(gateway)
        assert assert_consistent(gateway, device) >= acknowledged
    gateway.start()
    with httpx.Client(base_url=gateway.base_url, timeout=10) as http:
        sender = WireDevice(**vars(device) | {"http": http})
        for after in range(0, 3_000, 1_000):
            assert sender.push(sender.batch(after, after + 1_000)).status_code == 200
    assert assert_consistent(gateway, device) == 3_000


def test_killed_while_rows_are_on_their_way_nothing_of_the_batch_is_held(
    gateway: RunningCentre, device: WireDevice
) -> None:
    device.write(500, pad=1_000)
    assert device.push(device.batch(0, 100)).status_code == 200
    gateway.stop()
    # A lock on the table stops the COPY after the head's row was locked and before any row is written.
    with (
        CentreProcess(gateway.database_url) as process,
        psycopg.connect(gateway.database_url) as blocker,
        httpx.Client(base_url=process.base_url) as http,
    ):
        blocker.execute("LOCK TABLE journal IN SHARE MODE")
        sender = WireDevice(**vars(device) | {"http": http, "token": ""})
        sender.auth()
        failure: list[Exception] = []

        def push() -> None:
            try:
                sender.push(sender.batch(100, 500))
            except httpx.TransportError as error:
                failure.append(error)

        pushing = threading.Thread(target=push)
        pushing.start()
        waiting = (
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE starts_with(query, 'COPY journal') AND state = 'active'"
        )
        deadline = time.monotonic() + 10
        while gateway.query(waiting) == [(0,)] and time.monotonic() < deadline:
            time.sleep(0.02)
        process.kill()
        pushing.join()
        assert failure
        blocker.rollback()
    wait_until_nobody_writes(gateway)
    assert assert_consistent(gateway, device) == 100
    gateway.start()
    with httpx.Client(base_url=gateway.base_url) as http:
        assert WireDevice(**vars(device) | {"http": http}).push(device.batch(100)).status_code == 200
    assert assert_consistent(gateway, device) == 500


PROGRAM = (
    "import sys; from pathlib import Path; from central.serve import serve; serve(data_dir=Path(sys.argv[1]))"
)


def serve_embedded(directory: Path) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(directory)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, json.loads(process.stdout.readline())["listening"]


def postmaster(directory: Path) -> psutil.Process:
    return psutil.Process(int((directory / "postgres" / "postmaster.pid").read_text().split("\n")[0]))


def test_the_embedded_server_survives_a_kill_and_stops_with_its_last_user(own_directory: Path) -> None:
    first, base_url = serve_embedded(own_directory)
    epoch = httpx.get(f"{base_url}/v1/status").json()["epoch"]
    server = postmaster(own_directory)
    first.kill()
    first.wait()
    assert server.is_running()
    second, base_url = serve_embedded(own_directory)
    third, other_url = serve_embedded(own_directory)
    assert postmaster(own_directory).pid == server.pid
    for url in (base_url, other_url):
        assert httpx.get(f"{url}/v1/status").json()["epoch"] == epoch
    second.send_signal(signal.SIGTERM)
    assert second.wait(20) == 0
    assert httpx.get(f"{other_url}/v1/status").status_code == 200
    third.send_signal(signal.SIGINT)
    assert third.wait(20) == 0
    assert not (own_directory / "postgres" / "postmaster.pid").exists()


def test_the_embedded_server_starts_again_after_a_power_cut(own_directory: Path) -> None:
    first, base_url = serve_embedded(own_directory)
    epoch = httpx.get(f"{base_url}/v1/status").json()["epoch"]
    server = postmaster(own_directory)
    first.kill()
    first.wait()
    for process in [server, *server.children()]:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs([server], timeout=10)
    # The pid that its file names may belong to anybody after the restart of the machine.
    pid_file = own_directory / "postgres" / "postmaster.pid"
    lines = pid_file.read_text().split("\n")
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    second, base_url = serve_embedded(own_directory)
    assert httpx.get(f"{base_url}/v1/status").json()["epoch"] == epoch
    second.send_signal(signal.SIGTERM)
    assert second.wait(20) == 0


def test_a_port_that_is_taken_is_an_error_and_leaves_nothing_running(
    gateway: RunningCentre,
) -> None:
    port = gateway.base_url.rpartition(":")[2]
    program = f"import sys; from central.serve import serve; serve(url=sys.argv[1], port={port})"
    done = subprocess.run(
        [sys.executable, "-c", program, gateway.database_url], capture_output=True, text=True, timeout=60
    )
    assert done.returncode != 0
    assert done.stdout == ""
    assert "Address already in use" in done.stderr
