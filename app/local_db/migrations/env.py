"""Run by Alembic: uses the connection that :mod:`app.local_db.migrate` holds in its open transaction."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transaction_per_migration=False)
context.run_migrations()
