"""The centre's database: migrated once whoever asks, durable, and waiting for nobody who is not there."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from support.centre import Postgres

from central import schema, signing
from central.database import Database, open_database
from central.epoch import current_epoch


@pytest.fixture
def empty_database(postgres: Postgres):
    url = postgres.fresh()
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("DROP SCHEMA public CASCADE")
        conn.execute("CREATE SCHEMA public")
    yield url
    postgres.drop(url)


def tables(url: str) -> set[str]:
    with psycopg.connect(url) as conn:
        return {
            row[0]
            for row in conn.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        }


def test_many_processes_that_migrate_at_once_make_one_schema(empty_database: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        revisions = list(pool.map(schema.migrate, [empty_database] * 4))
    assert set(revisions) == {schema.newest_revision()}
    assert schema.revision(empty_database) == schema.newest_revision()
    assert {"journal", "feed", "devices", "receipts", "findings"} <= tables(empty_database)


def test_a_migration_that_fails_leaves_nothing_behind(empty_database: str) -> None:
    with psycopg.connect(empty_database, autocommit=True) as conn:
        conn.execute("CREATE TABLE publications (mine text)")
    with pytest.raises(Exception, match="publications"):
        schema.migrate(empty_database)
    assert tables(empty_database) == {"publications"}


def test_a_database_newer_than_the_program_is_left_alone(empty_database: str) -> None:
    schema.migrate(empty_database)
    with psycopg.connect(empty_database, autocommit=True) as conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Exception, match="9999"):
        schema.migrate(empty_database)


def test_exactly_one_database_must_be_named(tmp_path: Path) -> None:
    async def opened(**where: object) -> None:
        async with open_database(**where):  # type: ignore[arg-type]
            raise AssertionError

    for where in ({}, {"url": "postgresql://x", "data_dir": tmp_path}):
        with pytest.raises(ValueError, match="name a database"):
            asyncio.run(opened(**where))


def test_acknowledged_means_durable_whatever_the_server_defaults_to(postgres: Postgres) -> None:
    url = postgres.fresh()
    with psycopg.connect(url, autocommit=True) as conn:
        name = sql.Identifier(conn.info.dbname)
        conn.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(name))

    async def ask() -> str:
        async with open_database(url=url) as database, database.transaction() as conn:
            ((value,),) = await (await conn.execute("SHOW synchronous_commit")).fetchall()
            return str(value)

    assert asyncio.run(ask()) == "on"
    postgres.drop(url)


def test_keys_and_the_first_epoch_are_made_once_however_many_ask(postgres: Postgres) -> None:
    url = postgres.fresh()

    async def ask(database: Database) -> tuple[str, str, str]:
        async with database.transaction() as conn:
            token = await signing.signer(conn, signing.Purpose.TOKEN)
            publication = await signing.signer(conn, signing.Purpose.PUBLICATION)
            return token.kid, publication.kid, await current_epoch(conn)

    async def ask_at_once() -> list[tuple[str, str, str]]:
        async with open_database(url=url) as database:
            return await asyncio.gather(*(ask(database) for _ in range(8)))

    answers = asyncio.run(ask_at_once())
    assert len(set(answers)) == 1
    assert answers[0][0] != answers[0][1]
    postgres.drop(url)
