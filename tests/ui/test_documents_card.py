"""Proves the papers of a new application at the window: dropped, pasted, chosen, scanned with SANE's virtual
scanner; looked at, turned, cropped, ordered and taken away by keys; told when they cannot be.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.paper_rows import PAPERS, add, paper, sizes
from support.pictures import encoded, is_red, noise, two_halves
from support.sane_rig import only_test_scanners
from support.window_rig import bring_up, press, settle, wait_until

from app.ui.documents import imaging, scan_dialog
from app.ui.documents.card import DocumentsCard
from app.ui.documents.imaging import Crop
from app.ui.documents.paper_row import PaperRow

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def card(persian: QApplication) -> Iterator[DocumentsCard]:
    made = DocumentsCard(PAPERS)
    bring_up(made, 700, 400)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "کارت.jpg"
    path.write_bytes(encoded(two_halves(800, 400)))
    return path


def drop(row: PaperRow, data: QMimeData) -> None:
    at, act = QPoint(20, 20), Qt.DropAction.CopyAction
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, act, data, button, none)
    QApplication.sendEvent(row, enter)
    if enter.isAccepted():
        QApplication.sendEvent(row, QDropEvent(QPointF(at), act, data, button, none))
    settle()


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def back_to(card: DocumentsCard) -> None:
    """After a dialog: there is no window manager here that would bring the window up again."""
    card.activateWindow()
    wait_until(card.isActiveWindow)


def test_a_file_dropped_on_a_paper_becomes_its_page_within_the_limits(
    card: DocumentsCard, file: Path
) -> None:
    row = card.rows["card"]
    drop(row, files(file))
    assert sizes(card, "card") == [(400, 200)]
    assert row.chip.text() == "✓ یک صفحه"
    assert card.aside.text() == "۱ از ۳ مدرک اسکن شده"
    assert row.thumbnails[0].accessibleName() == "کارت ملی، صفحهٔ ۱ از ۱"
    assert card.pages.papers() == ["card"]


def test_what_is_no_file_and_no_picture_cannot_be_let_go_on_a_paper(card: DocumentsCard) -> None:
    data = QMimeData()
    data.setText("کارت")
    drop(card.rows["card"], data)
    assert card.is_empty()


def test_one_bad_file_among_good_ones_is_named_and_the_others_are_added(
    card: DocumentsCard, file: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"not a picture")
    drop(card.rows["card"], files(bad, file))
    assert len(card.pages.of("card")) == 1
    assert "bad.jpg" in card.notice.text()
    assert not card.is_busy()


def test_ctrl_v_on_a_paper_pastes_a_picture_and_says_so_when_there_is_none(card: DocumentsCard) -> None:
    card.rows["letter"].focus_first()
    QGuiApplication.clipboard().setText("متن")
    press(Qt.Key.Key_V, CTRL)
    assert card.notice.text()
    QGuiApplication.clipboard().setImage(two_halves(80, 40))
    press(Qt.Key.Key_V, CTRL)
    settle()
    assert sizes(card, "letter") == [(80, 40)]
    assert not card.notice.text()
    QGuiApplication.clipboard().clear()


def test_ctrl_d_opens_files_for_the_paper_with_the_focus_and_else_for_the_first_that_lacks_one(
    card: DocumentsCard, file: Path
) -> None:
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_D, CTRL)
    dialog = card.ways.files
    assert dialog is not None
    assert dialog.isVisible()
    assert "کارت ملی" in dialog.windowTitle()
    dialog.filesSelected.emit([str(file)])
    dialog.close()
    settle()
    back_to(card)
    assert len(card.pages.of("card")) == 1
    card.rows["card"].add.clearFocus()
    assert card.current() is card.rows["photo"]
    card.rows["letter"].focus_first()
    assert card.current() is card.rows["letter"]


def test_enter_on_a_papers_button_offers_the_ways_and_paste_only_when_there_is_something(
    card: DocumentsCard,
) -> None:
    QGuiApplication.clipboard().clear()
    card.rows["card"].focus_first()
    press(Qt.Key.Key_Return)
    menu = card.ways.menu
    assert menu is not None
    assert [action.isEnabled() for action in menu.actions()][:3] == [True, True, False]
    menu.close()


def test_a_paper_takes_no_more_pages_than_it_may_have_and_no_picture_twice(card: DocumentsCard) -> None:
    add(card, "card", two_halves(40, 20), two_halves(40, 20))
    assert len(card.pages.of("card")) == 1
    assert "از پیش" in card.notice.text()
    add(card, "card", *(two_halves(40, 21 + n) for n in range(4)))
    assert len(card.pages.of("card")) == 3
    assert "۳" in card.notice.text()


def test_pages_are_ordered_and_taken_away_by_keys_and_ctrl_z_brings_one_back(card: DocumentsCard) -> None:
    add(card, "card", two_halves(40, 20), two_halves(40, 30))
    row = card.rows["card"]
    row.thumbnails[0].setFocus()
    press(Qt.Key.Key_Left, CTRL)  # ahead, in Persian
    assert sizes(card, "card") == [(40, 30), (40, 20)]
    assert row.thumbnails[1].hasFocus()
    press(Qt.Key.Key_Left, CTRL)
    assert sizes(card, "card") == [(40, 30), (40, 20)]
    press(Qt.Key.Key_Right)
    assert row.thumbnails[0].hasFocus()
    press(Qt.Key.Key_Delete)
    assert sizes(card, "card") == [(40, 20)]
    press(Qt.Key.Key_Z, CTRL)
    assert sizes(card, "card") == [(40, 30), (40, 20)]
    assert row.thumbnails[0].hasFocus()


def test_a_page_is_turned_and_cropped_by_keys_and_kept_so_only_when_taken_over(card: DocumentsCard) -> None:
    add(card, "letter", two_halves(80, 40))
    row = card.rows["letter"]
    for taken_over in (False, True):
        row.thumbnails[0].setFocus()
        press(Qt.Key.Key_Return)
        preview = card.preview
        assert preview is not None
        wait_until(preview.take.isEnabled)
        press(Qt.Key.Key_R)
        press(Qt.Key.Key_Down)
        assert preview.view.crop == Crop(bottom=0.99)
        press(Qt.Key.Key_Down, SHIFT)
        for _ in range(50):
            press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return if taken_over else Qt.Key.Key_Escape)
        settle()
        back_to(card)
        assert row.thumbnails[0].hasFocus()
        assert sizes(card, "letter") == ([(40, 40)] if taken_over else [(80, 40)])
    page = card.pages.of("letter")[0]
    assert is_red(QImage.fromData(page.content), 0.5, 0.5)  # the red half was turned up, the blue one cut off
    assert (page.quarters, page.crop.bottom) == (1, 0.5)


def test_the_mouse_draws_what_is_kept_and_turning_takes_it_along(card: DocumentsCard) -> None:
    add(card, "letter", two_halves(80, 40))
    card.rows["letter"].thumbnails[0].click()
    preview = card.preview
    assert preview is not None
    wait_until(preview.take.isEnabled)
    view, room = preview.view, preview.view.room()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=room.topLeft().toPoint())
    QTest.mouseMove(view, room.center().toPoint())
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=room.center().toPoint())
    assert view.crop.right == pytest.approx(0.5, abs=0.02)
    assert view.crop.bottom == pytest.approx(0.5, abs=0.02)
    preview.left.click()
    preview.left.click()
    assert view.crop.left == pytest.approx(0.5, abs=0.02)
    assert view.crop.top == pytest.approx(0.5, abs=0.02)
    press(Qt.Key.Key_Home)
    assert view.crop.is_whole()
    preview.reject()


def test_a_fifty_megapixel_photograph_never_holds_up_the_window(
    card: DocumentsCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "photo.pgm"
    file.write_bytes(b"P5 8700 5800 255\n" + bytes(8_700 * 5_800))
    threads = set()
    load = imaging.load

    def watched(*given: object) -> QImage:
        from PySide6.QtCore import QThread

        threads.add(QThread.currentThread() is card.thread())
        return load(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(imaging, "load", watched)
    drop(card.rows["card"], files(file))
    assert sizes(card, "card") == [(400, 266)]
    assert threads == {False}


def test_a_picture_that_cannot_be_made_small_enough_is_told(card: DocumentsCard) -> None:
    card.rows["photo"].paper = paper("photo", "عکس", scan=True, bytes_max=3_000)
    add(card, "photo", noise(600, 600))
    assert card.is_empty()
    assert card.notice.text()


def test_the_virtual_scanner_gives_pages_one_after_another_and_a_jam_is_told(
    card: DocumentsCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scanimage: str
) -> None:
    monkeypatch.setattr(scan_dialog.ScanDialog, "_found", ())
    only_test_scanners(tmp_path, monkeypatch)
    card.rows["photo"].focus_first()
    press(Qt.Key.Key_D, CTRL | SHIFT)
    dialog = card.ways.scanner
    assert dialog is not None
    wait_until(dialog.scan_button.hasFocus)
    assert dialog.which.currentText() == "Noname frontend-tester"
    dialog.dpi.setCurrentIndex(0)
    press(Qt.Key.Key_Return)
    wait_until(lambda: len(card.pages.of("photo")) == 1)
    assert "۱" in dialog.notice.text()
    only_test_scanners(tmp_path, monkeypatch, status="SANE_STATUS_JAMMED")
    press(Qt.Key.Key_Return)
    wait_until(lambda: "گیر کرده" in dialog.notice.text())
    only_test_scanners(tmp_path, monkeypatch, slow=True)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)  # stops the scan, and leaves the dialog open
    wait_until(lambda: "متوقف شد" in dialog.notice.text())
    assert len(card.pages.of("photo")) == 1
    press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_without_a_scanner_the_dialog_says_what_to_do(
    card: DocumentsCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scanimage: str
) -> None:
    monkeypatch.setattr(scan_dialog.ScanDialog, "_found", ())
    only_test_scanners(tmp_path, monkeypatch, devices=0)
    card.ask_scanner()
    dialog = card.ways.scanner
    assert dialog is not None
    wait_until(dialog.again.hasFocus)
    assert "اسکنری پیدا نشد" in dialog.notice.text()
    assert not dialog.scan_button.isEnabled()
    dialog.close()
