"""Who may do what at a counter."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A staff member's role, as the centre names it."""

    CLERK = "clerk"
    MANAGER = "manager"
    INSPECTOR = "inspector"


MAY_ACCEPT = frozenset({Role.CLERK, Role.MANAGER})
"""Roles that may take applications and payments."""
