"""The demo's midnight: a tariff that begins while the clerk serves without a centre.

Nobody waits for a real midnight. A start is an instant like any other, so the tariff that is published here
begins some seconds ahead; the office changes over by its own clock, and what is said says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from app.cli.demo.centre import Centre
from app.domain.business_day import TEHRAN
from app.domain.entry import instant, parse_instant
from app.domain.tariff import Tariff
from app.office.packaged import packaged_tariffs

AHEAD = timedelta(seconds=9)
"""From publishing to the start: time for the office to hear of it, and to serve some at the old price."""
DEARER_RIALS = 31_270
"""What each service's office part costs more from then on; invented, as the whole tariff is."""


@dataclass(frozen=True, slots=True)
class Side:
    """A receipt beside the change."""

    receipt: str
    service: str
    amount_rials: int
    tariff_version: int
    at: str


@dataclass(frozen=True, slots=True)
class Change:
    """Both sides of the start: the nearest two receipts of one service; None where there is none."""

    starts: str
    before: Side | None
    after: Side | None
    faults: tuple[str, ...]

    def lines(self) -> list[tuple[str, str]]:
        """For the summary."""
        start = parse_instant(self.starts).astimezone(TEHRAN)
        told = [("tariff changed", f"{start:%H:%M:%S}, for midnight: a start some seconds ahead")]
        for name, side in (("  before", self.before), ("  after", self.after)):
            if side is not None:
                price = f"{side.amount_rials:,} rials by tariff {side.tariff_version}"
                told.append((name, f"{side.receipt}  {side.service}  {price}"))
        return told


class Midnight:
    """One change of tariff; files are written under ``out``."""

    def __init__(self, out: Path) -> None:
        self._file = out / "tariff-next.json"
        self.before = packaged_tariffs()[-1]
        self.after = self.before

    @property
    def version(self) -> int:
        """The version that begins."""
        return self.after.version

    def announce(self, centre: Centre) -> None:
        """Publish the next version; it begins :data:`AHEAD` from now."""
        self.after = _next(self.before, datetime.now(UTC) + AHEAD)
        self._file.write_bytes(msgspec.json.format(msgspec.json.encode(self.after), indent=2))
        centre.ask("publish", str(self._file))

    def both_sides(self, receipts: list[dict[str, Any]]) -> Change:
        """The change as the office's receipts show it; ``faults`` names what is not as it must be."""
        rows = sorted(receipts, key=lambda row: str(row["at"]))
        start = self.after.effective_at()
        old, new = self.before.version, self.after.version
        faults = [
            f"{row['receipt']} was priced by tariff {row['tariff_version']}"
            for row in rows
            if row["tariff_version"] != (new if parse_instant(row["at"]) >= start else old)
        ]
        before, after = _nearest(self.before, [_side(row) for row in rows], new)
        if before is None or after is None:
            faults.append("no service was taken on both sides of the change of tariff")
        elif after.amount_rials <= before.amount_rials:
            faults.append("the new tariff did not change the price")
        return Change(self.after.effective_from, before, after, tuple(faults))


def _next(tariff: Tariff, start: datetime) -> Tariff:
    """The same prices with the office's part dearer, from ``start`` on."""
    services = {
        code: [
            msgspec.structs.replace(item, amount_rials=item.amount_rials + DEARER_RIALS)
            if item.item == "office" and item.amount_rials is not None
            else item
            for item in items
        ]
        for code, items in tariff.services.items()
    }
    return msgspec.structs.replace(
        tariff, version=tariff.version + 1, effective_from=instant(start), services=services
    )


def _side(row: dict[str, Any]) -> Side:
    return Side(row["receipt"], row["service"], row["amount_rials"], row["tariff_version"], row["at"])


def _nearest(tariff: Tariff, sides: list[Side], new: int) -> tuple[Side | None, Side | None]:
    """The last receipt before and the first after of a service whose price hangs on no answer."""
    fixed = [side for side in sides if not tariff.depends(side.service)]
    old = {side.service: side for side in fixed if side.tariff_version < new}
    for side in fixed:
        if side.tariff_version == new and side.service in old:
            return old[side.service], side
    return None, None
