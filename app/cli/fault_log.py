"""Keep what support needs of an unexpected fault: where it happened, never what it was about.

Messages of exceptions may quote a value that a citizen gave, so only their types and the places in the
code are written.
"""

from __future__ import annotations

import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path

from app.local_db.place import default_place

LOG_BYTES_MAX = 1024 * 1024
"""A log that has grown past this begins anew; the one before is kept beside it."""
FRAMES_MAX = 40


def keep_fault(error: BaseException, data_dir: Path | None) -> Path | None:
    """Append the fault to ``faults.log``; its path, or None where nothing can be written."""
    try:
        logs = default_place(data_dir).logs
        logs.mkdir(parents=True, exist_ok=True)
        log = logs / "faults.log"
        if log.exists() and log.stat().st_size > LOG_BYTES_MAX:
            log.replace(log.with_suffix(".old.log"))
        with log.open("a", encoding="utf-8") as out:
            out.write(describe(error))
    except OSError:
        return None
    return log


def describe(error: BaseException) -> str:
    """Types and places, from the fault back to its causes; no values."""
    lines = [f"--- {datetime.now(UTC).isoformat(timespec='seconds')} {platform.platform()}"]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        for frame in traceback.extract_tb(cause.__traceback__)[-FRAMES_MAX:]:
            lines.append(f"  {frame.filename}:{frame.lineno} {frame.name}")
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"
