"""Scans of papers: what came of each, and which entries name it."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

DOCUMENTS = """
-- one content of one office, however many entries name it
CREATE TABLE documents (
    office      text NOT NULL REFERENCES offices,
    sha256      bytea NOT NULL CHECK (length(sha256) = 32),
    media_type  text NOT NULL,
    size_bytes  integer NOT NULL CHECK (size_bytes > 0),
    received_bytes integer NOT NULL DEFAULT 0 CHECK (received_bytes BETWEEN 0 AND size_bytes),
    -- the device that began it
    device      uuid NOT NULL,
    begun_at    timestamptz NOT NULL DEFAULT now(),
    touched_at  timestamptz NOT NULL DEFAULT now(),
    -- when all of it was there and its digest was right
    held_at     timestamptz,
    -- whether an entry of the office names it; until then it is quarantined
    named       boolean NOT NULL,
    PRIMARY KEY (office, sha256)
);
CREATE INDEX documents_unnamed ON documents (office, touched_at) WHERE NOT named;

CREATE TABLE document_chunks (
    office      text NOT NULL,
    sha256      bytea NOT NULL,
    at_byte     integer NOT NULL,
    content     bytea NOT NULL,
    PRIMARY KEY (office, sha256, at_byte),
    FOREIGN KEY (office, sha256) REFERENCES documents ON DELETE CASCADE
);
-- pictures do not get smaller
ALTER TABLE document_chunks ALTER COLUMN content SET STORAGE EXTERNAL;
"""

NAMED = """
-- every scan that an entry names; seq and hash are its entry's
CREATE TABLE named_documents (
    application uuid NOT NULL,
    paper       text NOT NULL,
    sha256      bytea NOT NULL,
    office      text NOT NULL REFERENCES offices,
    receipt     text NOT NULL,
    device      uuid NOT NULL,
    seq         bigint NOT NULL,
    hash        bytea NOT NULL,
    media_type  text NOT NULL,
    size_bytes  integer NOT NULL,
    -- the paper's name, {"fa","en"}
    name        json NOT NULL,
    named_at    timestamptz NOT NULL DEFAULT now(),
    -- why the office cannot send it any more, by its own word
    lost        text NOT NULL DEFAULT '',
    -- whether it was waited for in vain, and a finding says so
    overdue     boolean NOT NULL DEFAULT false,
    -- nothing more is to be done about it: it is held, or another scan of the paper in its place
    done        boolean NOT NULL DEFAULT false,
    PRIMARY KEY (application, paper, sha256, device, seq)
);
CREATE INDEX named_documents_content ON named_documents (office, sha256);
CREATE INDEX named_documents_open ON named_documents (named_at) WHERE NOT done;
"""


def upgrade() -> None:
    for part in (DOCUMENTS, NAMED):
        op.execute(part)
