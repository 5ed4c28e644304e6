"""The running numbers of the inspection centres: how far they go without a gap, and what is missing."""

from __future__ import annotations

import msgspec

from central.database import Connection, Database
from central.inspections.faults import Fault, find

GAPS_SHOWN_MAX = 20

SQL_NEXT = """
WITH RECURSIVE following (number) AS (
    SELECT c.last_number FROM inspection_centres c WHERE c.centre = %(centre)s
    UNION ALL
    SELECT i.number FROM following f JOIN inspections i ON i.centre = %(centre)s AND i.number = f.number + 1
)
SELECT coalesce(max(number), 0) FROM following
"""
SQL_MOVE = "UPDATE inspection_centres SET last_number = %(last)s WHERE centre = %(centre)s"
SQL_GAPS = f"""
SELECT before + 1, number - 1 FROM (
    SELECT i.number, lag(i.number, 1, c.last_number) OVER (ORDER BY i.number) AS before
    FROM inspections i JOIN inspection_centres c USING (centre)
    WHERE i.centre = %(centre)s AND i.number > c.last_number
) ahead WHERE number > before + 1 ORDER BY number LIMIT {GAPS_SHOWN_MAX}
"""  # noqa: S608 - no value is put into the text
SQL_RAISE = """
INSERT INTO partner_findings (finding, partner, type, inspection, centre, number, note)
VALUES (%s, %s, %s, %s, %s, %s, %s::json)
ON CONFLICT (finding) DO UPDATE SET settled_at = NULL, note = excluded.note
"""
SQL_SETTLE = """
UPDATE partner_findings SET settled_at = now()
WHERE type = %(type)s AND centre = %(centre)s AND settled_at IS NULL AND finding <> ALL(%(open)s::uuid[])
"""
SQL_CENTRES = (
    "SELECT centre, last_number FROM inspection_centres WHERE %(centre)s IN ('', centre) ORDER BY centre"
)
SQL_SKIP = """
INSERT INTO inspection_centres AS c (centre, last_number) VALUES (%(centre)s, %(to)s)
ON CONFLICT (centre) DO UPDATE SET last_number = greatest(c.last_number, excluded.last_number)
"""


class Missing(msgspec.Struct, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    """Running numbers that did not come, both ends included."""

    first: int
    last: int


class CentreState(msgspec.Struct, frozen=True, kw_only=True):
    """``last``: every number up to it has come; ``missing``: the first gaps after that."""

    centre: str
    last: int
    missing: list[Missing]


async def advance(conn: Connection, centre: str) -> CentreState:
    """Move the mark of a centre as far as there is no gap; raise what is missing and settle what came."""
    ((last,),) = await (await conn.execute(SQL_NEXT, {"centre": centre})).fetchall()
    await conn.execute(SQL_MOVE, {"centre": centre, "last": last})
    missing = await _missing(conn, centre)
    findings = [
        find(Fault.NUMBERS_MISSING, "", centre=centre, number=gap.first, first=gap.first, last=gap.last)
        for gap in missing
    ]
    for found in findings:
        await conn.execute(SQL_RAISE, found.row())
    values = {"type": Fault.NUMBERS_MISSING.value, "centre": centre, "open": [f.finding for f in findings]}
    await conn.execute(SQL_SETTLE, values)
    return CentreState(centre=centre, last=int(last), missing=missing)


async def centre_states(conn: Connection, centre: str = "") -> list[CentreState]:
    """Where each inspection centre stands, or only one of them."""
    rows = await (await conn.execute(SQL_CENTRES, {"centre": centre})).fetchall()
    return [
        CentreState(centre=str(name), last=int(last), missing=await _missing(conn, str(name)))
        for name, last in rows
    ]


async def pass_over(database: Database, centre: str, to: int) -> CentreState:
    """Wait no longer for a centre's numbers up to ``to``; also where a centre's numbering begins."""
    async with database.transaction() as conn:
        await conn.execute(SQL_SKIP, {"centre": centre, "to": to})
        return await advance(conn, centre)


async def _missing(conn: Connection, centre: str) -> list[Missing]:
    rows = await (await conn.execute(SQL_GAPS, {"centre": centre})).fetchall()
    return [Missing(first=first, last=last) for first, last in rows]
