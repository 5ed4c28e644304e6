"""What the centre found, and a person has to settle."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from app.local_db.schema import findings

FINDINGS_MAX = 1_000


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One open finding; ``application`` and ``receipt`` None when it is about something else."""

    finding: str
    type: str
    application: str | None
    receipt: str | None
    device: str
    seq: int
    note_fa: str
    note_en: str
    raised_at: str


def open_findings(conn: Connection) -> list[FindingRow]:
    """Findings not withdrawn, newest first."""
    f = findings.c
    rows = conn.execute(
        select(
            f.finding, f.type, f.application, f.receipt, f.device, f.seq, f.note_fa, f.note_en, f.raised_at
        )
        .where(f.withdrawn_at.is_(None))
        .order_by(f.raised_at.desc(), f.finding)
        .limit(FINDINGS_MAX)
    )
    return [FindingRow(*row) for row in rows]


def count_open(conn: Connection) -> int:
    """How many findings are open."""
    return conn.execute(select(func.count()).where(findings.c.withdrawn_at.is_(None))).scalar_one()
