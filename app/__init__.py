"""Daftar: an offline-first counter client for government service offices."""

__version__ = "0.1.0"
