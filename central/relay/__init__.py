"""Hands applications to the national systems and brings their decisions into the offices' feeds."""

from central.relay.run import run

__all__ = ["run"]
