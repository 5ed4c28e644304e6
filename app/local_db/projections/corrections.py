"""Corrections: an application's values as they were last given, in its row and in the search index."""

from __future__ import annotations

from sqlalchemy import Connection

from app.domain.entry import Entry
from app.local_db import search
from app.local_db.content import entry_at
from app.local_db.projections.applications import found_by, person_of
from app.local_db.write_context import first_row, run

_BEFORE = "SELECT seq, content_seq FROM applications WHERE application = ?"
_UPDATE = """
UPDATE applications
SET given = ?, family = ?, national_code = ?, mobile = ?, version = ?, content_seq = ?
WHERE application = ? AND version < ?
"""


def corrected(conn: Connection, entry: Entry) -> None:
    """``application.corrected``: the new values count. An older or repeated version changes nothing."""
    data = entry.data
    application, version = data["application"], data["version"]
    row = first_row(conn, _BEFORE, (application,))
    if row is None:
        return
    seq, content_seq = row
    if run(conn, _UPDATE, (*person_of(data["applicant"]), version, entry.seq, application, version)) == 0:
        return
    before = entry_at(conn, content_seq).data
    search.remove(conn, seq, *found_by(before["applicant"], before["fields"]))
    search.insert(conn, seq, *found_by(data["applicant"], data["fields"]))
