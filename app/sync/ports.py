"""What sync needs from the counter that it works for, so that it depends on no use case."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from app.domain.signatures import Signer
from app.local_db.store import Store


class Clock(Protocol):
    """The counter's clock, corrected by the centre's time."""

    def now(self) -> datetime:
        """The corrected time, aware UTC."""
        ...

    def observe(self, centre_time: datetime, round_trip_ms: int) -> None:
        """Learn the centre's time from an answer that took ``round_trip_ms`` to come."""
        ...


class CounterParts(Protocol):
    """An opened counter: its store, its device key and its clock."""

    @property
    def store(self) -> Store:
        """The local store."""
        ...

    @property
    def signer(self) -> Signer:
        """The device's key."""
        ...

    @property
    def clock(self) -> Clock:
        """The corrected clock."""
        ...

    def settle_clock(self) -> bool:
        """Write what the clock learnt; called only after the heads were compared."""
        ...
