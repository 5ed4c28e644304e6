"""Proves that the demo's change of tariff is one that can be published, and that a wrong side is named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.cli.demo.midnight import DEARER_RIALS, Midnight
from app.domain.entry import instant
from app.domain.fee import fee
from app.domain.tariff import parse_tariff
from app.domain.tariff_checks import check_prices
from app.office.packaged import packaged_catalogue

FIXED, OTHER = "clearance.certificate", "vehicle.address"


class Published:
    """Stands for the centre's command; keeps what it was asked to publish."""

    def ask(self, *words: str) -> list[dict[str, Any]]:
        self.words = words
        return []


@pytest.fixture
def midnight(tmp_path: Path) -> Midnight:
    made, centre = Midnight(tmp_path), Published()
    made.announce(centre)  # type: ignore[arg-type] # only asks one command
    assert centre.words == ("publish", str(tmp_path / "tariff-next.json"))
    assert parse_tariff((tmp_path / "tariff-next.json").read_bytes()) == made.after
    return made


def row(
    midnight: Midnight, after_s: float, service: str = FIXED, version: int | None = None
) -> dict[str, Any]:
    """A receipt so many seconds after the start, priced as it must be or by ``version``."""
    tariff = midnight.after if after_s >= 0 else midnight.before
    priced = fee(tariff, service, {}, "1405-09-03")
    return {
        "receipt": f"{service}{after_s:+}",
        "service": service,
        "amount_rials": priced.total_rials,
        "tariff_version": version or tariff.version,
        "at": instant(midnight.after.effective_at() + timedelta(seconds=after_s)),
    }


def test_the_next_tariff_can_be_published_and_begins_some_seconds_ahead(midnight: Midnight) -> None:
    assert check_prices(packaged_catalogue(), midnight.after) == []
    assert midnight.version == midnight.before.version + 1
    assert midnight.after.effective_at() > datetime.now(UTC)
    assert midnight.after.invented


def test_the_nearest_receipts_of_one_service_stand_on_both_sides(midnight: Midnight) -> None:
    rows = [row(midnight, at) for at in (3, -9, 1, -2)] + [row(midnight, -1, OTHER)]
    change = midnight.both_sides(rows)
    assert change.faults == ()
    assert change.before is not None
    assert change.after is not None
    assert (change.before.receipt, change.after.receipt) == (f"{FIXED}-2", f"{FIXED}+1")
    assert change.after.amount_rials - change.before.amount_rials == DEARER_RIALS * 11 // 10
    assert [name for name, _ in change.lines()] == ["tariff changed", "  before", "  after"]
    assert msgspec.to_builtins(change)["before"]["tariff_version"] == midnight.before.version


def test_a_receipt_by_the_wrong_tariff_and_a_missing_side_are_named(midnight: Midnight) -> None:
    late = row(midnight, 2, version=midnight.before.version)
    (wrong, missing) = midnight.both_sides([row(midnight, -1), late]).faults
    assert late["receipt"] in wrong
    assert "both sides" in missing
    assert midnight.both_sides([row(midnight, -1), row(midnight, 1, OTHER)]).faults == (missing,)
