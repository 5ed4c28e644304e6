"""``start``: from starting the program to the first paint of the sign-in, against a bare PySide6 window.

Both are processes of their own, started after one another on warm files, as on the second start of a
day. Milliseconds from the moment before the process is made.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from bench import million
from bench.measure import Result, interleave

RUNS = 25
PATIENCE_S = 60


def measure(directory: Path) -> Result:
    """Start both again and again."""
    million.make(directory / "start", count=0).close()
    arguments = million.arguments(directory / "start")
    return interleave(
        "start",
        "ms to first paint",
        lambda: paint_ms(directory, "ours", *arguments),
        lambda: paint_ms(directory, "bare"),
        runs=RUNS,
        warm=2,
    )


def paint_ms(directory: Path, *what: str) -> float:
    """Milliseconds until a program of :mod:`bench.first_paint` painted, from bytecode as when installed."""
    environment = {
        "QT_QPA_PLATFORM": "offscreen",
        **os.environ,
        "PYTHONPYCACHEPREFIX": str(directory / "pyc"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "bench.first_paint", *what],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    return (float(done.stdout.split()[-1]) - began) * 1000
