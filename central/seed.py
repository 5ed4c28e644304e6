"""First publications: an empty centre publishes the definitions that came with the program."""

from __future__ import annotations

import json
from pathlib import Path

from app.domain.catalogue import Catalogue, CatalogueMistake, parse_service
from app.domain.tariff import Tariff, TariffMistake, parse_tariff
from central.database import Database
from central.publications import publish

RESOURCES = Path(__file__).resolve().parent.parent / "resources"

SQL_LOCK = "LOCK TABLE publications IN SHARE ROW EXCLUSIVE MODE"
SQL_ANY = "SELECT 1 FROM publications LIMIT 1"


async def seed(database: Database, resources: Path = RESOURCES) -> bool:
    """Publish catalogue version 1 and the tariffs when nothing was ever published; whether it did.

    The upstream systems that the services name become known as ``up``. Safe in several processes.
    Raises :class:`CatalogueMistake` or :class:`TariffMistake` with the file's name.
    """
    async with database.transaction() as conn:
        if await (await conn.execute(SQL_ANY)).fetchone():
            return False
        await conn.execute(SQL_LOCK)
        if await (await conn.execute(SQL_ANY)).fetchone():
            return False
        catalogue, tariffs = read_catalogue(resources / "catalogue"), read_tariffs(resources / "tariffs")
        if catalogue.services:
            await publish(conn, catalogue)
        for tariff in tariffs:
            await publish(conn, tariff)
        return bool(catalogue.services or tariffs)


def read_catalogue(directory: Path, version: int = 1) -> Catalogue:
    """One definition a file, together as one version. Raises :class:`CatalogueMistake`."""
    services = []
    for path in sorted(directory.glob("*.json")):
        try:
            services.append(parse_service(path.read_bytes()))
        except CatalogueMistake as error:
            raise CatalogueMistake(f"{path.name}: {error}") from error
    codes = [service.code for service in services]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise CatalogueMistake(f"defined twice: {', '.join(twice)}")
    return Catalogue(version=version, services=tuple(services))


def read_tariffs(directory: Path) -> list[Tariff]:
    """Every tariff file, in the order of versions. Raises :class:`TariffMistake`."""
    tariffs = []
    for path in sorted(directory.glob("*.json")):
        try:
            tariffs.append(parse_tariff(path.read_bytes()))
        except (TariffMistake, json.JSONDecodeError) as error:
            raise TariffMistake(f"{path.name}: {error}") from error
    return sorted(tariffs, key=lambda tariff: tariff.version)
