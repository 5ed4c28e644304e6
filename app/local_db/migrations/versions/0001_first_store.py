"""The first store.

The statements are frozen once 0.1.0 is released: later versions add migrations and never edit this one.
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE applications (
    seq INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    application TEXT NOT NULL,
    request TEXT NOT NULL,
    request_digest TEXT NOT NULL,
    receipt TEXT NOT NULL,
    service TEXT NOT NULL,
    given TEXT NOT NULL,
    family TEXT NOT NULL,
    national_code TEXT NOT NULL,
    mobile TEXT NOT NULL,
    more_numbers TEXT NOT NULL,
    amount_rials INTEGER NOT NULL,
    paid_rials INTEGER NOT NULL,
    payees TEXT NOT NULL,
    at TEXT NOT NULL,
    day TEXT NOT NULL,
    staff TEXT NOT NULL,
    offline INTEGER NOT NULL,
    tariff_version INTEGER NOT NULL,
    tracking TEXT,
    decision TEXT,
    decision_note_fa TEXT NOT NULL,
    decision_note_en TEXT NOT NULL,
    upstream TEXT NOT NULL,
    reference TEXT NOT NULL,
    barcode TEXT NOT NULL,
    version INTEGER NOT NULL,
    content_seq INTEGER NOT NULL,
    decided_version INTEGER NOT NULL,
    voided_at TEXT,
    voided_by TEXT NOT NULL,
    void_reason TEXT NOT NULL,
    void_word TEXT NOT NULL,
    refunded_rials INTEGER NOT NULL,
    state TEXT GENERATED ALWAYS AS (
        CASE WHEN decision = 'needs-correction' AND decided_version < version THEN 'corrected'
        WHEN decision = 'issued' AND barcode <> '' THEN 'posted'
        WHEN decision IS NOT NULL THEN decision
        WHEN voided_at IS NOT NULL AND void_word <> 'refused' THEN
        CASE WHEN refunded_rials > 0 THEN 'refunded' ELSE 'voided' END
        WHEN paid_rials < amount_rials THEN 'captured-unpaid'
        WHEN tracking IS NOT NULL THEN 'recorded' ELSE 'accepted' END) VIRTUAL,
    PRIMARY KEY (seq)
)
 STRICT;

CREATE INDEX applications_by_day ON applications (day);

CREATE UNIQUE INDEX applications_by_id ON applications (application);

CREATE INDEX applications_by_receipt ON applications (receipt);

CREATE INDEX applications_by_request ON applications (request);

CREATE INDEX applications_by_state ON applications (state, seq) WHERE state <> 'accepted';

CREATE TABLE charges (
    charge TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    staff TEXT NOT NULL,
    about TEXT NOT NULL,
    asked_of TEXT NOT NULL,
    amount_rials INTEGER NOT NULL,
    why TEXT NOT NULL,
    code TEXT NOT NULL,
    charged_rials INTEGER NOT NULL,
    rrn TEXT NOT NULL,
    terminal TEXT NOT NULL,
    card TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    receipt TEXT NOT NULL,
    settled_at TEXT NOT NULL,
    settled_by TEXT NOT NULL,
    PRIMARY KEY (charge)
)
 STRICT;

CREATE INDEX charges_by_slip ON charges (rrn) WHERE rrn <> '';

CREATE INDEX charges_open ON charges (asked_at) WHERE state IN ('asked', 'taken');

CREATE TABLE documents (
    place INTEGER NOT NULL,
    application TEXT NOT NULL,
    receipt TEXT NOT NULL,
    paper TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    lost TEXT NOT NULL,
    PRIMARY KEY (place)
)
 STRICT;

CREATE INDEX documents_by_application ON documents (application);

CREATE INDEX documents_by_sha256 ON documents (sha256);

CREATE INDEX documents_lost ON documents (place) WHERE lost <> '';

CREATE TABLE drafts (
    id TEXT NOT NULL,
    staff TEXT NOT NULL,
    service TEXT NOT NULL,
    begun_at TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    pages TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE feed (
    position INTEGER NOT NULL,
    epoch TEXT NOT NULL,
    seq INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    item BLOB NOT NULL,
    after_seq INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    payload BLOB,
    PRIMARY KEY (position)
)
 STRICT;

CREATE INDEX feed_by_id ON feed (id);

CREATE UNIQUE INDEX feed_by_seq ON feed (epoch, seq);

CREATE TABLE feed_cursor (
    id INTEGER NOT NULL CHECK (id = 1),
    epoch TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE findings (
    finding TEXT NOT NULL,
    type TEXT NOT NULL,
    application TEXT,
    receipt TEXT,
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    note_fa TEXT NOT NULL,
    note_en TEXT NOT NULL,
    raised_at TEXT NOT NULL,
    withdrawn_at TEXT,
    PRIMARY KEY (finding)
)
 STRICT;

CREATE INDEX findings_open ON findings (application) WHERE withdrawn_at IS NULL;

CREATE TABLE identity (
    id INTEGER NOT NULL CHECK (id = 1),
    device TEXT NOT NULL,
    office TEXT NOT NULL,
    office_name TEXT NOT NULL,
    counter INTEGER NOT NULL,
    centre_url TEXT NOT NULL,
    audience TEXT NOT NULL,
    trust TEXT NOT NULL,
    PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE journal (
    seq INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (seq),
    CHECK (length(hash) = 32)
)
 STRICT;

CREATE TABLE leases (
    staff TEXT NOT NULL,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    lease_end TEXT NOT NULL,
    verifier TEXT NOT NULL,
    credential INTEGER NOT NULL,
    PRIMARY KEY (staff)
)
 STRICT;

CREATE TABLE mentions (
    application TEXT NOT NULL,
    seq INTEGER NOT NULL,
    item TEXT NOT NULL,
    PRIMARY KEY (application, seq, item)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE outages (
    outage TEXT NOT NULL,
    system TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    cause TEXT NOT NULL,
    served INTEGER NOT NULL,
    PRIMARY KEY (outage)
)
 STRICT;

CREATE INDEX outages_by_start ON outages (started_at);

CREATE INDEX outages_open ON outages (system) WHERE ended_at IS NULL;

CREATE TABLE outcomes (
    application TEXT NOT NULL,
    tracking TEXT,
    decision TEXT,
    decision_note_fa TEXT NOT NULL,
    decision_note_en TEXT NOT NULL,
    upstream TEXT NOT NULL,
    reference TEXT NOT NULL,
    barcode TEXT NOT NULL,
    decided_version INTEGER NOT NULL,
    void_word TEXT NOT NULL,
    identity TEXT,
    PRIMARY KEY (application)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE payments (
    place INTEGER NOT NULL,
    application TEXT NOT NULL,
    payment TEXT NOT NULL,
    receipt TEXT NOT NULL,
    seq INTEGER NOT NULL,
    later INTEGER NOT NULL,
    method TEXT NOT NULL,
    amount_rials INTEGER NOT NULL,
    rrn TEXT NOT NULL,
    terminal TEXT NOT NULL,
    day TEXT NOT NULL,
    at TEXT NOT NULL,
    staff TEXT NOT NULL,
    PRIMARY KEY (place)
)
 STRICT;

CREATE INDEX payments_by_slip ON payments (rrn) WHERE rrn <> '';

CREATE UNIQUE INDEX payments_later ON payments (application, payment) WHERE later = 1;

CREATE INDEX payments_later_by_day ON payments (day) WHERE later = 1;

CREATE TABLE publications (
    what TEXT NOT NULL,
    version INTEGER NOT NULL,
    payload BLOB NOT NULL,
    jws TEXT NOT NULL,
    PRIMARY KEY (what, version)
)
 STRICT;

CREATE TABLE refunds (
    place INTEGER NOT NULL,
    application TEXT NOT NULL,
    refund TEXT NOT NULL,
    payment TEXT NOT NULL,
    receipt TEXT NOT NULL,
    seq INTEGER NOT NULL,
    method TEXT NOT NULL,
    amount_rials INTEGER NOT NULL,
    rrn TEXT NOT NULL,
    terminal TEXT NOT NULL,
    day TEXT NOT NULL,
    at TEXT NOT NULL,
    staff TEXT NOT NULL,
    PRIMARY KEY (place)
)
 STRICT;

CREATE INDEX refunds_by_day ON refunds (day);

CREATE UNIQUE INDEX refunds_by_id ON refunds (application, refund);

CREATE TABLE staff (
    staff TEXT NOT NULL,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    active INTEGER NOT NULL,
    credential INTEGER NOT NULL,
    entitlements TEXT,
    PRIMARY KEY (staff)
)
 STRICT;

CREATE TABLE sync_state (
    id INTEGER NOT NULL CHECK (id = 1),
    acknowledged_seq INTEGER NOT NULL,
    acknowledged_hash BLOB NOT NULL,
    sending_seq INTEGER NOT NULL,
    sending_unknown INTEGER NOT NULL,
    last_exchange_at TEXT,
    clock_offset_ms INTEGER NOT NULL,
    fork_seq INTEGER,
    refused TEXT,
    link TEXT NOT NULL,
    link_since TEXT NOT NULL,
    PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE upload_cursor (
    id INTEGER NOT NULL CHECK (id = 1),
    place INTEGER NOT NULL,
    PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE uploads (
    sha256 TEXT NOT NULL,
    uploaded_bytes INTEGER NOT NULL,
    held INTEGER NOT NULL,
    PRIMARY KEY (sha256)
)
 WITHOUT ROWID, STRICT;

CREATE TABLE upstreams (
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (name)
)
 STRICT;

CREATE TABLE vehicles (
    plate TEXT NOT NULL,
    vin TEXT NOT NULL,
    heard_at TEXT NOT NULL,
    inspection TEXT,
    PRIMARY KEY (plate, vin)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX vehicles_by_vin ON vehicles (vin) WHERE vin <> ''
"""

SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(names, numbers, content='', columnsize=0,"
    " tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4 5')"
)


def upgrade() -> None:
    for statement in TABLES.split(";"):
        op.get_bind().exec_driver_sql(statement.strip())
    op.get_bind().exec_driver_sql(SEARCH)
