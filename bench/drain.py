"""``drain_10k``: 10,000 queued entries from the store through HTTP to durable in PostgreSQL.

Against a bare durable binary ``COPY`` of the same bytes into the same server. Entries a second, so the
ratio is ours over the limit: larger is better. Each round drains the first counter of a new office over a
connection made anew, with the centre's projector and relay working beside it as they always do; the limit
is taken once the projector has caught up. What the feed then tells the office is not part of it.
"""

from __future__ import annotations

import itertools
import shutil
import time
import uuid
from pathlib import Path

import psycopg

from app.local_db.place import Place
from app.office.counter import Counter, open_counter
from app.sync.push import Sender
from app.sync.transport import Centre
from bench import queued
from bench.measure import Result, interleave
from bench.office import PASSPHRASE, BenchOffice

ENTRIES = 10_000
RUNS = 5
OFFICE_FROM = 501
"""Code of the first office that is made for this."""
_DEVICE = uuid.UUID("00000000-0000-7000-8000-000000000000")
_HASH = bytes(32)


def measure(office: BenchOffice, directory: Path, conn: psycopg.Connection) -> Result:
    """Measure; leaves ``RUNS + 1`` further offices of 10,000 entries each at the centre."""
    numbers = itertools.count()
    entries = queued.pattern(office)
    lines: list[bytes] = []

    def ours() -> float:
        number = next(numbers)
        place = directory / f"drain-{number}"
        office.enrol(place, office.add_office(OFFICE_FROM + number))
        counter = open_counter(Place(place), PASSPHRASE, write=True)
        try:
            lines[:] = queued.append(counter, entries, ENTRIES, first_person=number * ENTRIES)
            queued.wait_for_projector(conn)
            return _drain(counter)
        finally:
            counter.close()
            shutil.rmtree(place)

    def limit() -> float:
        queued.wait_for_projector(conn)
        return _copy(conn, lines)

    return interleave("drain_10k", "entries a second", ours, limit, runs=RUNS)


def _drain(counter: Counter) -> float:
    began = time.perf_counter()
    centre = Centre(counter.identity, counter.signer, counter.clock)
    sender = Sender(counter.store, centre)
    sent = sender.drain()
    took = time.perf_counter() - began
    centre.close()
    if sent < ENTRIES or sender.acknowledged.seq < ENTRIES:
        raise RuntimeError(f"only {sent} of {ENTRIES} were sent")
    return sent / took


def _copy(conn: psycopg.Connection, lines: list[bytes]) -> float:
    """The bare limit: one binary COPY of the same bytes into a table of the same shape, committed."""
    conn.execute("DROP TABLE IF EXISTS bench_copy")
    conn.execute(
        "CREATE TABLE bench_copy (device uuid, seq bigint, line bytea, hash bytea, PRIMARY KEY (device, seq))"
    )
    conn.commit()
    began = time.perf_counter()
    with (
        conn.cursor() as cursor,
        cursor.copy("COPY bench_copy (device, seq, line, hash) FROM STDIN (FORMAT BINARY)") as copy,
    ):
        copy.set_types(["uuid", "int8", "bytea", "bytea"])
        for seq, line in enumerate(lines, 1):
            copy.write_row((_DEVICE, seq, line, _HASH))
    conn.commit()
    took = time.perf_counter() - began
    conn.execute("DROP TABLE bench_copy")
    conn.commit()
    return len(lines) / took
