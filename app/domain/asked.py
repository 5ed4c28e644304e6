"""What a service asks for, made ready for checking: every field with its place in the application and type.

A definition never changes, and every application of a service is checked by it, at the counter and at the
centre; so this is made once for each definition and kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.catalogue import Field, Service
from app.domain.field_types import FIELD_TYPES, FieldType, find_type

KEPT_MAX = 1_000
"""Definitions kept at once: several versions of a whole catalogue."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One field: its dotted ``name`` within its group, its ``path`` in the application, its type."""

    name: str
    path: str
    field: Field
    type: FieldType

    @classmethod
    def at(cls, field: Field, group_path: str) -> Asked:
        """A field in the group at ``group_path``."""
        return cls(field.name, f"{group_path}.{field.name}", field, type_of(field))


Level = dict[str, "Asked | Level"]
"""What may stand in one group of values: fields, and groups within it, by key."""


@dataclass(frozen=True, slots=True)
class Group:
    """The fields at ``applicant`` or ``fields``: by dotted name in their order, and as they nest."""

    path: str
    fields: dict[str, Asked]
    level: Level

    def named(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Those of ``values`` that belong to this group, in the group's order."""
        return {name: values[name] for name in self.fields if name in values}

    @classmethod
    def of(cls, path: str, fields: tuple[Field, ...]) -> Group:
        """These fields as the group at ``path``."""
        asked = {field.name: Asked.at(field, path) for field in fields}
        return cls(path, asked, nested(asked))


@dataclass(frozen=True, slots=True)
class AskedFields:
    """Everything that ``service`` asks for; ``all``: by name, the applicant's first."""

    service: Service
    applicant: Group
    own: Group
    all: tuple[tuple[str, Asked], ...]
    names: frozenset[str]
    conditional: dict[str, Field]
    """The fields that have a condition, by name."""

    def shown(self, values: Mapping[str, Any]) -> frozenset[str]:
        """Names of the fields that are asked for, given the normalised ``values`` by name so far."""
        if not self.conditional:
            return self.names
        known: dict[str, bool] = {}

        def is_shown(name: str) -> bool:
            field = self.conditional.get(name)
            if field is None or field.shown_when is None:
                return name in self.names
            if name not in known:
                known[name] = False  # a cycle, which no published definition has, hides its fields
                when = field.shown_when
                known[name] = values.get(when.field, "") in when.any_of and is_shown(when.field)
            return known[name]

        return self.names - {name for name in self.conditional if not is_shown(name)}


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by dotted name as groups: ``{"name.given": "…"}`` becomes ``{"name": {"given": "…"}}``."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if "." not in name:
            found[name] = value
            continue
        *groups, last = name.split(".")
        inner = found
        for group in groups:
            inner = inner.setdefault(group, {})
        inner[last] = value
    return found


_kept: dict[int, AskedFields] = {}


def asked_of(service: Service) -> AskedFields:
    """What a service asks for.

    Found by the definition's identity: its hash would go through every field of it. What is kept holds
    its definition, so no other can come to have the same identity.
    """
    found = _kept.get(id(service))
    if found is None:
        found = _make(service)
        if len(_kept) >= KEPT_MAX:
            _kept.clear()
        _kept[id(service)] = found
    return found


def type_of(field: Field) -> FieldType:
    """The field's type; one that no published definition can have counts as text."""
    return find_type(field.type) or FIELD_TYPES["text"]


def _make(service: Service) -> AskedFields:
    applicant = Group.of("applicant", service.applicant_fields)
    own = Group.of("fields", service.own_fields)
    asked = (*applicant.fields.items(), *own.fields.items())
    return AskedFields(
        service=service,
        applicant=applicant,
        own=own,
        all=asked,
        names=frozenset(name for name, _ in asked),
        conditional={name: one.field for name, one in asked if one.field.shown_when is not None},
    )
