"""What a service allows while the centre, or the system behind the service, is down."""

from __future__ import annotations

from enum import StrEnum


class OfflinePolicy(StrEnum):
    """``accept``: all can be done now. ``defer``: taken now, answered later. ``online``: not without it."""

    ACCEPT = "accept"
    DEFER = "defer"
    ONLINE = "online"
