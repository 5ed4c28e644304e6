"""Who this store belongs to: written once at enrolment, read at every start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Identity:
    """The device as the centre enrolled it.

    ``counter`` 1 to 99 is this device's number in its office; ``audience`` is what its tokens are for;
    ``trust`` is the JWKS that publications are verified with.
    """

    device: str
    office: str
    office_name: str
    counter: int
    centre_url: str
    audience: str
    trust: dict[str, Any]


def write_identity(conn: Connection, identity: Identity) -> None:
    """Write the one row."""
    conn.exec_driver_sql(
        "INSERT INTO identity (id, device, office, office_name, counter, centre_url, audience, trust)"
        " VALUES (1, ?, ?, ?, ?, ?, ?, ?)",
        (
            identity.device,
            identity.office,
            identity.office_name,
            identity.counter,
            identity.centre_url,
            identity.audience,
            msgspec.json.encode(identity.trust).decode(),
        ),
    )


def read_identity(conn: Connection) -> Identity | None:
    """The identity, or None in a store that has none (it was never finished)."""
    row = conn.exec_driver_sql(
        "SELECT device, office, office_name, counter, centre_url, audience, trust FROM identity WHERE id = 1"
    ).fetchone()
    if row is None:
        return None
    return Identity(row[0], row[1], row[2], row[3], row[4], row[5], msgspec.json.decode(row[6]))
