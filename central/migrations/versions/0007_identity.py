"""Checks of identity at the civil registry, and applications that wait for one."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

CHECKS = """
-- What the civil registry answered to an office, under the office's own id, so that a repeat asks nothing.
CREATE TABLE identity_checks (
    id          uuid PRIMARY KEY,
    office      text NOT NULL REFERENCES offices,
    device      uuid NOT NULL,
    staff       text NOT NULL,
    service     text NOT NULL,
    -- SHA-256 over the id and the person's data: whom it was about, without saying it
    person      text NOT NULL,
    answer      text NOT NULL CHECK (answer IN ('match', 'mismatch')),
    differs     text[] NOT NULL,
    reference   text NOT NULL,
    -- {"fa","en"}
    note        json NOT NULL,
    proof       text NOT NULL,
    answered_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX identity_checks_office ON identity_checks (office, answered_at);
"""

JOBS = """
-- application: handing it over to the system behind its service; identity: asking the civil registry
ALTER TABLE relay_jobs ADD COLUMN purpose text NOT NULL DEFAULT 'application'
    CHECK (purpose IN ('application', 'identity'));
ALTER TABLE relay_jobs DROP CONSTRAINT relay_jobs_application_key;
ALTER TABLE relay_jobs ADD CONSTRAINT relay_jobs_application_purpose_key UNIQUE (application, purpose);
-- what must come before it is handed over: payment, identity; not_before is infinity meanwhile
ALTER TABLE relay_jobs ADD COLUMN waits_for text[] NOT NULL DEFAULT '{}';
UPDATE relay_jobs SET waits_for = '{payment}' WHERE not_before = 'infinity';
"""


def upgrade() -> None:
    for part in (CHECKS, JOBS):
        op.execute(part)
