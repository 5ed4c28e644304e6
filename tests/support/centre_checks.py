"""The centre's check of an entry's values, without a database: its own function over published values."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from app.domain.catalogue import Catalogue, Service
from central.findings import Finding, FindingType, Place
from central.projector import checks
from central.projector.knowledge import Publications

NOON = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


_kept: dict[int, tuple[Service, Publications]] = {}


PATHS_SHOWN_SURELY = 6
"""So many of the paths that are wrong stand in a finding's note, whatever their lengths."""


def centre_paths(service: Service, applicant: dict[str, Any], fields: dict[str, Any], day: str) -> set[str]:
    """The paths that the centre's finding about the values of an entry names; none: there is no finding."""
    found = _findings(service, applicant, fields, day)
    return paths_in(found[0].note.en) if found else set()


def paths_in(note: str) -> set[str]:
    """The paths in a finding's note; one that the note's own limit has cut off is left out."""
    named = note.rpartition(": ")[2].removesuffix(".").split(", ")
    return {one.partition(" (")[0] for one in named if one.endswith(")")}


def is_named(found: set[str], wrong: set[str]) -> bool:
    """Whether a finding names exactly what is wrong, as far as there is room in it."""
    return found == wrong or (len(wrong) > PATHS_SHOWN_SURELY <= len(found) and found < wrong)


def centre_finds(service: Service, applicant: dict[str, Any], fields: dict[str, Any], day: str) -> bool:
    """Whether the centre would have a finding about the values of an entry."""
    return bool(_findings(service, applicant, fields, day))


def _findings(service: Service, applicant: dict[str, Any], fields: dict[str, Any], day: str) -> list[Finding]:
    if id(service) not in _kept:
        published = Publications(catalogues={1: Catalogue(version=1, services=(service,))})
        _kept[id(service)] = (service, published)
    data = SimpleNamespace(catalogue=1, service=service.code, applicant=applicant, fields=fields, day=day)
    place = Place("device", 1, b"\0" * 32)
    found = list(checks.check_catalogue(SimpleNamespace(at=NOON), data, place, _kept[id(service)][1]))
    assert {finding.type for finding in found} <= {FindingType.FIELDS_INVALID}
    return found
