"""The window's log file: what happened and where, never what it was about.

Messages of exceptions may quote what a citizen gave, so a trace is written as types and places only.
"""

from __future__ import annotations

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

LOG_BYTES_MAX = 1024 * 1024
LOGS_KEPT = 3
FRAMES_MAX = 40

log = logging.getLogger(__name__)


class PlacesOnly(logging.Formatter):
    """Formats an exception as the chain of its types and the places in the code."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Types and places, from the fault back to its causes."""
        lines: list[str] = []
        cause = ei[1]
        while cause is not None:
            lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
            frames = traceback.extract_tb(cause.__traceback__)[-FRAMES_MAX:]
            lines.extend(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
            cause = cause.__cause__ or cause.__context__
        return "\n".join(lines)


def keep_log(logs: Path) -> None:
    """Write ``window.log`` in this folder, faults of event handlers too; without it where it cannot be."""
    try:
        logs.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            logs / "window.log", maxBytes=LOG_BYTES_MAX, backupCount=LOGS_KEPT, encoding="utf-8"
        )
    except OSError:
        return
    handler.setFormatter(PlacesOnly("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("app").addHandler(handler)
    logging.getLogger("app").setLevel(logging.INFO)
    sys.excepthook = _keep_fault


def _keep_fault(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    log.critical("a fault in the window", exc_info=(kind, fault, trace))
    sys.__excepthook__(kind, fault, trace)
