"""The pages of the window, in the order of the rail. A page that does not exist has no entry here."""

from __future__ import annotations

from collections.abc import Callable

from app.ui.pages.application import ApplicationPage
from app.ui.pages.correction import CorrectionPage
from app.ui.pages.find import FindPage
from app.ui.pages.page import Page
from app.ui.pages.payment import PaymentPage
from app.ui.pages.queue import QueuePage
from app.ui.pages.story import StoryPage
from app.ui.shell.guides import hint_of
from app.ui.shell.rail import Stop
from app.ui.shell.work_area import PageSpec
from app.ui.texts import translate
from app.ui.workplace import Workplace

APPLICATION, FIND, PAYMENT, STORY, QUEUE = "application", "find", "payment", "story", "queue"
CORRECTION = "correction"


def page_specs() -> list[PageSpec]:
    """Every page with its words in the window's language and its key."""
    return [
        _spec(Stop(APPLICATION, translate("page_list", "New application"), "F2"), _application),
        _spec(Stop(FIND, translate("page_list", "Find"), "F3"), _find),
        _spec(Stop(PAYMENT, translate("page_list", "Payment"), ""), _payment, on_rail=False),
        _spec(Stop(STORY, translate("page_list", "Story"), ""), _story, on_rail=False),
        _spec(Stop(CORRECTION, translate("page_list", "Correction"), ""), _correction, on_rail=False),
        _spec(Stop(QUEUE, translate("page_list", "Queue"), "F4"), _queue),
    ]


def _spec(stop: Stop, make: Callable[[Workplace], Page], *, on_rail: bool = True) -> PageSpec:
    return PageSpec(stop, make, on_rail=on_rail, hint=hint_of(stop.name))


def _application(workplace: Workplace) -> Page:
    page = ApplicationPage(workplace)
    page.sheet.story_wanted.connect(lambda receipt: page.elsewhere.emit(STORY, receipt))
    return page


def _find(workplace: Workplace) -> Page:
    page = FindPage(workplace)
    page.opened.connect(lambda receipt: page.elsewhere.emit(STORY, receipt))
    return page


def _queue(workplace: Workplace) -> Page:
    page = QueuePage(workplace)
    page.payment_requested.connect(lambda receipt: page.elsewhere.emit(PAYMENT, receipt))
    page.story_requested.connect(lambda receipt: page.elsewhere.emit(STORY, receipt))
    return page


def _payment(workplace: Workplace) -> Page:
    return PaymentPage(workplace)


def _story(workplace: Workplace) -> Page:
    page = StoryPage(workplace)
    page.payment_requested.connect(lambda receipt: page.elsewhere.emit(PAYMENT, receipt))
    page.correction_requested.connect(lambda receipt: page.elsewhere.emit(CORRECTION, receipt))
    return page


def _correction(workplace: Workplace) -> Page:
    return CorrectionPage(workplace)
