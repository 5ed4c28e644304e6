"""The demo's vehicle: SIMFA inspects it while the office is off line, and the form says so after the return.

SIMFA calls a gateway of its own, a second process on the centre's database, which lives on when the one that
the office talks to is killed. What the clerk read on the form is compared with what SIMFA sent.
"""

from __future__ import annotations

import json
import subprocess
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from app.cli.demo.ask import CommandFailed
from app.cli.demo.centre import Centre
from app.cli.demo.office import Window
from app.domain.business_day import business_day
from app.domain.entry import instant
from app.domain.vehicle import InspectionState
from app.sync.http import Http

PLATE = "77ب999-99"
"""Of no real region; invented, as the inspection centre is."""
CENTRE = "9999"
SERVICE = "vehicle.release"
"""Its form warns without a valid inspection."""
YEAR = timedelta(days=365)
STOP_S = 20.0


@dataclass(frozen=True, slots=True)
class Looks:
    """What the clerk read of one vehicle before, during and after the outage; ``faults``: what is wrong."""

    online: str
    offline: str
    after: str
    faults: tuple[str, ...]

    def lines(self) -> list[tuple[str, str]]:
        """For the summary."""
        return [
            ("vehicle, on line", _first_sentence(self.online)),
            ("  off line, as SIMFA passes it", _first_sentence(self.offline)),
            ("  after the return", _first_sentence(self.after)),
        ]


class Simfa:
    """SIMFA's side, with a key and a gateway of its own; :meth:`close` ends that."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._now = datetime.now(UTC)
        self._key: Future[str] | None = None
        self._gateway: subprocess.Popen[str] | None = None
        self._address = ""
        self._seen: dict[str, dict[str, Any]] = {}

    def begin(self) -> None:
        """Get a key and open the gateway, beside whatever else goes on."""
        self._gateway = self._centre.open_gateway()
        pool = ThreadPoolExecutor(1)
        self._key = pool.submit(self._register)
        pool.shutdown(wait=False)

    def inspected_long_ago(self) -> None:
        """Send an inspection that has ended by now."""
        made = self._now - 2 * YEAR
        self._send(1, made, business_day(made + YEAR))

    def inspects_now(self) -> None:
        """Send one that is passed today."""
        self._send(2, self._now, business_day(self._now + YEAR))

    def look(self, window: Window, when: str, state: InspectionState) -> None:
        """Let the clerk type the plate until the form says ``state``; it is pictured, and cleared."""
        line = "offline" if when == "offline" else "online"
        window.tell("look-at-vehicle", SERVICE, PLATE, state.value, line, f"inspection-{when}")
        self._seen[when] = window.wait("vehicle-seen")

    def looks(self) -> Looks:
        """What was read, and what is wrong with it."""
        expired, valid = InspectionState.EXPIRED, InspectionState.VALID
        due = {"online": (expired, False), "offline": (expired, True), "after": (valid, False)}
        faults = tuple(
            f"the vehicle's inspection was read as {seen.get('state')} {when}"
            for when, (state, offline) in due.items()
            if (seen := self._seen.get(when, {})).get("state") != state or seen.get("offline") is not offline
        )
        read = {when: str(self._seen.get(when, {}).get("said", "")) for when in due}
        return Looks(**read, faults=faults)

    def close(self) -> None:
        """End the gateway."""
        if self._gateway is not None:
            self._gateway.terminate()
            try:
                self._gateway.wait(STOP_S)
            except subprocess.TimeoutExpired:
                self._gateway.kill()
            self._gateway = None

    def _register(self) -> str:
        return str(self._centre.ask("partner", "add", "--name", "simfa", "--kind", "simfa")[0]["key"])

    def _send(self, number: int, at: datetime, valid_until: str) -> None:
        if self._key is None or self._gateway is None or self._gateway.stdout is None:
            raise CommandFailed("SIMFA has no key yet")
        self._address = self._address or json.loads(self._gateway.stdout.readline())["listening"]
        sent = {
            "inspection": f"{CENTRE}-{number}",
            "centre": CENTRE,
            "number": number,
            "plate": PLATE,
            "result": "passed",
            "at": instant(at),
            "valid_until": valid_until,
        }
        http = Http(self._address)
        try:
            answer = http.exchange(
                "POST",
                "/v1/simfa/inspections",
                content=msgspec.json.encode({"inspections": [sent]}),
                headers={"authorization": f"Bearer {self._key.result()}", "content-type": "application/json"},
            )
        finally:
            http.close()
        told = msgspec.json.decode(answer.body)
        if answer.status != 200 or told["results"][0]["outcome"] != "taken":
            raise CommandFailed(f"SIMFA's inspection was not taken: {told}")


def _first_sentence(said: str) -> str:
    """What the form said of the inspection, without what follows from it for the service."""
    sentence, stop, _ = said.partition(").")
    return sentence + stop
