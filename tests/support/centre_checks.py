"""The centre's check of an entry's values, without a database: its own function over published values."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from app.domain.catalogue import Catalogue, Service
from central.findings import FindingType, Place
from central.projector import checks
from central.projector.knowledge import Publications

NOON = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


_kept: dict[int, tuple[Service, Publications]] = {}


def centre_finds(service: Service, applicant: dict[str, Any], fields: dict[str, Any], day: str) -> bool:
    """Whether the centre would have a finding about the values of an entry."""
    if id(service) not in _kept:
        published = Publications(catalogues={1: Catalogue(version=1, services=(service,))})
        _kept[id(service)] = (service, published)
    data = SimpleNamespace(catalogue=1, service=service.code, applicant=applicant, fields=fields, day=day)
    place = Place("device", 1, b"\0" * 32)
    found = list(checks.check_catalogue(SimpleNamespace(at=NOON), data, place, _kept[id(service)][1]))
    assert {finding.type for finding in found} <= {FindingType.FIELDS_INVALID}
    return bool(found)
