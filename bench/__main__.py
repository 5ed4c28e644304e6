"""``python -m bench [NAME…]``: measure all or some, print it, write ``build/bench.json``."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from types import FrameType

import psycopg

from app.local_db import journal
from app.sync.sync_once import sync_once
from bench import accept as accept_bench
from bench import drain as drain_bench
from bench import find as find_bench
from bench import keystroke as keystroke_bench
from bench import last_enter as last_enter_bench
from bench import memory as memory_bench
from bench import queued
from bench import reconcile as reconcile_bench
from bench import start as start_bench
from bench.measure import Result
from bench.office import BenchOffice
from central.embedded import EmbeddedServer

OUT = Path("build/bench.json")
GOALS: dict[str, tuple[str, Callable[[float], bool]]] = {
    "reconcile_1k": ("at most 3", lambda ratio: ratio <= 3),
    "accept": ("at most 1.5", lambda ratio: ratio <= 1.5),
    "drain_10k": ("at least 0.2", lambda ratio: ratio >= 0.2),
    "reconcile_100k": ("at most 3", lambda ratio: ratio <= 3),
    "last_enter": ("at most 1", lambda ratio: ratio <= 1),
    "keystroke": ("at most 1", lambda ratio: ratio <= 1),
    "start": ("at most 1.5", lambda ratio: ratio <= 1.5),
    "search_1m": ("at most 1", lambda ratio: ratio <= 1),
    "memory": ("at most 2", lambda ratio: ratio <= 2),
}
WITHOUT_CENTRE: dict[str, Callable[[Path], Result]] = {
    "start": start_bench.measure,
    "search_1m": find_bench.measure,
    "memory": memory_bench.measure,
}
"""In this order: ``memory`` looks at the store that ``search_1m`` filled."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure in a temporary folder; exit code 0 whatever the figures are: a figure is not a test."""
    names = parse(arguments)
    signal.signal(signal.SIGTERM, _end)
    directory = Path(tempfile.mkdtemp(prefix="daftar-bench-")) / "main"
    print(f"{machine()}\n", flush=True)
    try:
        results = measure_in(directory, names)
    finally:
        shutil.rmtree(directory.parent, ignore_errors=True)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps([r.as_json() for r in results], indent=2) + "\n", encoding="utf-8")
    print(f"\nwritten to {OUT}")
    return 0


def parse(arguments: Sequence[str] | None) -> list[str]:
    """The benchmarks that are asked for, all of them when none is named."""
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="Measure Daftar against physical limits taken in the same run, on real parts in a "
        f"temporary folder, and write {OUT}.",
        epilog="; ".join(f"{name}: goal {goal}" for name, (goal, _) in GOALS.items()),
    )
    parser.add_argument("name", nargs="*", help=f"only these: {', '.join(GOALS)}")
    named: list[str] = parser.parse_args(arguments).name
    unknown = [name for name in named if name not in GOALS]
    if unknown:
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(GOALS)}")
    return [name for name in GOALS if not named or name in named]


def measure_in(directory: Path, names: Collection[str]) -> list[Result]:
    """Measure in ``directory`` what needs a centre beside an office, then what needs none."""
    results = measure_with_centre(directory, names) if set(names) - set(WITHOUT_CENTRE) else []
    directory.mkdir(exist_ok=True)
    return results + [tell(measure(directory)) for name, measure in WITHOUT_CENTRE.items() if name in names]


def measure_with_centre(directory: Path, names: Collection[str]) -> list[Result]:
    """Start a centre and an office in ``directory``, measure, and stop them whatever happens."""
    office = BenchOffice(directory)
    try:
        server = EmbeddedServer.start(directory / "centre")
        try:
            with psycopg.connect(server.url) as conn:
                return measure_all(office, directory, conn, names)
        finally:
            server.release()
    finally:
        office.close()


def measure_all(
    office: BenchOffice, directory: Path, conn: psycopg.Connection, names: Collection[str]
) -> list[Result]:
    """The named benchmarks in order, each told as soon as it is known."""
    results: list[Result] = []

    def keep(result: Result) -> None:
        results.append(tell(result))

    if "reconcile_1k" in names:
        grow(office, conn, 1_000)
        keep(reconcile_bench.measure(office, "reconcile_1k"))
    if "accept" in names:
        keep(accept_bench.measure(office, directory))
    if "last_enter" in names:
        keep(last_enter_bench.measure(office, directory))
    if "drain_10k" in names:
        keep(drain_bench.measure(office, directory, conn))
    if "reconcile_100k" in names:
        grow(office, conn, 100_000)
        keep(reconcile_bench.measure(office, "reconcile_100k"))
    if "keystroke" in names:
        keep(keystroke_bench.measure(office, directory))
    return results


def tell(result: Result) -> Result:
    """Print a result as soon as it is known, and hand it on."""
    goal, reached = GOALS[result.name]
    print(
        f"{result.name:15} ours {result.ours:>10,.3f}  limit {result.limit:>10,.3f} {result.unit:18}"
        f" ratio {result.ratio:.2f} ({result.ratio_min:.2f} to {result.ratio_max:.2f},"
        f" {result.runs} runs) goal {goal}: {'reached' if reached(result.ratio) else 'MISSED'}",
        flush=True,
    )
    return result


def grow(office: BenchOffice, conn: psycopg.Connection, entries: int) -> None:
    """Bring the journal to ``entries`` entries, all of them at the centre, and the centre to rest."""
    counter = office.counter
    with counter.store.read() as own:
        have = journal.head(own).seq
    queued.append_reprints(counter, max(0, entries - have))
    outcome = None
    while outcome != "level":
        outcome = sync_once(counter.store, counter.signer, counter.clock).outcome
        queued.wait_for_projector(conn)


def _end(number: int, frame: FrameType | None) -> None:
    """Leave by the way out that stops the centre and removes the folder."""
    del frame
    sys.exit(128 + number)


def machine() -> str:
    """What this was measured on."""
    return (
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, {platform.machine()}"
    )


if __name__ == "__main__":
    sys.exit(main())
