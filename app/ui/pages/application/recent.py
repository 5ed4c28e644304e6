"""The services that a person gave last at this PC, newest first: kept as a habit, never in the store."""

from __future__ import annotations

from app.ui.workplace import Workplace

RECENT_MAX = 5
"""As many as stand above the first family without scrolling on an office's screen."""
RECENT_SERVICES = "recent-services"


class RecentServices:
    """Of whoever is signed in; without settings or a person there are none."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def codes(self) -> list[str]:
        """Their codes; one that the catalogue no longer has may be among them."""
        return str(self._workplace.remembered(RECENT_SERVICES, "")).split()[:RECENT_MAX]

    def note(self, code: str) -> None:
        """This one was given now."""
        others = [other for other in self.codes() if other != code]
        self._workplace.remember(RECENT_SERVICES, " ".join([code, *others][:RECENT_MAX]))
