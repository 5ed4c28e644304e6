"""What the projector must know to judge an entry: publications and staff, each as of an instant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from app.domain import entitlement
from app.domain.business_day import business_day
from app.domain.catalogue import Catalogue, CatalogueMistake, Service, parse_catalogue
from app.domain.entitlement import Entitlement
from app.domain.fee import Fee, answers_of, fee
from app.domain.roles import MAY_ACCEPT, Role
from app.domain.tariff import Tariff, TariffMistake, Words, parse_tariff
from central.database import Connection
from central.signing import Purpose, public_keys

_MAY_ACCEPT = frozenset(role.value for role in MAY_ACCEPT)
_MANAGERS = frozenset({Role.MANAGER.value})

SQL_VERSIONS = "SELECT kind, version, published_at FROM publications"
SQL_PAYLOADS = """
SELECT kind, version, payload::text FROM publications
WHERE kind = %(kind)s AND version = ANY(%(versions)s)
"""
SQL_STAFF = """
SELECT s.staff, coalesce(h.roles, s.roles), coalesce(h.active, s.active), h.valid_from
FROM staff s LEFT JOIN staff_history h USING (office, staff)
WHERE s.office = %(office)s
ORDER BY s.staff, h.credential
"""
SQL_ENTITLEMENTS = """
SELECT staff, valid_from, entitlements FROM staff_entitlements WHERE office = %s ORDER BY staff, valid_from
"""


@dataclass(frozen=True, slots=True)
class Published:
    """One publication: its version and the instant at which the centre gave it out."""

    version: int
    at: datetime


@dataclass(slots=True)
class Publications:
    """Every tariff and catalogue published so far; publications never change, so they are kept."""

    tariffs: dict[int, Tariff] = field(default_factory=dict)
    tariff_starts: list[tuple[datetime, datetime, int]] = field(default_factory=list)
    """(in force from, but not before it was published; in force from; version)."""
    catalogues: dict[int, Catalogue] = field(default_factory=dict)
    catalogue_times: list[Published] = field(default_factory=list)
    keys: dict[str, Any] = field(default_factory=lambda: {"keys": []})
    """The JWKS that publications and answers about identity are signed with."""
    _seen: set[tuple[str, int]] = field(default_factory=set)
    _services: dict[tuple[int, str], Service | None] = field(default_factory=dict)
    _fixed: dict[tuple[int, str], Fee] = field(default_factory=dict)

    async def refresh(self, conn: Connection) -> None:
        """Read what was published since the last time."""
        cursor = await conn.execute(SQL_VERSIONS)
        times = {(str(r[0]), int(r[1])): r[2] for r in await cursor.fetchall()}
        fresh = times.keys() - self._seen
        if fresh:
            self.keys = await public_keys(conn, Purpose.PUBLICATION)
        for kind in ("tariff", "catalogue"):
            versions = [version for named, version in fresh if named == kind]
            if not versions:
                continue
            cursor = await conn.execute(SQL_PAYLOADS, {"kind": kind, "versions": versions})
            for named, version, payload in await cursor.fetchall():
                self._keep(str(named), int(version), str(payload).encode(), times[named, version])
        self._seen |= fresh

    def _keep(self, kind: str, version: int, payload: bytes, published_at: datetime) -> None:
        try:
            if kind == "tariff":
                tariff = parse_tariff(payload)
                self.tariffs[version] = tariff
                effective = tariff.effective_at()
                self.tariff_starts.append((max(effective, published_at), effective, version))
            else:
                self.catalogues[version] = parse_catalogue(payload)
                self.catalogue_times.append(Published(version, published_at))
        except (TariffMistake, CatalogueMistake, msgspec.DecodeError):
            return  # published by a later version of the centre; entries that name it get a finding

    def tariff_in_force(self, at: datetime) -> Tariff | None:
        """The tariff that an office could know to be in force at ``at``.

        Published afterwards for a time before, it binds from its publication on. Before the first
        tariff of all, the earliest one counts.
        """
        started = [(begins, version) for start, begins, version in self.tariff_starts if start <= at]
        if started:
            return self.tariffs[max(started)[1]]
        if not self.tariff_starts:
            return None
        return self.tariffs[min(self.tariff_starts)[2]]

    def tariff_acceptable(self, version: int, at: datetime) -> bool:
        """Whether an office may have priced by ``version`` at ``at``.

        By the effective instants alone counts too: a device whose clock runs a little behind the centre
        holds a tariff that is, by its own clock, not yet published.
        """
        due = self.tariff_in_force(at)
        if due is not None and due.version == version:
            return True
        started = [(effective, named) for _, effective, named in self.tariff_starts if effective <= at]
        return bool(started) and max(started)[1] == version

    def catalogue_in_force(self, at: datetime) -> int | None:
        """The newest catalogue version published by ``at``; the first of all before that."""
        versions = [p.version for p in self.catalogue_times if p.at <= at]
        if versions:
            return max(versions)
        return min((p.version for p in self.catalogue_times), default=None)

    def find_service(self, version: int, code: str) -> Service | None:
        """The definition of a service in a catalogue version, None when either is unknown."""
        key = (version, code)
        if key not in self._services:
            catalogue = self.catalogues.get(version)
            if catalogue is None:
                return None
            self._services[key] = catalogue.find_service(code)
        return self._services[key]

    def fee(
        self, tariff: Tariff, service: str, day: str, applicant: dict[str, Any], fields: dict[str, Any]
    ) -> Fee:
        """The fee of an application under one of the tariffs held.

        Raises ``NoTariff`` and ``FeeTooLarge``.
        """
        key = (tariff.version, service)
        found = self._fixed.get(key)
        if found is None:
            found = fee(tariff, service, answers_of(applicant, fields), day)
            if not tariff.depends(service):
                self._fixed[key] = found
        return found


@dataclass(frozen=True, slots=True)
class StaffState:
    """A staff member from ``since`` on (None: always)."""

    since: datetime | None
    roles: frozenset[str]
    active: bool


@dataclass(frozen=True, slots=True)
class Staff:
    """The staff of one office over time, each member's states in order.

    ``records``: from when on which families of services each might take (None: all).
    """

    members: dict[str, list[StaffState]]
    records: dict[str, list[tuple[datetime, tuple[Entitlement, ...] | None]]] = field(default_factory=dict)

    def why_not_entitled(self, staff: str, at: datetime) -> Words | None:
        """Why ``staff`` might not take applications or money at ``at``.

        None when the member might. Before a member's first state, the first one counts.
        """
        return self._why_not(staff, at, _MAY_ACCEPT)

    def why_not_manager(self, staff: str, at: datetime) -> Words | None:
        """Why ``staff`` might not do at ``at`` what only managers may; None when the member might."""
        return self._why_not(staff, at, _MANAGERS)

    def _why_not(self, staff: str, at: datetime, roles_allowed: frozenset[str]) -> Words | None:
        states = self.members.get(staff)
        if not states:
            return Words("در این دفتر شناخته نیست", "not known at this office")
        state = _state_at(states, at)
        if not state.active:
            return Words("غیرفعال شده بود", "no longer active")
        if not state.roles & roles_allowed:
            roles = ", ".join(sorted(state.roles)) or "-"
            return Words(f"نقش او {roles} بود", f"the role was {roles}")
        return None

    def why_not_family(self, staff: str, service: str, at: datetime, family: Words | None) -> Words | None:
        """Why ``staff`` might not take this service at ``at``; None when the member might.

        Before a member's first record there was no limit.
        """
        held = None
        for since, record in self.records.get(staff, ()):
            if since <= at:
                held = record
        return entitlement.why_not(held, service, business_day(at), family)


def _state_at(states: Sequence[StaffState], at: datetime) -> StaffState:
    found = states[0]
    for state in states:
        if state.since is not None and state.since > at:
            break
        found = state
    return found


async def load_staff(conn: Connection, office: str) -> Staff:
    """The staff of ``office`` with every state that each was in."""
    cursor = await conn.execute(SQL_STAFF, {"office": office})
    members: dict[str, list[StaffState]] = {}
    for staff, roles, active, since in await cursor.fetchall():
        members.setdefault(str(staff), []).append(StaffState(since, frozenset(roles), bool(active)))
    records: dict[str, list[tuple[datetime, tuple[Entitlement, ...] | None]]] = {}
    cursor = await conn.execute(SQL_ENTITLEMENTS, (office,))
    for staff, since, held in await cursor.fetchall():
        record = None if held is None else msgspec.convert(held, tuple[Entitlement, ...])
        records.setdefault(str(staff), []).append((since, record))
    return Staff(members, records)
