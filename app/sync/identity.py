"""Asking the civil registry through the centre, while a citizen waits: one call, one short wait."""

from __future__ import annotations

from app.domain.identity import Person
from app.domain.signatures import Signer
from app.local_db.identity import Identity
from app.sync.ports import Clock
from app.sync.protocol import IdentityAnswer, IdentityQuestion
from app.sync.transport import Centre


def ask_registry(
    identity: Identity,
    signer: Signer,
    clock: Clock,
    *,
    check: str,
    staff: str,
    service: str,
    person: Person,
) -> IdentityAnswer:
    """Ask whether ``person`` is who the papers say; ``check`` is a UUID that makes a repeat harmless.

    Raises ``ProblemAnswer`` for a question that the centre does not take, and the other ``CentreError``
    when it cannot be reached, is busy, or does not accept this device.
    """
    centre = Centre(identity, signer, clock)
    try:
        return centre.ask_identity(IdentityQuestion(check=check, staff=staff, service=service, person=person))
    finally:
        centre.close()
