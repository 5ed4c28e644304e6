"""Proves that the read tables say exactly what the two logs say: for random histories of entries and feed
items (hypothesis), for a rebuild, and that a difference is found wherever it is.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.store_rig import accept, application, item, new_id, new_store, note, payment_taken

from app.domain.entry import Kind
from app.domain.feed import FeedItem, FeedKind
from app.local_db import documents, feed_log
from app.local_db.engine import connect, connection_on
from app.local_db.feed_log import Refused
from app.local_db.projections.rebuild import differences, rebuild
from app.local_db.schema import READ_TABLES
from app.local_db.store import Store
from app.local_db.verify import verify

EVENTS_MAX = 12

_few = st.integers(0, 3)
_events = st.one_of(
    st.tuples(st.just("accept"), st.booleans()),
    st.tuples(st.just("pay"), _few),
    st.tuples(st.just("void"), _few),
    st.tuples(st.just("void-word"), st.tuples(_few, st.booleans())),
    st.tuples(st.just("refund"), _few),
    st.tuples(st.just("correct"), st.tuples(_few, st.integers(2, 3))),
    st.tuples(st.just("scan"), st.tuples(_few, st.booleans())),
    st.tuples(st.just("scan-lost"), _few),
    st.tuples(st.just("carry"), _few),
    st.tuples(st.just("outage"), _few),
    st.tuples(st.just("outage-end"), _few),
    st.tuples(st.just("unknown-entry"), _few),
    st.tuples(st.just("recorded"), _few),
    st.tuples(
        st.just("decided"), st.tuples(_few, st.sampled_from(["forwarded", "needs-correction", "issued"]))
    ),
    st.tuples(st.just("finding"), _few),
    st.tuples(st.just("finding-end"), _few),
    st.tuples(st.just("staff"), _few),
    st.tuples(st.just("upstream"), _few),
    st.tuples(st.just("vehicle"), _few),
    st.tuples(st.just("tariff"), st.tuples(_few, st.booleans())),
    st.tuples(st.just("unreadable"), _few),
    st.tuples(st.just("unknown-item"), _few),
    st.tuples(st.just("epoch"), _few),
    st.tuples(st.just("repeat"), _few),
)


class History:
    """Plays events on a store; numbers in events name one of four applications, outages, findings."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.number = 0
        self.epoch = "epoch-0"
        self.told: list[FeedItem] = []
        self.ids = [new_id() for _ in range(4)]
        self.data: dict[int, dict[str, Any]] = {}

    def play(self, event: str, given: Any) -> None:
        getattr(self, "_" + event.replace("-", "_"))(given)

    def _accept(self, paid: bool) -> None:
        self.number += 1
        place = self.number % 4
        changes: dict[str, Any] = {} if paid else {"payments": [], "state": "captured-unpaid"}
        if paid and self.number % 2:
            changes["documents"] = [self._kept(place), self._kept(place + 10)]
        self.data[place] = accept(self.store, self.number, application=self.ids[place], **changes)

    def _pay(self, place: int) -> None:
        data = self.data.get(place) or application(900 + place, application=self.ids[place])
        note(self.store, Kind.PAYMENT_TAKEN, payment_taken(data))

    def _void(self, place: int) -> None:
        data = {"application": self.ids[place], "receipt": "r", "reason": f"why {place}", "day": "1405-09-02"}
        note(self.store, Kind.APPLICATION_VOIDED, data)

    def _void_word(self, given: tuple[int, bool]) -> None:
        kind = FeedKind.VOID_RECORDED if given[1] else FeedKind.VOID_REFUSED
        self._tell(kind, {"application": self.ids[given[0]], "receipt": "r"})

    def _refund(self, place: int) -> None:
        data = self.data.get(place) or application(900 + place, application=self.ids[place])
        refunds = [payment | {"refund": new_id()} for payment in data["payments"]]
        given_back = {"application": self.ids[place], "receipt": "r", "day": "1405-09-02", "refunds": refunds}
        note(self.store, Kind.PAYMENT_REFUNDED, given_back)

    def _correct(self, given: tuple[int, int]) -> None:
        place, version = given
        applicant = {"name": {"given": f"نام {version}", "family": "تازه"}, "mobile": "09120000001"}
        data = {"application": self.ids[place], "version": version, "applicant": applicant}
        data["fields"] = {"plate": f"12ب{version:03d}-67"}
        note(self.store, Kind.APPLICATION_CORRECTED, data)

    def _kept(self, page: int) -> dict[str, Any]:
        kept = documents.keep(self.store, b"page %d" % page, "image/jpeg")
        told = {"paper": "photo", "sha256": kept.sha256, "size_bytes": kept.size_bytes}
        return told | {"media_type": kept.media_type}

    def _scan(self, given: tuple[int, bool]) -> None:
        place, is_again = given
        named = {"application": self.ids[place], "receipt": "r"}
        note(self.store, Kind.DOCUMENT_ADDED, named | self._kept(place if is_again else 20 + place))

    def _scan_lost(self, place: int) -> None:
        kept = self._kept(place)
        data = {"application": self.ids[place], "sha256": kept["sha256"], "paper": "photo"}
        note(
            self.store,
            Kind.DOCUMENT_LOST,
            data | {"receipt": "r", "reason": ("missing", "damaged")[place % 2]},
        )

    def _carry(self, place: int) -> None:
        from app.domain.entry import Entry, encode

        inner = Entry(
            seq=9,
            id=new_id(),
            kind=Kind.APPLICATION_ACCEPTED,
            at="2026-11-20T08:00:00.000Z",
            office="0412",
            device="old",
            staff="1002",
            data=application(700 + place, application=self.ids[place]),
        )
        origin = {"device": "old", "seq": 9, "hash": "00" * 32}
        note(self.store, Kind.ENTRY_CARRIED, {"origin": origin, "entry": encode(inner).decode()})

    def _outage(self, place: int) -> None:
        data = {"outage": f"o-{place}", "system": "centre", "cause": "timeout"}
        note(self.store, Kind.OUTAGE_STARTED, data, second=place)

    def _outage_end(self, place: int) -> None:
        data = {"outage": f"o-{place}", "system": "centre", "started_at": "x", "served": 3}
        note(self.store, Kind.OUTAGE_ENDED, data, second=60)

    def _unknown_entry(self, _: int) -> None:
        note(self.store, "parcel.weighed", {"grams": 5})

    def _tell(self, kind: str, data: dict[str, Any], **given: Any) -> None:
        with self.store.write() as conn:
            feed_log.begin_epoch(conn, self.epoch)
            seq = feed_log.cursor(conn).seq + 1
            told = item(seq, kind, data, **given)
            refused = data.get("refused", False)
            payload = b'{"version":%d}' % data.get("version", 0)
            publications = {seq: Refused("forged") if refused else payload}
            feed_log.apply_page(conn, self.epoch, [told], publications)
        self.told.append(told)

    def _recorded(self, place: int) -> None:
        data = {"application": self.ids[place], "receipt": "r", "tracking": f"t-{place}"}
        self._tell(FeedKind.RECEIPT_RECORDED, data)

    def _decided(self, given: tuple[int, str]) -> None:
        data = {"application": self.ids[given[0]], "decision": given[1], "upstream": "passport", "note": None}
        self._tell(FeedKind.APPLICATION_DECIDED, data)

    def _finding(self, place: int) -> None:
        data = {"finding": f"f-{place}", "type": "amount", "application": self.ids[place], "seq": place}
        self._tell(FeedKind.FINDING_RAISED, data)

    def _finding_end(self, place: int) -> None:
        self._tell(FeedKind.FINDING_WITHDRAWN, {"finding": f"f-{place}"})

    def _staff(self, place: int) -> None:
        data: dict[str, Any] = {
            "staff": f"100{place}",
            "name": "نام",
            "roles": ["clerk"],
            "active": True,
            "credential": place,
        }
        if place % 2:
            data["entitlements"] = [{"family": "passport", "until": f"1405-0{place}-01"}]
        self._tell(FeedKind.STAFF_CHANGED, data)

    def _upstream(self, place: int) -> None:
        state = ("up", "slow", "down", "up")[place]
        self._tell(FeedKind.UPSTREAM_CHANGED, {"name": "passport", "state": state, "since": f"s{place}"})

    def _vehicle(self, place: int) -> None:
        inspection = {
            "inspection": f"S-{place}",
            "centre": "319",
            "plate": "12ب345-46",
            "vin": "",
            "result": "passed",
            "at": "2026-11-01T08:00:00.000Z",
            "valid_until": "1406-08-10",
        }
        told = {"plate": "12ب345-46", "vin": "", "inspection": inspection if place % 2 else None}
        self._tell(FeedKind.VEHICLE_INSPECTED, told)

    def _tariff(self, given: tuple[int, bool]) -> None:
        self._tell(FeedKind.TARIFF_PUBLISHED, {"version": given[0], "refused": given[1]})

    def _unreadable(self, _: int) -> None:
        self._tell(FeedKind.STAFF_CHANGED, {"staff": 5})

    def _unknown_item(self, _: int) -> None:
        self._tell("weather.changed", {"sky": "blue"})

    def _epoch(self, place: int) -> None:
        self.epoch = f"epoch-{place}"

    def _repeat(self, place: int) -> None:
        if self.told:
            told = self.told[place % len(self.told)]
            self._tell(told.kind, told.data, item_id=told.id)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_events, max_size=EVENTS_MAX))
def test_after_any_history_the_read_tables_equal_a_rebuild(events: list[tuple[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder, new_store(Path(folder) / "place") as store:
        history = History(store)
        for event, given_value in events:
            history.play(event, given_value)
        assert differences(store) == []
        rebuild(store)
        assert differences(store) == []
        assert verify(store).ok


def full_history(store: Store) -> None:
    history = History(store)
    for event, value in [
        ("accept", True),
        ("accept", False),
        ("pay", 2),
        ("outage", 1),
        ("accept", True),
        ("void", 3),
        ("void-word", (3, True)),
        ("refund", 3),
        ("correct", (1, 2)),
        ("recorded", 1),
        ("decided", (1, "forwarded")),
        ("finding", 1),
        ("staff", 1),
        ("upstream", 2),
        ("vehicle", 1),
        ("tariff", (1, False)),
    ]:
        history.play(event, value)


@pytest.mark.parametrize("table", [table.name for table in READ_TABLES])
def test_a_row_that_is_missing_from_a_read_table_is_found_and_mended(store: Store, table: str) -> None:
    full_history(store)
    assert verify(store).ok
    raw = connect(store.place.store_file, store.keys.store_key)
    assert raw.execute(f"DELETE FROM {table}").rowcount > 0
    raw.close()
    found = verify(store)
    assert (found.tables, found.chain, found.ok) == ("differ", "ok", False)
    assert found.differs[0].startswith(table)
    rebuild(store)
    assert verify(store).ok


def test_one_wrong_amount_is_found(store: Store) -> None:
    full_history(store)
    raw = connect(store.place.store_file, store.keys.store_key)
    raw.execute("UPDATE payments SET amount_rials = amount_rials + 1 WHERE rrn = ''")
    raw.close()
    assert len(differences(store)) == 1


def test_a_search_index_that_lost_a_word_is_found(store: Store) -> None:
    full_history(store)
    raw = connect(store.place.store_file, store.keys.store_key)
    raw.execute("INSERT INTO search (rowid, names, numbers) VALUES (77, 'stray', '1')")
    raw.close()
    assert len(differences(store)) == 1
    rebuild(store)
    assert differences(store) == []


def test_a_rebuild_is_heard_by_every_view(store: Store) -> None:
    full_history(store)
    heard: list[frozenset[str]] = []
    store.on_change(heard.append)
    rebuild(store)
    assert {"journal", "applications", "findings", "staff"} <= heard[0]


def test_a_check_sees_one_moment_of_the_store_while_a_writer_goes_on(store: Store) -> None:
    """Otherwise what came in between looks like a difference, and a sound counter stops accepting."""
    accept(store, 1)
    with store.raw_read() as held, connection_on(held) as source:
        count = "SELECT count(*) FROM journal"
        before = source.exec_driver_sql(count).scalar_one()
        accept(store, 2)
        assert source.exec_driver_sql(count).scalar_one() == before
    with store.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM journal").scalar_one() == before + 1
