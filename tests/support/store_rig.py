"""Parts for tests of the store: places, entries and feed items of an invented office."""

from __future__ import annotations

import itertools
import os
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.domain.entry import Kind, instant
from app.domain.feed import FeedItem
from app.domain.ids import uuid7
from app.domain.receipt import make
from app.local_db import journal
from app.local_db.identity import Identity
from app.local_db.keys import Keys
from app.local_db.place import Place
from app.local_db.store import Store, create_store

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DAY = "1405-09-02"
YEAR = 1405

_ticks = itertools.count(1)


def new_id() -> str:
    return uuid7(int(START.timestamp() * 1000) + next(_ticks), os.urandom(10))


def new_identity(counter: int = 2) -> Identity:
    return Identity(
        device=str(uuid.uuid4()),
        office="0412",
        office_name="دفتر نمونه",
        counter=counter,
        centre_url="http://127.0.0.1:1",
        audience="daftar-test",
        trust={"keys": []},
    )


def new_store(directory: Path) -> Store:
    place = Place(directory)
    place.make()
    return create_store(place, Keys(os.urandom(32), os.urandom(32)), new_identity())


def application(number: int, **changes: Any) -> dict[str, Any]:
    """The data of an ``application.accepted`` entry; paid in cash unless told otherwise."""
    data: dict[str, Any] = {
        "application": new_id(),
        "request": f"request-{number}",
        "request_digest": f"{number:064x}",
        "service": "passport.renewal",
        "catalogue": 1,
        "receipt": make("0412", 2, YEAR, number),
        "day": DAY,
        "applicant": {
            "national_code": "9900000013",
            "name": {"given": "علی رضا", "family": "نمونه‌پور", "father": "حسن"},
            "mobile": "09120000000",
        },
        "fields": {"reason": "expired"},
        "fee": fee(),
        "payments": [
            {"payment": new_id(), "method": "cash", "amount_rials": 1500, "rrn": "", "terminal": ""}
        ],
        "state": "accepted",
        "offline": True,
    }
    return data | changes


def fee() -> dict[str, Any]:
    lines = [
        {"item": "state", "name": {"fa": "دولت", "en": "State"}, "payee": "treasury", "amount_rials": 1000},
        {"item": "office", "name": {"fa": "دفتر", "en": "Office"}, "payee": "office", "amount_rials": 500},
    ]
    return {"tariff_version": 1, "lines": lines, "total_rials": 1500}


def payment_taken(data: dict[str, Any], day: str = DAY) -> dict[str, Any]:
    """The data of a ``payment.taken`` entry that pays an application."""
    taken = {
        "payment": new_id(),
        "method": "card",
        "amount_rials": 1500,
        "rrn": "123456789012",
        "terminal": "12345678",
    }
    return {
        "application": data["application"],
        "receipt": data["receipt"],
        "day": day,
        "payments": [taken],
        "total_rials": 1500,
    }


def accept(store: Store, number: int, **changes: Any) -> dict[str, Any]:
    data = application(number, **changes)
    with store.write() as conn:
        journal.append(
            conn,
            kind=Kind.APPLICATION_ACCEPTED,
            staff="1001",
            data=data,
            at=START + timedelta(seconds=number),
        )
    return data


def note(store: Store, kind: str, data: dict[str, Any], second: int = 0) -> journal.Appended:
    with store.write() as conn:
        return journal.append(conn, kind=kind, staff="1001", data=data, at=START + timedelta(seconds=second))


def item(seq: int, kind: str, data: dict[str, Any], item_id: str | None = None) -> FeedItem:
    at = instant(START + timedelta(minutes=seq))
    return FeedItem(seq=seq, id=item_id or new_id(), kind=kind, at=at, data=data)
