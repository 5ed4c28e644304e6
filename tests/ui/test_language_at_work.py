"""Proves that language and colours change at a key in the middle of work, and that nothing typed, chosen,
found or warned of is lost by it. On the whole window over a real store with the shipped services.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.pictures import paper_sheet
from support.screens import Desk, chooser, form_filled, look_at_papers, play, sign_in
from support.window_rig import bring_up, press, settle, texts_on, type_text, wait_until

from app.domain.errors import DaftarError
from app.ui import theme
from app.ui.documents.scan_page import Source
from app.ui.language import Language, current
from app.ui.pages.application.payment_card import Way
from app.ui.pages.find import FindPage
from app.ui.pages.queue import QueuePage
from app.ui.pages.story import StoryPage
from app.ui.theme import DARK, LIGHT, Scheme, Tone


@pytest.fixture(scope="module")
def desk(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One window for all, as a clerk has it; each test begins on its page of a new application."""
    made = Desk(qapp, tmp_path_factory.mktemp("turn") / "office", Language.FA, Scheme.LIGHT)
    bring_up(made.launch.window, 1366, 768)
    play(made, sign_in)
    play(made, chooser)
    yield made
    made.close()
    settle()


@pytest.fixture(autouse=True)
def _persian_again(desk: Desk) -> Iterator[None]:
    """Begin and end in Persian; the window's words follow by the key, as everywhere."""
    yield
    if desk.launch.window.isVisible() and current() is not Language.FA:
        _turn(desk)


def _turn(desk: Desk) -> None:
    before = desk.launch.window.work
    QTest.keyClick(desk.launch.window, Qt.Key.Key_F6)
    wait_until(lambda: desk.launch.window.work is not before)
    settle()


def test_a_form_half_filled_is_the_same_form_in_the_other_language(desk: Desk) -> None:
    form_filled("passport.issue")(desk)
    page = desk.page
    assert page.form is not None
    look_at_papers(page)
    page.side.payment.choose(Way.CARD)
    type_text(page.side.payment.rrn.inputs()[0], "1234")
    page.form.papers.take_in("photo", [Source("x", paper_sheet("photo"))])
    settle()
    mobile = page.form.widgets["applicant.mobile"].inputs()[0]
    mobile.setFocus()
    mobile.setText("۰۹۱۲")  # type: ignore[attr-defined]
    mobile.setCursorPosition(2)  # type: ignore[attr-defined]
    typed, seen = page.form.typed(), page.identity.given()
    assert typed["applicant.mobile"] == "0912"

    _turn(desk)
    assert current() is Language.EN
    window = desk.launch.window
    assert window.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert desk.work.rail.x() < desk.work.stack.x()
    assert desk.work.rail.button("queue").words() == "Queue"
    form = desk.page.form
    assert desk.page is not page
    assert form is not None
    assert form.typed() == typed
    assert desk.page.identity.given() == seen
    assert len(form.papers.pages.of("photo")) == 1
    assert desk.page.side.payment.rrn.value() == "1234"
    box = form.widgets["applicant.mobile"].inputs()[0]
    assert QApplication.focusWidget() is box
    assert box.cursorPosition() == 2  # type: ignore[attr-defined]
    QTest.keyClicks(box, "9")
    assert form.typed()["applicant.mobile"] == "09912", "typing goes on where it stood"

    _turn(desk)
    assert desk.page.form is not None
    assert desk.page.form.typed() == {**typed, "applicant.mobile": "09912"}
    assert desk.launch.window.layoutDirection() is Qt.LayoutDirection.RightToLeft


def test_what_is_typed_twice_and_what_is_wrong_stand_in_the_other_language(desk: Desk) -> None:
    form_filled("passport.issue")(desk)
    form = desk.page.form
    assert form is not None
    twice = [one for widget in form.parts() for one in widget.inputs()[1:] if hasattr(one, "setText")]
    assert twice
    twice[0].setText("۹۹")
    form.widgets["applicant.national_code"].set_value("9900000014")
    desk.page.accept()
    wrong = [one.path for one in desk.page.faulty()]
    assert "applicant.national_code" in wrong
    _turn(desk)
    assert desk.page.form is not None
    again = [o for widget in desk.page.form.parts() for o in widget.inputs()[1:] if hasattr(o, "setText")]
    assert again[0].text() == "99"
    assert [one.path for one in desk.page.faulty()] == wrong
    assert "places to mend" in desk.page.errors.text()


def test_the_receipt_that_stands_goes_on_standing(desk: Desk) -> None:
    form_filled("clearance.certificate")(desk)
    look_at_papers(desk.page)
    desk.page.side.payment.choose(Way.CASH)
    desk.page.accept()
    wait_until(lambda: desk.page.stack.currentWidget() is desk.page.receipt)
    view = desk.page.receipt.view()
    assert view is not None
    _turn(desk)
    assert desk.page.stack.currentWidget() is desk.page.receipt
    assert desk.page.receipt.view() == view
    assert "Tell the citizen" in texts_on(desk.page.receipt)
    press(Qt.Key.Key_Return)
    assert desk.page.stack.currentWidget() is desk.page.work


def test_a_search_a_row_and_a_reason_stay_where_they_were(desk: Desk) -> None:
    press(Qt.Key.Key_F3)
    type_text(QApplication.focusWidget(), "نمونه")
    settle()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    found = desk.work.page("find")
    assert isinstance(found, FindPage)
    chosen = found.current_item()
    assert chosen is not None
    _turn(desk)
    again = desk.work.page("find")
    assert isinstance(again, FindPage)
    assert desk.work.current_name() == "find"
    assert again.line.text() == "نمونه"
    assert again.current_item() == chosen
    assert again.table.hasFocus()
    press(Qt.Key.Key_Return)
    wait_until(lambda: desk.work.current_name() == "story")
    settle()
    _turn(desk)
    story = desk.work.page("story")
    assert isinstance(story, StoryPage)
    assert desk.work.current_name() == "story"
    assert chosen.receipt in story.title.text()
    press(Qt.Key.Key_Escape)
    assert desk.work.current_name() == "find", "the way back is the same"
    press(Qt.Key.Key_F4)
    settle()
    type_text(QApplication.focusWidget(), "گذر")
    settle()
    _turn(desk)
    queue = desk.work.page("queue")
    assert isinstance(queue, QueuePage)
    assert queue.filter.text() == "گذر"
    press(Qt.Key.Key_Escape)


def test_a_warning_stands_in_the_banner_in_both_languages(desk: Desk) -> None:
    class Broken(DaftarError):
        what = "The store is broken."

    assert desk.launch.workplace is not None
    desk.launch.workplace.report(Broken())
    assert desk.work.banner.state().tone is Tone.BAD  # type: ignore[union-attr]
    _turn(desk)
    assert desk.work.banner.state().tone is Tone.BAD  # type: ignore[union-attr]
    desk.work.watch.clear_trouble()


def test_while_something_is_saved_the_language_waits(desk: Desk) -> None:
    form_filled("clearance.certificate")(desk)
    look_at_papers(desk.page)
    desk.page.side.payment.choose(Way.CASH)
    before = desk.launch.window.work
    desk.page.accept()
    assert desk.work.is_busy()
    QTest.keyClick(desk.launch.window, Qt.Key.Key_F6)
    QTest.keyClick(desk.launch.window, Qt.Key.Key_F6)
    assert desk.launch.window.work is before
    wait_until(lambda: desk.launch.window.work is not before)
    assert desk.page.stack.currentWidget() is desk.page.receipt, "what was saved is shown"
    assert current() is Language.EN, "an impatient second press is not a second turn"


def test_the_colours_change_at_a_press_on_the_rail(desk: Desk) -> None:
    assert theme.tokens() is LIGHT
    button = desk.work.rail.scheme
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert theme.tokens() is DARK
    assert button.words() == "رنگ روشن"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert theme.tokens() is LIGHT
