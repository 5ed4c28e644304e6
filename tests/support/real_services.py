"""The services and the tariff that the project ships, given to an office of the kit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from support.office_kit import Office

from app.domain.catalogue import Catalogue, Service, parse_service
from app.domain.tariff import Tariff, parse_tariff

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def shipped_services() -> list[Service]:
    files = sorted((RESOURCES / "catalogue").glob("*.json"))
    return [parse_service(file.read_bytes()) for file in files]


def shipped_tariff() -> Tariff:
    raw: dict[str, Any] = json.loads((RESOURCES / "tariffs" / "1405-1.json").read_bytes())
    return parse_tariff({**raw, "version": 9, "effective_from": "2026-03-21T00:00:00Z"})


def publish_shipped(office: Office) -> None:
    """As when the centre published them after the kit's own."""
    office.feed.publish(Catalogue(version=8, services=tuple(shipped_services())))
    office.feed.publish(shipped_tariff())


def by_path(applicant: dict[str, Any], fields: dict[str, Any]) -> dict[str, str]:
    """The values of an application by the paths of their fields: ``applicant.name.given``."""
    found: dict[str, str] = {}

    def walk(value: Any, path: str) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                walk(inner, f"{path}.{name}")
        elif isinstance(value, list):
            for position, row in enumerate(value):
                walk(row, f"{path}.{position}")
        else:
            found[path] = value

    walk(applicant, "applicant")
    walk(fields, "fields")
    return found
