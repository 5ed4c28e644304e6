"""Runs migrations on the connection that ``central.schema`` hands over; there is no offline mode."""

from __future__ import annotations

from alembic import context


def run_migrations() -> None:
    """Run every pending migration in one transaction, so that a killed one leaves nothing half done."""
    context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


run_migrations()
