"""The citizen's page about one receipt, in Persian, readable on a telephone and without scripts."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template
from typing import Any

from starlette.responses import HTMLResponse

from app.domain.application import State
from app.domain.business_day import business_day, local_time
from app.domain.entry import parse_instant
from app.domain.life_words import STATES
from app.domain.money import grouped

_TEMPLATE = Template((Path(__file__).parent / "receipt.html").read_text(encoding="utf-8"))
_DIGITS = str.maketrans("0123456789,-", "۰۱۲۳۴۵۶۷۸۹٬-")
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
# verdict -> (mark, what it means, what to do)
_WORDS = {
    "genuine": ("✓", "این رسید معتبر است و در مرکز ثبت شده است.", ""),
    "provisional": (
        "✓",
        "این رسید را دستگاه همین دفتر امضا کرده است؛ هنوز به مرکز نرسیده است.",
        "ارتباط دفتر با مرکز قطع بوده است. درخواست شما نزد دفتر محفوظ است؛ بعداً دوباره بررسی کنید.",
    ),
    "differs": (
        "✕",
        "رسیدی با این شماره ثبت شده است، اما نوشتهٔ رسید شما با آن یکی نیست.",
        "به مبلغ‌های زیر که در مرکز ثبت شده است توجه کنید و موضوع را با رسید خود به مرکز خبر دهید.",
    ),
    "forged": (
        "✕",
        "این رسید معتبر نیست: امضای آن از هیچ دستگاهی در این دفتر نیست.",
        "آن را نگه دارید و موضوع را به مرکز خبر دهید.",
    ),
    "unknown": (
        "؟",
        "رسیدی با این شماره در مرکز ثبت نشده است.",
        "شماره را یک بار دیگر با رسید بسنجید. اگر رسید هنگام قطع ارتباط صادر شده است، رمزینهٔ روی آن را "
        "بخوانید.",
    ),
}


def receipt_page(found: dict[str, Any], status: int) -> HTMLResponse:
    """The page for what was found: the members of ``central.gateway.receipts.ReceiptAnswer``."""
    mark, meaning, advice = _WORDS[found["verdict"]]
    page = _TEMPLATE.substitute(
        verdict=escape(found["verdict"]),
        mark=mark,
        meaning=escape(meaning),
        advice=f"<p>{escape(advice)}</p>" if advice else "",
        number=escape(found["receipt"]).translate(_DIGITS),
        details=_details(found) if found["total_rials"] is not None else "",
    )
    return HTMLResponse(page, status, _HEADERS)


def _details(found: dict[str, Any]) -> str:
    name = (found["service_name"] or {}).get("fa") or found["service"]
    facts = [("خدمت", escape(name)), ("دفتر", escape(found["office"]))]
    if found["day"]:
        facts.append(("تاریخ", _number(found["day"].replace("-", "/"))))
    facts.append(("شمارهٔ تعرفه", _number(str(found["tariff_version"]))))
    if found["state"]:
        facts.append(("وضعیت درخواست", f"<strong>{_state(found['state'])}</strong>"))
    if found["barcode"]:
        facts.append(("بارکد پست", f"<bdi dir=ltr>{escape(found['barcode'])}</bdi>"))
    lines = "".join(
        f"<tr><td>{escape((line['name'] or {}).get('fa') or line['item'])}</td>"
        f"<td>{_rials(line['amount_rials'])}</td></tr>"
        for line in found["lines"]
    )
    paid, total = found["paid_rials"], found["total_rials"]
    warning = ""
    if paid > total:
        warning = f'<p class="more">{_rials(paid - total)} بیش از تعرفه پرداخت شده است.</p>'
    elif paid < total and not found["voided"]:
        warning = f'<p class="more">{_rials(total - paid)} هنوز پرداخت نشده است.</p>'
    if found["voided"]:
        warning += '<p class="more">این درخواست باطل شده است و دنبال نمی‌شود.</p>'
    if found["refunded_rials"]:
        warning += f'<p class="more">{_rials(found["refunded_rials"])} پس داده شده است.</p>'
    return (
        "<dl>"
        + "".join(f"<dt>{term}</dt><dd>{text}</dd>" for term, text in facts)
        + f"</dl>{_way(found['states'])}<table>{lines}"
        + f"<tr class=total><td>مبلغ تعرفه</td><td>{_rials(total)}</td></tr>"
        + f"<tr><td>پرداخت‌شده</td><td>{_rials(paid)}</td></tr></table>{warning}"
    )


def _way(states: list[dict[str, str]]) -> str:
    """The states that the application went through, with day and time in Tehran where they are kept."""
    steps = "".join(f"<li>{_state(one['state'])}{_since(one['at'])}</li>" for one in states)
    return f"<ol>{steps}</ol>" if len(states) > 1 else ""


def _state(state: str) -> str:
    try:
        return escape(STATES[State(state)].fa)
    except ValueError:
        return escape(state)


def _since(at: str) -> str:
    if not at:
        return ""
    moment = parse_instant(at)
    return f" · {_number(business_day(moment).replace('-', '/'))}، {_number(local_time(moment))}"


def _rials(amount_rials: int) -> str:
    return f"{_number(grouped(amount_rials))} ریال"


def _number(text: str) -> str:
    return f"<bdi dir=ltr>{escape(text).translate(_DIGITS)}</bdi>"
