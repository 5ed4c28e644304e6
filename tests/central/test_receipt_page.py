"""Anyone can check a receipt: genuine, unknown, provisional or forged, with the tariff, not the person."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from support.centre import RunningCentre
from support.held_journal import new_id
from support.wire import WireDevice

from app.domain.receipt import make
from app.domain.signatures import RECEIPT_TYP, Signer

LINES = [
    {
        "item": "state",
        "name": {"fa": "سهم دولت", "en": "State"},
        "payee": "treasury",
        "amount_rials": 3_000_000,
    },
    {"item": "office", "name": {"fa": "کارمزد", "en": "Fee"}, "payee": "office", "amount_rials": 250_000},
]
NUMBER = make("0412", 1, 1405, 1)
JSON = {"Accept": "application/json"}


def record(gateway: RunningCentre, device: WireDevice, paid_rials: int = 3_250_000) -> None:
    gateway.query(
        "INSERT INTO receipts (receipt, office, device, seq, application, service, day, at, tariff_version,"
        " lines, total_rials, paid_rials) VALUES (%s, '0412', %s, 1, gen_random_uuid(), 'passport.renewal',"
        " '1405-09-03', now(), 7, %s, 3250000, %s)",
        NUMBER,
        device.device,
        json.dumps(LINES),
        paid_rials,
    )


def signed(device: WireDevice, signer: Signer | None = None, typ: str = RECEIPT_TYP, **changes: Any) -> str:
    claims = {
        "n": NUMBER,
        "s": "passport.renewal",
        "at": "2026-11-24T10:00:00.000Z",
        "v": 7,
        "l": [[line["item"], line["payee"], line["amount_rials"]] for line in LINES],
        "t": 3_250_000,
        "p": 3_250_000,
    } | changes
    return (signer or device.signer).jws(json.dumps(claims).encode(), typ)


def check(device: WireDevice, number: str = NUMBER, text: str | None = None) -> dict[str, Any]:
    parameters = {} if text is None else {"t": text}
    answer = device.http.get(f"/v1/receipts/{number}", params=parameters, headers=JSON)
    assert answer.status_code == (200 if answer.json().get("total_rials") else 404)
    return dict(answer.json())


def test_a_recorded_receipt_shows_its_tariff_lines(gateway: RunningCentre, device: WireDevice) -> None:
    record(gateway, device)
    found = check(device)
    assert (found["verdict"], found["genuine"]) == ("genuine", True)
    assert found["lines"] == LINES
    assert (found["total_rials"], found["paid_rials"], found["tariff_version"]) == (3_250_000, 3_250_000, 7)
    assert (found["office"], found["service"], found["day"]) == (
        "دفتر نمونه",
        "passport.renewal",
        "1405-09-03",
    )


def test_the_number_may_be_typed_without_hyphens(gateway: RunningCentre, device: WireDevice) -> None:
    record(gateway, device)
    assert check(device, NUMBER.replace("-", ""))["receipt"] == NUMBER


def test_an_unknown_number_and_one_with_a_wrong_digit_are_not_genuine(device: WireDevice) -> None:
    for number in (NUMBER, NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10), "x"):
        answer = device.http.get(f"/v1/receipts/{number}", headers=JSON)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
        assert (answer.json()["verdict"], answer.json()["genuine"]) == ("unknown", False)


def test_the_page_is_persian_right_to_left_and_needs_no_script(
    gateway: RunningCentre, device: WireDevice
) -> None:
    record(gateway, device, paid_rials=3_300_000)
    answer = device.http.get(f"/v1/receipts/{NUMBER}", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert 'lang="fa" dir="rtl"' in answer.text
    assert "این رسید معتبر است" in answer.text
    assert "۳٬۲۵۰٬۰۰۰" in answer.text
    assert "۱۴۰۵/۰۹/۰۳" in answer.text
    assert "۵۰٬۰۰۰" in answer.text
    assert "بیش از تعرفه" in answer.text
    assert "<script" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_an_unpaid_receipt_says_what_is_still_owed(gateway: RunningCentre, device: WireDevice) -> None:
    record(gateway, device, paid_rials=0)
    page = device.http.get(f"/v1/receipts/{NUMBER}").text
    assert "هنوز پرداخت نشده است" in page


def test_a_browser_gets_the_page_also_for_what_is_unknown(device: WireDevice) -> None:
    answer = device.http.get("/v1/receipts/<b>x", headers={"Accept": "text/html,application/json"})
    assert answer.status_code == 404
    assert "ثبت نشده است" in answer.text
    assert "<b>" not in answer.text


def test_a_receipt_given_offline_is_provisional_by_its_signature(device: WireDevice) -> None:
    found = check(device, text=signed(device))
    assert (found["verdict"], found["genuine"]) == ("provisional", True)
    assert (found["total_rials"], found["office"]) == (3_250_000, "دفتر نمونه")
    assert [line["amount_rials"] for line in found["lines"]] == [3_000_000, 250_000]
    page = device.http.get(f"/v1/receipts/{NUMBER}", params={"t": signed(device)}).text
    assert "هنوز به مرکز نرسیده است" in page


def test_a_recorded_receipt_is_genuine_only_with_the_words_that_were_signed(
    gateway: RunningCentre, device: WireDevice
) -> None:
    record(gateway, device)
    assert check(device, text=signed(device))["verdict"] == "genuine"
    dearer = signed(device, l=[["state", "treasury", 9_000_000]], t=9_000_000)
    found = check(device, text=dearer)
    assert (found["verdict"], found["genuine"], found["total_rials"]) == ("differs", False, 3_250_000)
    assert check(device, text="nonsense")["verdict"] == "differs"


@pytest.mark.parametrize(
    "forge",
    [
        lambda device: signed(device, Signer(bytes(32), device.device)),
        lambda device: signed(device, typ="daftar-tariff+jws"),
        lambda device: signed(device, n=make("0412", 1, 1405, 2)),
        lambda device: signed(device, t=1),
        lambda device: signed(device, l="x"),
        lambda device: signed(device)[:-4],
        lambda device: "x" * 5_000,
    ],
)
def test_a_text_that_the_device_did_not_sign_is_forged(known_device: WireDevice, forge: Any) -> None:
    answer = known_device.http.get(f"/v1/receipts/{NUMBER}", params={"t": forge(known_device)}, headers=JSON)
    assert (answer.status_code, answer.json()["verdict"]) == (404, "forged")


def test_another_counters_signature_does_not_pass(gateway: RunningCentre, device: WireDevice) -> None:
    from support.wire import enrol

    second = enrol(device.http, "0412", gateway.activation())
    answer = device.http.get(f"/v1/receipts/{NUMBER}", params={"t": signed(second)}, headers=JSON)
    assert answer.json()["verdict"] == "forged"


def test_nothing_personal_is_shown(gateway: RunningCentre, device: WireDevice) -> None:
    record(gateway, device)
    answers: list[httpx.Response] = [
        device.http.get(f"/v1/receipts/{NUMBER}", headers=headers) for headers in (JSON, {})
    ]
    for answer in answers:
        assert device.device not in answer.text
        assert "person" not in answer.text
    assert set(answers[0].json()) == {
        *("receipt", "verdict", "genuine", "office", "service", "service_name", "day"),
        *("tariff_version", "lines", "total_rials", "paid_rials", "voided", "refunded_rials"),
        *("state", "states", "barcode"),
    }


def record_application(
    gateway: RunningCentre, device: WireDevice, state: str, *, refunded_rials: int = 0
) -> str:
    """The application behind the receipt, in a state; its id."""
    record(gateway, device)
    application = new_id()
    gateway.query("UPDATE receipts SET application = %s", application)
    gateway.query(
        "INSERT INTO applications (application, office, device, seq, request, service, receipt, person,"
        " staff, day, accepted_at, catalogue_version, tariff_version, total_rials, paid_rials, state,"
        " offline, decided_at, refunded_rials) VALUES (%s, '0412', %s, 1, '', '', %s, '', '', '',"
        " '2026-11-24T08:30:00Z', 1, 1, 1, 1, %s, false, '2026-11-26T09:00:00Z', %s)",
        *(application, device.device, NUMBER, state, refunded_rials),
    )
    return application


def test_the_way_of_the_application_is_told_and_its_barcode_to_who_holds_the_paper(
    gateway: RunningCentre, device: WireDevice
) -> None:
    application = record_application(gateway, device, "posted")
    gateway.query(
        "INSERT INTO relay_jobs (application, office, upstream, held_device, held_seq, state, barcode)"
        " VALUES (%s, '0412', 'passport', %s, 1, 'done', 'RX123456789IR')",
        *(application, device.device),
    )
    found = check(device)
    assert [one["state"] for one in found["states"]] == ["accepted", "recorded", "posted"]
    assert (found["state"], found["states"][-1]["at"], found["barcode"]) == (
        *("posted", "2026-11-26T09:00:00.000Z"),
        "",
    )
    assert check(device, text=signed(device))["barcode"] == "RX123456789IR"
    page = device.http.get(f"/v1/receipts/{NUMBER}", params={"t": signed(device)}).text
    assert "<strong>سپرده‌شده به پست</strong>" in page
    assert "<li>پذیرفته‌شده در دفتر · <bdi dir=ltr>۱۴۰۵/۰۹/۰۳</bdi>، <bdi dir=ltr>۱۲:۰۰</bdi></li>" in page
    assert "RX123456789IR" in page
    assert "RX123456789IR" not in device.http.get(f"/v1/receipts/{NUMBER}").text


def test_a_voided_receipt_is_genuine_and_says_that_nothing_follows_it(
    gateway: RunningCentre, device: WireDevice
) -> None:
    record_application(gateway, device, "refunded", refunded_rials=3_250_000)
    found = check(device)
    assert (found["verdict"], found["voided"], found["refunded_rials"]) == ("genuine", True, 3_250_000)
    assert [one["state"] for one in found["states"]] == ["accepted", "recorded", "refunded"]
    page = device.http.get(f"/v1/receipts/{NUMBER}").text
    assert "این درخواست باطل شده است" in page
    assert "باطل‌شده، پول پس داده شده" in page
    assert "۳٬۲۵۰٬۰۰۰" in page.partition("پس داده شده است")[0].rpartition("<p")[2]
