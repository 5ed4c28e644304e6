"""What this counter took for one person, found by the whole national code in the full-text index."""

from __future__ import annotations

from sqlalchemy import Connection, text

from app.local_db.queries.applications import ApplicationRow, application_columns, row_of
from app.local_db.schema import applications
from app.local_db.search import BY_NUMBER, whole_number

TAKEN_MAX = 50
"""The newest applications of a person that are looked at."""


def taken_for(conn: Connection, national_code: str, *, limit: int = TAKEN_MAX) -> list[ApplicationRow]:
    """The newest ``limit`` applications with this national code (in its stored form), newest first.

    The index holds telephones too: those that merely mention the number are left out afterwards.
    """
    wanted = (
        application_columns()
        .where(text(f"seq IN ({BY_NUMBER})"), applications.c.national_code == national_code)
        .order_by(applications.c.seq.desc())
        .params(typed=whole_number(national_code), most=limit)
    )
    return [row_of(row) for row in conn.execute(wanted)]
