"""The fee of an application: a pure function of tariff and service. Nobody types it."""

from __future__ import annotations

import msgspec

from app.domain.tariff import Tariff, Words


class FeeLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line as it stands in the entry and on the receipt; whole rials."""

    item: str
    name: Words
    payee: str
    amount_rials: int


class Fee(msgspec.Struct, frozen=True, kw_only=True):
    """What a service costs under one tariff version, line by line."""

    tariff_version: int
    lines: tuple[FeeLine, ...]
    total_rials: int

    def by_payee(self) -> dict[str, int]:
        """Rials owed to each payee, in the order in which they first stand."""
        totals: dict[str, int] = {}
        for line in self.lines:
            totals[line.payee] = totals.get(line.payee, 0) + line.amount_rials
        return totals


class NoTariff(LookupError):
    """No tariff is in force for this service; it cannot be priced, so it cannot be accepted."""


def fee(tariff: Tariff, service: str) -> Fee:
    """The fee of ``service`` under ``tariff``. Raises :class:`NoTariff`."""
    items = tariff.services.get(service)
    if items is None:
        raise NoTariff(service)
    lines = tuple(
        FeeLine(item=i.item, name=i.name, payee=i.payee, amount_rials=i.amount_rials) for i in items
    )
    return Fee(
        tariff_version=tariff.version,
        lines=lines,
        total_rials=sum(line.amount_rials for line in lines),
    )
