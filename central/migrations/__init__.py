"""Alembic migrations of the centre's database; each forward only (docs/architecture.md)."""
