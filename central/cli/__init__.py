"""``daftar-central``: run a centre and keep its offices, one command a file."""

from central.cli.main import main

__all__ = ["main"]
