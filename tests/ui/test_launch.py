"""Drives the whole window by its keys, from the first painting to the closing, on a real sealed store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.office_kit import PASSWORD
from support.window_office import PASSPHRASE, enrolled
from support.window_rig import bring_up, settle, texts_on, wait_until

from app.domain.entry import Kind, decode
from app.local_db import journal
from app.local_db.keys import load_keys
from app.local_db.place import Place
from app.local_db.store import open_store
from app.office.counter import open_counter
from app.ui.shell.page_list import page_specs
from app.ui.single_window import raise_first
from app.ui.start import EXIT_NOT_POSSIBLE, EXIT_TRY_LATER, Launch
from app.ui.theme import Scheme


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return enrolled(tmp_path / "office")


Start = Callable[..., Launch]


@pytest.fixture
def start(persian: QApplication) -> Iterator[Start]:
    """Start a window as the program does; closed at the end of the test."""
    started: list[Launch] = []

    def _start(place: Place, passphrase: str | None = PASSPHRASE) -> Launch:
        launch = Launch(persian, place, passphrase, scheme=Scheme.LIGHT)
        bring_up(launch.window, 1366, 768)
        started.append(launch)
        return launch

    yield _start
    for launch in started:
        _close(launch)
        launch.deleteLater()
    settle()


def _enter(launch: Launch, staff: str = "1001", password: str = PASSWORD) -> None:
    page = launch.window.sign_in
    QTest.keyClicks(page.staff.line, staff)
    QTest.keyClick(page.staff.line, Qt.Key.Key_Return)
    QTest.keyClicks(page.password.line, password)
    QTest.keyClick(page.password.line, Qt.Key.Key_Return)


def _signed_in(launch: Launch) -> None:
    _enter(launch)
    wait_until(lambda: launch.window.stack.currentWidget() is launch.window.work)


def _kinds(place: Place) -> list[str]:
    """The kinds of all entries; only of a store whose window is closed."""
    store = open_store(place, load_keys(place, PASSPHRASE), write=False)
    with store.read() as conn:
        lines = journal.lines_after(conn, 0, 1000, 10_000_000)
    store.close()
    return [decode(line).kind for line in lines]


def _close(launch: Launch) -> None:
    if launch.is_open:
        launch.window.close()
        wait_until(lambda: not launch.is_open)


def test_a_clerk_signs_in_without_the_centre_and_the_window_says_so(place: Place, start: Start) -> None:
    launch = start(place)
    page = launch.window.sign_in
    assert page.isVisible()
    assert launch.workplace is None, "the sign-in is painted before the store is opened"
    _signed_in(launch)
    work = launch.window.work
    assert work is not None
    assert page.password.text() == ""
    assert "ورود بدون مرکز تا" in work.rail.offline.text()
    assert work.rail.office.text() == "دفتر ۰۴۱۲ · \u2068رشت، گلسار\u2069"
    _close(launch)
    assert launch.exit_code == 0
    kinds = _kinds(place)
    assert kinds.count(Kind.STAFF_SIGNED_IN) == 1
    assert kinds[-1] == Kind.STAFF_SIGNED_OUT


def test_digits_of_the_staff_code_may_be_typed_in_persian(place: Place, start: Start) -> None:
    launch = start(place)
    line = launch.window.sign_in.staff.line
    QTest.keyClicks(line, "1001")
    assert line.text() == "۱۰۰۱"
    launch.window.sign_in.password.line.setText(PASSWORD)
    QTest.keyClick(launch.window.sign_in.password.line, Qt.Key.Key_Return)
    wait_until(lambda: launch.window.stack.currentWidget() is launch.window.work)


def test_a_wrong_password_is_told_under_the_field_and_the_code_stays(place: Place, start: Start) -> None:
    launch = start(place)
    page = launch.window.sign_in
    _enter(launch, password="wrong")
    wait_until(lambda: "درست نیست" in page.password.below.text())
    assert page.staff.text() == "۱۰۰۱"
    assert page.password.text() == ""
    QTest.keyClicks(page.password.line, PASSWORD)
    assert page.password.below.text() == "", "the error goes as soon as it is being mended"
    QTest.keyClick(page.password.line, Qt.Key.Key_Return)
    wait_until(lambda: launch.window.stack.currentWidget() is launch.window.work)


def test_a_stranger_is_told_at_the_code_that_a_first_sign_in_needs_the_centre(
    place: Place, start: Start
) -> None:
    launch = start(place)
    page = launch.window.sign_in
    _enter(launch, staff="2002")
    wait_until(lambda: bool(page.staff.line.accessibleDescription()))
    wait_until(lambda: not page._busy)
    assert "مرکز" in page.staff.below.text()


def test_empty_fields_are_asked_for_where_they_stand(place: Place, start: Start) -> None:
    launch = start(place)
    page = launch.window.sign_in
    QTest.keyClick(page.staff.line, Qt.Key.Key_Return)
    assert page.staff.below.text() == "کد کارمندی خود را بنویسید."
    QTest.keyClicks(page.staff.line, "1001")
    QTest.keyClick(page.staff.line, Qt.Key.Key_Return)
    QTest.keyClick(page.password.line, Qt.Key.Key_Return)
    assert page.password.below.text() == "گذرواژهٔ خود را بنویسید."


def test_the_passphrase_is_asked_in_the_window_and_again_when_it_is_wrong(place: Place, start: Start) -> None:
    launch = start(place, passphrase=None)
    page = launch.window.passphrase
    wait_until(lambda: launch.window.stack.currentWidget() is page)
    QTest.keyClicks(page.passphrase.line, "not it")
    QTest.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    wait_until(lambda: "گذرجمله کلیدهای انباره را باز نمی‌کند." in page.passphrase.below.text())
    QTest.keyClicks(page.passphrase.line, PASSPHRASE)
    QTest.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    wait_until(lambda: launch.workplace is not None)
    assert launch.window.stack.currentWidget() is launch.window.sign_in
    _signed_in(launch)


def test_a_store_held_by_another_process_is_told_with_exit_code_75(place: Place, start: Start) -> None:
    counter = open_counter(place, PASSPHRASE, write=True)
    launch = start(place)
    page = launch.window.trouble
    wait_until(lambda: launch.window.stack.currentWidget() is page)
    assert "هم‌اکنون در انبارهٔ" in page.what.text()
    counter.close()
    page.retry.click()
    wait_until(lambda: launch.workplace is not None)
    _close(launch)
    assert launch.exit_code == 0


def test_a_held_store_left_as_it_is_ends_with_75(place: Place, start: Start) -> None:
    counter = open_counter(place, PASSPHRASE, write=True)
    launch = start(place)
    wait_until(lambda: launch.window.stack.currentWidget() is launch.window.trouble)
    launch.window.trouble.close_button.click()
    wait_until(lambda: not launch.is_open)
    assert launch.exit_code == EXIT_TRY_LATER
    counter.close()


def test_a_foreign_file_is_explained_and_not_overwritten(place: Place, start: Start) -> None:
    foreign = b"this is no database" * 1000
    place.store_file.write_bytes(foreign)
    launch = start(place)
    wait_until(lambda: launch.window.stack.currentWidget() is launch.window.trouble)
    assert all(text for text in texts_on(launch.window.trouble))
    _close(launch)
    assert launch.exit_code == EXIT_NOT_POSSIBLE
    assert place.store_file.read_bytes() == foreign


def test_a_second_start_raises_the_first_window(place: Place, start: Start) -> None:
    assert not raise_first(place.directory)
    launch = start(place)
    raised: list[bool] = []
    wait_until(lambda: launch._single is not None)
    assert launch._single is not None
    launch._single.raise_asked.connect(lambda: raised.append(True))
    assert raise_first(place.directory)
    wait_until(lambda: bool(raised))


def test_the_keys_move_about_and_lock_the_counter(place: Place, start: Start) -> None:
    launch = start(place)
    _signed_in(launch)
    work = launch.window.work
    assert work is not None
    QTest.keyClick(launch.window, Qt.Key.Key_F4)
    assert work.current_name() == "queue"
    QTest.keyClick(launch.window, Qt.Key.Key_F2)
    assert work.current_name() == "application"
    QTest.keyClick(launch.window, Qt.Key.Key_F4)
    QTest.keyClick(launch.window, Qt.Key.Key_F1)
    assert work.help.isVisible()
    told = work.help.accessibleDescription()
    assert [spec.stop.key for spec in page_specs() if spec.on_rail and spec.stop.key not in told] == []
    QTest.keyClick(launch.window, Qt.Key.Key_Escape)
    assert not work.help.isVisible()
    assert work.current_name() == "queue"
    QTest.keyClick(launch.window, Qt.Key.Key_Escape)
    assert work.current_name() == "application"
    QTest.keyClick(launch.window, Qt.Key.Key_F4)
    QTest.keyClick(launch.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert work.current_name() == "application"
    QTest.keyClick(launch.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert launch.window.sign_in.isVisible()
    assert launch.workplace is not None
    assert launch.workplace.session is None
    _signed_in(launch)
    assert work.current_name() == "application"


def test_the_language_is_changed_at_the_door_and_the_window_mirrors(place: Place, start: Start) -> None:
    launch = start(place)
    _signed_in(launch)
    QTest.keyClick(launch.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    launch.window.foot._language.click()
    assert launch.window.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert launch.window.sign_in.password.caption.text() == "Password"
    _signed_in(launch)
    work = launch.window.work
    assert work is not None
    assert work.rail.brand.text() == "Daftar"
    wait_until(lambda: work.rail.x() < work.stack.x())
    settle()
    launch.workplace.bridge.changed.emit(frozenset({"journal", "sync"}))  # type: ignore[union-attr]
    launch.workplace.bridge.link_changed.emit(None)  # type: ignore[union-attr]
    QTest.keyClick(launch.window, Qt.Key.Key_F4)
    settle()
    launch.window.foot._language.click()


def test_what_a_check_finds_stops_the_counter_and_stands_in_the_banner(
    place: Place, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.ui.shell import checks

    monkeypatch.setattr(checks, "find_fault", lambda _: checks.JournalBroken(seq=7))
    launch = start(place)
    _signed_in(launch)
    work = launch.window.work
    assert work is not None
    wait_until(lambda: "بررسی انباره ناموفق بود" in work.banner.accessibleName())
    assert "۷" in work.banner.accessibleName()
    monkeypatch.undo()
