"""Offices and devices, the journal, the feed, and what the projector and the relay make of them."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

OFFICES = """
CREATE TABLE offices (
    office      text PRIMARY KEY CHECK (office ~ '^[0-9]{4}$'),
    name        text NOT NULL,
    -- the highest counter ever given: a counter is never given twice, receipt numbers rest on it
    last_counter smallint NOT NULL DEFAULT 0 CHECK (last_counter BETWEEN 0 AND 99),
    added_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE devices (
    device      uuid PRIMARY KEY,
    office      text NOT NULL REFERENCES offices,
    counter     smallint NOT NULL CHECK (counter BETWEEN 1 AND 99),
    name        text NOT NULL,
    -- raw Ed25519 public key
    public_key  bytea NOT NULL CHECK (length(public_key) = 32),
    -- end of the journal as durably held; moved only by the transaction that writes the entries
    head_seq    bigint NOT NULL DEFAULT 0,
    head_hash   bytea NOT NULL CHECK (length(head_hash) = 32),
    head_at     timestamptz,
    enrolled_at timestamptz NOT NULL DEFAULT now(),
    seen_at     timestamptz,
    revoked_at  timestamptz,
    revoked_reason text,
    UNIQUE (office, counter)
) WITH (fillfactor = 50);

CREATE TABLE activations (
    code_hash   bytea PRIMARY KEY,
    office      text NOT NULL REFERENCES offices,
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz,
    device      uuid REFERENCES devices
);

CREATE TABLE staff (
    office      text NOT NULL REFERENCES offices,
    staff       text NOT NULL,
    name        text NOT NULL,
    roles       text[] NOT NULL,
    -- argon2id, PHC string
    password_hash text NOT NULL,
    -- goes up with each change; a device's lease of an older one ends
    credential  integer NOT NULL DEFAULT 1,
    active      boolean NOT NULL DEFAULT true,
    changed_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (office, staff)
);

CREATE TABLE used_jti (
    device      uuid NOT NULL,
    jti         text NOT NULL,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (device, jti)
);
CREATE INDEX used_jti_expires ON used_jti (expires_at);

CREATE TABLE attempts (
    bucket      text PRIMARY KEY,
    window_ends timestamptz NOT NULL,
    failures    integer NOT NULL
);
"""

LOGS = """
CREATE TABLE journal (
    device      uuid NOT NULL,
    seq         bigint NOT NULL,
    -- the entry's exact bytes, without newline
    line        bytea NOT NULL,
    -- the chained hash up to and with this entry
    hash        bytea NOT NULL,
    PRIMARY KEY (device, seq)
);
-- A compressed long line would cost the ingest more than the bytes it saves.
ALTER TABLE journal ALTER COLUMN line SET STORAGE EXTERNAL;

CREATE TABLE feed_counters (
    office      text PRIMARY KEY REFERENCES offices,
    -- the last seq given; locked by the transaction that writes items, so that they show in order
    seq         bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE TABLE feed (
    office      text NOT NULL,
    seq         bigint NOT NULL,
    id          uuid NOT NULL UNIQUE,
    kind        text NOT NULL,
    at          timestamptz NOT NULL DEFAULT now(),
    data        json NOT NULL,
    PRIMARY KEY (office, seq)
);

CREATE TABLE epochs (
    number      integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    epoch       uuid NOT NULL UNIQUE,
    reason      text NOT NULL,
    started_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE signing_keys (
    kid         text PRIMARY KEY,
    purpose     text NOT NULL CHECK (purpose IN ('publication', 'token')),
    -- Ed25519 seed; whoever holds the database holds the centre
    seed        bytea NOT NULL CHECK (length(seed) = 32),
    made_at     timestamptz NOT NULL DEFAULT now(),
    retired_at  timestamptz
);

CREATE TABLE publications (
    kind        text NOT NULL CHECK (kind IN ('catalogue', 'tariff')),
    version     integer NOT NULL CHECK (version >= 1),
    jws         text NOT NULL,
    payload     json NOT NULL,
    published_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, version)
);
"""

PROJECTIONS = """
CREATE TABLE projector_cursors (
    device      uuid PRIMARY KEY REFERENCES devices,
    -- the last entry whose rows and feed items are written
    seq         bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE TABLE applications (
    application uuid PRIMARY KEY,
    office      text NOT NULL REFERENCES offices,
    device      uuid NOT NULL,
    seq         bigint NOT NULL,
    request     text NOT NULL,
    service     text NOT NULL,
    receipt     text NOT NULL,
    -- the applicant's national code (or other number): who it is for, to find the same request elsewhere
    person      text NOT NULL,
    staff       text NOT NULL,
    day         text NOT NULL,
    accepted_at timestamptz NOT NULL,
    catalogue_version integer NOT NULL,
    tariff_version integer NOT NULL,
    total_rials bigint NOT NULL,
    paid_rials  bigint NOT NULL DEFAULT 0,
    -- app.domain.application.State
    state       text NOT NULL,
    offline     boolean NOT NULL,
    tracking    text UNIQUE,
    upstream    text,
    reference   text,
    decided_at  timestamptz,
    note        json
) WITH (fillfactor = 80);
CREATE INDEX applications_person ON applications (person, service, accepted_at);
CREATE INDEX applications_office_day ON applications (office, day);
CREATE INDEX applications_device_seq ON applications (device, seq);

CREATE TABLE receipts (
    receipt     text PRIMARY KEY,
    office      text NOT NULL REFERENCES offices,
    device      uuid NOT NULL,
    seq         bigint NOT NULL,
    application uuid NOT NULL,
    service     text NOT NULL,
    day         text NOT NULL,
    at          timestamptz NOT NULL,
    tariff_version integer NOT NULL,
    -- [{"item","name":{"fa","en"},"payee","amount_rials"}]
    lines       json NOT NULL,
    total_rials bigint NOT NULL,
    paid_rials  bigint NOT NULL DEFAULT 0,
    recorded_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 80);
CREATE INDEX receipts_office_day ON receipts (office, day);
CREATE INDEX receipts_application ON receipts (application);

CREATE TABLE payments (
    payment     uuid PRIMARY KEY,
    application uuid NOT NULL,
    receipt     text NOT NULL,
    office      text NOT NULL REFERENCES offices,
    device      uuid NOT NULL,
    seq         bigint NOT NULL,
    day         text NOT NULL,
    at          timestamptz NOT NULL,
    method      text NOT NULL,
    amount_rials bigint NOT NULL,
    rrn         text NOT NULL DEFAULT '',
    terminal    text NOT NULL DEFAULT ''
);
CREATE INDEX payments_office_day ON payments (office, day);
CREATE INDEX payments_receipt ON payments (receipt);
CREATE INDEX payments_slip ON payments (rrn, terminal) WHERE rrn <> '';

CREATE TABLE findings (
    finding     uuid PRIMARY KEY,
    type        text NOT NULL,
    office      text NOT NULL REFERENCES offices,
    device      uuid NOT NULL,
    seq         bigint NOT NULL,
    application uuid,
    receipt     text,
    -- {"fa","en"}
    note        json NOT NULL,
    raised_at   timestamptz NOT NULL DEFAULT now(),
    withdrawn_at timestamptz,
    UNIQUE (device, seq, type)
);
CREATE INDEX findings_office ON findings (office, raised_at);
CREATE INDEX findings_application ON findings (application);
"""

UPSTREAMS = """
CREATE TABLE upstream_states (
    name        text PRIMARY KEY,
    state       text NOT NULL DEFAULT 'up' CHECK (state IN ('up', 'slow', 'down')),
    since       timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE relay_jobs (
    job         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    application uuid NOT NULL UNIQUE REFERENCES applications,
    office      text NOT NULL REFERENCES offices,
    upstream    text NOT NULL,
    -- queued: to be handed over; forwarded: handed over, to be asked about; done: nothing more comes
    state       text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'forwarded', 'done')),
    reference   text,
    attempts    integer NOT NULL DEFAULT 0,
    not_before  timestamptz NOT NULL DEFAULT now(),
    last_error  text,
    made_at     timestamptz NOT NULL DEFAULT now(),
    done_at     timestamptz
) WITH (fillfactor = 80);
CREATE INDEX relay_jobs_due ON relay_jobs (upstream, not_before) WHERE state <> 'done';

-- What the simulated systems behind the centre remember; a real one remembers it itself.
CREATE TABLE simulated_orders (
    upstream    text NOT NULL,
    application uuid NOT NULL,
    reference   text NOT NULL,
    service     text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    decides_at  timestamptz NOT NULL,
    decision    text NOT NULL,
    note        json,
    PRIMARY KEY (upstream, application)
);
"""


def upgrade() -> None:
    for part in (OFFICES, LOGS, PROJECTIONS, UPSTREAMS):
        op.execute(part)
