"""The service definitions and tariffs that this version of Daftar came with.

They are version 1 of both: what an office works by until the centre has published its first. A tariff
that is invented says so, and so does every receipt priced by it.
"""

from __future__ import annotations

from pathlib import Path

from app.domain.catalogue import Catalogue, parse_service
from app.domain.tariff import Tariff, parse_tariff

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
"""Beside the package, in a checkout as in an installed wheel."""


def _files(folder: str) -> list[bytes]:
    return [file.read_bytes() for file in sorted((RESOURCES / folder).glob("*.json"))]


def packaged_catalogue() -> Catalogue:
    """Every definition of ``resources/catalogue``, as version 1."""
    return Catalogue(version=1, services=tuple(parse_service(raw) for raw in _files("catalogue")))


def packaged_tariffs() -> list[Tariff]:
    """Every tariff of ``resources/tariffs``."""
    return [parse_tariff(raw) for raw in _files("tariffs")]
