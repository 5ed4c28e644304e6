"""``python -m bench``: measure everything, print it, write ``build/bench.json``."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg

from app.local_db import journal
from app.sync.sync_once import sync_once
from bench import accept as accept_bench
from bench import drain as drain_bench
from bench import queued
from bench import reconcile as reconcile_bench
from bench.measure import Result
from bench.office import BenchOffice
from central.embedded import EmbeddedServer

OUT = Path("build/bench.json")
RUNNING_FROM = 500_000
"""Receipt numbers of appended entries begin above those of accepted ones."""
GOALS: dict[str, tuple[str, Callable[[float], bool]]] = {
    "accept": ("at most 1.5", lambda ratio: ratio <= 1.5),
    "drain_10k": ("at least 0.2", lambda ratio: ratio >= 0.2),
    "reconcile_1k": ("at most 3", lambda ratio: ratio <= 3),
    "reconcile_100k": ("at most 3", lambda ratio: ratio <= 3),
}


def main() -> int:
    """Measure in a temporary folder; exit code 0 whatever the figures are: a figure is not a test."""
    directory = Path(tempfile.mkdtemp(prefix="daftar-bench-")) / "main"
    print(f"{machine()}\n")
    office = BenchOffice(directory)
    server = EmbeddedServer.start(directory / "centre")
    try:
        with psycopg.connect(server.url) as conn:
            results = measure_all(office, directory, conn)
    finally:
        server.release()
        office.close()
        shutil.rmtree(directory.parent, ignore_errors=True)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps([r.as_json() for r in results], indent=2) + "\n", encoding="utf-8")
    print(f"\nwritten to {OUT}")
    return 0


def measure_all(office: BenchOffice, directory: Path, conn: psycopg.Connection) -> list[Result]:
    """Every benchmark in order, told as soon as it is known."""
    results = []

    def keep(result: Result) -> None:
        goal, reached = GOALS[result.name]
        print(
            f"{result.name:15} ours {result.ours:>10,.3f}  limit {result.limit:>10,.3f} {result.unit:18}"
            f" ratio {result.ratio:.2f} ({result.ratio_min:.2f} to {result.ratio_max:.2f},"
            f" {result.runs} runs) goal {goal}: {'reached' if reached(result.ratio) else 'MISSED'}",
            flush=True,
        )
        results.append(result)

    grow(office, conn, 1_000)
    keep(reconcile_bench.measure(office, "reconcile_1k"))
    keep(accept_bench.measure(office, directory))
    keep(drain_bench.measure(office, directory, conn))
    grow(office, conn, 100_000)
    keep(reconcile_bench.measure(office, "reconcile_100k"))
    return results


def grow(office: BenchOffice, conn: psycopg.Connection, entries: int) -> None:
    """Bring the journal to ``entries`` entries, all of them at the centre, and the centre to rest."""
    counter = office.counter
    made = queued.pattern(office)
    with counter.store.read() as own:
        have = journal.head(own).seq
    queued.append(counter, made, max(0, entries - have), first_running=RUNNING_FROM + entries)
    queued.wait_for_projector(conn)
    outcome = None
    while outcome != "level":
        outcome = sync_once(counter.store, counter.signer, counter.clock).outcome
        queued.wait_for_projector(conn)


def machine() -> str:
    """What this was measured on."""
    return (
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, {platform.machine()}"
    )


if __name__ == "__main__":
    sys.exit(main())
