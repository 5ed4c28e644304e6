"""The prices that a counter works by: the tariffs it holds, each as the centre signed it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection

from app.domain.errors import TryLater
from app.domain.fee import Fee, NoTariff, answers_of, fee
from app.domain.tariff import Tariff
from app.local_db.queries import publications
from app.office.packaged import packaged_tariffs

NOTHING: Mapping[str, Any] = {}


class NoTariffYet(TryLater):
    """No tariff that the office has received is in force for the service."""

    what = "No tariff in force is known here for {service}, so it cannot be priced."
    safe = "Nothing was changed."
    todo = "Run `daftar sync --once` while the centre can be reached."


class TariffNotSigned(NoTariffYet):
    """A tariff in the store is not what the centre signed: somebody wrote into the file."""

    what = "Tariff {version} in this store is not as the centre signed it, so nothing is priced by it."
    safe = "Nothing was changed, and no application was taken."
    todo = "Take no money; run `daftar verify` and tell support."


class Prices:
    """The tariffs that the office holds, ready to be asked for a fee at an instant.

    With ``foreign``, the version of one that the centre did not sign, they can be read and price nothing.
    """

    def __init__(self, tariffs: list[Tariff], foreign: int | None = None) -> None:
        self.tariffs = tariffs
        self.foreign = foreign
        self._by_start = sorted(((t.effective_at(), t.version, t) for t in tariffs), key=lambda s: s[:2])
        self._fixed: dict[tuple[int, str], tuple[Fee, dict[str, Any]]] = {}

    def in_force(self, at: datetime) -> Tariff | None:
        """The tariff in force at an instant, as :func:`app.domain.tariff.in_force` chooses it.

        Raises :class:`TariffNotSigned`.
        """
        if self.foreign is not None:
            raise TariffNotSigned(version=self.foreign)
        return next((tariff for start, _, tariff in reversed(self._by_start) if start <= at), None)

    def fee(
        self,
        service: str,
        at: datetime,
        day: str = "",
        applicant: Mapping[str, Any] = NOTHING,
        fields: Mapping[str, Any] = NOTHING,
    ) -> tuple[Fee, dict[str, Any]]:
        """The fee of an application at an instant, and the same as plain JSON values.

        ``day`` is its business day, ``applicant`` and ``fields`` its normalised values; without them, what
        the service costs before anything is answered. Raises :class:`NoTariffYet` and ``FeeTooLarge``.
        """
        tariff = self.in_force(at)
        if tariff is None:
            raise NoTariffYet(service=service)
        found = self._fixed.get((tariff.version, service))
        if found is not None:
            return found
        try:
            computed = fee(tariff, service, answers_of(applicant, fields), day)
        except NoTariff as error:
            raise NoTariffYet(service=service) from error
        found = (computed, msgspec.to_builtins(computed))
        if not tariff.depends(service):
            self._fixed[tariff.version, service] = found
        return found

    def depends(self, service: str, at: datetime) -> bool:
        """Whether the service's fee at an instant hangs on what is answered."""
        tariff = self.in_force(at) if self.foreign is None else None
        return tariff is not None and tariff.depends(service)


def held_prices(conn: Connection, trust: dict[str, Any]) -> Prices:
    """The tariffs of the store, else those that Daftar came with.

    Each signature is checked again, by the centre's keys in ``trust``: what somebody wrote into the store's
    file prices nothing.
    """
    tariffs = publications.tariffs(conn) or packaged_tariffs()
    return Prices(tariffs, publications.foreign_tariff(conn, trust))
