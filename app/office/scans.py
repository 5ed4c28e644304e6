"""The scans that come with an application: are they asked for, within their limits, and kept here."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain import rules
from app.domain.application import AttachedDocument
from app.domain.catalogue import Service
from app.domain.documents import check_documents, is_digest
from app.domain.fee import answers_of
from app.domain.problems import Problem, Severity
from app.local_db import documents
from app.office.counter import Counter

NOT_KEPT = "document-not-kept"


def look_over(
    counter: Counter, service: Service, checked: rules.Checked, scans: Sequence[AttachedDocument]
) -> tuple[Problem, ...]:
    """What is wrong with the scans of a new application: errors, and a warning for each paper without one.

    Nobody who scans nothing at all is warned of each paper: only of what the definition insists on.
    """
    if not scans and not any(paper.scan for paper in service.documents):
        return ()
    problems = check_documents(service, answers_of(checked.applicant, checked.fields), scans)
    if not scans:
        return tuple(problem for problem in problems if problem.severity is Severity.ERROR)
    faulty = {problem.path for problem in problems}
    paths = ((f"documents.{at}.sha256", scan) for at, scan in enumerate(scans))
    lacking = [Problem(p, NOT_KEPT) for p, scan in paths if p not in faulty and not is_kept(counter, scan)]
    return (*problems, *lacking)


def is_kept(counter: Counter, scan: AttachedDocument) -> bool:
    """Whether the scan lies in this counter's store; one with a faulty digest does not."""
    return is_digest(scan.sha256) and documents.is_kept(counter.store, scan.sha256, scan.size_bytes)
