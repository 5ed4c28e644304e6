"""Which families of services each member of staff may take, over time."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STAFF = """
-- [{"family","until"}]; NULL: no limit
ALTER TABLE staff ADD COLUMN entitlements json;

-- Every record that a staff member had, so that an entry is judged by its own time.
CREATE TABLE staff_entitlements (
    office      text NOT NULL,
    staff       text NOT NULL,
    -- by the clock and not by the transaction's start: changes of one person wait for each other
    valid_from  timestamptz NOT NULL DEFAULT clock_timestamp(),
    entitlements json,
    PRIMARY KEY (office, staff, valid_from),
    FOREIGN KEY (office, staff) REFERENCES staff
);
"""


def upgrade() -> None:
    op.execute(STAFF)
