"""Alembic's folder of the store: one file a version, run by :mod:`app.local_db.migrate`."""
