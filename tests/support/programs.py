"""Programs of the system that some tests need: a test names one as its fixture and is left out without it."""

from __future__ import annotations

import shutil

import pytest

PROGRAMS = {"pdftotext": "poppler-utils", "zbarimg": "zbar-tools", "scanimage": "sane-utils"}
"""The programs, and the Debian packages they come in."""


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a program that is not here, and say so."""
    for program, package in PROGRAMS.items():
        if shutil.which(program) is not None:
            continue
        out = [item for item in items if program in getattr(item, "fixturenames", ())]
        if out:
            names = ", ".join(item.nodeid for item in out)
            print(f"\nLeft out, because {program} ({package}) is not installed here: {names}")
            config.hook.pytest_deselected(items=out)
            items[:] = [item for item in items if item not in out]
