"""SIMFA and a camera on the wire: nothing but docs/simfa.md and a key. Vehicles are invented."""

from __future__ import annotations

import itertools
from typing import Any

import httpx
from support.centre import RunningCentre

from central.partners import PartnerKind, add_partner

SIMFA, CAMERA = PartnerKind.SIMFA, PartnerKind.CAMERA
_numbers = itertools.count(1)


def new_plate() -> str:
    """A plate that no other test has."""
    number = next(_numbers)
    return f"{11 + number % 89}ب{111 + number // 89}-99"


def new_vin() -> str:
    """A VIN that no other test has."""
    return f"NAAM01CA5AK{next(_numbers):06d}"


def new_key(centre: RunningCentre, kind: PartnerKind = SIMFA, *, per_minute: int = 100_000) -> str:
    """Register another partner; its key."""
    name = f"{kind.value}-{next(_numbers)}"
    return centre.run(lambda database: add_partner(database, name, kind, per_minute))


class Partner:
    """Calls with a key."""

    def __init__(self, http: httpx.Client, key: str) -> None:
        self.http, self.key = http, key

    def call(self, method: str, path: str, **content: Any) -> httpx.Response:
        """Any call."""
        return self.http.request(method, path, headers={"Authorization": f"Bearer {self.key}"}, **content)

    def send(self, *inspections: dict[str, Any]) -> dict[str, Any]:
        """Send inspections; the answer."""
        answer = self.call("POST", "/v1/simfa/inspections", json={"inspections": list(inspections)})
        said: dict[str, Any] = answer.raise_for_status().json()
        return said

    def outcomes(self, *inspections: dict[str, Any]) -> list[str]:
        """Send inspections; what became of each, a refusal by its type."""
        return [one.get("type") or one["outcome"] for one in self.send(*inspections)["results"]]

    def look_up(self, plate: str) -> dict[str, Any]:
        """A camera's look at a plate."""
        answer = self.call("POST", "/v1/enforcement/inspection", json={"plate": plate})
        said: dict[str, Any] = answer.raise_for_status().json()
        return said


class Lane:
    """One inspection centre, which numbers what it does."""

    def __init__(self) -> None:
        self.code = f"C{next(_numbers)}"
        self.number = 0

    def inspection(self, plate: str, **changes: Any) -> dict[str, Any]:
        """The next inspection: passed, in summer 2026, valid for long, unless ``changes`` say otherwise."""
        self.number += 1
        made: dict[str, Any] = {
            "inspection": f"{self.code}-{self.number}",
            "centre": self.code,
            "number": self.number,
            "plate": plate,
            "vin": "",
            "result": "passed",
            "at": f"2026-07-01T08:{self.number // 60:02d}:{self.number % 60:02d}.000Z",
            "valid_until": "1499-12-29",
        }
        made |= changes
        if made["result"] == "failed":
            made["valid_until"] = ""
        return made
