"""National systems: the post, scripts of their states, and what the relay last saw of them."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SIMULATED = """
-- the system's own facts behind its decision, what it gave to the post, and when that arrives
ALTER TABLE simulated_orders DROP COLUMN note;
ALTER TABLE simulated_orders ADD COLUMN detail json NOT NULL DEFAULT '{}';
ALTER TABLE simulated_orders ADD COLUMN barcode text;
ALTER TABLE simulated_orders ADD COLUMN delivers_at timestamptz;
CREATE INDEX simulated_orders_reference ON simulated_orders (upstream, reference);
"""

STATES = """
-- whether the catalogue in force names it
ALTER TABLE upstream_states ADD COLUMN used boolean NOT NULL DEFAULT false;
UPDATE upstream_states SET used = true;

-- states to come, played by the relay
CREATE TABLE upstream_scripts (
    name        text NOT NULL,
    at          timestamptz NOT NULL,
    state       text NOT NULL CHECK (state IN ('up', 'slow', 'down')),
    PRIMARY KEY (name, at)
);
CREATE INDEX upstream_scripts_at ON upstream_scripts (at);

-- how the relay that spoke last stands towards it
CREATE TABLE upstream_circuits (
    name        text PRIMARY KEY,
    state       text NOT NULL,
    calls_at_once integer NOT NULL,
    failures    integer NOT NULL,
    changed_at  timestamptz NOT NULL DEFAULT now()
);
"""

JOBS = """
-- delivering: decided, and the system still owes word of the post
ALTER TABLE relay_jobs DROP CONSTRAINT relay_jobs_state_check;
ALTER TABLE relay_jobs ADD CONSTRAINT relay_jobs_state_check
    CHECK (state IN ('queued', 'forwarded', 'delivering', 'done'));
ALTER TABLE relay_jobs ADD COLUMN barcode text;
-- when last_error came; both stay when the next call succeeds
ALTER TABLE relay_jobs ADD COLUMN error_at timestamptz;
CREATE INDEX relay_jobs_errors ON relay_jobs (upstream, error_at) WHERE error_at IS NOT NULL;
CREATE INDEX relay_jobs_in_order ON relay_jobs (upstream, office, job) WHERE state = 'queued';
"""


def upgrade() -> None:
    for part in (SIMULATED, STATES, JOBS):
        op.execute(part)
