"""What the office gives: service definitions, as data (docs/adding-a-service.md).

One file a service in ``resources/catalogue/``; together they travel as one compact JWS signed by the
centre. The form, the checks, the receipt and the centre's own checks all follow from these values.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from app.domain.application import Method
from app.domain.offline_policy import OfflinePolicy
from app.domain.tariff import Words


class Choice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One option of a ``choice`` field: the ``value`` that is stored and its label."""

    value: str
    label: Words


class When(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A condition on another field of the same application: its value is one of ``any_of``."""

    field: str
    any_of: tuple[str, ...]


class Field(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that is asked. ``name`` is its key; in the applicant section a dotted path (``name.given``).

    ``type`` names a field type of ``app.domain.field_types``. ``shown_when`` hides the field (and its
    value is then refused) unless the condition holds; ``required`` counts only while it is shown.
    ``min``/``max`` are lengths for text, Jalali dates for ``jalali_date`` (``today`` allowed), numbers for
    ``count`` and ``money``. Names are unique over all sections of a service.
    """

    name: str
    type: str
    label: Words
    help: Words | None = None
    required: bool = True
    shown_when: When | None = None
    choices: tuple[Choice, ...] = ()
    min: str | None = None
    max: str | None = None
    typed_twice: bool = False
    confirmed: bool = False
    """Read back to the applicant before it counts, because a slip in it costs a document."""
    columns: tuple[Field, ...] = ()
    """For ``rows``: what each row of a repeated group holds (dependants, violations)."""
    rows_max: int = 0
    """For ``rows``: how many rows there may be."""


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A titled group of fields. The section with code ``applicant`` holds the applicant's own data."""

    code: str
    title: Words
    fields: tuple[Field, ...]


class RequiredDocument(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paper that the service asks for."""

    code: str
    name: Words
    required: bool = True
    shown_when: When | None = None
    """Asked for only while another field has one of these values."""
    scan: bool = False
    """Whether nothing is taken without a scan of it; else a missing scan is a warning."""
    pages_max: int = 4
    """How many scans of it there may be, one a page."""
    edge_px_max: int = 2480
    """Longest side that a picture of it keeps: 2480 is A4 at 300 dpi across."""
    bytes_max: int = 2_000_000
    """Largest scan of one page."""
    proves_identity: bool = False
    """Whether it may be what was looked at to see who the applicant is."""


class Presence(StrEnum):
    """Who must come to the counter."""

    ANYONE = "anyone"
    APPLICANT = "applicant"
    APPLICANT_OR_ATTORNEY = "applicant-or-attorney"
    """Somebody else with a power of attorney that names this matter."""


class IdentityCheck(StrEnum):
    """What becomes of an application while the civil registry cannot confirm who the applicant is."""

    NONE = "none"
    """The service asks for no check."""
    LATER = "later"
    """It may be taken; the check follows, and the receipt says so."""
    NOW = "now"
    """It may not be taken without the registry's answer."""


class VehicleCheck(StrEnum):
    """What a valid technical inspection (SIMFA) means to a service about a vehicle."""

    NONE = "none"
    SHOWN = "shown"
    """The state is shown and nothing follows from it."""
    WARNED = "warned"
    REFUSED = "refused"


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule across fields, evaluated by ``app.domain.cross_rules`` (its page lists the kinds).

    ``kind`` names the rule, ``fields`` what it looks at (dotted names of the applicant section stand as
    they are), ``params`` its numbers and texts. The problem is put at ``at`` (default: the last of
    ``fields``) with ``message``. ``warns`` makes it a warning; ``when`` limits it to a case.
    """

    kind: str
    fields: tuple[str, ...]
    params: dict[str, str] = {}
    at: str | None = None
    message: Words
    warns: bool = False
    when: When | None = None


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How sure one thing in the definition is: ``about`` a member or a field, and where it was read."""

    about: str
    status: str
    """``sourced`` or ``to be confirmed``."""
    source: str = ""


class Service(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One service of the office, whole."""

    code: str
    name: Words
    family: Words
    synonyms: tuple[str, ...] = ()
    enabled: bool = True
    offline: OfflinePolicy
    citizen: Words
    """What the citizen is told: when and how the result comes."""
    citizen_offline: Words
    """The same while the centre or the system behind the service is down."""
    upstream: str
    ordered: bool = False
    """Whether the system behind it wants the applications of an office in their order."""
    presence: Presence = Presence.APPLICANT_OR_ATTORNEY
    identity: IdentityCheck = IdentityCheck.NONE
    vehicle_check: VehicleCheck = VehicleCheck.NONE
    next_step: Words | None = None
    """What happens after the counter, in a sentence."""
    days: tuple[int, int] | None = None
    """How long it takes: fewest and most days until the result."""
    rules: tuple[Rule, ...] = ()
    sections: tuple[Section, ...]
    documents: tuple[RequiredDocument, ...] = ()
    methods: tuple[Method, ...] = (Method.CARD, Method.CASH)
    """How its fee may be paid at the counter."""
    duplicate_days: int = 0
    by_post: bool = False
    status: str = "to be confirmed"
    """``sourced`` or ``to be confirmed``: how sure these facts are."""
    sources: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def identity_papers(self) -> tuple[RequiredDocument, ...]:
        """The documents of which one is looked at to see who the applicant is."""
        return tuple(document for document in self.documents if document.proves_identity)

    @property
    def applicant_fields(self) -> tuple[Field, ...]:
        """The fields of the applicant section."""
        return tuple(f for s in self.sections if s.code == "applicant" for f in s.fields)

    @property
    def own_fields(self) -> tuple[Field, ...]:
        """The fields of every other section."""
        return tuple(f for s in self.sections if s.code != "applicant" for f in s.fields)


class Catalogue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every service definition, as one version."""

    version: int
    services: tuple[Service, ...]

    def find_service(self, code: str) -> Service | None:
        """The service with this code, or None."""
        return next((s for s in self.services if s.code == code), None)


class CatalogueMistake(ValueError):
    """A definition that must not be published or used; the text says service, place and reason."""


def parse_service(raw: bytes) -> Service:
    """Read one definition's JSON. Raises :class:`CatalogueMistake` with the place in the file."""
    try:
        return msgspec.json.decode(raw, type=Service)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CatalogueMistake(str(error)) from error


def parse_catalogue(raw: bytes | dict[str, Any]) -> Catalogue:
    """Read a published catalogue's JSON. Raises :class:`CatalogueMistake`."""
    try:
        if isinstance(raw, bytes):
            return msgspec.json.decode(raw, type=Catalogue)
        return msgspec.convert(raw, Catalogue)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CatalogueMistake(str(error)) from error
