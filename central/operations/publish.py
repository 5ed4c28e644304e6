"""Publishing service definitions and tariffs from files: checked whole, then signed and sent to all.

Either everything that was named is published or nothing is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.domain.catalogue import Catalogue, CatalogueMistake, Service, parse_service
from app.domain.definition import check_catalogue, check_definition
from app.domain.tariff import Tariff, TariffMistake, parse_tariff
from app.domain.tariff_checks import check_answers, check_tariff
from central.database import Connection, Database
from central.publications import Published, newest_catalogue
from central.publications import publish as publish_value
from central.seed import SQL_LOCK

FILE_BYTES_MAX = 4 * 1024 * 1024
SQL_NEWEST_TARIFF = "SELECT coalesce(max(version), 0) FROM publications WHERE kind = 'tariff'"

SQL_LAST_TARIFF = """
SELECT version, payload::text FROM publications WHERE kind = 'tariff' ORDER BY version DESC LIMIT 1
"""


class NotPublishable(ValueError):
    """A file that must not be published; ``mistakes`` name file, place and reason, one each."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True, slots=True)
class Definitions:
    """What the files hold, each with its file's name for messages."""

    services: tuple[tuple[str, Service], ...]
    tariffs: tuple[tuple[str, Tariff], ...]


@dataclass(frozen=True, slots=True)
class Done:
    """One version that was published."""

    kind: Published
    version: int


def read_files(paths: Iterable[Path]) -> Definitions:
    """Read and check definitions. Raises :class:`NotPublishable` with every mistake of every file."""
    services: list[tuple[str, Service]] = []
    tariffs: list[tuple[str, Tariff]] = []
    mistakes: list[str] = []
    for path in paths:
        try:
            if path.stat().st_size > FILE_BYTES_MAX:
                raise ValueError(f"larger than {FILE_BYTES_MAX} bytes")
            raw = path.read_bytes()
            if _is_tariff(raw):
                tariff = parse_tariff(raw)
                mistakes += [f"{path.name}: {mistake}" for mistake in check_tariff(tariff)]
                tariffs.append((path.name, tariff))
            else:
                service = parse_service(raw)
                mistakes += [f"{path.name}: {mistake}" for mistake in check_definition(service)]
                services.append((path.name, service))
        except (CatalogueMistake, TariffMistake, msgspec.DecodeError, OSError, ValueError) as error:
            mistakes += [f"{path.name}: {line}" for line in str(error).splitlines()]
    mistakes += _twice([(name, service.code) for name, service in services])
    mistakes += _twice([(name, f"tariff {tariff.version}") for name, tariff in tariffs])
    if mistakes:
        raise NotPublishable(mistakes)
    return Definitions(tuple(services), tuple(tariffs))


def check_together(definitions: Definitions) -> None:
    """Check what the files say of each other, as if nothing had been published before.

    For files that were read and not (yet) published. Raises :class:`NotPublishable`.
    """
    if definitions.services:
        _check_answers(_next_catalogue(None, definitions), definitions.tariffs)


async def publish(database: Database, definitions: Definitions) -> list[Done]:
    """Publish the services as a new catalogue version, and the tariffs. Raises :class:`NotPublishable`."""
    done = []
    async with database.transaction() as conn:
        await conn.execute(SQL_LOCK)
        catalogue = await newest_catalogue(conn)
        if definitions.services:
            catalogue = _next_catalogue(catalogue, definitions)
        await _require_answers(conn, catalogue, definitions)
        if catalogue is not None and definitions.services:
            published = await publish_value(conn, catalogue)
            done.append(Done(published.kind, published.version))
        ((newest,),) = await (await conn.execute(SQL_NEWEST_TARIFF)).fetchall()
        for name, tariff in sorted(definitions.tariffs, key=lambda pair: pair[1].version):
            if tariff.version <= newest:
                mistake = f"{name}: version: {tariff.version} must be above {newest}, the newest published"
                raise NotPublishable([mistake])
            published = await publish_value(conn, tariff)
            done.append(Done(published.kind, published.version))
    return done


async def _require_answers(conn: Connection, catalogue: Catalogue | None, definitions: Definitions) -> None:
    """Raise :class:`NotPublishable` when a tariff asks for an answer that no form will give.

    A new definition may not take an answer away from the tariff that was published last either.
    """
    tariffs = list(definitions.tariffs)
    if definitions.services and not tariffs:
        row = await (await conn.execute(SQL_LAST_TARIFF)).fetchone()
        if row is not None:
            tariffs.append((f"tariff {row[0]}, published before", parse_tariff(str(row[1]).encode())))
    if catalogue is not None:
        _check_answers(catalogue, tariffs)


def _check_answers(catalogue: Catalogue, tariffs: Sequence[tuple[str, Tariff]]) -> None:
    mistakes = [
        f"{name}: {mistake}" for name, tariff in tariffs for mistake in check_answers(catalogue, tariff)
    ]
    if mistakes:
        raise NotPublishable(mistakes)


def _next_catalogue(held: Catalogue | None, definitions: Definitions) -> Catalogue:
    """The catalogue in force with the new definitions in the place of those with the same code."""
    services = {service.code: service for service in (held.services if held is not None else ())}
    services |= {service.code: service for _, service in definitions.services}
    catalogue = Catalogue(
        version=held.version + 1 if held is not None else 1, services=tuple(services.values())
    )
    mistakes = check_catalogue(catalogue)
    if mistakes:
        raise NotPublishable([f"catalogue {catalogue.version}: {mistake}" for mistake in mistakes])
    return catalogue


def _is_tariff(raw: bytes) -> bool:
    found = msgspec.json.decode(raw)
    return isinstance(found, dict) and "effective_from" in found


def _twice(named: Sequence[tuple[str, str]]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for name, what in named:
        if what in seen:
            yield f"{name}: {what} stands in {seen[what]} too"
        seen[what] = name
