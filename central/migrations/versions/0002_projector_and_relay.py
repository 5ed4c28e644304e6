"""What projector and relay need beside their rows: every use of a number, what was heard, staff over time."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PROJECTOR = """
-- A number used twice is a finding; neither of the two citizens' receipts may vanish because of it.
ALTER TABLE receipts DROP CONSTRAINT receipts_pkey;
ALTER TABLE receipts ADD PRIMARY KEY (receipt, application);

-- A finding's id follows from what it is about, and one entry can give several of one type.
ALTER TABLE findings DROP CONSTRAINT findings_device_seq_type_key;
CREATE INDEX findings_device_seq ON findings (device, seq);
"""

STAFF = """
-- Every state that a staff member was in, so that an entry is judged by its own time.
CREATE TABLE staff_history (
    office      text NOT NULL,
    staff       text NOT NULL,
    credential  integer NOT NULL,
    roles       text[] NOT NULL,
    active      boolean NOT NULL,
    valid_from  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (office, staff, credential),
    FOREIGN KEY (office, staff) REFERENCES staff
);
"""

RELAY = """
-- where the application's entry stands in the journal (the carrier's, when it was carried over)
ALTER TABLE relay_jobs ADD COLUMN held_device uuid NOT NULL;
ALTER TABLE relay_jobs ADD COLUMN held_seq bigint NOT NULL;
-- the upstream's latest word, and every word heard so far
ALTER TABLE relay_jobs ADD COLUMN decision text;
ALTER TABLE relay_jobs ADD COLUMN heard text[] NOT NULL DEFAULT '{}';
-- answers in a row that could not be believed
ALTER TABLE relay_jobs ADD COLUMN faults integer NOT NULL DEFAULT 0;

-- how often each order was handed over or asked about: the simulation's dice are thrown with it
ALTER TABLE simulated_orders ADD COLUMN calls integer NOT NULL DEFAULT 0;
"""


def upgrade() -> None:
    for part in (PROJECTOR, STAFF, RELAY):
        op.execute(part)
