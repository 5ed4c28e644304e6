"""Scenes of ``make screens`` with drafts: three citizens at once, the question, and after a start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.real_services import by_path
from support.window_rig import settle

from app.office.sign_in import Session

if TYPE_CHECKING:
    from support.screens import Desk

COLLEAGUE = Session("1002", "همکار نمونه", frozenset({"clerk"}), offline=True)


def drafts(desk: Desk) -> None:
    """Two citizens stepped aside, and a third is being served."""
    for number, service in enumerate(("passport.renewal", "violation.statement", "conscription.callup")):
        desk.page.open_service(service)
        form, request = desk.page.form, desk.sample(service)
        assert form is not None
        form.clear()
        typed = by_path(request.applicant, dict(request.fields))
        if number == 1:
            typed = {"applicant.national_code": typed["applicant.national_code"]}
        form.fill(typed)
        desk.page.put_away()
        if number < 2:
            desk.page.asked_again()
    form_now = desk.page.form
    assert form_now is not None
    form_now.focus_first()


def draft_discarded(desk: Desk) -> None:
    """What is asked before a draft is thrown away."""
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)


def draft_brought_back(desk: Desk) -> None:
    """After a start: the draft that was on the sheet, and the others above; discarded one by one then."""
    launch = desk.launch
    assert launch.workplace is not None
    session, launch.workplace.session = launch.workplace.session, COLLEAGUE
    settle()
    launch.workplace.session = session
    settle()


def no_drafts(desk: Desk) -> None:
    """Everything discarded, as a clerk does it, for the scenes that follow."""
    while desk.page.drafts.desk.drafts:
        desk.page.clear()
        desk.page.clear()
        other = desk.page.drafts.desk.neighbour(1)
        if other is not None:
            desk.page.drafts.desk.turn_to(other)
    settle()


DRAFT_SCENES = {
    "08-z-drafts": drafts,
    "08-z-drafts-discard": draft_discarded,
    "08-z-drafts-brought-back": draft_brought_back,
    "08-z-drafts-none": no_drafts,
}
"""By the name of the picture, in the order of the day."""
