"""``reconcile_1k`` and ``reconcile_100k``: an idle reconcile against one bare HTTP round trip.

Both on a warm connection to the same server; a reconcile asks for the centre's head and compares it with
the own chain, so it must not depend on how long the journal is. Milliseconds.
"""

from __future__ import annotations

import time

import httpx

from app.sync.reconcile import Relation, reconcile
from app.sync.transport import Centre
from bench.measure import Result, interleave
from bench.office import BenchOffice

PER_ROUND = 25
RUNS = 41


def measure(office: BenchOffice, name: str) -> Result:
    """Measure on the journal as it stands; the centre must hold all of it."""
    counter = office.counter
    centre = Centre(counter.identity, counter.signer, counter.clock)
    bare = httpx.Client(base_url=counter.identity.centre_url)

    def ours() -> float:
        began = time.perf_counter()
        for _ in range(PER_ROUND):
            if reconcile(counter.store, centre).relation is not Relation.LEVEL:
                raise RuntimeError("the heads are not equal")
        return (time.perf_counter() - began) / PER_ROUND * 1000

    def limit() -> float:
        began = time.perf_counter()
        for _ in range(PER_ROUND):
            bare.get("/v1/ping").raise_for_status()
        return (time.perf_counter() - began) / PER_ROUND * 1000

    try:
        return interleave(name, "ms", ours, limit, runs=RUNS)
    finally:
        bare.close()
        centre.close()
