"""Add a scan of a paper to an application that was accepted before."""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec

from app.domain.application import AttachedDocument, State
from app.domain.documents import DOCUMENTS_MAX, check_scans, papers_asked
from app.domain.entry import Kind
from app.domain.errors import DaftarError
from app.domain.fee import answers_of
from app.domain.problems import Problem
from app.local_db import journal
from app.local_db.queries import documents
from app.local_db.queries.applications import ApplicationWhole
from app.office.accept import refuse_errors, require_entitled
from app.office.counter import Counter
from app.office.pay import get_application
from app.office.scans import NOT_KEPT, is_kept
from app.office.sign_in import Session

_GONE = (State.VOIDED, State.REFUNDED)


@dataclass(frozen=True, slots=True)
class Attached:
    """A scan added, durable when returned; ``repeated`` tells that it had been added before.

    ``seq`` is the entry that brought it, ``hash`` the journal's there in hex.
    """

    application: str
    receipt: str
    seq: int
    hash: str
    repeated: bool = False


class NothingToAttachTo(DaftarError):
    """The application was taken back."""

    what = "Receipt {receipt} is voided; nothing can be added to it."
    safe = "Nothing was changed."
    todo = "Add the scan to the application that was taken instead."


def attach(counter: Counter, session: Session, receipt_number: str, document: AttachedDocument) -> Attached:
    """Add one scan, which was kept before, as one entry. Adding the same again changes nothing.

    Raises ``Refused`` (what is wrong with it), ``NoSuchReceipt``, :class:`NothingToAttachTo`, ``NotEntitled``
    and what ``Store.write`` raises.
    """
    require_entitled(counter, session)
    at = counter.now()
    with counter.write() as conn:
        whole = get_application(conn, receipt_number)
        row = whole.row
        if row.state in _GONE:
            raise NothingToAttachTo(receipt=row.receipt)
        held = documents.of_application(conn, row.application)
        there = next((d for d in held if _is_same(d, document) and d.state in _WHOLE), None)
        if there is not None:
            chained = journal.hash_at(conn, there.seq) or b""
            return Attached(row.application, row.receipt, there.seq, chained.hex(), repeated=True)
        _refuse(counter, whole, held, document)
        data = {
            "application": row.application,
            "receipt": row.receipt,
            **msgspec.to_builtins(document),
        }
        appended = journal.append(conn, kind=Kind.DOCUMENT_ADDED, staff=session.staff, data=data, at=at)
    return Attached(row.application, row.receipt, appended.head.seq, appended.head.hex())


_WHOLE = (documents.WAITING, documents.UPLOADING, documents.HELD)


def _is_same(held: documents.DocumentRow, document: AttachedDocument) -> bool:
    return held.paper == document.paper and held.sha256 == document.sha256


def _refuse(
    counter: Counter,
    whole: ApplicationWhole,
    held: list[documents.DocumentRow],
    document: AttachedDocument,
) -> None:
    """Check it as the last of the application's scans; those that were lost do not count."""
    service = counter.catalogue().find_service(whole.row.service)
    asked = () if service is None else papers_asked(service, answers_of(whole.applicant, whole.fields))
    before = [
        AttachedDocument(paper=d.paper, sha256=d.sha256, size_bytes=d.size_bytes, media_type=d.media_type)
        for d in held
        if d.state in _WHOLE
    ]
    papers = {paper.code: paper for paper in asked}
    found = check_scans(papers, [*before, document])
    if len(before) < DOCUMENTS_MAX:  # else the only problem is that there are too many
        own = f"documents.{len(before)}."
        found = tuple(replace(p, path=p.path.removeprefix(own)) for p in found if p.path.startswith(own))
        if all(problem.path != "sha256" for problem in found) and not is_kept(counter, document):
            found = (*found, Problem("sha256", NOT_KEPT))
    refuse_errors(found)
