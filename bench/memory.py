"""``memory``: what Daftar keeps resident with a million applications, against a bare PySide6 window.

Linux only (``/proc``). Mebibytes, after the pages that read the most have read (:mod:`bench.resident`).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bench import million
from bench.measure import Result, interleave

RUNS = 3
PATIENCE_S = 180


def measure(directory: Path, count: int = million.APPLICATIONS) -> Result:
    """Use the store that ``search_1m`` left, or make it."""
    store = directory / "million"
    if not store.exists():
        million.make(store, count).close()
    return interleave(
        "memory",
        "MiB resident",
        lambda: resident_mib("ours", str(store)),
        lambda: resident_mib("bare"),
        runs=RUNS,
        warm=0,
    )


def resident_mib(*what: str) -> float:
    """What one of the programs of :mod:`bench.resident` says of itself."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.resident", *what],
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    return int(done.stdout.split()[-1]) / 1024
