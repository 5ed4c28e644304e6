"""Proves that nothing a pair of hands can do breaks the window: thousands of random keys, clicks and texts.

The hands are seeded, so a run can be had again. After them: no traceback, a window that still answers, and
a store whose chain verifies. 2,000 events in the everyday run, 20,000 in the long one.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget
from pytestqt.exceptions import capture_exceptions
from support.form_keys import do_twice
from support.office_kit import PASSWORD
from support.real_services import by_path
from support.screens import Desk, look_at_papers, play, sign_in
from support.window_office import PASSPHRASE
from support.window_rig import settle, type_text, wait_until

from app.local_db.keys import load_keys
from app.local_db.store import open_store
from app.local_db.verify import verify
from app.ui.language import Language
from app.ui.pages.application.payment_card import Way
from app.ui.theme import Scheme

EVENTS = 20_000 if os.environ.get("DAFTAR_LONG") else 2_000
LOOK_EVERY = 25
ANSWERS_WITHIN_S = 5.0
TEXTS = (
    "9900000013", "۹۹۰۰۰۰۰۰۱۳", "علی‌رضا", "ك ي ة", "NEMOONEHPOUR", "1405/13/40", "t", "0912 000 0013",
    "12ب345-67", "<b>&amp;\"'", "a" * 300, "٬٬٬", "IR99", "-5", "O+", "\u200f\u202e", "گذر", "0412-02-05",
)  # fmt: skip
KEYS = (
    Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
    Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Escape,
    Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F12,
)  # fmt: skip
CONTROLLED = (Qt.Key.Key_K, Qt.Key.Key_Return, Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_Z)


class Monkey:
    """Two hands and no plan."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.rng = desk, random.Random(seed)
        self.done: list[str] = []

    def act(self) -> None:
        """One event, wherever the focus or the pointer happens to be."""
        if QApplication.activeWindow() is None:  # as a window manager does once a question is closed
            self.desk.launch.window.activateWindow()
        acts: list[tuple[Callable[[], str], float]] = [
            (self._key, 45),
            (self._text, 25),
            (self._click, 20),
            (self._controlled, 5),
            (self._fill_well, 3),
            (self._resize, 2),
            (self._turn, 0.5),
        ]
        act = self.rng.choices([one for one, _ in acts], [weight for _, weight in acts])[0]
        self.done.append(act())

    def _holder(self) -> QWidget:
        return (
            QApplication.activeModalWidget()
            or QApplication.activePopupWidget()
            or QApplication.focusWidget()
            or self.desk.launch.window
        )

    def _key(self) -> str:
        key = self.rng.choice(KEYS)
        QTest.keyClick(self._holder(), key)
        return key.name

    def _controlled(self) -> str:
        key = self.rng.choice(CONTROLLED)
        QTest.keyClick(self._holder(), key, Qt.KeyboardModifier.ControlModifier)
        return f"Ctrl+{key.name}"

    def _text(self) -> str:
        text = self.rng.choice(TEXTS)
        type_text(self._holder(), text[: self.rng.randrange(1, len(text) + 1)])
        return f"text {text[:12]!r}"

    def _click(self) -> str:
        window = self.desk.launch.window
        at = QPoint(self.rng.randrange(window.width()), self.rng.randrange(window.height()))
        under = window.childAt(at) or window
        QTest.mouseClick(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(window, at))
        return f"click {type(under).__name__}"

    def _fill_well(self) -> str:
        """Fill the open form rightly, so that applications are taken too."""
        page = self.desk.page
        if page.form is None or self.desk.work.current_name() != "application":
            return "nothing"
        request = self.desk.sample(page.form.service.code)
        page.form.fill(by_path(request.applicant, dict(request.fields)))
        do_twice(page.form)
        look_at_papers(page)
        page.side.payment.choose(self.rng.choice(list(Way)))
        page.sheet.stale.emit()  # the fee by what was filled in, as a key would have shown it
        QTest.keyClick(self._holder(), Qt.Key.Key_F12)
        return f"filled {page.form.service.code}"

    def _turn(self) -> str:
        """The other language, whatever is being typed."""
        QTest.keyClick(self._holder(), Qt.Key.Key_F6)
        return "F6"

    def _resize(self) -> str:
        self.desk.launch.window.resize(self.rng.randrange(1024, 1500), self.rng.randrange(640, 900))
        return "resize"


def _applications(desk: Desk) -> int:
    with desk.counter.store.read() as conn:
        return int(conn.exec_driver_sql("SELECT count(*) FROM applications").scalar_one())


def _let_out() -> None:
    """Close a question that waits for an answer: its Esc."""
    box = QApplication.activeModalWidget()
    if isinstance(box, QDialog | QMessageBox):
        box.reject()


@pytest.mark.timeout(900)
def test_nothing_that_hands_can_do_breaks_the_window(persian: QApplication, tmp_path: Path) -> None:
    seed = int(os.environ.get("DAFTAR_SEED", "20261125"))
    desk = Desk(persian, tmp_path / "office", Language.FA, Scheme.LIGHT)
    desk.launch.window.show()
    play(desk, sign_in)
    page = desk.launch.window.sign_in
    page.password.line.setText(PASSWORD)
    page.password.line.setFocus()
    QTest.keyClick(page.password.line, Qt.Key.Key_Return)
    wait_until(lambda: desk.launch.window.stack.currentWidget() is desk.launch.window.work)
    answerer = QTimer(interval=200)  # a question asked in a loop of its own is answered from within it
    answerer.timeout.connect(_let_out)
    answerer.start()
    monkey, before = Monkey(desk, seed), _applications(desk)
    with capture_exceptions() as caught:
        for number in range(EVENTS):
            monkey.act()
            if number % LOOK_EVERY == 0:
                QCoreApplication.processEvents()
                _let_out()
            assert caught == [], (number, monkey.done[-10:], caught)
        settle()
    answerer.stop()
    assert caught == []
    answered: list[bool] = []
    QTimer.singleShot(0, lambda: answered.append(True))
    wait_until(lambda: bool(answered), ANSWERS_WITHIN_S)
    place, taken = desk.counter.store.place, _applications(desk) - before
    desk.close()
    store = open_store(place, load_keys(place, PASSPHRASE), write=False)
    found = verify(store)
    store.close()
    assert (found.chain, found.tables) == ("ok", "ok")
    assert taken >= EVENTS // 1000, "and the hands did take some applications"
