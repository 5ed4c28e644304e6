"""Partner systems, vehicles, and what SIMFA's inspections say of them."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

PARTNERS = """
-- other systems that call the centre themselves
CREATE TABLE partners (
    partner     uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name        text NOT NULL UNIQUE,
    kind        text NOT NULL CHECK (kind IN ('simfa', 'camera')),
    -- SHA-256 of a key of 256 random bits; the key itself is shown once and not kept
    key_hash    bytea NOT NULL UNIQUE CHECK (length(key_hash) = 32),
    calls_per_minute integer NOT NULL CHECK (calls_per_minute > 0),
    added_at    timestamptz NOT NULL DEFAULT now(),
    ended_at    timestamptz
);

-- how many calls in the present minute, of a partner or a device; losing it costs nothing
CREATE UNLOGGED TABLE call_counts (
    caller      uuid NOT NULL,
    call        text NOT NULL,
    window_ends timestamptz NOT NULL,
    calls       integer NOT NULL,
    PRIMARY KEY (caller, call)
);

-- what is wrong with what a partner sent; told to the operator and in the answer, to no office
CREATE TABLE partner_findings (
    finding     uuid PRIMARY KEY,
    -- NULL: found by the centre itself
    partner     uuid REFERENCES partners,
    type        text NOT NULL,
    inspection  text NOT NULL,
    centre      text NOT NULL,
    number      bigint,
    note        json NOT NULL,
    raised_at   timestamptz NOT NULL DEFAULT now(),
    -- numbers that were missing and have come, or were passed over
    settled_at  timestamptz
);
CREATE INDEX partner_findings_raised ON partner_findings (raised_at);
CREATE INDEX partner_findings_open ON partner_findings (centre, type) WHERE settled_at IS NULL;
"""

LOOKUPS = """
-- with it plates and VINs become the marks in vehicle_lookups, which say nothing without it
CREATE TABLE lookup_key (
    one         boolean PRIMARY KEY DEFAULT true CHECK (one),
    key         bytea NOT NULL CHECK (length(key) = 32)
);
INSERT INTO lookup_key (key)
VALUES (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

-- who asked about which vehicle and when
CREATE TABLE vehicle_lookups (
    lookup      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at          timestamptz NOT NULL DEFAULT now(),
    caller      text NOT NULL,
    call        text NOT NULL,
    plate_mark  bytea,
    vin_mark    bytea,
    outcome     text NOT NULL
);
CREATE INDEX vehicle_lookups_at ON vehicle_lookups (at);
CREATE INDEX vehicle_lookups_plate ON vehicle_lookups (plate_mark, at);
"""

VEHICLES = """
-- base data of vehicles, as applications named them or the traffic police's register gave them
CREATE TABLE vehicles (
    plate       text PRIMARY KEY,
    vin         text NOT NULL DEFAULT '',
    chassis     text NOT NULL DEFAULT '',
    engine      text NOT NULL DEFAULT '',
    kind        text NOT NULL DEFAULT '',
    fuel        text NOT NULL DEFAULT '',
    model_year  text NOT NULL DEFAULT '',
    source      text NOT NULL CHECK (source IN ('application', 'traffic')),
    as_of       timestamptz NOT NULL
);
CREATE INDEX vehicles_vin ON vehicles (vin) WHERE vin <> '';

-- which office is told of which vehicle: it took an application that names it, or asked
CREATE TABLE followed_vehicles (
    office      text NOT NULL REFERENCES offices,
    plate       text NOT NULL,
    vin         text NOT NULL,
    -- the newest application that names it; NULL: it was only asked about
    application uuid,
    -- at least until then; longer while that application is under way
    followed_until timestamptz NOT NULL,
    -- something may be new; the teller looks and takes the mark away
    untold      boolean NOT NULL DEFAULT true,
    -- the inspection that the office heard of last, '' for none, NULL before the first word
    told        text,
    told_at     timestamptz,
    PRIMARY KEY (office, plate, vin)
);
CREATE INDEX followed_vehicles_plate ON followed_vehicles (plate);
CREATE INDEX followed_vehicles_vin ON followed_vehicles (vin) WHERE vin <> '';
CREATE INDEX followed_vehicles_untold ON followed_vehicles (office) WHERE untold;
CREATE INDEX followed_vehicles_until ON followed_vehicles (followed_until);
"""

INSPECTIONS = """
CREATE TABLE inspection_centres (
    centre      text PRIMARY KEY,
    -- every number up to this one has come or was passed over by an operator
    last_number bigint NOT NULL DEFAULT 0
);

CREATE TABLE inspections (
    -- SIMFA's own id
    inspection  text PRIMARY KEY,
    centre      text NOT NULL REFERENCES inspection_centres,
    -- the centre's running number, from 1, without gaps
    number      bigint NOT NULL CHECK (number >= 1),
    plate       text NOT NULL,
    vin         text NOT NULL,
    result      text NOT NULL CHECK (result IN ('passed', 'failed')),
    at          timestamptz NOT NULL,
    -- Jalali day, the last one on which it counts; '' when it failed
    valid_until text NOT NULL,
    -- SHA-256 of what was sent: the same id with another content is refused
    digest      bytea NOT NULL CHECK (length(digest) = 32),
    received_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (centre, number)
);
CREATE INDEX inspections_plate ON inspections (plate, at);
CREATE INDEX inspections_vin ON inspections (vin, at) WHERE vin <> '';
CREATE INDEX inspections_received ON inspections (received_at);
"""


def upgrade() -> None:
    for part in (PARTNERS, LOOKUPS, VEHICLES, INSPECTIONS):
        op.execute(part)
