"""Proves that the migrations make the schema that the program reads, and that an older store is migrated on
a copy, verified, exchanged in one step, and kept; a migration that fails leaves the old store in place.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.schema import CreateIndex, CreateTable
from support.store_rig import accept, new_store

from app.local_db import journal, migrate, opening, schema
from app.local_db.engine import DriverError, Raw, connect
from app.local_db.errors import StoreBusy, StoreFault, StoreLocked
from app.local_db.store import Store, open_store
from app.local_db.verify import verify


def _plain(statement: str) -> str:
    return " ".join(statement.replace("(", " ( ").replace(")", " ) ").replace(",", " , ").split())


def test_the_migrations_make_exactly_the_programs_schema(store: Store) -> None:
    expected = {_plain(schema.SEARCH_DDL)}
    with store.read() as conn:
        for table in schema.metadata.sorted_tables:
            expected.add(_plain(str(CreateTable(table).compile(conn))))
            expected |= {_plain(str(CreateIndex(index).compile(conn))) for index in table.indexes}
        found = conn.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND name NOT LIKE 'search\\_%' ESCAPE '\\' AND name <> 'alembic_version'"
        ).scalars()
        assert {_plain(sql) for sql in found} == expected
        assert conn.exec_driver_sql("PRAGMA user_version").scalar() == schema.SCHEMA_VERSION
        assert conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "0001"


def test_the_store_is_durable_and_checks_itself_by_its_settings(store: Store) -> None:
    raw: Any = store._writer._raw  # type: ignore[union-attr]
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "cell_size_check": 1,
        "trusted_schema": 0,
        "application_id": schema.APPLICATION_ID,
        "busy_timeout": 5000,
    }
    assert {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert raw.execute("PRAGMA cipher_integrity_check").fetchall() == []


def test_opening_a_store_of_this_version_never_loads_the_migrations(tmp_path: Path) -> None:
    with new_store(tmp_path / "place") as store:
        accept(store, 1)
    script = (
        "import sys; from pathlib import Path; from app.local_db.keys import Keys;"
        "from app.local_db.place import Place; from app.local_db.store import open_store;"
        "open_store(Place(Path(sys.argv[1])), Keys(bytes.fromhex(sys.argv[2]), bytes(32)), write=True);"
        "sys.exit(any(m.split('.')[0] in ('alembic', 'keyring') for m in sys.modules)"
        " or 'sqlalchemy.orm' in sys.modules)"
    )
    arguments = [str(store.place.directory), store.keys.store_key.hex()]
    assert subprocess.run([sys.executable, "-c", script, *arguments], check=False).returncode == 0


@pytest.fixture
def old_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A closed store that counts as one version older than the program."""
    with new_store(tmp_path / "place") as made:
        for number in range(1, 4):
            accept(made, number)
    raw = connect(made.place.store_file, made.keys.store_key)
    raw.execute("CREATE TABLE left_over (x)")
    raw.close()
    monkeypatch.setattr(opening, "SCHEMA_VERSION", 2)
    return made


def fake_migration(raw: Raw, version: int = 2) -> None:
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("DROP TABLE left_over")
    raw.execute("PRAGMA user_version = 2")
    raw.execute("COMMIT")


def version(path: Path, key: bytes) -> tuple[int, int]:
    raw = connect(path, key, readonly=True)
    try:
        tables = raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'left_over'").fetchone()[0]
        return raw.execute("PRAGMA user_version").fetchone()[0], tables
    finally:
        raw.close()


@pytest.mark.parametrize("write", [True, False])
def test_an_older_store_is_migrated_and_the_old_one_kept(
    old_store: Store, monkeypatch: pytest.MonkeyPatch, write: bool
) -> None:
    """Pain 22."""
    monkeypatch.setattr(migrate, "migrate_raw", fake_migration)
    place, keys = old_store.place, old_store.keys
    with open_store(place, keys, write=write) as store:
        assert verify(store).ok
        with store.read() as conn:
            assert journal.head(conn).seq == 3
    assert version(place.store_file, keys.store_key) == (2, 0)
    [kept] = place.backups.iterdir()
    assert version(kept, keys.store_key) == (1, 1)
    assert kept.name.startswith("before-migration-from-1-")
    assert sorted(p.name for p in place.directory.glob("office.db*")) == ["office.db"]


def test_a_migration_that_loses_an_entry_is_not_taken(
    old_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loses(raw: Raw, version: int = 2) -> None:
        fake_migration(raw)
        raw.execute("DELETE FROM journal WHERE seq = 3")

    monkeypatch.setattr(migrate, "migrate_raw", loses)
    with pytest.raises(StoreFault, match="same journal"):
        open_store(old_store.place, old_store.keys, write=True)
    assert version(old_store.place.store_file, old_store.keys.store_key) == (1, 1)
    monkeypatch.setattr(opening, "SCHEMA_VERSION", 1)
    with open_store(old_store.place, old_store.keys, write=True) as store:
        accept(store, 4)
        assert verify(store).ok


def test_a_migration_that_is_cut_off_is_begun_anew(old_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(raw: Raw, version: int = 2) -> None:
        raise DriverError("the power went")

    monkeypatch.setattr(migrate, "migrate_raw", cut_off)
    with pytest.raises(DriverError):
        open_store(old_store.place, old_store.keys, write=True)
    monkeypatch.setattr(migrate, "migrate_raw", fake_migration)
    with open_store(old_store.place, old_store.keys, write=True) as store:
        assert verify(store).ok


def test_a_store_that_others_have_open_is_not_migrated(old_store: Store) -> None:
    reader = connect(old_store.place.store_file, old_store.keys.store_key, readonly=True)
    reader.execute("SELECT count(*) FROM journal").fetchone()
    try:
        with pytest.raises(StoreBusy):
            open_store(old_store.place, old_store.keys, write=True)
    finally:
        reader.close()
    lock = opening.take_lock(old_store.place)
    with pytest.raises(StoreLocked):
        open_store(old_store.place, old_store.keys, write=False)
    lock.release()
    assert version(old_store.place.store_file, old_store.keys.store_key) == (1, 1)
