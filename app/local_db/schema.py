"""The tables of the store, as they are at :data:`SCHEMA_VERSION` (drawn in docs/store.md).

Three sorts: logs (``journal``, ``feed``) that are only appended to; read tables, made from the logs
alone and rebuilt at will; and state that has another owner (``identity``, ``sync_state``,
``feed_cursor``, ``leases``, ``uploads``, ``upload_cursor``, ``charges``, ``drafts``). Migrations make the
tables; a test holds the two equal.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    column,
    table,
    text,
)

SCHEMA_VERSION = 1
"""``PRAGMA user_version`` of a store of this program; equal to the newest migration's number."""

APPLICATION_ID = 0x44465452
"""``PRAGMA application_id``: ``DFTR``."""

metadata = MetaData()


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


def _integer(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=null)


def _table(name: str, *parts: Any, rowid: bool = True) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)


def _seq() -> Column[int]:
    return Column("seq", Integer, primary_key=True, autoincrement=False)


# Logs -----------------------------------------------------------------------------------------------

journal = _table(
    "journal",
    _seq(),
    _text("id"),
    _text("kind"),
    Column("bytes", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    CheckConstraint("length(hash) = 32"),
)

feed = _table(
    "feed",
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("epoch"),
    _integer("seq"),
    _text("id"),
    _text("kind"),
    Column("item", LargeBinary, nullable=False),
    _integer("after_seq"),
    _text("outcome"),
    Column("payload", LargeBinary, nullable=True),
    Index("feed_by_seq", "epoch", "seq", unique=True),
    Index("feed_by_id", "id"),
)

# State with an owner of its own ---------------------------------------------------------------------

identity = _table(
    "identity",
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    _text("device"),
    _text("office"),
    _text("office_name"),
    _integer("counter"),
    _text("centre_url"),
    _text("audience"),
    _text("trust"),
)

sync_state = _table(
    "sync_state",
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    _integer("acknowledged_seq"),
    Column("acknowledged_hash", LargeBinary, nullable=False),
    _integer("sending_seq"),
    _integer("sending_unknown"),
    _text("last_exchange_at", null=True),
    _integer("clock_offset_ms"),
    _integer("fork_seq", null=True),
    _text("refused", null=True),
    _text("link"),
    _text("link_since"),
)

feed_cursor = _table(
    "feed_cursor",
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    _text("epoch"),
    _integer("seq"),
)

uploads = _table(
    "uploads",
    Column("sha256", Text, primary_key=True),
    _integer("uploaded_bytes"),
    _integer("held"),
    rowid=False,
)

upload_cursor = _table(
    "upload_cursor",
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    _integer("place"),
)

leases = _table(
    "leases",
    Column("staff", Text, primary_key=True),
    _text("name"),
    _text("roles"),
    _text("lease_end"),
    _text("verifier"),
    _integer("credential"),
)

charges = _table(
    "charges",
    Column("charge", Text, primary_key=True),
    _text("state"),
    _text("asked_at"),
    _text("staff"),
    _text("about"),
    _text("asked_of"),
    _integer("amount_rials"),
    _text("why"),
    _text("code"),
    _integer("charged_rials"),
    _text("rrn"),
    _text("terminal"),
    _text("card"),
    _text("taken_at"),
    _text("receipt"),
    _text("settled_at"),
    _text("settled_by"),
    Index("charges_open", "asked_at", sqlite_where=text("state IN ('asked', 'taken')")),
    Index("charges_by_slip", "rrn", sqlite_where=text("rrn <> ''")),
)
"""What a card terminal was asked for, written before it is asked (docs/card-terminals.md).

No journal entry: a charge is a question between two machines of this office and of itself pays for nothing.
What it paid for is in the journal, with its slip; what it did not must be looked after here, at this
counter's terminal, and the centre could do nothing about it.
"""

drafts = _table(
    "drafts",
    Column("id", Text, primary_key=True),
    _text("staff"),
    _text("service"),
    _text("begun_at"),
    _text("saved_at"),
    _text("pages"),
    Column("content", LargeBinary, nullable=False),
)
"""What was typed for an application that is not accepted yet; ``id`` is the request's.

It stands in no log: a draft changes with every key and says nothing that happened. In the journal each
half-typed name would be kept for ever, chained, and sent to the centre.
"""

# Read tables ----------------------------------------------------------------------------------------

applications = _table(
    "applications",
    _seq(),
    _integer("ordinal"),
    _text("application"),
    _text("request"),
    _text("request_digest"),
    _text("receipt"),
    _text("service"),
    _text("given"),
    _text("family"),
    _text("national_code"),
    _text("mobile"),
    _text("more_numbers"),
    _integer("amount_rials"),
    _integer("paid_rials"),
    _text("payees"),
    _text("at"),
    _text("day"),
    _text("staff"),
    _integer("offline"),
    _integer("tariff_version"),
    _text("tracking", null=True),
    _text("decision", null=True),
    _text("decision_note_fa"),
    _text("decision_note_en"),
    _text("upstream"),
    _text("reference"),
    _text("barcode"),
    _integer("version"),
    _integer("content_seq"),
    _integer("decided_version"),
    _text("voided_at", null=True),
    _text("voided_by"),
    _text("void_reason"),
    _text("void_word"),
    _integer("refunded_rials"),
    Column(
        "state",
        Text,
        Computed(
            "CASE WHEN decision = 'needs-correction' AND decided_version < version THEN 'corrected'"
            " WHEN decision = 'issued' AND barcode <> '' THEN 'posted'"
            " WHEN decision IS NOT NULL THEN decision"
            " WHEN voided_at IS NOT NULL AND void_word <> 'refused' THEN"
            " CASE WHEN refunded_rials > 0 THEN 'refunded' ELSE 'voided' END"
            " WHEN paid_rials < amount_rials THEN 'captured-unpaid'"
            " WHEN tracking IS NOT NULL THEN 'recorded' ELSE 'accepted' END",
            persisted=False,
        ),
    ),
    Index("applications_by_id", "application", unique=True),
    Index("applications_by_request", "request"),
    Index("applications_by_receipt", "receipt"),
    Index("applications_by_day", "day"),
    Index("applications_by_state", "state", "seq", sqlite_where=text("state <> 'accepted'")),
)

outcomes = _table(
    "outcomes",
    Column("application", Text, primary_key=True),
    _text("tracking", null=True),
    _text("decision", null=True),
    _text("decision_note_fa"),
    _text("decision_note_en"),
    _text("upstream"),
    _text("reference"),
    _text("barcode"),
    _integer("decided_version"),
    _text("void_word"),
    _text("identity", null=True),
    rowid=False,
)

payments = _table(
    "payments",
    Column("place", Integer, primary_key=True, autoincrement=False),
    _text("application"),
    _text("payment"),
    _text("receipt"),
    _integer("seq"),
    _integer("later"),
    _text("method"),
    _integer("amount_rials"),
    _text("rrn"),
    _text("terminal"),
    _text("day"),
    _text("at"),
    _text("staff"),
    Index("payments_later", "application", "payment", unique=True, sqlite_where=text("later = 1")),
    Index("payments_later_by_day", "day", sqlite_where=text("later = 1")),
    Index("payments_by_slip", "rrn", sqlite_where=text("rrn <> ''")),
)

refunds = _table(
    "refunds",
    Column("place", Integer, primary_key=True, autoincrement=False),
    _text("application"),
    _text("refund"),
    _text("payment"),
    _text("receipt"),
    _integer("seq"),
    _text("method"),
    _integer("amount_rials"),
    _text("rrn"),
    _text("terminal"),
    _text("day"),
    _text("at"),
    _text("staff"),
    Index("refunds_by_id", "application", "refund", unique=True),
    Index("refunds_by_day", "day"),
)

documents = _table(
    "documents",
    Column("place", Integer, primary_key=True, autoincrement=False),
    _text("application"),
    _text("receipt"),
    _text("paper"),
    _text("sha256"),
    _text("media_type"),
    _integer("size_bytes"),
    _integer("seq"),
    _text("lost"),
    Index("documents_by_application", "application"),
    Index("documents_by_sha256", "sha256"),
    Index("documents_lost", "place", sqlite_where=text("lost <> ''")),
)

staff = _table(
    "staff",
    Column("staff", Text, primary_key=True),
    _text("name"),
    _text("roles"),
    _integer("active"),
    _integer("credential"),
    _text("entitlements", null=True),
)

publications = _table(
    "publications",
    Column("what", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("payload", LargeBinary, nullable=False),
    _text("jws"),
)

upstreams = _table(
    "upstreams",
    Column("name", Text, primary_key=True),
    _text("state"),
    _text("since"),
)

vehicles = _table(
    "vehicles",
    Column("plate", Text, primary_key=True),
    Column("vin", Text, primary_key=True),
    _text("heard_at"),
    _text("inspection", null=True),
    Index("vehicles_by_vin", "vin", sqlite_where=text("vin <> ''")),
    rowid=False,
)

findings = _table(
    "findings",
    Column("finding", Text, primary_key=True),
    _text("type"),
    _text("application", null=True),
    _text("receipt", null=True),
    _text("device"),
    _integer("seq"),
    _text("note_fa"),
    _text("note_en"),
    _text("raised_at"),
    _text("withdrawn_at", null=True),
    Index("findings_open", "application", sqlite_where=text("withdrawn_at IS NULL")),
)

mentions = _table(
    "mentions",
    Column("application", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("item", Text, primary_key=True),
    rowid=False,
)

outages = _table(
    "outages",
    Column("outage", Text, primary_key=True),
    _text("system"),
    _text("started_at"),
    _text("ended_at", null=True),
    _text("cause"),
    _integer("served"),
    Index("outages_by_start", "started_at"),
    Index("outages_open", "system", sqlite_where=text("ended_at IS NULL")),
)

READ_TABLES: tuple[Table, ...] = (
    applications,
    outcomes,
    payments,
    refunds,
    documents,
    staff,
    publications,
    upstreams,
    vehicles,
    findings,
    mentions,
    outages,
)
"""Made from the logs alone; :mod:`app.local_db.projections.rebuild` drops and refills them."""

SEARCH_DDL = (
    "CREATE VIRTUAL TABLE search USING fts5(names, numbers, content='', columnsize=0,"
    " tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4 5')"
)
"""The full-text index over applications; its rowid is the application's seq. Keeps no text of its own."""

search = table("search", column("rowid"), column("names"), column("numbers"))
