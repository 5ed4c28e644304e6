"""Corrections: an application's values as they were last given, in its row and in the search index."""

from __future__ import annotations

from sqlalchemy import Connection

from app.domain.entry import Entry
from app.local_db import search
from app.local_db.projections.applications import known_by
from app.local_db.write_context import first_row, run

_BEFORE = (
    "SELECT seq, given, family, national_code, mobile, more_numbers FROM applications WHERE application = ?"
)
_UPDATE = """
UPDATE applications
SET given = ?, family = ?, national_code = ?, mobile = ?, more_numbers = ?, version = ?, content_seq = ?
WHERE application = ? AND version < ?
"""


def corrected(conn: Connection, entry: Entry) -> None:
    """``application.corrected``: the new values count. An older or repeated version changes nothing."""
    data = entry.data
    application, version = data["application"], data["version"]
    row = first_row(conn, _BEFORE, (application,))
    if row is None:
        return
    seq, *before = row
    after = known_by(data["applicant"], data["fields"])
    if run(conn, _UPDATE, (*after, version, entry.seq, application, version)) == 0:
        return
    if tuple(before) != after:
        search.remove(conn, seq, f"{before[0]} {before[1]}", before[2:])
        search.insert(conn, seq, f"{after[0]} {after[1]}", after[2:])
