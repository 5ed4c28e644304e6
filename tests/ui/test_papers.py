"""Proves that A5, A4 and the 80 mm roll carry the same things, read back letter by letter, whatever state the
application is in, however long its fee; and that the QR reads from each of them.
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
from support.office_kit import CLERK, DAY, Office, card, cash
from support.real_services import publish_shipped, shipped_services, shipped_tariff

from app.domain.fee import FeeLine
from app.domain.sample import sample_request
from app.domain.tariff import Words
from app.office.accept import accept
from app.office.receipt_view import ReceiptView, Standing, view_receipt
from app.office.reprint import Copy
from app.ui.receipt.layout import receipt_drawing
from app.ui.receipt.output import dots, pdf_bytes, picture
from app.ui.receipt.papers import ROLL, Drawing, Paper
from app.ui.texts import money

AGAIN = Copy(3, "2026-11-24T09:05:00Z")
PHOTOGRAPH_PX = {Paper.A5: 1240, Paper.A4: 2480, Paper.ROLL80: 700}
"""Widths as a telephone's camera might see them: some 210 dots an inch."""
LINES, LONG = 20, "نام‌بسیاربلندی‌که‌هیچ‌جایی‌برای‌شکستن‌نداردوبایدبااین‌همهروی‌کاغذبماند"


@pytest.fixture(scope="module")
def real_office(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("papers") / "office")
    publish_shipped(office)
    return office


@pytest.fixture
def view(persian: QApplication, real_office: Office, request: pytest.FixtureRequest) -> ReceiptView:
    service = next(one for one in shipped_services() if one.code == "passport.renewal")
    made = sample_request(service, shipped_tariff(), random.Random(1), True, today=DAY)
    made = msgspec.structs.replace(made, id="r-1")
    return view_receipt(real_office.counter, accept(real_office.counter, CLERK, made).receipt)


def read_back(drawing: Drawing, tmp_path: Path, pdftotext: str) -> str:
    """The PDF's text as a reader gets it: forms of letters folded, blanks single, no marks of direction."""
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf_bytes(drawing))
    out = subprocess.run([pdftotext, "-layout", str(file), "-"], capture_output=True, check=True)
    text = unicodedata.normalize("NFKC", out.stdout.decode())
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


def long_one(view: ReceiptView) -> ReceiptView:
    """A fee of many lines with long names, paid in five parts, and the code that comes of it."""
    lines = [
        FeeLine(
            item=f"i{n}",
            name=Words(f"ردیف شمارهٔ {n} از هزینه‌ای بسیار مفصل با نامی بلند", f"line {n}"),
            payee="treasury",
            amount_rials=1_000_000 + n,
        )
        for n in range(LINES)
    ]
    total = sum(line.amount_rials for line in lines)
    parts = [card(4_000_000, f"12345678901{n}") for n in range(4)]
    return replace(
        view,
        lines=msgspec.structs.replace(view.lines, lines=tuple(lines), total_rials=total),
        payments=(*parts, cash(total - 16_000_000)),
        total_rials=total,
        paid_rials=total,
        applicant_name=LONG,
        service_name=Words(f"خدمتی با نام بلند و {LONG}", "x"),
        qr_text=view.qr_text + "A" * 900,
    )


@pytest.mark.parametrize("paper", list(Paper))
def test_each_paper_carries_everything(
    view: ReceiptView, tmp_path: Path, pdftotext: str, paper: Paper
) -> None:
    text = read_back(receipt_drawing(view, paper), tmp_path, pdftotext)
    given, family = view.applicant_name.replace("\u200c", "").split(" ", 1)
    for words in (
        "رسید پذیرش", view.number, "۱۴۰۵/۰۹/۰۳", "۱۲:۰۰", "موقت", "تمدید گذرنامه", given, family,
        "خدمت دفتر", "خزانه", "شهرداری", "۴٬۸۷۰٬۰۰۰", "۸٬۴۸۴٬۹۶۳", "تعرف", "نسخ", "ساختگی",
        "پرداخت با", "سپس", "شکایت", "۱۹۷",
    ):  # fmt: skip
        assert text.count(words) >= (2 if paper is Paper.A4 else 1), words
    assert ("برگ دفتر" in text, "برگ متقاضی" in text, "امضا" in text) == (paper is Paper.A4,) * 3
    for absent in ("رونوشت", "پرداخت نشده", "باطل", view.national_code):
        assert absent not in text


@pytest.mark.parametrize("paper", list(Paper))
def test_each_paper_says_copy_recorded_unpaid_and_void(
    view: ReceiptView, tmp_path: Path, pdftotext: str, paper: Paper
) -> None:
    recorded = replace(view, standing=Standing.RECORDED, tracking="55012988", copy=3, copied_at=AGAIN.at)
    text = read_back(receipt_drawing(recorded, paper), tmp_path, pdftotext)
    for words in ("رونوشت ۳", "۱۲:۳۵", "در مرکز ثبت شد", "55012988"):
        assert words in text
    assert "موقت" not in text
    unpaid = replace(view, payments=(), paid_rials=0, copy=1, copied_at=AGAIN.at)
    text = read_back(receipt_drawing(unpaid, paper), tmp_path, pdftotext)
    assert "گواهی دریافت درخواست" in text
    assert "پرداخت نشده" in text
    assert "رونوشت ۱" in text
    void = replace(view, state="refunded", refunded_rials=view.paid_rials, copy=2, copied_at=AGAIN.at)
    text = read_back(receipt_drawing(void, paper), tmp_path, pdftotext)
    for words in ("باطل شد", "رونوشت ۲", "۸٬۴۸۴٬۹۶۳"):
        assert words in text
    assert "سپس" not in text


@pytest.mark.parametrize("paper", list(Paper))
def test_a_long_fee_paid_in_parts_stays_whole_on_one_paper_and_its_qr_reads(
    view: ReceiptView, tmp_path: Path, pdftotext: str, zbarimg: str, paper: Paper
) -> None:
    long = long_one(view)
    drawing = receipt_drawing(long, paper)
    text = read_back(drawing, tmp_path, pdftotext)
    for line in long.lines.lines:
        assert money(line.amount_rials) in text
    for payment in long.payments:
        assert money(payment.amount_rials) in text
    for n in range(4):
        assert f"۱۲۳۴۵۶۷۸۹۰۱{'۰۱۲۳'[n]}" in text
    image = picture(drawing, PHOTOGRAPH_PX[paper])
    edge = round(image.width() * ROLL.margin / (2 * drawing.width))
    assert is_white_round(image, edge)
    assert long.qr_text in read_qrs(image, tmp_path, zbarimg)


def test_what_a_thermal_head_burns_is_black_on_white_and_its_qr_reads(
    view: ReceiptView, tmp_path: Path, zbarimg: str
) -> None:
    for one in (view, long_one(view)):
        image = dots(receipt_drawing(one, Paper.ROLL80))
        assert image.width() == 576
        assert set(bytes(image.constBits())) == {0, 255}
        assert read_qrs(image, tmp_path, zbarimg) == [one.qr_text]


def read_qrs(image: QImage, tmp_path: Path, zbarimg: str) -> list[str]:
    file = tmp_path / "photograph.png"
    assert image.save(str(file))
    command = [zbarimg, "--quiet", "--raw", "--nodbus", str(file)]
    return subprocess.run(command, capture_output=True, text=True).stdout.split()


def is_white_round(image: QImage, edge: int) -> bool:
    """Whether nothing runs into the edges, but for the line that an A4 is cut along."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    width, stride, raw = grey.width(), grey.bytesPerLine(), bytes(grey.constBits())
    rows = [raw[y * stride : y * stride + width] for y in range(grey.height())]
    middle = slice(width // 2 - 4, width // 2 + 4)
    for y, row in enumerate(rows):
        bare = bytearray(row)
        bare[middle] = b"\xff" * 8
        if y < edge or y >= len(rows) - edge:
            if set(bare) != {255}:
                return False
        elif set(bare[:edge]) | set(bare[-edge:]) != {255}:
            return False
    return True
