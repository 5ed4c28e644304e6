"""Asking the centre how a vehicle's technical inspection stands; what it says comes by the feed as well."""

from __future__ import annotations

from app.domain.signatures import Signer
from app.local_db.identity import Identity
from app.sync.ports import Clock
from app.sync.protocol import VehicleAnswer
from app.sync.transport import Centre


def ask_vehicle(identity: Identity, signer: Signer, clock: Clock, plate: str, vin: str) -> VehicleAnswer:
    """The centre's answer. Raises a ``CentreError``: ``Busy`` after too many questions, ``Unreachable``."""
    centre = Centre(identity, signer, clock)
    try:
        return centre.ask_vehicle(plate, vin)
    finally:
        centre.close()
