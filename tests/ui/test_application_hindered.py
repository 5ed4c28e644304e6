"""Proves what stands in the way of an application is told before it is taken: another price, a tariff that
was tampered with, a slip that paid before, a system that is down, what the clerk may not take, a disk that
refuses; and that the form stays filled.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from support import registry
from support.form_keys import (
    RRN,
    accept,
    begin,
    fill_by_keys,
    how_many,
    kept,
    new_application,
    pay_by_card,
    sample,
)
from support.office_kit import IDENTITY, Office, set_link, tariff
from support.real_services import publish_shipped, shipped_tariff
from support.window_rig import press, texts_on, wait_until

from app.domain.catalogue import Catalogue
from app.domain.tariff import parse_tariff
from app.local_db.engine import DriverError
from app.ui.pages.application import ApplicationPage, identity_step
from app.ui.workplace import Workplace


@pytest.fixture
def page(
    workplace: Workplace, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ApplicationPage]:
    publish_shipped(office)
    monkeypatch.setattr(identity_step, "ask", registry.agrees)
    for made in new_application(workplace, tmp_path / "papers"):
        made.came_up()
        yield made


def test_a_price_that_changed_at_midnight_is_told_before_the_application_is_saved(
    page: ApplicationPage, office: Office
) -> None:
    """The form was open before midnight; what is taken after it is the new amount."""
    dearer = msgspec.to_builtins(shipped_tariff()) | {
        "version": 10,
        "effective_from": "2026-11-25T00:00:00+03:30",
    }
    dearer["services"]["vehicle.address"][0]["amount_rials"] = 500_000
    office.feed.publish(parse_tariff(dearer))
    begin(page, "vehicle.address")
    fill_by_keys(page, sample("vehicle.address", 1))
    pay_by_card()
    assert page.side.price.total_rials == 386_240 + 38_624
    office.hands.run(timedelta(hours=12).total_seconds())
    press(Qt.Key.Key_F12)
    assert "مبلغ تازه را بگیرید" in page.notice.text()
    assert page.side.price.total_rials == 550_000
    assert how_many(office) == 0
    accept(page)
    assert kept(office).row.paid_rials == 550_000


def test_a_tariff_that_somebody_wrote_into_the_store_is_named_and_nothing_can_be_accepted(
    page: ApplicationPage, office: Office
) -> None:
    with office.counter.store.write() as conn:
        select = "SELECT payload FROM publications WHERE what = 'tariff' AND version = 9"
        payload = conn.exec_driver_sql(select).scalar_one().replace(b"386240", b"986240")
        conn.exec_driver_sql("UPDATE publications SET payload = ? WHERE version = 9", (payload,))
    office.feed.publish(tariff(10, "2030-01-01T00:00:00Z"))  # the counter reads its prices anew
    begin(page, "vehicle.address")
    assert "مرکز امضا کرده" in " ".join(texts_on(page.side.price))
    assert page.side.price.total_rials == 0
    assert not page.side.accept_button.isEnabled()


def test_a_slip_that_paid_before_is_refused_at_its_field(page: ApplicationPage, office: Office) -> None:
    begin(page, "violation.statement")
    for seed in (4, 5):
        fill_by_keys(page, sample("violation.statement", seed))
        pay_by_card()
        press(Qt.Key.Key_F12)
        if seed == 4:
            wait_until(lambda: page.stack.currentWidget() is page.receipt)
            press(Qt.Key.Key_Return)
    wait_until(lambda: page.side.payment.rrn.has_error())
    assert "0412-02-05-000001-1" in page.side.payment.rrn.shown_message()
    assert page.form is not None
    assert not page.form.is_empty()
    assert how_many(office) == 1


def test_a_folder_that_cannot_be_written_is_told_and_the_application_is_safe(
    page: ApplicationPage, office: Office, tmp_path: Path
) -> None:
    (tmp_path / "papers").write_text("a file where the folder should be")
    begin(page, "violation.statement")
    fill_by_keys(page, sample("violation.statement", 6))
    pay_by_card()
    accept(page)
    press(Qt.Key.Key_F9)
    wait_until(lambda: bool(page.receipt.notice.text()))
    assert "درخواست ذخیره شده است" in page.receipt.notice.text()
    assert how_many(office) == 1


def test_what_the_citizen_is_told_follows_the_link(page: ApplicationPage, office: Office) -> None:
    form = begin(page, "violation.statement")
    assert page.side.told.text() == form.service.citizen.fa
    set_link(office.counter, "centre-down")
    wait_until(lambda: page.side.told.text() == form.service.citizen_offline.fa)
    set_link(office.counter, "up")
    office.feed.upstream("traffic", "down")
    wait_until(lambda: page.side.told.text() == form.service.citizen_offline.fa)


def test_a_service_that_needs_its_system_says_why_not_and_since_when(
    page: ApplicationPage, office: Office
) -> None:
    office.feed.publish(Catalogue(version=9, services=(IDENTITY,)))
    office.feed.publish(tariff(10, "2026-03-21T00:00:00Z"))
    begin(page, "identity.proof")
    assert page.side.accept_button.isEnabled()
    office.feed.upstream("registry", "down")
    wait_until(lambda: not page.side.accept_button.isEnabled())
    assert "از ۱۲:۰۰ پاسخ نمی‌دهد" in page.notice.text().replace("\u2068", "").replace("\u2069", "")
    office.feed.upstream("registry", "up")
    wait_until(page.side.accept_button.isEnabled)
    assert page.notice.text() == ""


def test_a_family_that_the_clerk_may_not_take_is_labelled_and_cannot_be_accepted(
    page: ApplicationPage, office: Office
) -> None:
    begin(page, "passport.renewal")
    fill_by_keys(page, sample("passport.renewal", 3))
    office.feed.staff("1001", entitlements={"licence": "1499-12-29", "passport": "1405-06-31"})
    wait_until(lambda: not page.side.accept_button.isEnabled())
    assert "۱۴۰۵/۰۶/۳۱" in page.notice.text()
    page.accept()
    assert "به پایان رسیده" in page.notice.text()
    press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    blocked = {offer.service.code: offer.blocked for offer in page.chooser.offers()}
    assert "به پایان رسیده" in blocked["passport.renewal"]
    assert "تأیید نشده" in blocked["violation.statement"]
    assert blocked["licence.replacement"] == ""
    office.feed.staff("1001")
    wait_until(lambda: not any(offer.blocked for offer in page.chooser.offers()))
    assert page.go_back()
    assert page.side.accept_button.isEnabled()
    assert page.form is not None
    assert not page.form.is_empty(), "nothing typed was lost"


def test_when_the_disk_refuses_it_is_said_and_the_form_stays_filled(
    page: ApplicationPage, office: Office
) -> None:
    form = begin(page, "passport.renewal")
    fill_by_keys(page, sample("passport.renewal", 7))
    pay_by_card()
    before = form.typed()
    break_next_commit(office)
    press(Qt.Key.Key_F12)
    wait_until(lambda: bool(page.notice.text()))
    assert "ذخیره نشد" in page.notice.text()
    assert page.stack.currentWidget() is page.work
    assert form.typed() == before
    assert page.side.payment.rrn.value() == RRN
    assert how_many(office) == 0
    accept(page)
    assert how_many(office) == 1


class BrokenHandle:
    """The driver's connection, whose COMMIT fails before it did its work."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)

    def execute(self, statement: str, *values: Any) -> Any:
        if statement == "COMMIT":
            raise DriverError("disk I/O error")
        return self._raw.execute(statement, *values)


def break_next_commit(office: Office) -> None:
    """The disk refuses the next commit; the store then opens itself afresh on a sound handle."""
    writer: Any = office.counter.store._writer
    writer._raw = BrokenHandle(writer._raw)
