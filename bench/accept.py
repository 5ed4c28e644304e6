"""``accept``: one application through the real use case, durable, against a bare sqlcipher3 transaction.

The bare one writes the very same journal row, read rows (application, payment) and search row into tables
of the same shape (same indexes), with the same cipher, WAL and ``synchronous=FULL``, and does nothing else:
no check, no fee, no number, no look for a request or a card slip that came before. Milliseconds an
application.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from sqlcipher3 import dbapi2

from app.local_db import search
from app.local_db.projections.payments import PLACES
from app.office.accept import accept
from bench.measure import Result, interleave
from bench.office import BenchOffice

PER_ROUND = 50
RUNS = 41
TABLES = ("journal", "applications", "payments")
_driver: Any = dbapi2  # has no type hints


def measure(office: BenchOffice, directory: Path) -> Result:
    """Measure; the office's store grows by what it accepts."""
    requests = iter(office.requests(PER_ROUND * (RUNS + 2), "accept"))
    bare = BareStore(directory / "bare.db", office)
    written: list[Rows] = []

    def ours() -> float:
        batch = list(itertools.islice(requests, PER_ROUND))
        began = time.perf_counter()
        accepted = [accept(office.counter, office.session, request) for request in batch]
        took = time.perf_counter() - began
        written[:] = [rows_of(office, one.seq) for one in accepted]
        return took / PER_ROUND * 1000

    def limit() -> float:
        if not written:  # the very first round: something to write
            first = [accept(office.counter, office.session, r) for r in itertools.islice(requests, PER_ROUND)]
            written[:] = [rows_of(office, one.seq) for one in first]
        rows = [bare.renumbered(one) for one in written]
        began = time.perf_counter()
        for one in rows:
            bare.write(one)
        return (time.perf_counter() - began) / PER_ROUND * 1000

    result = interleave("accept", "ms an application", ours, limit, runs=RUNS)
    bare.close()
    return result


Rows = list[tuple[str, tuple[Any, ...]]]
"""Table and values of each row that one application wrote."""


def rows_of(office: BenchOffice, seq: int) -> Rows:
    """What accepting wrote: the journal row, the read rows, the search row's texts."""
    rows: Rows = []
    with office.counter.store.read() as conn:
        for table in TABLES:
            names = ", ".join(columns(conn.exec_driver_sql, table))
            found = conn.exec_driver_sql(f"SELECT {names} FROM {table} WHERE seq = ?", (seq,))
            rows += [(table, tuple(row)) for row in found]
    return [*rows, ("search", _search_row(office, seq))]


def _search_row(office: BenchOffice, seq: int) -> tuple[Any, ...]:
    """The index keeps no text of its own: take the texts from the statement that writes them."""
    caught: list[tuple[Any, ...]] = []
    with office.counter.store.read() as conn:
        row = conn.exec_driver_sql(
            "SELECT given, family, national_code, mobile, more_numbers FROM applications WHERE seq = ?",
            (seq,),
        ).one()
    with mock.patch.object(search, "run", lambda _conn, _sql, values: caught.append(values)):
        search.insert(mock.Mock(), seq, f"{row[0]} {row[1]}", row[2:])
    return caught[0]


def columns(execute: Callable[[str], Any], table: str) -> list[str]:
    """The columns of a table that are written; SQLite computes the others."""
    return [row[1] for row in execute(f"PRAGMA table_info({table})")]


class BareStore:
    """A SQLCipher file with the same four tables and nothing above the driver."""

    def __init__(self, file: Path, office: BenchOffice) -> None:
        self._conn = _driver.connect(str(file), isolation_level=None)
        self._conn.execute(f"PRAGMA key = \"x'{office.counter.store.keys.store_key.hex()}'\"")
        self._conn.execute("PRAGMA journal_mode = WAL")
        self._conn.execute("PRAGMA synchronous = FULL")
        with office.counter.store.read() as conn:
            made = conn.exec_driver_sql(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name IN"
                " ('journal', 'applications', 'payments', 'search') ORDER BY type = 'index'"
            ).scalars()
            for statement in made:
                self._conn.execute(statement)
        self._seq = 0
        self._inserts: dict[str, str] = {"search": search._INSERT}
        self._columns = {table: columns(self._conn.execute, table) for table in TABLES}
        self._columns["search"] = ["seq", "names", "numbers"]
        for table in TABLES:
            names = self._columns[table]
            places = ", ".join("?" * len(names))
            self._inserts[table] = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"

    def renumbered(self, rows: Rows) -> Rows:
        """The same rows as those of the next entry, so that nothing is written over."""
        self._seq += 1
        mark = f"-{self._seq}"

        def renewed(column: str, value: Any, place: int) -> Any:
            new = {"seq": self._seq, "place": self._seq * PLACES + place}
            return new.get(column, f"{value}{mark}" if value and column in UNIQUE else value)

        return [
            (table, tuple(map(renewed, self._columns[table], values, itertools.repeat(place))))
            for place, (table, values) in enumerate(rows)
        ]

    def write(self, rows: Rows) -> None:
        """One durable transaction."""
        execute = self._conn.execute
        execute("BEGIN IMMEDIATE")
        for table, values in rows:
            execute(self._inserts[table], values)
        execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._conn.close()


UNIQUE = frozenset({"application", "request", "receipt", "payment", "rrn"})
