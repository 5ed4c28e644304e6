"""Proves SIMFA's way to the clerk's screen on real parts: the form asks as a plate is typed, hears of what is
inspected afterwards by itself, keeps its last word with its age while the line is down, and catches up.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import httpx
import pytest
from support.centre import RunningCentre
from support.fault_proxy import FaultProxy
from support.simfa import Lane, Partner, new_key, new_plate
from support.whole_office import signed_in
from support.window_rig import compiled_translation, settle, wait_until

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from app.office.counter import Counter
from app.sync.lanes import SyncService
from app.ui.bridge import Bridge
from app.ui.language import Language, speak
from app.ui.pages.application import ApplicationPage
from app.ui.workplace import Workplace


@pytest.fixture
def page(
    counter: Counter, start: Callable[[Counter], SyncService], qapp: QApplication
) -> Iterator[ApplicationPage]:
    compiled_translation()
    speak(qapp, Language.FA)
    workplace = Workplace(counter, Bridge(counter.store, start(counter)))
    workplace.session = signed_in(counter)
    made = ApplicationPage(workplace)
    made.show()
    yield made
    settle()
    made.close()
    made.deleteLater()


def test_what_simfa_sends_is_on_the_form_at_once_and_after_an_outage(
    page: ApplicationPage, counter: Counter, centre: RunningCentre, line: FaultProxy
) -> None:
    lane, plate = Lane(), new_plate()
    page.open_service("violation.statement")
    shown = page.inspection
    assert shown is not None
    assert page.form is not None
    with httpx.Client(base_url=centre.base_url, timeout=40) as http:
        simfa = Partner(http, new_key(centre))
        wait_until(lambda: not counter.is_offline(""))
        page.form.fill({"fields.plate": plate})
        page.form.changed.emit()
        wait_until(lambda: "سراغ ندارد" in shown.text())
        simfa.send(lane.inspection(plate, valid_until="1405-06-01"))
        wait_until(lambda: "۱۴۰۵/۰۶/۰۱ پایان یافته" in shown.text())
        line.down()
        wait_until(lambda: counter.is_offline(""), 20)
        simfa.send(lane.inspection(plate))
        assert "۱۴۰۵/۰۶/۰۱ پایان یافته" in shown.text()
        assert "آخرین خبر" in shown.text()
        line.up()
        wait_until(lambda: "معتبر تا ۱۴۹۹/۱۲/۲۹" in shown.text(), 20)
