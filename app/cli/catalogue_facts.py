"""What there is to say about a service, for ``daftar catalogue`` and for the catalogue's page of the docs.

Every fact comes with its status (:class:`Standing`): read somewhere, or still to be confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from app.domain.catalogue import Field, IdentityCheck, Presence, Rule, Service, VehicleCheck, When
from app.domain.money import grouped
from app.domain.offline_policy import OfflinePolicy
from app.domain.tariff import TariffItem

OFFLINE = {
    OfflinePolicy.ACCEPT: "all of it is done while the line is down",
    OfflinePolicy.DEFER: "taken while the line is down, answered when it is back",
    OfflinePolicy.ONLINE: "not without the line and its system",
}
PRESENCE = {
    Presence.ANYONE: "anyone may bring it",
    Presence.APPLICANT: "the applicant comes in person",
    Presence.APPLICANT_OR_ATTORNEY: "the applicant, or an attorney whose deed names this matter",
}
IDENTITY = {
    IdentityCheck.NONE: "not checked",
    IdentityCheck.LATER: "checked by the civil registry; may be taken before its answer",
    IdentityCheck.NOW: "checked by the civil registry; not taken without its answer",
}
VEHICLE = {
    VehicleCheck.NONE: "not looked at",
    VehicleCheck.SHOWN: "shown",
    VehicleCheck.WARNED: "a vehicle without a valid inspection is warned of",
    VehicleCheck.REFUSED: "a vehicle without a valid inspection is refused",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How sure a fact is, and where it was read; ``source`` is empty where nobody said so."""

    status: str
    source: str


def standing(service: Service, *about: str) -> Standing:
    """The status of the first of ``about`` that the definition speaks of; else that of the whole service."""
    for name in about:
        for fact in service.facts:
            if fact.about == name:
                return Standing(fact.status, fact.source)
    return Standing(service.status, "")


def count_sourced(service: Service) -> tuple[int, int]:
    """How many of the facts that a definition names are sourced, and how many there are."""
    return sum(fact.status == "sourced" for fact in service.facts), len(service.facts)


def main_facts(service: Service) -> list[tuple[str, str, Standing]]:
    """Name, words and standing of everything but fields, documents, rules and price."""
    days = "-" if service.days is None else _days(*service.days)
    duplicate = f"within {service.duplicate_days} days" if service.duplicate_days else "never"
    next_step = "-" if service.next_step is None else f"{service.next_step.fa} / {service.next_step.en}"
    order = "in the order of the office" if service.ordered else "in any order"
    facts = [
        ("given at offices", "yes" if service.enabled else "no; switched off", "enabled"),
        ("without the line", f"{service.offline}: {OFFLINE[service.offline]}", "offline"),
        ("the citizen is told", f"{service.citizen.fa} / {service.citizen.en}", "offline"),
        ("told without the line", f"{service.citizen_offline.fa} / {service.citizen_offline.en}", "offline"),
        ("decided by", f"{service.upstream}, {order}", "upstream"),
        ("happens next", next_step, "next_step"),
        ("takes", days, "days"),
        ("result by post", "yes" if service.by_post else "no", "by_post"),
        ("who comes", PRESENCE[service.presence], "presence"),
        ("identity", IDENTITY[service.identity], "identity"),
        ("technical inspection", VEHICLE[service.vehicle_check], "vehicle_check"),
        ("second application reported", duplicate, "duplicate_days"),
        ("paid by", ", ".join(service.methods), "methods"),
        ("price", "below", "price"),
    ]
    return [(name, words, standing(service, about)) for name, words, about in facts]


def asked_words(field: Field) -> str:
    """When a field is asked for: ``required``, ``optional``, and its case."""
    need = "required" if field.required else "optional"
    return need if field.shown_when is None else f"{need} {_case(field.shown_when)}"


def check_words(field: Field) -> str:
    """Typed twice, read back, bounds, choices, columns: what else a definition says about a field."""
    words = []
    if field.typed_twice:
        words.append("typed twice")
    if field.confirmed:
        words.append("confirmed by the applicant")
    words += [f"{name} {bound}" for name, bound in (("min", field.min), ("max", field.max)) if bound]
    if field.choices:
        words.append("one of " + ", ".join(choice.value for choice in field.choices))
    if field.columns:
        columns = "; ".join(_column(column) for column in field.columns)
        words.append(f"at most {field.rows_max} rows of: {columns}")
    return "; ".join(words)


def rule_words(rule: Rule) -> str:
    """What a rule looks at: ``age of birth_date (min 18) if consent is none; warns``."""
    words = f"{rule.kind} of {', '.join(rule.fields)}"
    if rule.params:
        words += f" ({', '.join(f'{name} {value}' for name, value in rule.params.items())})"
    if rule.when is not None:
        words += f" {_case(rule.when)}"
    return words + ("; warns" if rule.warns else "; refuses")


def charged_words(item: TariffItem) -> str:
    """When and how often an item is charged; empty for one that always is, once."""
    words = []
    steps = [f"{s.first}-{s.last or ''}: {grouped(s.amount_rials)}" for s in item.steps]
    if steps:
        words.append("; ".join(steps))
    if item.tax is not None:
        words.append(f"{item.tax.per_million / 10_000:g} % of {', '.join(item.tax.of)}")
    if item.per is not None:
        words.append(f"for each of {item.per.field}" + (f" above {item.per.over}" if item.per.over else ""))
    if item.late is not None:
        over = f" above {item.late.over}" if item.late.over else ""
        words.append(f"for whole {item.late.unit} after {item.late.since}{over}")
    if item.once:
        words.append("once")
    if item.cap_rials is not None:
        words.append(f"at most {grouped(item.cap_rials)}")
    if item.when is not None:
        words.append(f"if {item.when.field} is {' or '.join(item.when.any_of)}")
    return ", ".join(words)


def paths(service: Service) -> list[tuple[str, Field]]:
    """Every field with its path in an application, in the order of the form."""
    return [
        (f"{'applicant' if section.code == 'applicant' else 'fields'}.{field.name}", field)
        for section in service.sections
        for field in section.fields
    ]


def as_json(service: Service, items: Iterable[TariffItem]) -> dict[str, Any]:
    """The facts as one JSON object; texts in both languages are ``…_fa`` and ``…_en``."""
    return {
        "code": service.code,
        **_both("name", service.name),
        "family": service.family.en,
        "family_fa": service.family.fa,
        "synonyms": service.synonyms,
        "enabled": service.enabled,
        "offline": str(service.offline),
        **_both("citizen", service.citizen),
        **_both("citizen_offline", service.citizen_offline),
        "upstream": service.upstream,
        "ordered": service.ordered,
        **_both("next_step", service.next_step),
        "days": service.days,
        "by_post": service.by_post,
        "presence": str(service.presence),
        "identity": str(service.identity),
        "vehicle_check": str(service.vehicle_check),
        "duplicate_days": service.duplicate_days,
        "methods": service.methods,
        "items": [
            {
                "item": item.item,
                **_both("name", item.name),
                "payee": item.payee,
                "amount_rials": item.amount_rials,
                "charged": charged_words(item),
            }
            for item in items
        ],
        "fields": [_field_json(service, path, field) for path, field in paths(service)],
        "documents": [
            {
                "code": document.code,
                **_both("name", document.name),
                "required": document.required,
                "shown_when": document.shown_when,
                "status": standing(service, f"documents.{document.code}", "documents").status,
            }
            for document in service.documents
        ],
        "rules": [
            {
                **msgspec.to_builtins(rule),
                "status": standing(service, f"rules.{rule.kind}", "rules").status,
            }
            for rule in service.rules
        ],
        "status": service.status,
        "facts": service.facts,
        "sources": service.sources,
    }


def _field_json(service: Service, path: str, field: Field) -> dict[str, Any]:
    return {
        "path": path,
        **msgspec.to_builtins(field),
        "status": standing(service, field.name, "sections").status,
    }


def _both(name: str, words: Any) -> dict[str, str | None]:
    return {
        f"{name}_fa": None if words is None else words.fa,
        f"{name}_en": None if words is None else words.en,
    }


def _case(when: When) -> str:
    return f"if {when.field} is {' or '.join(value or 'empty' for value in when.any_of)}"


def _column(field: Field) -> str:
    more = check_words(field)
    return f"{field.name} ({field.type}, {asked_words(field)}{', ' + more if more else ''})"


def _days(least: int, most: int) -> str:
    if most == 0:
        return "at once"
    return f"{most} days" if least == most else f"{least} to {most} days"
