"""Whether a tariff is fit to be published: by itself, and against the services that it prices.

What a tariff must never break (:func:`app.domain.tariff.parse_tariff`) an office checks too. This is what
the centre asks for besides, before it signs one.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.catalogue import Catalogue, Field, Service
from app.domain.money import RIALS_MAX
from app.domain.tariff import PAYEES, Case, Tariff, TariffItem


def check_tariff(tariff: Tariff) -> list[str]:
    """Every mistake of a tariff's items by themselves: payees, and names in both languages."""
    found = []
    for code, items in tariff.services.items():
        for item in items:
            place = f"{code}: tariff {tariff.version}: {item.item}"
            if item.payee not in PAYEES:
                found.append(f"{place}: {item.payee!r} is none of {', '.join(sorted(PAYEES))}")
            if not item.name.fa.strip() or not item.name.en.strip():
                found.append(f"{place}: a text is missing in one language")
    texts = (tariff.note, tariff.unit.name if tariff.unit is not None else None)
    if any(words is not None and not (words.fa.strip() and words.en.strip()) for words in texts):
        found.append(f"tariff {tariff.version}: a text is missing in one language")
    return found


def check_answers(catalogue: Catalogue, tariff: Tariff) -> list[str]:
    """Every item that asks for an answer that its service does not give, or not of that kind."""
    return [
        f"{service.code}: tariff {tariff.version}: {item.item}: {mistake}"
        for service in catalogue.services
        for item in tariff.services.get(service.code, ())
        for mistake in _item(service, item)
    ]


def check_prices(catalogue: Catalogue, tariff: Tariff) -> list[str]:
    """Every service without a price, and what the two checks above find."""
    found = [
        f"{service.code}: tariff {tariff.version} has no price for it"
        for service in catalogue.services
        if service.enabled and service.code not in tariff.services
    ]
    return [*found, *check_tariff(tariff), *check_answers(catalogue, tariff)]


def _item(service: Service, item: TariffItem) -> Iterator[str]:
    fields = {field.name: field for section in service.sections for field in section.fields}
    if item.when is not None:
        yield from _when(item.when, fields)
    if item.late is not None:
        since = fields.get(item.late.since)
        if since is None:
            yield f"late names {item.late.since!r}, which is no field"
        elif since.type != "jalali_date":
            yield f"late: {since.name} is a {since.type} and no jalali_date"
    if item.per is not None:
        counted = fields.get(item.per.field)
        if counted is None:
            yield f"per names {item.per.field!r}, which is no field"
        elif counted.type not in ("rows", "count"):
            yield f"per: {counted.name} is a {counted.type}; rows and count can be counted"
        else:
            yield from _limits(item, counted)


def _when(when: Case, fields: dict[str, Field]) -> Iterator[str]:
    asked = fields.get(when.field)
    if asked is None:
        yield f"when names {when.field!r}, which is no field"
    elif asked.type == "rows":
        yield f"when: {asked.name} holds rows and no single value"
    elif asked.type == "choice":
        known = {choice.value for choice in asked.choices}
        for value in when.any_of:
            if value not in known:
                yield f"when asks for {value!r}, which is no choice of {asked.name}"


def _limits(item: TariffItem, counted: Field) -> Iterator[str]:
    """A number that may be as large as one likes would make a fee that nobody can take."""
    if counted.type == "rows":
        most = counted.rows_max
    elif counted.max is None or not counted.max.isdigit():
        yield f"per: {counted.name} needs a max, since each unit of it costs money"
        return
    else:
        most = int(counted.max)
    dearest = max([item.amount_rials or 0, *(step.amount_rials for step in item.steps)])
    if item.cap_rials is None and not item.once and most * dearest > RIALS_MAX:
        yield f"per: {most} of {counted.name} would come to more than {RIALS_MAX}"
