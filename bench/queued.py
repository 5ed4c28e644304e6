"""Long journals without waiting for as many commits: entries as accepting writes them, appended at once.

Used where only what comes after accepting is measured.
"""

from __future__ import annotations

import itertools
import time
from typing import Any

import psycopg

from app.domain import receipt
from app.domain.entry import Entry, Kind, decode
from app.domain.identifiers import national_code
from app.local_db import journal
from app.office.accept import accept
from app.office.counter import Counter
from bench.office import STAFF, BenchOffice

ACCEPTED_REALLY = 200
CHUNK = 10_000
PROJECTED_TIMEOUT_S = 600


def pattern(office: BenchOffice) -> list[Entry]:
    """Entries that the real use case wrote just now, to be written again with ids of their own."""
    counter = office.counter
    with counter.store.read() as conn:
        before = journal.head(conn).seq
    for request in office.requests(ACCEPTED_REALLY, f"pattern-{before}"):
        accept(counter, office.session, request)
    with counter.store.read() as conn:
        lines = journal.lines_after(conn, before, ACCEPTED_REALLY, 1 << 26)
    return [entry for entry in map(decode, lines) if entry.kind == Kind.APPLICATION_ACCEPTED]


def append(counter: Counter, entries: list[Entry], count: int, *, first_person: int) -> list[bytes]:
    """Append ``count`` entries of this pattern to a counter's journal; their bytes.

    Each is of a person and paid by a slip of its own, numbered from ``first_person``: at a real centre
    few applications are anything to find fault with.
    """
    identity = counter.identity
    lines: list[bytes] = []
    cycle = itertools.cycle(entries)
    while len(lines) < count:
        with counter.store.write() as conn:
            for entry in itertools.islice(cycle, min(CHUNK, count - len(lines))):
                running, person = 1 + len(lines), first_person + len(lines)
                data = {
                    **entry.data,
                    "application": counter.new_id(),
                    "request": f"queued-{running}",
                    "receipt": receipt.make(identity.office, identity.counter, 1405, running),
                    "applicant": {**entry.data["applicant"], "national_code": _code(person)},
                    "payments": [_payment(counter, one, person) for one in entry.data["payments"]],
                }
                at = counter.now()
                lines.append(journal.append(conn, kind=entry.kind, staff=entry.staff, data=data, at=at).line)
    return lines


def _code(person: int) -> str:
    body = f"99{person:07d}"
    return body + national_code.check_digit(body)


def _payment(counter: Counter, payment: dict[str, Any], person: int) -> dict[str, Any]:
    slip = {"rrn": f"{person:012d}"} if payment["rrn"] else {}
    return {**payment, "payment": counter.new_id(), **slip}


def append_reprints(counter: Counter, count: int) -> None:
    """Append ``count`` small entries that mean nothing to the centre: for a long journal's own sake."""
    left = count
    while left:
        chunk = min(CHUNK, left)
        with counter.store.write() as conn:
            for copy in range(chunk):
                data = {"receipt": "0412-01-05-000001-1", "copy": copy + 2}
                journal.append(conn, kind=Kind.RECEIPT_REPRINTED, staff=STAFF, data=data, at=counter.now())
        left -= chunk


def wait_for_projector(conn: psycopg.Connection) -> None:
    """Until the projector has read every entry, so that it does not share the machine with a measurement."""
    deadline = time.monotonic() + PROJECTED_TIMEOUT_S
    while time.monotonic() < deadline:
        behind = conn.execute(
            "SELECT count(*) FROM devices LEFT JOIN projector_cursors USING (device)"
            " WHERE head_seq > coalesce(projector_cursors.seq, 0)"
        ).fetchone()
        conn.commit()
        if behind == (0,):
            return
        time.sleep(0.2)
    raise RuntimeError("the projector did not catch up")
