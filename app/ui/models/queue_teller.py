"""Applications in words for a list, each put once for as long as it stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.local_db.queries.queue_row import QueueRow
from app.ui.models.queue_item import Told, tell
from app.ui.texts import code, moment, money, since

KEPT_MAX = 2500
"""Applications whose words are kept, some more than a list holds: as one types, the same come and go."""


@dataclass(slots=True)
class _Kept:
    item: QueueRow
    told: Told | None = None
    texts: tuple[str, ...] | None = None


class QueueTeller:
    """``service_name`` gives a service's name in the window's language by its code."""

    def __init__(self, service_name: Callable[[str], str], now: Callable[[], datetime]) -> None:
        self._service_name, self._now = service_name, now
        self._kept: dict[str, _Kept] = {}
        self._services: dict[str, str] = {}
        self._read_at = now()
        """When the list was read: what is told without its day, and what with it, goes by this."""

    def told(self, item: QueueRow) -> Told:
        """The state of an application in words."""
        kept = self._find(item)
        if kept.told is None:
            kept.told = tell(item, self._read_at)
        return kept.told

    def texts(self, item: QueueRow) -> tuple[str, ...]:
        """What stands in an application's row, column by column."""
        kept = self._find(item)
        if kept.texts is None:
            told = self.told(item)
            kept.texts = (
                told.word,
                code(item.receipt),
                self._service(item.service),
                item.applicant,
                since(item.at, self._read_at),
                told.why,
                money(item.amount_rials),
            )
        return kept.texts

    def read_anew(self) -> bool:
        """Note that the list is read anew; whether everything is told otherwise from now on.

        So it is on another day, and when the centre has renamed a service.
        """
        before, self._read_at = self._read_at, self._now()
        services = {code: self._service_name(code) for code in self._services}
        turned = moment(before).date() != moment(self._read_at).date() or services != self._services
        if turned or len(self._kept) > KEPT_MAX:
            self._kept.clear()
            self._services.clear()
        return turned

    def _find(self, item: QueueRow) -> _Kept:
        kept = self._kept.get(item.application)
        if kept is None or (kept.item is not item and kept.item != item):
            kept = self._kept[item.application] = _Kept(item)
        return kept

    def _service(self, code: str) -> str:
        name = self._services.get(code)
        if name is None:
            name = self._services[code] = self._service_name(code)
        return name
