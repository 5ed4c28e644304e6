"""Names of the roles that people have at an office."""

from __future__ import annotations

from collections.abc import Iterable

from app.ui.texts import translate


def role_names(roles: Iterable[str]) -> str:
    """Some roles in one phrase; a role that this version does not know by its code."""
    names = {
        "clerk": translate("roles", "clerk"),
        "manager": translate("roles", "manager"),
        "inspector": translate("roles", "inspector"),
    }
    return translate("roles", ", ").join(names.get(role, role) for role in sorted(roles))
