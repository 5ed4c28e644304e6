"""What becomes of an accepted application: voided, its money given back, its values corrected."""

from __future__ import annotations

from app.domain.application import State
from app.domain.fee import FeeTooLarge, NoTariff
from app.domain.feed import FeedKind
from app.domain.tariff import Words
from central.feed import Decision
from central.findings import FindingType, finding
from central.projector.changes import Changes, NewApplication, NewCorrection, NewRefund, NewVoid
from central.projector.contents import Corrected, Refunded, Voided
from central.projector.examining import Item
from central.projector.knowledge import Publications
from central.projector.loading import Application, Held
from central.projector.locking import Jobs

WITHDRAWN = frozenset({State.VOIDED, State.REFUNDED})
NOT_HELD = Words("چنین درخواستی در مرکز نیست", "no such application is held")
_FINAL = frozenset({State.ISSUED, State.REJECTED, State.DELIVERED})


def void(item: Item, data: Voided, held: Held, changes: Changes, jobs: Jobs) -> None:
    """Withdraw an application that no system was handed; say so, or say why it goes on."""
    here = (data.application, item.place.device, item.place.seq)
    if here in held.voids:
        item.findings.clear()  # this very entry is held already
        return
    held.voids.add(here)
    known = held.applications.get(data.application)
    why = _why_not_voided(data, known, held, jobs)
    told = {"application": data.application, "receipt": data.receipt}
    changes.voids.append(NewVoid(data.application, item, data, recorded=why is None))
    if why is not None:
        item.findings.append(finding(FindingType.VOID_REFUSED, item.place, receipt=data.receipt, why=why))
        changes.decisions.append(Decision(FeedKind.VOID_REFUSED, told))
        return
    if known is not None and known.state not in WITHDRAWN:
        known.state = State.VOIDED
        if not isinstance(known, NewApplication):
            changes.voided.append(known)
    changes.decisions.append(Decision(FeedKind.VOID_RECORDED, told))


def _why_not_voided(data: Voided, known: Application | None, held: Held, jobs: Jobs) -> Words | None:
    if known is None:
        return NOT_HELD
    if known.office != held.office or known.receipt != data.receipt:
        return Words("درخواست این دفتر یا این رسید نیست", "it is not of this office, or not this receipt's")
    if known.state in WITHDRAWN:
        return None
    job = jobs.locked.get(data.application)
    is_handed_on = data.application in jobs.busy or (job is not None and (job.begun or job.state != "queued"))
    if is_handed_on or known.state not in (State.CAPTURED_UNPAID, State.RECORDED):
        system = known.upstream or "-"
        return Words(f"به سامانه‌ی {system} سپرده شده بود", f"{system} had been handed it")
    return None


def refund(item: Item, data: Refunded, held: Held, changes: Changes) -> None:
    """Take money up that was given back, whatever for: it left the office's till."""
    here = (item.place.device, item.place.seq)
    if data.refunds and all(held.refunds.get(r.refund) == here for r in data.refunds):
        item.findings.clear()  # this very entry is held already
        return
    known = held.applications.get(data.application)
    amount_rials = sum(refund.amount_rials for refund in data.refunds)
    left_rials = 0 if known is None else known.paid_rials - known.refunded_rials
    why = None
    if known is None:
        why = NOT_HELD
    elif known.office != held.office or known.receipt != data.receipt:
        why = Words("درخواست این دفتر یا این رسید نیست", "it is not of this office, or not this receipt's")
    elif known.state not in WITHDRAWN:
        why, left_rials = Words("درخواست باطل نشده است", "the application is not voided"), 0
    elif amount_rials != left_rials:
        why = Words("همه‌ی آنچه مانده بود", "all that was left")
    elif amount_rials != data.total_rials:
        why = Words(f"در ثبت {data.total_rials} ریال آمده", f"the entry says {data.total_rials} rials")
    if why is not None:
        item.findings.append(
            finding(FindingType.REFUND_DIFFERS, item.place, refunded=amount_rials, due=left_rials, why=why)
        )
    for one in data.refunds:
        if held.refunds.setdefault(one.refund, here) == here:
            changes.refunds.append(NewRefund(item, data, one))
            if known is not None:
                known.refunded_rials += one.amount_rials
    if known is None:
        return
    if known.state == State.VOIDED and known.refunded_rials:
        known.state = State.REFUNDED
    if not isinstance(known, NewApplication):
        changes.refunded.append(known)


def correct(
    item: Item, data: Corrected, held: Held, changes: Changes, jobs: Jobs, published: Publications
) -> None:
    """Note another version of an application's values; the job's state says when it is handed over."""
    here = (item.place.device, item.place.seq)
    known = held.applications.get(data.application)
    before = held.corrections.get((data.application, data.version))
    if before == here:
        item.findings.clear()  # this very entry is held already
        return
    why = _why_not_corrected(data, known, held, jobs)
    if before is not None:
        why = Words(f"نسخه‌ی {data.version} پیش‌تر رسیده است", f"version {data.version} came before")
    if why is not None or known is None:
        late = finding(FindingType.CORRECTION_LATE, item.place, receipt=data.receipt, why=why or NOT_HELD)
        item.findings.append(late)
        return
    held.corrections[data.application, data.version] = here
    known.person = data.person
    _check_fee(item, data, known, published)
    changes.corrections.append(NewCorrection(item, data))


def _why_not_corrected(data: Corrected, known: Application | None, held: Held, jobs: Jobs) -> Words | None:
    if known is None:
        return NOT_HELD
    if (known.office, known.receipt, known.service) != (held.office, data.receipt, data.service):
        return Words("درخواست این دفتر یا این رسید نیست", "it is not of this office, or not this receipt's")
    job = jobs.locked.get(data.application)
    if known.state in WITHDRAWN:
        return Words("درخواست باطل شده است", "the application is voided")
    if isinstance(known, NewApplication):
        return None if known.upstream else Words("سامانه‌ای ندارد", "no system is behind it")
    if job is None or job.state == "done" or job.decision in _FINAL:
        return Words("سامانه پیش از آن تصمیم گرفته بود", "the system had decided before")
    return None


def _check_fee(item: Item, data: Corrected, known: Application, published: Publications) -> None:
    """By the receipt's own tariff and day the fee must be the same as before."""
    tariff = published.tariffs.get(known.tariff_version)
    if tariff is None:
        return  # found when it was accepted
    due: object
    try:
        due = published.fee(tariff, known.service, known.day, data.applicant, data.fields).total_rials
    except NoTariff:
        return
    except FeeTooLarge:
        due = Words("بیش از هر مبلغ ممکن", "more than any amount that can be")
    if due != known.total_rials:
        item.findings.append(
            finding(FindingType.AMOUNT_DIFFERS, item.place, claimed=known.total_rials, due=due)
        )
