"""Asking the centre how a vehicle's technical inspection stands; what it says comes by the feed as well."""

from __future__ import annotations

import threading

from app.domain.signatures import Signer
from app.local_db.identity import Identity
from app.sync.ports import Clock
from app.sync.protocol import VehicleAnswer
from app.sync.transport import Centre

ASK_S = 4.0
"""Longest that anybody waits for the answer: with the citizen at the counter, the form goes on without."""


def ask_vehicle(identity: Identity, signer: Signer, clock: Clock, plate: str, vin: str) -> VehicleAnswer:
    """The centre's answer. Raises a ``CentreError``: ``Busy`` after too many questions, ``Unreachable``."""
    centre = Centre(identity, signer, clock)
    limit = threading.Timer(ASK_S, centre.abort)
    limit.start()
    try:
        return centre.ask_vehicle(plate, vin)
    finally:
        limit.cancel()
        centre.close()
