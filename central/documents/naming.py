"""A scan as an entry names it, and the two findings that it can lead to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app.domain.tariff import Words
from central.findings import Finding, FindingType, Place, finding

OVERDUE_AFTER = timedelta(hours=48)
"""So long after its entry came a scan may take; over a thin line pictures are hours behind."""

REASONS = {
    "missing": Words("فایل آن نبود", "its file was gone"),
    "damaged": Words("فایل آن خراب بود", "its file was damaged"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A row of ``named_documents``; ``place`` is the entry that names the scan."""

    office: str
    paper: str
    sha256: bytes
    name: Words
    place: Place

    @classmethod
    def of(cls, row: Sequence[Any]) -> Named:
        """Application, paper, sha256, office, receipt, device, seq, hash and name, in that order."""
        application, paper, sha256, office, receipt, device, seq, digest, name = row
        place = Place(str(device), int(seq), bytes(digest), str(application), receipt)
        return cls(office, paper, bytes(sha256), Words(name["fa"], name["en"]), place)

    @property
    def about(self) -> str:
        """What tells it apart from the other scans of its entry."""
        return f"{self.paper}:{self.sha256.hex()}"


def lost(named: Named, reason: str) -> Finding:
    """The office said that it cannot send the scan any more."""
    why = REASONS.get(reason, Words(reason, reason))
    return finding(FindingType.DOCUMENT_LOST, named.place, about=named.about, paper=named.name, why=why)


def overdue(named: Named) -> Finding:
    """The scan has not come in time."""
    hours = int(OVERDUE_AFTER.total_seconds() // 3600)
    return finding(
        FindingType.DOCUMENT_OVERDUE, named.place, about=named.about, paper=named.name, hours=hours
    )
