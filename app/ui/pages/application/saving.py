"""Save an application and read what its receipt shows: one piece of work off the UI thread."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from app.domain.application import AcceptRequest, Payment
from app.domain.catalogue import RequiredDocument
from app.office.accept import Accepted, accept
from app.office.counter import Counter
from app.office.pay import take_payment
from app.office.receipt_view import ReceiptView, view_receipt
from app.office.sign_in import Session
from app.ui.documents.scan_page import ScanPage, keep_all


@dataclass(frozen=True, slots=True)
class Taken:
    """A saved application and what its receipt shows."""

    accepted: Accepted
    view: ReceiptView


def take(
    counter: Counter,
    session: Session,
    request: AcceptRequest,
    pages: list[tuple[RequiredDocument, ScanPage]],
) -> Taken:
    """Keep the pages of its papers, accept durably, then read the receipt.

    Pages are kept only now, so that nothing stays behind of an application that is not taken. Raises what
    :func:`app.office.accept.accept` and :func:`app.ui.documents.scan_page.keep_all` raise.
    """
    attached = keep_all(counter.store, pages)
    accepted = accept(counter, session, msgspec.structs.replace(request, documents=attached))
    return Taken(accepted, view_receipt(counter, accepted.receipt))


def take_money(counter: Counter, session: Session, receipt: str, payments: list[Payment]) -> ReceiptView:
    """Take a payment durably, then read the receipt. Raises what ``take_payment`` raises."""
    take_payment(counter, session, receipt, payments)
    return view_receipt(counter, receipt)
