"""The service definitions and tariffs that this version of Daftar came with."""

from __future__ import annotations

from importlib import resources

from app.domain.catalogue import Catalogue, parse_service
from app.domain.tariff import Tariff, parse_tariff


def _files(folder: str) -> list[bytes]:
    found = [f for f in (resources.files("resources") / folder).iterdir() if f.name.endswith(".json")]
    return [f.read_bytes() for f in sorted(found, key=lambda f: f.name)]


def packaged_catalogue() -> Catalogue:
    """Every definition of ``resources/catalogue``, as version 1."""
    return Catalogue(version=1, services=tuple(parse_service(raw) for raw in _files("catalogue")))


def packaged_tariffs() -> list[Tariff]:
    """Every tariff of ``resources/tariffs``."""
    return [parse_tariff(raw) for raw in _files("tariffs")]
