"""Accept an application: the office's main act.

When :func:`accept` returns, the application is in the store, chained and durable, and has its receipt
number; only then may anything be printed. A request comes with the caller's own id, and the same id with
the same content answers with the receipt it already has, however often it comes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection

from app.domain import entitlement, entry, receipt, rules
from app.domain.application import AcceptRequest, Payment, State
from app.domain.catalogue import Service
from app.domain.entry import APPLICATION_BYTES_MAX, EntryTooLarge, Kind
from app.domain.errors import DaftarError, TryLater
from app.domain.fee import FeeTooLarge
from app.domain.identifiers import card
from app.domain.offline_policy import OfflinePolicy
from app.domain.payments import check_payments, normalise_payment
from app.domain.problems import Problem, Severity
from app.domain.tariff import Words
from app.local_db import drafts, journal, sync_state
from app.local_db.queries import applications, slips, upstreams
from app.office.charge import use_charges
from app.office.counter import LINK_UP, Counter
from app.office.identity import Ask, heard_identity, judge_identity
from app.office.scans import look_over
from app.office.sign_in import Session
from app.office.vehicle import look_for


@dataclass(frozen=True, slots=True)
class Accepted:
    """The answer to an accepted application, durable when returned.

    ``hash`` is the journal's hash at ``seq`` in hex; ``repeated`` tells that this very request had been
    accepted before. ``amount_rials`` is the fee, whether or not it has been paid. ``warnings``: what the
    service has against the vehicle's inspection, without refusing it.
    """

    id: str
    application: str
    receipt: str
    seq: int
    hash: str
    amount_rials: int
    state: str
    repeated: bool = False
    warnings: tuple[Problem, ...] = ()


class Refused(DaftarError):
    """The application is not valid; ``problems`` says what and where."""

    what = "Not accepted: {reasons}"
    safe = "Nothing was saved."
    todo = ""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(reasons=" ".join(f"{p.path}: {p.sentence()}" for p in problems))


class SameIdOtherContent(DaftarError):
    """This id came before, with another content."""

    what = "The id {id} was already used for receipt {receipt}, with other content."
    safe = "That receipt stands as it is, and nothing was added."
    todo = "Give the new application an id of its own."


class NotEntitled(DaftarError):
    """The person may not take applications."""

    what = "{staff} may not take applications or payments at this counter."
    safe = "Nothing was saved."
    todo = "A clerk or manager must sign in."


class ServiceNeedsCentre(TryLater):
    """The service cannot be taken while the system behind it is down."""

    what = "{service} cannot be taken without {system}, which has been out of reach since {since}."
    safe = "Nothing was saved."
    todo = "Offer another service, or try again when it is back."


def accept(
    counter: Counter,
    session: Session,
    request: AcceptRequest,
    *,
    upstream_down: Callable[[str], bool] | None = None,
    ask: Ask | None = None,
) -> Accepted:
    """Accept one application, durably.

    ``upstream_down`` tells whether the centre or a named upstream is out of reach; without it the state
    last stored counts. ``ask`` asks the civil registry where the service is not given without its word and
    the request does not bring it. Raises :class:`Refused`, :class:`SameIdOtherContent`,
    :class:`NotEntitled`, :class:`ServiceNeedsCentre`, ``RegistryNeeded``, ``NoTariffYet``, and what
    ``Store.write`` raises: then nothing was saved.
    """
    require_entitled(counter, session)
    digest = request_digest(request)
    at = counter.now()
    try:
        is_down = upstream_down or counter.is_offline
        data, warnings = _prepare(counter, session.staff, request, digest, at, is_down, ask)
    except DaftarError:
        # Today's rules do not matter to an application that was accepted under yesterday's.
        with counter.store.read() as conn:
            repeated = _find_repeated(conn, request, digest)
        if repeated is not None:
            return repeated
        raise
    identity, (_, year) = counter.identity, counter.day(at)
    with counter.write() as conn:
        drafts.drop(conn, request.id)  # a crash between the two would offer the same citizen again
        is_known, running = applications.before_accepting(conn, request.id, year)
        repeated = _find_repeated(conn, request, digest) if is_known else None
        if repeated is not None:
            return repeated
        require_unused_slips(conn, data["payments"], data["day"])
        data["receipt"] = receipt.make(identity.office, identity.counter, year, running)
        use_charges(conn, data["payments"], data["receipt"], entry.instant(at), session.staff)
        try:
            appended = journal.append(
                conn, kind=Kind.APPLICATION_ACCEPTED, staff=session.staff, data=data, at=at
            )
        except EntryTooLarge:
            raise Refused([Problem("", "too-large")]) from None
        if len(appended.line) > APPLICATION_BYTES_MAX:
            raise Refused([Problem("", "too-large")])
    return Accepted(
        id=request.id,
        application=data["application"],
        receipt=data["receipt"],
        seq=appended.head.seq,
        hash=appended.head.hex(),
        amount_rials=data["fee"]["total_rials"],
        state=data["state"],
        warnings=warnings,
    )


def request_digest(request: AcceptRequest) -> str:
    """What makes two requests the same: SHA-256 (hex) of their values in a fixed order.

    Whole card numbers are masked first: beside a masked number that is kept, the hash of the whole one would
    give away the rest to whoever tries the few that are possible.
    """
    request = msgspec.structs.replace(
        request,
        applicant=card.without_whole_numbers(request.applicant),
        fields=card.without_whole_numbers(request.fields),
    )
    text = msgspec.json.encode(request, order="deterministic")
    if not request.documents:
        # As it was before there were scans: what was accepted then is known again when it is repeated.
        text = text.removesuffix(b',"documents":[]}') + b"}"
    return hashlib.sha256(text).hexdigest()


def require_entitled(counter: Counter, session: Session) -> None:
    """Raise :class:`NotEntitled` unless this person may take applications now."""
    row = counter.find_staff(session.staff)
    if not session.may_accept or (row is not None and not row.active):
        raise NotEntitled(staff=session.staff)


def why_not_entitled(counter: Counter, staff: str, service: Service, day: str) -> Words | None:
    """Why this person may not take a service on a business day; None when they may."""
    row = counter.find_staff(staff)
    if row is None or row.entitlements is None:
        return None
    return entitlement.why_not(row.entitlements, service.code, day, service.family)


def refuse_errors(problems: Sequence[Problem]) -> None:
    """Raise :class:`Refused` with those problems that are more than a warning, if there are any."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise Refused(errors)


def require_unused_slips(conn: Connection, payments: list[dict[str, Any]], day: str) -> None:
    """Raise :class:`Refused` when a card slip has paid before (terminal, reference and day agree)."""
    for position, payment in enumerate(payments):
        if not payment["rrn"]:
            continue
        used_for = slips.find_slip(conn, payment["terminal"], payment["rrn"], day)
        if used_for is not None:
            raise Refused([Problem(f"payments.{position}.rrn", "payment-twice", {"receipt": used_for})])


def payments_data(counter: Counter, payments: list[Payment]) -> list[dict[str, Any]]:
    """Payments as an entry holds them, each with an id of its own."""
    return [
        {
            "payment": counter.new_id(),
            "method": payment.method,
            "amount_rials": payment.amount_rials,
            "rrn": payment.rrn,
            "terminal": payment.terminal,
        }
        for payment in map(normalise_payment, payments)
    ]


def _prepare(
    counter: Counter,
    staff: str,
    request: AcceptRequest,
    digest: str,
    at: datetime,
    is_down: Callable[[str], bool],
    ask: Ask | None,
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Everything of the entry but its receipt number, and what warns; raises what :func:`accept` says."""
    catalogue = counter.catalogue()
    service = catalogue.find_service(request.service)
    if service is None:
        raise Refused([Problem("service", "unknown-service")])
    if not service.enabled:
        raise Refused([Problem("service", "service-disabled")])
    day, _ = counter.day(at)
    unfit = why_not_entitled(counter, staff, service, day)
    if unfit is not None:
        raise Refused([Problem("service", "staff-not-entitled", message=unfit)])
    checked = rules.check_application(service, request, today=day)
    try:
        fee, fee_data = counter.prices().fee(service.code, at, day, checked.applicant, checked.fields)
    except FeeTooLarge:
        raise Refused([*checked.problems, Problem("fields", "fee-too-large")]) from None
    looked = look_for(counter, service, checked.fields)
    known = judge_identity(counter, staff, service, request, checked, at)
    unpaid = check_payments(request.payments, fee.total_rials, service.methods)
    scans = look_over(counter, service, checked, request.documents)
    refuse_errors([*checked.problems, *scans, *looked.problems, *known.problems, *unpaid])
    offline = is_down(service.upstream)
    if offline and service.offline == OfflinePolicy.ONLINE:
        raise _needs_centre(counter, service)
    if known.waits:
        known = heard_identity(counter, staff, service, request, checked, ask)
        refuse_errors(known.problems)
    paid = bool(request.payments) or fee.total_rials == 0
    data = {
        "application": counter.new_id(),
        "request": request.id,
        "request_digest": digest,
        "service": service.code,
        "catalogue": catalogue.version,
        "receipt": "",
        "day": day,
        "applicant": checked.applicant,
        "fields": checked.fields,
        "fee": fee_data,
        "payments": payments_data(counter, request.payments),
        "state": str(State.ACCEPTED if paid else State.CAPTURED_UNPAID),
        "offline": offline,
        **looked.data,
    }
    if request.documents:
        data["documents"] = msgspec.to_builtins(request.documents)
    if known.entry is not None:
        data["identity"] = msgspec.to_builtins(known.entry)
    return data, (*looked.problems, *scans)


def _find_repeated(conn: Connection, request: AcceptRequest, digest: str) -> Accepted | None:
    """The answer that this request got before, read from the entry that gave it."""
    row = applications.find_by_request(conn, request.id)
    if row is None:
        return None
    if row.request_digest != digest:
        raise SameIdOtherContent(id=request.id, receipt=row.receipt)
    line, chained = journal.find_line(conn, row.seq), journal.hash_at(conn, row.seq)
    if line is None or chained is None:
        raise LookupError(f"no entry {row.seq} behind receipt {row.receipt}")
    found = entry.decode(line)
    if found.kind == Kind.ENTRY_CARRIED:
        found = entry.decode(found.data["entry"].encode())
    return Accepted(
        id=request.id,
        application=row.application,
        receipt=row.receipt,
        seq=row.seq,
        hash=chained.hex(),
        amount_rials=row.amount_rials,
        state=found.data["state"],
        repeated=True,
    )


def _needs_centre(counter: Counter, service: Service) -> ServiceNeedsCentre:
    with counter.store.read() as conn:
        state = sync_state.read(conn)
        down = {u.name: u.since for u in upstreams.states(conn)}
    if state.link != LINK_UP:
        return ServiceNeedsCentre(service=service.name.en, system="the centre", since=state.link_since)
    since = down.get(service.upstream, "")
    return ServiceNeedsCentre(service=service.name.en, system=service.upstream, since=since)
