"""What offices do with an application after accepting it: voids, refunds, corrections."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OFFICE_ACTS = """
-- every void that an office wrote, and whether it came in time
CREATE TABLE voids (
    application uuid NOT NULL,
    office      text NOT NULL REFERENCES offices,
    device      uuid NOT NULL,
    seq         bigint NOT NULL,
    staff       text NOT NULL,
    day         text NOT NULL,
    at          timestamptz NOT NULL,
    reason      text NOT NULL,
    recorded    boolean NOT NULL,
    PRIMARY KEY (application, device, seq)
);

CREATE TABLE refunds (
    refund      uuid PRIMARY KEY,
    payment     uuid NOT NULL,
    application uuid NOT NULL,
    receipt     text NOT NULL,
    office      text NOT NULL REFERENCES offices,
    device      uuid NOT NULL,
    seq         bigint NOT NULL,
    day         text NOT NULL,
    at          timestamptz NOT NULL,
    staff       text NOT NULL,
    method      text NOT NULL,
    amount_rials bigint NOT NULL,
    rrn         text NOT NULL DEFAULT '',
    terminal    text NOT NULL DEFAULT ''
);
CREATE INDEX refunds_office_day ON refunds (office, day);
CREATE INDEX refunds_application ON refunds (application);

-- every correction that an office wrote; the values are in its entry
CREATE TABLE corrections (
    application uuid NOT NULL,
    version     integer NOT NULL CHECK (version > 1),
    office      text NOT NULL REFERENCES offices,
    device      uuid NOT NULL,
    seq         bigint NOT NULL,
    staff       text NOT NULL,
    day         text NOT NULL,
    at          timestamptz NOT NULL,
    catalogue_version integer NOT NULL,
    -- where its bytes stand in the journal (the carrier's, when it was carried over)
    held_device uuid NOT NULL,
    held_seq    bigint NOT NULL,
    PRIMARY KEY (application, device, seq)
);

ALTER TABLE applications ADD COLUMN refunded_rials bigint NOT NULL DEFAULT 0;
-- of its values; 1 as accepted
ALTER TABLE applications ADD COLUMN version integer NOT NULL DEFAULT 1;
"""

JOBS = """
-- the version of the values that the upstream has or will be handed
ALTER TABLE relay_jobs ADD COLUMN version integer NOT NULL DEFAULT 1;
-- when it was first about to be handed over: from then on it may have arrived, whatever became of the call
ALTER TABLE relay_jobs ADD COLUMN begun_at timestamptz;
UPDATE relay_jobs SET begun_at = made_at WHERE attempts > 0 OR state <> 'queued';
"""


def upgrade() -> None:
    for part in (OFFICE_ACTS, JOBS):
        op.execute(part)
