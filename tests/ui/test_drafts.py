"""Proves that what a clerk types is kept by itself and found again: after the lock, a crash, a change of
hands; by another definition, too; and that it is not offered again once it was accepted elsewhere.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support import typing_hand
from support.draft_hand import (
    CODE,
    NAMES,
    PAPER,
    SERVICE,
    Seat,
    add_page,
    begin,
    how_many,
    kept,
    sample,
    sitting,
    type_into,
    value,
)
from support.office_kit import CLERK, PASSWORD, Office
from support.real_services import shipped_services
from support.window_office import PASSPHRASE, enrolled
from support.window_rig import press, settle, type_text, wait_until

from app.domain.catalogue import Catalogue
from app.office.accept import accept
from app.office.counter import open_counter
from app.office.drafts import find
from app.office.sign_in import Session
from app.ui.pages.application import ApplicationPage
from app.ui.shell.main_window import MainWindow
from app.ui.start import Launch
from app.ui.workplace import Workplace

OTHER = Session("1002", "همکار نمونه", frozenset({"clerk"}), offline=True)

LAG_S_MAX = 1.5
"""What was typed so long before the end is on disk, on this busy machine too (the window's own aim: 0.3)."""


@pytest.fixture
def seat(workplace: Workplace, office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seat]:
    yield from sitting(workplace, office, monkeypatch)


# Kept and found -----------------------------------------------------------------------------------------


def test_what_is_typed_comes_back_with_its_pages_payment_and_second_typing_after_the_window_is_gone(
    seat: Seat, office: Office
) -> None:
    page = seat()
    begin(page)
    type_into(page, CODE, "9900000013")
    type_into(page, NAMES[0], "علی‌رضا")
    add_page(page)
    page.side.payment.rrn.focus_first()
    type_text(QApplication.focusWidget(), "1234")
    kept(page)
    request = page.sheet.request_id
    back = seat()
    assert back.stack.currentWidget() is back.work
    assert (value(back, CODE), value(back, NAMES[0])) == ("9900000013", "علی‌رضا")
    assert back.form is not None
    assert len(back.form.papers.pages.of(PAPER)) == 1
    assert back.side.payment.rrn.value() == "1234"
    assert back.sheet.request_id == request, "it is the same application, so it is taken once"
    assert "بازگردانده شد" in back.drafts.line.text()
    assert back.drafts.strip.isHidden(), "one alone needs no strip"


def test_what_is_typed_is_kept_while_typing_goes_on_and_at_once_when_a_field_is_left(
    seat: Seat, office: Office
) -> None:
    page = seat()
    begin(page)
    type_into(page, NAMES[1], "نمونه‌پور")
    assert how_many(office) == 0, "no key waits for the disk"
    wait_until(lambda: how_many(office) == 1, 2.0)
    type_into(page, CODE, "99")
    press(Qt.Key.Key_Return)
    assert not page.drafts.desk._keep_soon.isActive(), "it is on its way"
    settle()
    typed = find(office.counter, CLERK.staff).drafts[0].content
    assert {one.path for one in typed.fields} == {CODE, NAMES[1]}


def test_a_form_emptied_by_hand_is_no_draft_any_more(seat: Seat, office: Office) -> None:
    page = seat()
    begin(page)
    type_into(page, CODE, "9")
    kept(page)
    assert how_many(office) == 1
    page.form.widgets[CODE].focus_first()  # type: ignore[union-attr]
    press(Qt.Key.Key_Backspace)
    wait_until(lambda: how_many(office) == 0, 2.0)


def test_a_counter_that_refuses_is_told_and_what_was_typed_is_saved_when_it_takes_it_again(
    seat: Seat, office: Office
) -> None:
    page = seat()
    begin(page)
    office.counter.stopped = "a test said so"
    type_into(page, NAMES[0], "علی")
    wait_until(lambda: "ذخیره نمی‌شود" in page.drafts.line.text())
    assert page.would_lose(), "closing now would lose it"
    office.counter.stopped = None
    wait_until(lambda: page.would_lose() == "")
    assert how_many(office) == 1
    assert "دوباره ذخیره می‌شود" in page.drafts.line.text()


def test_a_colleague_at_the_same_counter_never_sees_it_and_its_owner_finds_it_again(
    seat: Seat, office: Office, workplace: Workplace
) -> None:
    page = seat()
    begin(page)
    type_into(page, NAMES[0], "مریم")
    workplace.session = None  # the lock, right after the last key
    workplace.session = OTHER
    settle()
    assert page.form is not None
    assert page.form.is_empty()
    assert page.drafts.isHidden(), "nor a word of it"
    assert find(office.counter, OTHER.staff).drafts == ()
    type_into(page, NAMES[0], "زهرا")
    workplace.session = None
    workplace.session = CLERK
    settle()
    assert value(page, NAMES[0]) == "مریم"
    assert [one.content.person() for one in find(office.counter, OTHER.staff).drafts] == ["زهرا"]


def test_a_lock_and_the_same_person_again_leaves_the_form_as_it_was(seat: Seat, workplace: Workplace) -> None:
    page = seat()
    form = begin(page)
    type_into(page, CODE, "99")
    workplace.session = None
    workplace.session = CLERK
    settle()
    assert page.form is form
    assert value(page, CODE) == "99"


def test_closing_the_window_right_after_the_last_key_keeps_it_and_asks_nothing(
    persian: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = enrolled(tmp_path / "closed")
    asked: list[str] = []
    monkeypatch.setattr(MainWindow, "confirm_loss", lambda _, what: asked.append(what))

    def signed_in() -> tuple[Launch, ApplicationPage]:
        launch = Launch(persian, place, PASSPHRASE)
        launch.window.show()
        wait_until(lambda: launch.workplace is not None)
        sign_in = launch.window.sign_in
        sign_in.staff.line.setText(CLERK.staff)
        sign_in.password.line.setText(PASSWORD)
        QTest.keyClick(sign_in.password.line, Qt.Key.Key_Return)
        wait_until(lambda: launch.window.stack.currentWidget() is launch.window.work)
        settle()
        page = launch.window.work.page("application")  # type: ignore[union-attr]
        assert isinstance(page, ApplicationPage)
        return launch, page

    def close(launch: Launch) -> None:
        launch.window.close()
        wait_until(lambda: not launch.is_open)
        launch.deleteLater()

    launch, page = signed_in()
    begin(page, "passport.renewal")
    type_into(page, NAMES[0], "مریم")
    close(launch)
    launch, page = signed_in()
    assert value(page, NAMES[0]) == "مریم"
    assert "بازگردانده شد" in page.drafts.line.text()
    close(launch)
    assert asked == []


def test_a_draft_that_became_a_receipt_elsewhere_is_told_and_not_offered_again(
    seat: Seat, office: Office
) -> None:
    """As in a store restored from a backup, which fetched its own entries back."""
    page = seat()
    begin(page)
    type_into(page, NAMES[0], "مریم")
    kept(page)
    draft = find(office.counter, CLERK.staff).drafts[0]
    request = msgspec.structs.replace(sample(SERVICE, 5), id=draft.id)
    receipt = accept(office.counter, CLERK, request).receipt
    with office.counter.store.write() as conn:
        columns = "id, staff, service, begun_at, saved_at, pages, content"
        content = msgspec.json.encode(draft.content)
        values = (draft.id, draft.staff, SERVICE, draft.begun_at, draft.saved_at, "", content)
        conn.exec_driver_sql(f"INSERT INTO drafts ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    back = seat()
    assert receipt in back.drafts.line.text()
    assert back.sheet.is_empty()
    assert how_many(office) == 0


# Changed meanwhile --------------------------------------------------------------------------------------


def test_what_a_new_definition_does_not_ask_for_is_told_and_stays_in_the_draft(
    seat: Seat, office: Office
) -> None:
    page = seat()
    begin(page)
    type_into(page, NAMES[0], "مریم")
    type_into(page, "applicant.mobile", "09120000000")
    kept(page)
    publish(office, 9, without="mobile")
    back = seat()
    assert value(back, NAMES[0]) == "مریم"
    assert "applicant.mobile" not in back.form.widgets  # type: ignore[union-attr]
    assert "تلفن همراه: \u2068۰۹۱۲۰۰۰۰۰۰۰" in back.drafts.line.text().replace("۲ ۰۰۰ ۰", "۲۰۰۰۰")
    type_into(back, NAMES[1], "نمونه")
    kept(back)
    typed = find(office.counter, CLERK.staff).drafts[0].content
    assert typed.find("applicant.mobile") is not None


def test_a_draft_of_a_service_that_was_switched_off_goes_along_to_another_one(
    seat: Seat, office: Office
) -> None:
    page = seat()
    begin(page)
    type_into(page, NAMES[0], "مریم")
    kept(page)
    publish(office, 9, off=SERVICE)
    back = seat()
    assert back.stack.currentWidget() is back.chooser
    assert "مریم" in back.drafts.line.text()
    back.open_service("licence.replacement")
    assert value(back, NAMES[0]) == "مریم"
    kept(back)
    assert [one.service for one in find(office.counter, CLERK.staff).drafts] == ["licence.replacement"]


def publish(office: Office, version: int, *, without: str = "", off: str = "") -> None:
    """The shipped services again: one field of the applicant's gone, or one service switched off."""
    services = []
    for service in shipped_services():
        plain = msgspec.to_builtins(service)
        plain["enabled"] = service.enabled and service.code != off
        if service.code == SERVICE and without:
            for section in plain["sections"]:
                section["fields"] = [one for one in section["fields"] if one["name"] != without]
        services.append(msgspec.convert(plain, type(service)))
    office.feed.publish(Catalogue(version=version, services=tuple(services)))


# A power cut --------------------------------------------------------------------------------------------


def test_a_window_killed_in_the_middle_of_a_word_has_kept_what_was_typed_before(tmp_path: Path) -> None:
    place = enrolled(tmp_path / "killed")
    hand = [sys.executable, typing_hand.__file__, str(place.directory)]
    process = subprocess.Popen(hand, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told: list[tuple[int, float]] = []
    for line in process.stdout:
        count, at = line.split()
        told.append((int(count), float(at)))
        if len(told) == 60:
            break
    process.kill()
    killed_at = time.monotonic()
    told += [(int(line.split()[0]), float(line.split()[1])) for line in process.stdout]
    process.wait()
    process.stdout.close()
    with closing(open_counter(place, PASSPHRASE, write=True)) as counter:
        (draft,) = find(counter, CLERK.staff).drafts
    found = draft.content.find(typing_hand.PATH)
    assert found is not None
    due = max(count for count, at in told if at < killed_at - LAG_S_MAX)
    assert found.typed == typing_hand.typed(len(found.typed))
    assert due <= len(found.typed) <= told[-1][0] + 1
