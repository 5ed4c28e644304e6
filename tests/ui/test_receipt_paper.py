"""Proves the paper: its text reads back from the PDF letter by letter (with Debian's poppler-utils), with the
right words for each standing; the font is inside; the QR says what the office signed.
"""

from __future__ import annotations

import random
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from support.office_kit import CLERK, DAY, Office, card, set_link
from support.real_services import publish_shipped, shipped_services, shipped_tariff

from app.domain.catalogue import Catalogue, IdentityCheck
from app.domain.sample import sample_request
from app.office.accept import accept
from app.office.pay import take_payment
from app.office.receipt_view import ReceiptView, view_receipt
from app.office.reprint import Copy
from app.office.sign_in import Session
from app.office.verify_receipt import verify_receipt
from app.office.void import void
from app.ui.receipt.layout import receipt_drawing
from app.ui.receipt.output import pdf_bytes, picture, save_pdf
from app.ui.receipt.qr import modules
from app.ui.receipt.text_layer import with_letters
from app.ui.receipt.words import masked

MANAGER = Session("1002", "نمونه", frozenset({"manager"}), offline=True)
AGAIN = "2026-11-24T09:05:00Z"
"""When a copy was asked for: 12:35 in Tehran."""
LARGE = "http://centre.example/" + "A" * 900
"""A code's text longer than any real one, made once for all services: choosing a mask takes its time."""
PHOTOGRAPH_PX = 1240
"""Width of the page as a telephone's camera might see it: about 210 dots an inch."""


@pytest.fixture
def real_office(persian: QApplication, office: Office) -> Office:
    publish_shipped(office)
    return office


def taken(office: Office, code: str, *, paid: bool = True, seed: int = 1) -> str:
    service = next(one for one in shipped_services() if one.code == code)
    request = sample_request(service, shipped_tariff(), random.Random(seed), paid, today=DAY)
    return accept(office.counter, CLERK, request).receipt


def read_back(view: ReceiptView, tmp_path: Path, pdftotext: str) -> str:
    """The PDF's text as a reader gets it: forms of letters folded, blanks single, no marks of direction."""
    file = save_pdf(receipt_drawing(view), tmp_path)
    out = subprocess.run([pdftotext, "-layout", str(file), "-"], capture_output=True, check=True)
    text = unicodedata.normalize("NFKC", out.stdout.decode())
    bare = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(bare.split())


def test_the_paper_reads_back_letter_by_letter(real_office: Office, tmp_path: Path, pdftotext: str) -> None:
    set_link(real_office.counter, "centre-down")
    view = view_receipt(real_office.counter, taken(real_office, "passport.renewal"))
    text = read_back(view, tmp_path, pdftotext)
    given, family = view.applicant_name.replace("\u200c", "").split(" ", 1)
    for words in (
        view.number, "رسید پذیرش", "تمدید گذرنامه", given, family, "۱۴۰۵/۰۹/۰۳", "۱۲:۰۰",
        "خزانه", "شهرداری", "۴٬۸۷۰٬۰۰۰", "۸٬۴۸۴٬۹۶۳", "ساختگی", "موقت", "۱۹۷", "معتبر",
    ):  # fmt: skip
        assert words in text, words
    assert view.national_code not in text
    assert "پرداخت نشده" not in text
    assert "رونوشت" not in text


def test_an_unpaid_one_is_an_acknowledgement_and_says_so(
    real_office: Office, tmp_path: Path, pdftotext: str
) -> None:
    number = taken(real_office, "violation.statement", paid=False)
    text = read_back(view_receipt(real_office.counter, number), tmp_path, pdftotext)
    assert "گواهی دریافت درخواست" in text
    assert "پرداخت نشده" in text
    assert "رسید پذیرش" not in text
    rials = view_receipt(real_office.counter, number).unpaid_rials
    take_payment(real_office.counter, CLERK, number, [card(rials)])
    paid = read_back(view_receipt(real_office.counter, number), tmp_path, pdftotext)
    assert "رسید پذیرش" in paid
    assert "پرداخت نشده" not in paid
    assert "۱۲۳۴۵۶۷۸۹۰۱۲" in paid


def test_a_void_receipt_says_so_and_promises_nothing(
    real_office: Office, tmp_path: Path, pdftotext: str
) -> None:
    number = taken(real_office, "violation.statement", paid=False)
    void(real_office.counter, MANAGER, number, "نمونه")
    text = read_back(view_receipt(real_office.counter, number, copy=Copy(1, AGAIN)), tmp_path, pdftotext)
    assert "باطل شد" in text
    for promise in ("پرداخت نشده", "سپس", "رسید پذیرش"):
        assert promise not in text, promise


def test_a_copy_is_marked_and_a_recorded_one_names_its_tracking_number(
    real_office: Office, tmp_path: Path, pdftotext: str
) -> None:
    number = taken(real_office, "licence.replacement")
    with real_office.counter.store.read() as conn:
        application = conn.exec_driver_sql("SELECT application FROM applications").scalar_one()
    real_office.feed.give(
        "receipt.recorded", {"application": application, "receipt": number, "tracking": "55012988"}
    )
    text = read_back(view_receipt(real_office.counter, number, copy=Copy(2, AGAIN)), tmp_path, pdftotext)
    assert "رونوشت ۲" in text
    assert "۱۲:۳۵" in text
    assert "در مرکز ثبت شد" in text
    assert "55012988" in text
    assert "موقت" not in text


def test_the_font_is_inside_the_file(real_office: Office) -> None:
    pdf = pdf_bytes(
        receipt_drawing(view_receipt(real_office.counter, taken(real_office, "passport.renewal")))
    )
    assert b"/FontFile2" in pdf
    assert pdf.count(b"/BaseFont /Vazirmatn") >= 2
    assert b"DejaVu" not in pdf, "every letter comes from the bundled font"
    assert len(pdf) < 100_000


def test_a_file_of_another_shape_is_left_as_it_is() -> None:
    assert with_letters(b"no PDF at all") == b"no PDF at all"


def test_the_qr_holds_what_the_office_signed(real_office: Office) -> None:
    view = view_receipt(real_office.counter, taken(real_office, "passport.renewal"))
    verdict = verify_receipt(real_office.counter, view.qr_text)
    assert verdict.genuine
    assert verdict.claims is not None
    assert verdict.claims.n == view.number
    assert len(modules(view.qr_text)) <= 125, "a larger one could not be read at 39 mm"


def test_the_qr_on_the_paper_reads_back(real_office: Office, tmp_path: Path, zbarimg: str) -> None:
    view = view_receipt(real_office.counter, taken(real_office, "passport.renewal"))
    photograph = tmp_path / "paper.png"
    assert picture(receipt_drawing(view), PHOTOGRAPH_PX).save(str(photograph))
    read = subprocess.run(
        [zbarimg, "--quiet", "--raw", "--nodbus", str(photograph)], capture_output=True, text=True
    )
    assert read.stdout.strip() == view.qr_text


def test_the_paper_is_one_page_with_air_at_its_foot(real_office: Office) -> None:
    """Whatever the service, nothing runs off the paper."""
    given = [service for service in shipped_services() if service.enabled]
    later = [  # nobody is asked here, and a check that follows has a sentence of its own on the paper
        msgspec.structs.replace(service, identity=IdentityCheck.LATER)
        if service.identity is IdentityCheck.NOW
        else service
        for service in given
    ]
    real_office.feed.publish(Catalogue(version=9, services=tuple(later)))
    for seed, service in enumerate(later, start=20):
        code = service.code
        number = taken(real_office, code, paid=code != "passport.renewal", seed=seed)
        view = replace(view_receipt(real_office.counter, number), qr_text=LARGE)
        grey = picture(receipt_drawing(view), 600).convertToFormat(QImage.Format.Format_Grayscale8)
        foot = bytes(grey.constBits())[-25 * grey.bytesPerLine() :]
        assert set(foot) == {255}, code


def test_the_national_code_is_masked_and_the_file_is_named_by_its_number(real_office: Office) -> None:
    assert masked("9900000013") == "990*****13"
    assert masked("123") == "***"
    view = view_receipt(real_office.counter, taken(real_office, "passport.renewal"), copy=Copy(3, AGAIN))
    assert receipt_drawing(view).name == f"{view.number}-copy-3"
