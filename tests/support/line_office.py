"""A counter for the tests of sync: a real store, a real key, entries of the usual shape and size."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from support.centre import RunningCentre

from app.domain import receipt
from app.domain.chain import Head
from app.domain.entry import Kind, decode
from app.domain.ids import uuid7
from app.domain.signatures import Signer
from app.local_db import documents, journal, sync_state
from app.local_db.identity import Identity
from app.local_db.keys import Keys
from app.local_db.place import Place
from app.local_db.queries import documents as rows
from app.local_db.store import Store, create_store, open_store
from app.local_db.sync_state import SyncState
from app.sync import enrolment
from app.sync.sync_once import SyncOutcome, sync_once
from app.sync.transport import Centre


class TestClock:
    """A clock that is wrong by ``error`` until it hears from the centre."""

    __test__ = False

    def __init__(self, error: timedelta = timedelta(0)) -> None:
        self._error = error
        self._offset = timedelta(0)

    def now(self) -> datetime:
        """The corrected time."""
        return datetime.now(UTC) + self._error + self._offset

    def observe(self, centre_time: datetime, round_trip_ms: int) -> None:
        """Learn the centre's time."""
        self._offset = centre_time - datetime.now(UTC) - self._error


@dataclass
class Office:
    """One counter: what sync is given, and a clerk's hand."""

    store: Store
    signer: Signer
    clock: TestClock

    @property
    def device(self) -> str:
        """This counter's id."""
        return self.store.identity.device

    @property
    def code(self) -> str:
        """The office's code."""
        return self.store.identity.office

    @property
    def head(self) -> Head:
        """The journal's head."""
        with self.store.read() as conn:
            return journal.head(conn)

    @property
    def state(self) -> SyncState:
        """What the store knows of the centre."""
        with self.store.read() as conn:
            return sync_state.read(conn)

    @property
    def is_level(self) -> bool:
        """Whether the centre confirmed everything."""
        return self.state.acknowledged == self.head

    def settle_clock(self) -> bool:
        """Nothing to write about this clock."""
        return False

    def kinds(self) -> list[str]:
        """The kinds of all entries in order."""
        with self.store.read() as conn:
            return [row[0] for row in conn.exec_driver_sql("SELECT kind FROM journal ORDER BY seq")]

    def data(self, kind: str) -> list[dict[str, object]]:
        """The data of all entries of a kind."""
        with self.store.read() as conn:
            rows = conn.exec_driver_sql("SELECT bytes FROM journal WHERE kind = ? ORDER BY seq", (kind,))
            return [decode(row[0]).data for row in rows]

    def keep(self, *contents: bytes, paper: str = "photo") -> list[dict[str, object]]:
        """Keep scans in the store; how an entry names them."""
        kept = [documents.keep(self.store, content, "image/jpeg") for content in contents]
        return [
            {"paper": paper, "sha256": k.sha256, "size_bytes": k.size_bytes, "media_type": k.media_type}
            for k in kept
        ]

    def scans(self) -> list[tuple[str, int]]:
        """State and bytes at the centre of every scan that the journal names."""
        with self.store.read() as conn:
            return [(row.state, row.uploaded_bytes) for row in rows.all_named(conn)]

    def accept(
        self,
        count: int = 1,
        *,
        pad: int = 300,
        a_transaction: int = 200,
        scans: Sequence[dict[str, object]] = (),
    ) -> None:
        """Take applications, ``pad`` bytes larger than they need be, each with these ``scans``."""
        done = 0
        while done < count:
            with self.store.write() as conn:
                for _ in range(min(a_transaction, count - done)):
                    done += 1
                    now = self.clock.now()
                    running = journal.head(conn).seq + 1
                    number = receipt.make(
                        self.store.identity.office, self.store.identity.counter, 1405, running
                    )
                    journal.append(
                        conn,
                        kind=Kind.APPLICATION_ACCEPTED,
                        staff="1001",
                        data=_application(number, now, pad) | ({"documents": list(scans)} if scans else {}),
                        at=now,
                    )

    def sync(self) -> SyncOutcome:
        """``daftar sync --once``."""
        return sync_once(self.store, self.signer, self.clock)

    def centre(self) -> Centre:
        """The centre as this device sees it; the caller closes it."""
        return Centre(self.store.identity, self.signer, self.clock)

    def copy_to(self, directory: Path) -> None:
        """Copy the store's files, as a careless backup or a disk clone does. The store must be closed."""
        shutil.copytree(self.store.place.directory, directory)

    def closed(self) -> tuple[Path, Keys]:
        """Close the store; what is needed to open it again."""
        self.store.close()
        return self.store.place.directory, self.store.keys

    def copied(self, directory: Path) -> Office:
        """Close, copy the files to ``directory``, open this one again and answer with it."""
        own, keys = self.closed()
        shutil.copytree(own, directory)
        return opened(own, keys)


def opened(directory: Path, keys: Keys) -> Office:
    """The counter whose store lies in ``directory``."""
    store = open_store(Place(directory), keys, write=True)
    return Office(store, Signer(keys.device_key, store.identity.device), TestClock())


def enrolled(centre: RunningCentre, url: str, directory: Path, office: str) -> Office:
    """A new counter of a registered office, which reaches the centre at ``url``."""
    keys = Keys(os.urandom(32), os.urandom(32))
    answer = enrolment.request(
        url, office, centre.activation(office), "PC", Signer(keys.device_key, "").public_jwk()
    )
    identity = Identity(
        answer.device,
        answer.office.code,
        answer.office.name,
        answer.counter,
        url,
        answer.audience,
        answer.trust,
    )
    directory.mkdir(parents=True)
    store = create_store(Place(directory), keys, identity)
    return Office(store, Signer(keys.device_key, answer.device), TestClock())


_made = 0
_made_lock = threading.Lock()


def _application(number: str, now: datetime, pad: int) -> dict[str, object]:
    global _made
    with _made_lock:
        _made += 1
        made = _made
    return {
        "application": uuid7(int(now.timestamp() * 1000), os.urandom(10)),
        "request": f"request-{os.urandom(8).hex()}-{made}",
        "request_digest": os.urandom(32).hex(),
        "service": "passport.renewal",
        "catalogue": 1,
        "receipt": number,
        "day": "1405-09-03",
        "applicant": {
            "national_code": "9900000013",
            "name": {"given": "سارا", "family": "نمونه"},
            "mobile": "09120000000",
        },
        "fields": {"note": "x" * pad},
        "fee": {
            "tariff_version": 1,
            "lines": [
                {
                    "item": "fee",
                    "name": {"fa": "کارمزد", "en": "Fee"},
                    "payee": "office",
                    "amount_rials": 1000,
                }
            ],
            "total_rials": 1000,
        },
        "payments": [
            {
                "payment": uuid7(int(now.timestamp() * 1000), os.urandom(10)),
                "method": "cash",
                "amount_rials": 1000,
                "rrn": "",
                "terminal": "",
            }
        ],
        "state": "accepted",
        "offline": False,
    }
