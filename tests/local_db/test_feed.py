"""Proves that the feed is applied in order, whole pages with their cursor or not at all, each item once
however often the centre tells it, and that an item which cannot be used stops nothing.
"""

from __future__ import annotations

import pytest
from support.store_rig import START, accept, item, new_id

from app.domain.entitlement import Entitlement
from app.domain.entry import Kind, decode
from app.domain.feed import FeedItem, FeedKind
from app.local_db import feed_log, journal
from app.local_db.errors import FeedGap
from app.local_db.feed_log import FeedCursor, PageApplied, Refused
from app.local_db.queries import applications, findings, publications, staff, upstreams
from app.local_db.store import Store
from app.local_db.verify import verify


def apply(store: Store, epoch: str, items: list[FeedItem], **given: object) -> PageApplied:
    with store.write() as conn:
        feed_log.begin_epoch(conn, epoch)
        return feed_log.apply_page(conn, epoch, items, **given)  # type: ignore[arg-type]


def cursor(store: Store) -> FeedCursor:
    with store.read() as conn:
        return feed_log.cursor(conn)


def recorded(seq: int, application: str, tracking: str = "55012988") -> FeedItem:
    data = {"application": application, "receipt": "0412-02-05-000001-0", "tracking": tracking}
    return item(seq, FeedKind.RECEIPT_RECORDED, data)


def decided(seq: int, application: str, decision: str) -> FeedItem:
    data = {
        "application": application,
        "decision": decision,
        "upstream": "passport",
        "reference": f"ref-{seq}",
        "note": {"fa": "یادداشت", "en": "note"},
    }
    return item(seq, FeedKind.APPLICATION_DECIDED, data)


def test_the_centres_words_reach_the_application(store: Store) -> None:
    application = accept(store, 1)["application"]
    apply(store, "one", [recorded(1, application), decided(2, application, "forwarded")])
    with store.read() as conn:
        row = applications.find(conn, application)
    assert row is not None
    assert (row.tracking, row.state, row.upstream, row.reference) == (
        "55012988",
        "forwarded",
        "passport",
        "ref-2",
    )
    assert (row.decision_note_fa, row.decision_note_en) == ("یادداشت", "note")
    assert cursor(store) == FeedCursor("one", 2)


def test_a_word_on_an_application_that_comes_later_is_remembered(store: Store) -> None:
    """A restored office may hear the decision before it has fetched its own entry back."""
    application = new_id()
    apply(store, "one", [recorded(1, application), decided(2, application, "issued")])
    accept(store, 1, application=application)
    with store.read() as conn:
        row = applications.find(conn, application)
    assert row is not None
    assert (row.tracking, row.state) == ("55012988", "issued")
    assert verify(store).ok


def test_a_page_told_twice_or_overlapping_changes_nothing(store: Store) -> None:
    application = accept(store, 1)["application"]
    page = [recorded(1, application), decided(2, application, "forwarded")]
    assert apply(store, "one", page) == PageApplied(applied=2)
    assert apply(store, "one", page) == PageApplied()
    assert apply(store, "one", [page[1], decided(3, application, "issued")]) == PageApplied(applied=1)
    assert cursor(store) == FeedCursor("one", 3)


def test_a_gap_applies_nothing_of_the_page(store: Store) -> None:
    application = accept(store, 1)["application"]
    with pytest.raises(FeedGap):
        apply(store, "one", [recorded(1, application), recorded(3, application)])
    with pytest.raises(FeedGap), store.write() as conn:
        feed_log.apply_page(conn, "another", [recorded(1, application)])
    assert cursor(store).seq == 0
    with store.read() as conn:
        row = applications.find(conn, application)
    assert row is not None
    assert row.tracking == ""


def test_a_restored_centre_tells_its_past_again_and_nothing_changes(store: Store) -> None:
    """Pain 15: a new epoch starts from 0; items are known by their id."""
    application = accept(store, 1)["application"]
    raised = {"finding": "f-1", "type": "amount", "application": application, "device": "d", "seq": 1}
    first = [
        recorded(1, application),
        decided(2, application, "forwarded"),
        item(3, FeedKind.FINDING_RAISED, raised),
        item(4, FeedKind.FINDING_WITHDRAWN, {"finding": "f-1"}),
        decided(5, application, "issued"),
    ]
    apply(store, "one", first)
    with store.read() as conn:
        before = applications.find(conn, application)
    again = first[:3]
    assert apply(store, "two", again) == PageApplied(repeated=3)
    assert cursor(store) == FeedCursor("two", 3)
    with store.read() as conn:
        assert applications.find(conn, application) == before
        assert findings.open_findings(conn) == []
        kept = conn.exec_driver_sql("SELECT epoch, count(*) FROM feed GROUP BY epoch ORDER BY epoch").all()
    assert [tuple(row) for row in kept] == [("one", 5), ("two", 3)]
    assert apply(store, "two", [decided(4, application, "delivered")]) == PageApplied(applied=1)
    assert verify(store).ok


def test_unknown_kinds_are_kept_and_unreadable_items_stop_nothing(store: Store) -> None:
    application = accept(store, 1)["application"]
    applied = apply(
        store,
        "one",
        [
            item(1, "weather.changed", {"sky": "blue"}),
            item(2, FeedKind.APPLICATION_DECIDED, {"application": 5}),
            item(3, FeedKind.STAFF_CHANGED, {"staff": "1001"}),
            recorded(4, application),
        ],
    )
    assert applied == PageApplied(applied=2, unreadable=2)
    assert cursor(store).seq == 4
    assert verify(store).ok


CATALOGUE = b'{"version":1,"services":[]}'
TARIFF = (
    b'{"version":%d,"year":1405,"effective_from":"2026-03-21T00:00:00Z","currency":"IRR","invented":true,'
    b'"services":{}}'
)


def test_verified_publications_are_in_force_and_refused_ones_are_journalled(store: Store) -> None:
    page = [
        item(1, FeedKind.CATALOGUE_PUBLISHED, {"version": 1, "jws": "a.b.c"}),
        item(2, FeedKind.TARIFF_PUBLISHED, {"version": 1, "jws": "a.b.c"}),
        item(3, FeedKind.TARIFF_PUBLISHED, {"version": 2, "jws": "forged"}),
        item(4, FeedKind.TARIFF_PUBLISHED, {"version": 3, "jws": "a.b.c"}),
    ]
    given = {1: CATALOGUE, 2: TARIFF % 1, 3: Refused("the signature does not match", 2), 4: TARIFF % 3}
    heard: list[frozenset[str]] = []
    store.on_change(heard.append)
    assert apply(store, "one", page, publications=given, at=START) == PageApplied(applied=3, refused=1)
    assert heard == [frozenset({"feed", "catalogue", "tariff", "journal"})]
    with store.read() as conn:
        assert publications.catalogue(conn) is not None
        assert [t.version for t in publications.tariffs(conn)] == [3, 1]
        assert publications.latest_version(conn, "tariff") == 3
        line = journal.find_line(conn, 1)
        after = conn.exec_driver_sql("SELECT after_seq FROM feed ORDER BY position").scalars().all()
    assert line is not None
    assert decode(line).kind == Kind.PUBLICATION_REFUSED
    assert decode(line).data == {"what": "tariff", "version": 2, "reason": "the signature does not match"}
    assert after == [0, 0, 0, 1]
    assert verify(store).ok


def test_a_publication_that_nobody_verified_is_not_applied(store: Store) -> None:
    with pytest.raises(ValueError, match="verified"):
        apply(store, "one", [item(1, FeedKind.CATALOGUE_PUBLISHED, {"version": 1, "jws": "x"})])
    with store.read() as conn:
        assert publications.catalogue(conn) is None


def test_staff_and_upstreams_are_as_last_told(store: Store) -> None:
    person = {"staff": "1001", "name": "مریم نمونه", "roles": ["clerk"], "active": True, "credential": 1}
    apply(
        store,
        "one",
        [
            item(1, FeedKind.STAFF_CHANGED, person),
            item(2, FeedKind.STAFF_CHANGED, person | {"roles": ["clerk", "manager"], "credential": 2}),
            item(3, FeedKind.UPSTREAM_CHANGED, {"name": "passport", "state": "down", "since": "s1"}),
            item(4, FeedKind.UPSTREAM_CHANGED, {"name": "passport", "state": "up", "since": "s2"}),
        ],
    )
    with store.read() as conn:
        assert staff.find_staff(conn, "1001") == staff.StaffRow(
            "1001", "مریم نمونه", ("clerk", "manager"), True, 2
        )
        assert [row.staff for row in staff.all_staff(conn)] == ["1001"]
        assert staff.find_staff(conn, "9") is None
        assert upstreams.states(conn) == [upstreams.UpstreamRow("passport", "up", "s2")]


def test_the_families_that_a_person_may_take_are_as_last_told(store: Store) -> None:
    person = {"staff": "1001", "name": "مریم نمونه", "roles": ["clerk"], "active": True, "credential": 1}
    limited = person | {"entitlements": [{"family": "passport", "until": "1406-12-29", "later": 1}]}
    for seq, data, expected in [
        (1, person, None),
        (2, limited, (Entitlement("passport", "1406-12-29"),)),
        (3, person | {"entitlements": []}, ()),
        (4, person, None),
    ]:
        apply(store, "one", [item(seq, FeedKind.STAFF_CHANGED, data)])
        with store.read() as conn:
            found = staff.find_staff(conn, "1001")
        assert found is not None
        assert found.entitlements == expected


def test_a_lease_ends_with_the_credential_it_was_given_for(store: Store) -> None:
    lease = staff.Lease("1001", "مریم", ("clerk", "manager"), "2026-12-01T00:00:00Z", "$argon2id$…", 1)
    person = {"staff": "1001", "name": "مریم نمونه", "roles": ["clerk"], "active": True, "credential": 1}
    with store.write() as conn:
        assert staff.lease(conn, "1001") is None
        staff.keep_lease(conn, lease)
        assert staff.lease(conn, "1001") == lease
    apply(store, "one", [item(1, FeedKind.STAFF_CHANGED, person)])
    with store.read() as conn:
        found = staff.lease(conn, "1001")
    assert found is not None
    assert (found.roles, found.name) == (("clerk",), "مریم نمونه")
    apply(store, "one", [item(2, FeedKind.STAFF_CHANGED, person | {"credential": 2})])
    with store.write() as conn:
        assert staff.lease(conn, "1001") is None
        staff.keep_lease(conn, _renewed(lease))
        assert staff.lease(conn, "1001") is not None
    apply(store, "one", [item(3, FeedKind.STAFF_CHANGED, person | {"credential": 2, "active": False})])
    with store.read() as conn:
        assert staff.lease(conn, "1001") is None


def _renewed(lease: staff.Lease) -> staff.Lease:
    return staff.Lease(lease.staff, lease.name, lease.roles, lease.lease_end, lease.verifier, 2)
