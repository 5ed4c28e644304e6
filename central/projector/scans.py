"""What entries say of scans: which papers they name, and which the office cannot send any more.

Whether a scan has come, and what follows from it, is settled by ``central.documents.settling``.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from app.domain.feed import FeedKind
from app.domain.tariff import Words
from central.database import Connection
from central.documents.naming import Named, lost
from central.feed import Decision
from central.findings import FindingType, finding
from central.projector.changes import Changes, NewLoss, NewScan
from central.projector.contents import Accepted, DocumentAdded
from central.projector.examining import Item
from central.projector.knowledge import Publications
from central.projector.loading import Held

SQL_NAME = """
INSERT INTO named_documents (application, paper, sha256, office, receipt, device, seq, hash, media_type,
    size_bytes, name)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::json) ON CONFLICT DO NOTHING
"""
SQL_RELEASE = """
UPDATE documents SET named = true WHERE office = %(office)s AND sha256 = ANY(%(contents)s) AND NOT named
"""
"""What was quarantined is now the office's own."""
SQL_LOSE = """
UPDATE named_documents n SET lost = %(reason)s
WHERE application = %(application)s AND sha256 = %(sha256)s AND lost = '' AND NOT done AND NOT EXISTS (
    SELECT FROM documents d WHERE d.office = n.office AND d.sha256 = n.sha256 AND d.held_at IS NOT NULL)
RETURNING application, paper, sha256, office, receipt, device, seq, hash, name
"""


def of_application(item: Item, data: Accepted) -> Iterator[NewScan]:
    """The scans that came with an application."""
    for scan in data.documents:
        yield NewScan(data.application, data.receipt, item, data.service, scan)


def add(item: Item, data: DocumentAdded, held: Held, changes: Changes) -> None:
    """A scan that was added later; one for an application that is not held names nothing."""
    known = held.applications.get(data.application)
    if known is None:
        item.findings.append(finding(FindingType.FIELDS_INVALID, item.place, paths="application"))
        return
    changes.scans.append(NewScan(data.application, known.receipt, item, known.service, data))


async def keep(conn: Connection, office: str, changes: Changes, published: Publications) -> None:
    """Write which scans are named, release them from quarantine, and find those that are lost."""
    if changes.scans:
        async with conn.cursor() as cursor:
            await cursor.executemany(SQL_NAME, [_row(office, one, published) for one in changes.scans])
        contents = [bytes.fromhex(one.scan.sha256) for one in changes.scans]
        await conn.execute(SQL_RELEASE, {"office": office, "contents": contents})
    for loss in changes.losses:
        for named in await _lose(conn, loss):
            found = lost(named, loss.data.reason)
            changes.findings.append(found)
            changes.decisions.append(Decision(FeedKind.FINDING_RAISED, found.feed_data()))


async def _lose(conn: Connection, loss: NewLoss) -> list[Named]:
    wanted = {
        "application": loss.data.application,
        "sha256": bytes.fromhex(loss.data.sha256),
        "reason": loss.data.reason or "?",
    }
    return [Named.of(row) for row in await (await conn.execute(SQL_LOSE, wanted)).fetchall()]


def _row(office: str, one: NewScan, published: Publications) -> tuple[object, ...]:
    place, scan = one.item.place, one.scan
    return (
        one.application,
        scan.paper,
        bytes.fromhex(scan.sha256),
        office,
        one.receipt,
        place.device,
        place.seq,
        place.hash,
        scan.media_type,
        scan.size_bytes,
        msgspec.json.encode(_paper(one, published)).decode(),
    )


def _paper(one: NewScan, published: Publications) -> Words:
    """The paper's name by the catalogue in force at that time; its code where that has none."""
    due = published.catalogue_in_force(one.item.said.at)
    service = None if due is None else published.find_service(due, one.service)
    papers = () if service is None else service.documents
    code = one.scan.paper
    return next((paper.name for paper in papers if paper.code == code), Words(code, code))
