"""Proves printing as a clerk meets it: printer and paper chosen in the window, F9 here and in every list,
by itself where that is wanted, never in the way of the next application, and each fault on its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.office_kit import CLERK, Office, passport_request
from support.thermal_printer import ThermalPrinter
from support.window_rig import bring_up, press, settle, type_text, wait_until

from app.domain.entry import Kind
from app.office.accept import Accepted, accept
from app.office.receipt_view import view_receipt
from app.ui import operations
from app.ui.pages.application import ApplicationPage
from app.ui.pages.find import FindPage
from app.ui.pages.payment import PaymentPage
from app.ui.pages.queue import QueuePage
from app.ui.pages.story import StoryPage
from app.ui.receipt import receipt_printer
from app.ui.receipt.address import Address, Way, parse_address
from app.ui.receipt.choice import Choice, choose, chosen
from app.ui.receipt.giving import Given, PrintAgain
from app.ui.receipt.panel import ReceiptPanel
from app.ui.receipt.papers import Paper
from app.ui.receipt.printing_card import RECEIPT_PRINTER
from app.ui.shell.work_area import WorkArea
from app.ui.workplace import Workplace


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (("ANSWER_S_MAX", 0.15), ("DONE_S_MAX", 0.6), ("SEND_S_MAX", 0.6)):
        monkeypatch.setattr(receipt_printer, name, seconds)


@pytest.fixture
def printer() -> Iterator[ThermalPrinter]:
    with ThermalPrinter() as made:
        yield made


@pytest.fixture
def receipt(office: Office) -> str:
    return accept(office.counter, CLERK, passport_request()).receipt


@pytest.fixture
def panel(workplace: Workplace, tmp_path: Path) -> Iterator[ReceiptPanel]:
    made = ReceiptPanel(workplace, "next")
    made.folder = tmp_path / "papers"
    bring_up(made, 1170, 640)
    yield made
    made.close()
    made.deleteLater()
    settle()


def use(workplace: Workplace, printer: ThermalPrinter, *, by_itself: bool = False) -> None:
    assert workplace.settings is not None
    choose(workplace.settings, Choice(parse_address(printer.address), Paper.A5, by_itself))


def copies(office: Office) -> int:
    with office.counter.store.read() as conn:
        counted = conn.exec_driver_sql(
            "SELECT count(*) FROM journal WHERE kind = ?", (Kind.RECEIPT_REPRINTED,)
        )
        return int(counted.scalar_one())


def test_a_receipt_printer_is_chosen_by_keys_tried_and_kept_for_this_counter(
    workplace: Workplace, office: Office, panel: ReceiptPanel, printer: ThermalPrinter, receipt: str
) -> None:
    panel.show_receipt(view_receipt(office.counter, receipt))
    press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    card = panel.printing
    wait_until(lambda: operations.wait_for_all() and card.printer.hasFocus())
    while card.printer.currentData() != RECEIPT_PRINTER:
        press(Qt.Key.Key_Down)
    assert card.address.line.hasFocus(), "its address is asked for at once"
    assert not card.paper.isEnabled()
    type_text(card.address.line, "no such place:x")
    press(Qt.Key.Key_Return)
    assert "نام هیچ چاپگری نیست" in card.address.below.text()
    assert workplace.settings is not None
    assert chosen(workplace.settings).printer == Address(Way.DEFAULT), "what is wrong is not kept"
    card.address.line.clear()
    type_text(card.address.line, f"127.0.0.1:{printer.port}")  # shown in Persian digits, kept in ASCII
    press(Qt.Key.Key_Return)
    assert chosen(workplace.settings) == Choice(parse_address(printer.address), Paper.ROLL80)
    assert card.address.text() == printer.address
    QTest.mouseClick(card.try_button, Qt.MouseButton.LeftButton)
    wait_until(lambda: bool(card.notice.text()))
    assert "برگهٔ آزمایشی" in card.notice.text()
    assert printer.cuts == 1
    card.try_button.setFocus()
    press(Qt.Key.Key_Escape)
    assert panel.beside.currentWidget() is not card
    assert panel.next_button.hasFocus()
    assert printer.address in panel.where.text()


def test_f9_prints_the_original_then_copies(
    workplace: Workplace, office: Office, panel: ReceiptPanel, printer: ThermalPrinter, receipt: str
) -> None:
    use(workplace, printer)
    panel.show_receipt(view_receipt(office.counter, receipt))
    given: list[Given] = []
    panel.given.connect(given.append)
    for count in (1, 2):
        press(Qt.Key.Key_F9)
        wait_until(lambda count=count: len(given) == count)  # type: ignore[misc]
    assert [one.view.copy for one in given] == [0, 1]
    assert (printer.cuts, copies(office)) == (2, 1)
    assert printer.address in panel.notice.text()


def test_it_prints_by_itself_once_where_that_is_wanted(
    workplace: Workplace, office: Office, panel: ReceiptPanel, printer: ThermalPrinter, receipt: str
) -> None:
    use(workplace, printer, by_itself=True)
    view = view_receipt(office.counter, receipt)
    panel.show_receipt(view)
    wait_until(lambda: bool(panel.notice.text()))
    assert (printer.cuts, copies(office)) == (1, 0)
    other = ReceiptPanel(workplace, "next")
    other.take_over(panel)  # the window's language was changed
    panel.show_receipt(view, given_before=True)  # the same request, sent again
    settle()
    assert (printer.cuts, copies(office)) == (1, 0)
    other.deleteLater()


def test_after_half_a_paper_the_next_one_is_a_copy_and_after_none_it_is_the_original(
    workplace: Workplace, office: Office, panel: ReceiptPanel, printer: ThermalPrinter, receipt: str
) -> None:
    use(workplace, printer)
    given: list[Given] = []
    panel.given.connect(given.append)
    panel.show_receipt(view_receipt(office.counter, receipt))
    printer.has_paper = False
    press(Qt.Key.Key_F9)
    wait_until(lambda: "کاغذ ندارد" in panel.notice.text())
    assert receipt in panel.notice.text()
    printer.has_paper, printer.rows_left = True, 200
    press(Qt.Key.Key_F9)
    wait_until(lambda: "بخشی از رسید" in panel.notice.text())
    assert copies(office) == 0
    printer.has_paper, printer.rows_left = True, 10**9
    press(Qt.Key.Key_F9)
    wait_until(lambda: len(given) == 1)
    assert (given[0].view.copy, copies(office)) == (1, 1)


def test_a_printer_that_hangs_is_in_nobodys_way_and_is_told_late(
    workplace: Workplace,
    office: Office,
    panel: ReceiptPanel,
    printer: ThermalPrinter,
    receipt: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(receipt_printer, "SEND_S_MAX", 30.0)
    use(workplace, printer, by_itself=True)
    printer.stops_after = 5_000
    told: list[str] = []
    panel.late.connect(told.append)
    panel.show_receipt(view_receipt(office.counter, receipt))
    wait_until(lambda: printer.connections == 1)
    taken: list[Accepted] = []
    for number in range(operations.WORKERS_MAX + 1):
        request = passport_request(f"next-{number}")
        operations.run(panel, lambda r=request: accept(office.counter, CLERK, r), taken.append)  # type: ignore[misc]
    wait_until(lambda: len(taken) == operations.WORKERS_MAX + 1)
    assert not told, "all were saved while the printer hung"
    panel.show_receipt(view_receipt(office.counter, taken[0].receipt), given_before=True)
    printer.hangs_up_after = 0
    wait_until(lambda: bool(told))
    assert receipt in told[0]
    assert not panel.notice.text(), "the next citizen's receipt has nothing to do with it"


@pytest.mark.parametrize("name", ["queue", "find", "story"])
def test_f9_gives_a_copy_from_every_page_that_shows_an_application(
    office: Office, receipt: str, work: WorkArea, tmp_path: Path, name: str
) -> None:
    page = work.page(name)
    if isinstance(page, StoryPage):
        page.show_argument(receipt)
    work.go(name)
    if isinstance(page, FindPage):
        type_text(page.line, "نمونه")
    button = page.print_again  # type: ignore[attr-defined]
    assert isinstance(page, QueuePage | FindPage | StoryPage)
    assert isinstance(button, PrintAgain)
    button.folder = tmp_path / "papers"
    settle()
    wait_until(button.isEnabled)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F9)
    wait_until(lambda: bool(button.notice.text()))
    wait_until(lambda: not page.reader.is_reading)
    assert [file.name for file in (tmp_path / "papers").iterdir()] == [f"{receipt}-copy-1.pdf"]
    assert copies(office) == 1
    assert button.notice.isVisible()
    assert "رونوشت" in button.notice.text()
    assert receipt in button.notice.text()
    work.go("application")
    assert not button.notice.text()


@pytest.mark.parametrize("kind", [ApplicationPage, PaymentPage])
def test_what_is_told_late_stands_on_the_page_that_is_up(
    workplace: Workplace, kind: type[ApplicationPage | PaymentPage]
) -> None:
    page = kind(workplace)
    page.receipt.late.emit("told late")
    assert "told late" in page.notice.text()
    page.deleteLater()
    settle()
