"""Whether a service's definition, a catalogue and a tariff are fit to be published.

Run by ``daftar-central publish`` and by the tests over ``resources/``; every mistake is named by service,
place and reason. Also the JSON Schema of a definition's file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import msgspec

from app.domain.catalogue import Catalogue, IdentityCheck, RequiredDocument, Service
from app.domain.cross_rules.definition import rule_mistakes
from app.domain.definition_fields import (
    applicant_mistakes,
    condition_mistakes,
    field_mistakes,
    field_words,
)
from app.domain.definition_fields import twice as _twice
from app.domain.documents import DOCUMENT_BYTES_MAX, PAGES_MAX
from app.domain.tariff import Tariff, Words
from app.domain.tariff_checks import check_prices

APPLICANT = "applicant"
APPLICANT_NEEDS = {
    "national_code": "national_code",
    "name.given": "persian_name",
    "name.family": "persian_name",
}
"""Fields that every applicant section has, and their types: lists and receipts show them."""

STATUSES = ("sourced", "to be confirmed")
FIELDS_MAX = 60
DUPLICATE_DAYS_MAX = 366
EDGE_PX = (600, 10_000)
"""Below, small print cannot be read; above, a page does not fit into any ``bytes_max``."""
_SERVICE_CODE = re.compile(r"[a-z][a-z0-9_-]{0,29}\.[a-z][a-z0-9_-]{0,29}", re.ASCII)
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_UPSTREAM = re.compile(r"[a-z][a-z0-9-]{0,39}", re.ASCII)
_SYSTEM = re.compile(r"[a-z][a-z0-9-]{0,39}", re.ASCII)
_APPLICANT_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?", re.ASCII)
_ARABIC_LETTERS = re.compile("[يىك]")
_SCHEMA_TITLE = "A service of the office (docs/adding-a-service.md)"


def check_definition(service: Service) -> list[str]:
    """Every mistake of one definition, as ``service: place: reason``; empty when it is sound."""
    fields = [field for section in service.sections for field in section.fields]
    found = [*_head(service), *_sections(service), *_words(service), *condition_mistakes(fields)]
    for field in fields:
        found += [f"{field.name}: {reason}" for reason in field_mistakes(field)]
    for field in service.applicant_fields:
        found += [f"{field.name}: {reason}" for reason in applicant_mistakes(field)]
    found += rule_mistakes(service)
    return [f"{service.code}: {mistake}" for mistake in found]


def check_catalogue(catalogue: Catalogue, tariff: Tariff | None = None) -> list[str]:
    """Every mistake of a catalogue, and of the prices of its services when a tariff is given."""
    found = [mistake for service in catalogue.services for mistake in check_definition(service)]
    if catalogue.version < 1:
        found.append("catalogue: a version is 1 or more")
    codes = [service.code for service in catalogue.services]
    found += [f"{code}: stands in the catalogue twice" for code in _twice(codes)]
    if tariff is not None:
        found += check_prices(catalogue, tariff)
    return found


def schema_text() -> str:
    """The JSON Schema of a definition's file, as it stands in ``resources/catalogue-schema.json``."""
    schema = msgspec.json.schema(Service)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": _SCHEMA_TITLE, **schema}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _head(service: Service) -> Iterator[str]:
    if not _SERVICE_CODE.fullmatch(service.code):
        yield "code: two lower-case words with a dot between, like passport.renewal"
    if not _SYSTEM.fullmatch(service.upstream):
        yield "upstream: a lower-case name is missing"
    if service.status not in STATUSES:
        yield f"status: {service.status!r} is none of {', '.join(STATUSES)}"
    if not 0 <= service.duplicate_days <= DUPLICATE_DAYS_MAX:
        yield f"duplicate_days: from 0 to {DUPLICATE_DAYS_MAX}"
    if any(not word.strip() for word in service.synonyms):
        yield "synonyms: one is empty"
    for code in _twice(document.code for document in service.documents):
        yield f"documents: {code} stands twice"
    for document in service.documents:
        yield from _paper_mistakes(document)
    if service.identity is not IdentityCheck.NONE and not service.identity_papers:
        yield "identity: none of the documents proves who the applicant is (proves_identity)"
    if not service.methods:
        yield "methods: names none, so its fee could not be paid"


def _paper_mistakes(paper: RequiredDocument) -> Iterator[str]:
    if paper.scan and not paper.required:
        yield f"document {paper.code}: scan asks for a scan of a paper that is not required"
    for name, value, low, high in (
        ("pages_max", paper.pages_max, 1, PAGES_MAX),
        ("edge_px_max", paper.edge_px_max, *EDGE_PX),
        ("bytes_max", paper.bytes_max, 10_000, DOCUMENT_BYTES_MAX),
    ):
        if not low <= value <= high:
            yield f"document {paper.code}: {name}: from {low} to {high}"


def _sections(service: Service) -> Iterator[str]:
    for code in _twice(section.code for section in service.sections):
        yield f"section {code}: stands twice"
    names = [field.name for section in service.sections for field in section.fields]
    for name in _twice(names):
        yield f"{name}: stands twice (names are unique over all sections)"
    if len(names) > FIELDS_MAX:
        yield f"sections: {len(names)} fields; at most {FIELDS_MAX}"
    asked = {field.name: field for field in service.applicant_fields}
    for name, kind in APPLICANT_NEEDS.items():
        if name not in asked:
            yield f"section {APPLICANT}: {name} is missing"
        elif asked[name].type != kind or not asked[name].required or asked[name].shown_when:
            yield f"{name}: must be a required {kind} without a condition"
    for section in service.sections:
        if not _CODE.fullmatch(section.code):
            yield f"section {section.code!r}: a lower-case name is missing"
        shape = _APPLICANT_NAME if section.code == APPLICANT else _CODE
        for field in section.fields:
            if not shape.fullmatch(field.name):
                yield f"{field.name!r}: not a name for a field (lower-case letters, digits, _)"
    for name in asked:
        group = name.partition(".")[0]
        if group != name and group in asked:
            yield f"{name}: {group} is a field already, so it cannot be a group"


def _words(service: Service) -> Iterator[str]:
    for place, words in _all_words(service):
        if not words.fa.strip() or not words.en.strip():
            yield f"{place}: a text is missing in one language"
        if _ARABIC_LETTERS.search(words.fa):
            yield f"{place}: Arabic ي or ك instead of Persian ی or ک"


def _all_words(service: Service) -> Iterator[tuple[str, Words]]:
    yield from (("name", service.name), ("family", service.family))
    yield from (("citizen", service.citizen), ("citizen_offline", service.citizen_offline))
    for section in service.sections:
        yield f"section {section.code}: title", section.title
        for field in section.fields:
            yield from field_words(field, field.name)
    for document in service.documents:
        yield f"document {document.code}", document.name
