"""A tariff: what every service costs from an instant on, the same at every office.

Travels as a compact JWS signed by the centre; its payload is the JSON of :class:`Tariff`. What an item
comes to for one application is computed in :mod:`app.domain.fee`; docs/adding-a-service.md shows each kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from app.domain.entry import parse_instant
from app.domain.money import RIALS_MAX


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text in both languages of the window."""

    fa: str
    en: str

    def in_language(self, language: str) -> str:
        """The text for ``fa`` or ``en``."""
        return self.fa if language == "fa" else self.en


PAYEES = frozenset(
    {"office", "treasury", "municipality", "stamp", "card", "police", "justice", "post", "tax"}
)
"""To whom an item may go. A published tariff names no other; a reader shows what it does not know."""

CURRENT_RIAL = "IRR"
WHOLE_IN_MILLION = 1_000_000
_CURRENCY = re.compile(r"[A-Z][A-Z0-9]{2,7}", re.ASCII)
_ITEM = re.compile(r"[a-z][a-z0-9_-]{0,39}", re.ASCII)


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item is charged only when the answer to ``field`` is one of ``any_of``."""

    field: str
    any_of: tuple[str, ...]


class Per(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Charged for each row of a ``rows`` field, or each unit of a ``count`` field, above ``over``."""

    field: str
    over: int = 0


class LateUnit(StrEnum):
    """In what lateness is counted; only whole ones count."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


class Late(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Charged for each whole ``unit`` from the day in ``since`` up to the business day, above ``over``."""

    since: str
    unit: LateUnit
    over: int = 0


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """From the ``first`` unit to the ``last`` one, both included (None: and all that follow)."""

    first: int
    last: int | None = None
    amount_rials: int


class Tax(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A tax of ``per_million`` parts in a million (10 % is 100,000) on the sum of the items ``of``.

    What is not a whole rial is dropped, once, from the whole tax: never more than the rate is taken.
    """

    per_million: int
    of: tuple[str, ...]


class TariffItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One item of a service's price: ``item`` its code, ``payee`` whom it goes to, whole rials.

    It has one of ``amount_rials``, ``steps`` and ``tax``. With ``per`` or ``late`` the amount is for each
    unit, or, if ``once``, one amount as soon as there is a unit; ``steps`` give each unit the amount of the
    step that it stands in, or, if ``once``, the amount of the step that the last unit stands in. Together
    never more than ``cap_rials``. ``source`` says where a figure was read.
    """

    item: str
    name: Words
    payee: str
    amount_rials: int | None = None
    when: Case | None = None
    per: Per | None = None
    late: Late | None = None
    steps: tuple[Step, ...] = ()
    once: bool = False
    cap_rials: int | None = None
    tax: Tax | None = None
    source: str = ""

    @property
    def depends(self) -> bool:
        """Whether what it comes to hangs on the answers (a tax hangs on its items only)."""
        return self.when is not None or self.per is not None or self.late is not None


class CurrencyUnit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A unit other than the current rial, as a law of a later year may bring it.

    Amounts of its tariff are whole numbers of the smallest part, of which ``parts`` make one unit;
    one unit is worth ``current_rials`` of today's.
    """

    name: Words
    parts: int
    current_rials: int


class Tariff(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One version. In force from ``effective_from`` (RFC 3339) until a later version's instant.

    ``invented`` marks amounts that no authority has issued, ``found`` amounts that were read on pages of
    third parties. Amounts are whole current rials, or smallest parts of ``unit`` when there is one; members
    and columns called ``…_rials`` hold them in either case.
    """

    version: int
    year: int
    effective_from: str
    currency: str
    invented: bool
    services: dict[str, list[TariffItem]]
    note: Words | None = None
    """What a reader must know about these amounts; shown with them."""
    found: bool = False
    unit: CurrencyUnit | None = None

    def effective_at(self) -> datetime:
        """The instant from which it is in force, aware UTC."""
        return parse_instant(self.effective_from)

    def depends(self, service: str) -> bool:
        """Whether the service's fee hangs on the answers of the application or on its day."""
        return any(item.depends for item in self.services.get(service, ()))


class TariffMistake(ValueError):
    """A tariff that must not be published or used; the text says where and why."""


def parse_tariff(raw: bytes | dict[str, Any]) -> Tariff:
    """Read and check a tariff. Raises :class:`TariffMistake` with every mistake, one a line."""
    try:
        found = (
            msgspec.json.decode(raw, type=Tariff) if isinstance(raw, bytes) else msgspec.convert(raw, Tariff)
        )
        found.effective_at()
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise TariffMistake(f"tariff: {error}") from error
    mistakes = [f"tariff {found.version}: {mistake}" for mistake in _mistakes(found)]
    if mistakes:
        raise TariffMistake("\n".join(mistakes))
    return found


def in_force(tariffs: Sequence[Tariff], at: datetime) -> Tariff | None:
    """The tariff in force at an instant: the latest start not after it, the higher version on a tie."""
    started = [tariff for tariff in tariffs if tariff.effective_at() <= at]
    return max(started, key=lambda t: (t.effective_at(), t.version), default=None)


def _mistakes(tariff: Tariff) -> Iterator[str]:
    if tariff.version < 1:
        yield "a version is 1 or more"
    if tariff.invented and tariff.found:
        yield "found: amounts are either invented or found"
    yield from _currency(tariff)
    for code, items in tariff.services.items():
        if not items:
            yield f"{code}: has no items"
        names = [item.item for item in items]
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            yield f"{code}: {name}: stands twice"
        for item in items:
            yield from (f"{code}: {item.item}: {reason}" for reason in _item(item, items))


def _currency(tariff: Tariff) -> Iterator[str]:
    unit = tariff.unit
    if not _CURRENCY.fullmatch(tariff.currency):
        yield f"currency: {tariff.currency!r} is no code of a currency"
    elif (tariff.currency == CURRENT_RIAL) != (unit is None):
        yield f"currency: {tariff.currency} needs a unit, and {CURRENT_RIAL} has none"
    if unit is not None:
        if unit.parts not in (1, 10, 100, 1_000):
            yield "unit: parts: 1, 10, 100 or 1000"
        if unit.current_rials < 1 or unit.current_rials % unit.parts:
            yield "unit: current_rials: each part must be worth a whole number of current rials"


def _item(item: TariffItem, items: Sequence[TariffItem]) -> Iterator[str]:
    if not _ITEM.fullmatch(item.item):
        yield "a code is lower-case letters, digits, - and _"
    ways = (item.amount_rials is not None, bool(item.steps), item.tax is not None)
    if not any(ways):
        yield "has no amount"
    elif sum(ways) > 1:
        yield "has more than one of amount_rials, steps and tax"
    counted = item.per is not None or item.late is not None
    if item.per is not None and item.late is not None:
        yield "has both per and late"
    if not counted and (item.steps or item.once or item.cap_rials is not None):
        yield "steps, once and cap_rials need per or late"
    if item.tax is not None and counted:
        yield "a tax is not counted by per or late"
    over = max(item.per.over if item.per else 0, item.late.over if item.late else 0)
    if over and item.steps:
        yield "over: the steps say where it begins"
    if min(item.per.over if item.per else 0, item.late.over if item.late else 0) < 0:
        yield "over: below zero"
    for name, amount in (("amount_rials", item.amount_rials), ("cap_rials", item.cap_rials)):
        if amount is not None and not 0 <= amount <= RIALS_MAX:
            yield f"{name}: from 0 to {RIALS_MAX}"
    if item.when is not None and not item.when.any_of:
        yield "when: has no values, so it would never be charged"
    if item.once and item.steps and item.steps[-1].last is not None:
        yield "steps: the last one needs to be open (no last), since one of them is charged once"
    yield from _steps(item.steps)
    if item.tax is not None:
        yield from _tax(item.tax, items)


def _steps(steps: Sequence[Step]) -> Iterator[str]:
    before: int | None = None
    for at, step in enumerate(steps):
        if not 0 <= step.amount_rials <= RIALS_MAX:
            yield f"steps: {at}: amount_rials: from 0 to {RIALS_MAX}"
        if step.first < 1 or (step.last is not None and step.last < step.first):
            yield f"steps: {at}: runs from {step.first} to {step.last}"
        if at and before is None:
            yield f"steps: {at}: overlaps the step before, which has no last"
        elif at and before is not None and step.first <= before:
            yield f"steps: {at}: overlaps the step before, which ends at {before}"
        elif at and before is not None and step.first > before + 1:
            yield f"steps: {at}: leaves a gap after {before}"
        before = step.last


def _tax(tax: Tax, items: Sequence[TariffItem]) -> Iterator[str]:
    if not 0 < tax.per_million <= WHOLE_IN_MILLION:
        yield f"tax: per_million: from 1 to {WHOLE_IN_MILLION}"
    if not tax.of:
        yield "tax: of: names no item"
    known = {item.item: item for item in items}
    for name in tax.of:
        if name not in known:
            yield f"tax: of: there is no item {name!r}"
        elif known[name].tax is not None:
            yield f"tax: of: {name} is a tax itself"
        if tax.of.count(name) > 1:
            yield f"tax: of: {name} stands twice"
