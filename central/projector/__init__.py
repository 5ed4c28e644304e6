"""Turns journal entries into receipts, applications, payments, findings, feed items and relay jobs."""

from central.projector.run import drain, run

__all__ = ["drain", "run"]
