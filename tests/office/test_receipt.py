"""What a receipt shows, and that its signed text proves itself offline and cannot be doctored."""

from __future__ import annotations

import base64
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.office_kit import CATALOGUE, CLERK, PASSPORT_RIALS, Office, cash, passport_request, set_link

from app.domain import receipt
from app.domain.receipt import ReceiptClaims
from app.domain.signatures import RECEIPT_TYP, Signer
from app.domain.tariff import Words
from app.office.accept import accept
from app.office.pay import NoSuchReceipt, take_payment
from app.office.receipt_view import Standing, view_receipt, what_then
from app.office.reprint import reprint
from app.office.verify_receipt import Finding, verify_receipt


def printed(office: Office, request: str = "r-1") -> str:
    return view_receipt(
        office.counter, accept(office.counter, CLERK, passport_request(request)).receipt
    ).qr_text


@pytest.mark.parametrize(
    ("days", "fa", "en"),
    [
        ((3, 14), "بررسی می‌شود. ۳ تا ۱۴ روز زمان می‌برد.", "It is looked at. It takes 3 to 14 days."),
        (
            (0, 1),
            "بررسی می‌شود. از همان روز تا ۱ روز زمان می‌برد.",
            "It is looked at. It takes from the same day up to 1 day.",
        ),
        ((15, 15), "بررسی می‌شود. تا ۱۵ روز زمان می‌برد.", "It is looked at. It takes up to 15 days."),
        (None, "بررسی می‌شود.", "It is looked at."),
    ],
)
def test_a_receipt_says_what_happens_after_the_counter_and_how_long_it_takes(
    days: tuple[int, int] | None, fa: str, en: str
) -> None:
    step = Words("بررسی می‌شود.", "It is looked at.")
    assert what_then(msgspec.structs.replace(CATALOGUE.services[0], next_step=step, days=days)) == Words(
        fa, en
    )


def test_a_receipt_shows_lines_version_and_what_comes_next(office: Office) -> None:
    answer = accept(office.counter, CLERK, passport_request())
    view = view_receipt(office.counter, answer.receipt)
    assert view.number == answer.receipt
    assert (view.standing, view.state) == (Standing.PROVISIONAL, "accepted")
    assert (view.office, view.counter, view.staff, view.staff_name) == ("0412", 2, "1001", "نمونه")
    assert (view.day, view.time) == ("1405-09-03", "12:00")
    assert (view.total_rials, view.paid_rials, view.unpaid_rials) == (PASSPORT_RIALS, PASSPORT_RIALS, 0)
    assert [(line.item, line.payee, line.amount_rials) for line in view.lines.lines] == [
        ("office", "office", 2_251_430),
        ("treasury", "treasury", 4_000_000),
        ("city", "city", 200_000),
    ]
    assert (view.tariff_version, view.tariff_year, view.tariff_invented) == (3, 1405, True)
    assert view.applicant_name == "علی‌رضا نمونه‌پور"
    assert view.next.en == "by post"
    assert view.complaints == "197"


def test_offline_it_says_what_happens_when_the_centre_is_back_until_it_is_recorded(office: Office) -> None:
    set_link(office.counter, "centre-down")
    answer = accept(office.counter, CLERK, passport_request())
    assert view_receipt(office.counter, answer.receipt).next.en == "when the centre is back"
    tracking = {"application": answer.application, "receipt": answer.receipt, "tracking": "55-1"}
    office.feed.give("receipt.recorded", tracking)
    view = view_receipt(office.counter, answer.receipt)
    assert (view.standing, view.tracking, view.next.en) == (Standing.RECORDED, "55-1", "by post")


def test_an_unpaid_capture_says_so_until_it_is_paid(office: Office) -> None:
    number = accept(office.counter, CLERK, passport_request(payments=[])).receipt
    view = view_receipt(office.counter, number)
    assert (view.unpaid_rials, view.state, view.payments) == (PASSPORT_RIALS, "captured-unpaid", ())
    take_payment(office.counter, CLERK, number, [cash(PASSPORT_RIALS)])
    view = view_receipt(office.counter, number)
    assert (view.unpaid_rials, [p.method for p in view.payments]) == (0, ["cash"])
    claims = verify_receipt(office.counter, view.qr_text).claims
    assert claims is not None
    assert claims.p == PASSPORT_RIALS


def test_a_copy_says_which_it_is(office: Office) -> None:
    number = accept(office.counter, CLERK, passport_request()).receipt
    assert view_receipt(office.counter, number).copy == 0
    assert view_receipt(office.counter, number, copy=reprint(office.counter, CLERK, number)).copy == 1


def test_a_number_that_is_not_known_here_is_said_to_be_so(office: Office) -> None:
    with pytest.raises(NoSuchReceipt):
        view_receipt(office.counter, "0412-02-05-000001-5")


def test_the_qr_names_the_centres_page_and_proves_itself(office: Office) -> None:
    text = printed(office)
    link, _, signed = text.partition("?t=")
    assert link.startswith("http://127.0.0.1:9/v1/receipts/0412-02-05-000001-")
    for told in (
        text,
        signed,
        f"  {text}\n",
        f"{link}#{signed}",
        f"{link}#t={signed}",
        f"{text}&from=phone#top",
    ):
        verdict = verify_receipt(office.counter, told)
        assert verdict.genuine
        assert verdict.claims is not None
        assert (verdict.claims.t, verdict.claims.v, verdict.claims.s) == (
            PASSPORT_RIALS,
            3,
            "passport.renewal",
        )


def test_another_counters_receipt_is_not_judged_here(office: Office, tmp_path: Path) -> None:
    other = Office(tmp_path / "other", device="device-2")
    assert verify_receipt(office.counter, printed(other)).finding is Finding.OTHER_DEVICE
    other.counter.close()


def signed_as(office: Office, claims: ReceiptClaims, typ: str = RECEIPT_TYP) -> str:
    return office.counter.signer.jws(msgspec.json.encode(claims), typ)


def test_every_kind_of_doctoring_is_found(office: Office) -> None:
    text = printed(office)
    link, _, signed = text.partition("?t=")
    claims = verify_receipt(office.counter, text).claims
    assert claims is not None
    header, payload, signature = signed.split(".")
    cheaper = base64.urlsafe_b64encode(
        base64.urlsafe_b64decode(payload + "==").replace(b"2251430", b"1251430")
    )
    thief = Signer(b"t" * 32, office.counter.identity.device)
    second = printed(office, "r-2").partition("?")[0]
    replace = msgspec.structs.replace
    found = {
        "payload": f"{header}.{cheaper.rstrip(b'=').decode()}.{signature}",
        "thief": thief.jws(msgspec.json.encode(claims), RECEIPT_TYP),
        "other kind": signed_as(office, claims, "daftar-tariff+jws"),
        "other page": f"{second}?t={signed}",
        "other page, older text": f"{second}#{signed}",
        "sum": signed_as(office, replace(claims, t=claims.t + 1)),
        "amount": signed_as(office, replace(claims, l=[("office", "office", 1)], t=1)),
        "number": signed_as(office, replace(claims, n="0412-02-05-000009-1")),
        "lost": signed_as(office, replace(claims, n=receipt.make("0412", 2, 1405, 999_999))),
        "no claims": office.counter.signer.jws(b"[]", RECEIPT_TYP),
        "nothing": "",
        "link alone": link,
    }
    verdicts = {name: verify_receipt(office.counter, told).finding for name, told in found.items()}
    assert verdicts == {
        "payload": Finding.FORGED,
        "thief": Finding.FORGED,
        "other kind": Finding.FORGED,
        "other page": Finding.FORGED,
        "other page, older text": Finding.FORGED,
        "sum": Finding.INCONSISTENT,
        "amount": Finding.DIFFERS,
        "number": Finding.UNREADABLE,
        "lost": Finding.UNKNOWN_HERE,
        "no claims": Finding.UNREADABLE,
        "nothing": Finding.UNREADABLE,
        "link alone": Finding.UNREADABLE,
    }


@pytest.fixture(scope="module")
def one_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("receipts") / "office")


@given(text=st.text(max_size=400) | st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")))
def test_no_text_makes_the_check_fail_otherwise_than_by_its_verdict(one_office: Office, text: str) -> None:
    assert not verify_receipt(one_office.counter, text).genuine


@given(position=st.integers(0, 2_000), letter=st.sampled_from("ABab01-_.#"))
def test_no_single_changed_letter_passes(one_office: Office, position: int, letter: str) -> None:
    text = printed(one_office).partition("?t=")[2]
    position %= len(text) - 1  # the last letter of a base64url text carries bits that mean nothing
    if text[position] != letter:
        changed = text[:position] + letter + text[position + 1 :]
        assert not verify_receipt(one_office.counter, changed).genuine
