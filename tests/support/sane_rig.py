"""SANE with nothing but its virtual ``test`` devices, set to what a test needs."""

from __future__ import annotations

from pathlib import Path

import pytest

CONFIG = """\
number_of_devices {devices}
mode Gray
depth 8
hand-scanner false
three-pass false
three-pass-order RGB
resolution_min 1.0
resolution_max 1200.0
resolution_quant 1.0
resolution 50.0
test-picture "Color pattern"
invert-endianess false
read-limit {slow}
read-limit-size 64
read-delay {slow}
read-delay-duration 20000
read-status-code "{status}"
fuzzy-parameters false
ppl-loss 0
non-blocking false
select-fd false
enable-test-options false
geometry_min 0.0
geometry_max 200.0
geometry_quant 1.0
tl_x 0.0
tl_y 0.0
br_x 80.0
br_y 100.0
"""


def only_test_scanners(
    directory: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    devices: int = 1,
    status: str = "Default",
    slow: bool = False,
) -> None:
    """From now on SANE knows ``devices`` virtual scanners, whose reading ends with ``status``."""
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "dll.conf").write_text("test\n" if devices else "\n")
    filled = CONFIG.format(devices=devices, status=status, slow="true" if slow else "false")
    (directory / "test.conf").write_text(filled)
    monkeypatch.setenv("SANE_CONFIG_DIR", str(directory))
