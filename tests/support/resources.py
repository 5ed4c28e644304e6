"""The project's own definitions and sample tariff, as values."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.domain.catalogue import Catalogue, Service, parse_service
from app.domain.tariff import Tariff, parse_tariff

RESOURCES = Path(__file__).parents[2] / "resources"
TODAY = "1405-09-03"
"""A business day under the sample tariff."""


def definition_files() -> list[Path]:
    """Every definition in ``resources/catalogue``, by name."""
    return sorted((RESOURCES / "catalogue").glob("*.json"))


@cache
def shipped_catalogue() -> Catalogue:
    """The definitions of ``resources/catalogue`` as version 1."""
    return Catalogue(version=1, services=tuple(parse_service(f.read_bytes()) for f in definition_files()))


@cache
def shipped_tariff() -> Tariff:
    """The sample tariff of ``resources/tariffs``."""
    return parse_tariff((RESOURCES / "tariffs" / "1405-1.json").read_bytes())


def shipped_service(code: str) -> Service:
    """One of the project's services by its code."""
    found = shipped_catalogue().find_service(code)
    assert found is not None, code
    return found
