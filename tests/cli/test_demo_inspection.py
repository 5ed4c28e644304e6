"""Proves that the demo's summary tells a vehicle's inspection as the clerk read it, and owns up when the form
said something else than what SIMFA had sent by then.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.cli.demo.centre import Centre
from app.cli.demo.inspection import Simfa

READ = {
    "online": {"state": "expired", "offline": False, "said": "ended"},
    "offline": {"state": "expired", "offline": True, "said": "ended, heard a minute ago"},
    "after": {"state": "valid", "offline": False, "said": "valid"},
}


class Clerk:
    """Reads what the test says."""

    def __init__(self, read: dict[str, dict[str, Any]]) -> None:
        self.read, self.told = read, ""

    def tell(self, *words: str) -> None:
        self.told = words[-1].removeprefix("inspection-")

    def wait(self, event: str) -> dict[str, Any]:
        assert event == "vehicle-seen"
        return self.read[self.told]


def looked(tmp_path: Path, **changes: Any) -> Simfa:
    from app.domain.vehicle import InspectionState

    simfa = Simfa(Centre(tmp_path))
    clerk = Clerk({when: seen | changes.get(when, {}) for when, seen in READ.items()})
    for when in READ:
        simfa.look(clerk, when, InspectionState.VALID)  # type: ignore[arg-type]
    return simfa


def test_what_the_clerk_read_is_in_the_summary(tmp_path: Path) -> None:
    looks = looked(tmp_path).looks()
    assert looks.faults == ()
    assert [said for _, said in looks.lines()] == [seen["said"] for seen in READ.values()]


@pytest.mark.parametrize(
    ("when", "change"),
    [("after", {"state": "expired"}), ("offline", {"state": "valid"}), ("offline", {"offline": False})],
)
def test_anything_else_than_simfa_sent_is_a_fault(tmp_path: Path, when: str, change: dict[str, Any]) -> None:
    (fault,) = looked(tmp_path, **{when: change}).looks().faults
    assert when in fault


def test_a_vehicle_that_nobody_looked_at_is_a_fault(tmp_path: Path) -> None:
    assert len(Simfa(Centre(tmp_path)).looks().faults) == 3
