"""The scenes of ``make screens``: every page of the window as a person comes upon it, on a real store.

A :class:`Desk` is a whole window on an office with the shipped services, some applications on their way,
one decided, one with a finding. Each scene brings it into a state; the caller takes the picture. Scenes
follow one another at one desk, as in a clerk's day.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QScrollArea, QWidget
from support.draft_scenes import DRAFT_SCENES
from support.form_keys import do_twice
from support.office_kit import CLERK, PASSWORD, Feed, set_link
from support.payment_scenes import PAYMENT_SCENES
from support.pictures import paper_sheet, two_halves
from support.real_services import by_path, shipped_services, shipped_tariff
from support.seat import Seat
from support.window_office import PASSPHRASE, enrolled
from support.window_rig import press, settle, type_here, type_text, wait_until

from app.domain.application import AcceptRequest
from app.domain.catalogue import Catalogue
from app.domain.feed import FeedKind
from app.domain.sample import sample_request
from app.local_db.place import Place
from app.office.accept import Accepted, accept
from app.office.attach import attach
from app.office.counter import Counter
from app.ui.documents.scan_page import Source, keep_all, limits_of, take_in
from app.ui.language import Language
from app.ui.pages.application import ApplicationPage
from app.ui.pages.application.identity_card import Standing
from app.ui.pages.application.payment_card import Way
from app.ui.pages.story import StoryPage
from app.ui.receipt.address import parse_address
from app.ui.receipt.choice import Choice, choose
from app.ui.start import Launch
from app.ui.theme import Scheme

QUEUED = (
    "passport.issue",
    "conscription.callup",
    "fuel.duplicate",
    "clearance.certificate",
    "licence.replacement",
    "vehicle.release",
    "business.permit",
    "passport.renewal",
)
"""What lies in the queue; the first is recorded, the second issued, the third has a finding."""
UNPAID = "violation.statement"
PERSON_SERVED = "clearance.certificate"
LONG_FORMS = ("passport.issue", "vehicle.release", "conscription.exit", "violation.objection")


class Desk(Seat):
    """One window at an office of its own under ``directory``."""

    def __init__(self, app: QApplication, directory: Path, language: Language, scheme: Scheme) -> None:
        place, self.decided, self.unpaid = furnished(directory)
        super().__init__(Launch(app, place, PASSPHRASE, language=language, scheme=scheme))
        self.rng = random.Random(7)

    def close(self) -> None:
        """As by the frame's button; asked whether to lose what was typed, the answer is yes."""
        close_all_the_same(self.launch)

    def sample(self, service: str) -> AcceptRequest:
        """An invented application, the same in every run."""
        return _sample(self.counter, service, self.rng)


def furnished(directory: Path) -> tuple[Place, str, str]:
    """A closed store with shipped services and a day's work; numbers of a decided and an unpaid one."""
    numbers: list[str] = []
    rng = random.Random(4)

    def furnish(feed: Feed) -> None:
        counter = feed.counter
        set_link(counter, "up")
        taken = [accept(counter, CLERK, _sample(counter, service, rng)) for service in QUEUED]
        unpaid = accept(counter, CLERK, _sample(counter, UNPAID, rng, paid=False))
        numbers.extend((taken[1].receipt, unpaid.receipt))
        _tell_of(feed, counter, taken)
        _attach_a_page(counter, taken[1])
        feed.upstream("traffic", "down")

    services = Catalogue(version=8, services=tuple(shipped_services()))
    return enrolled(directory, publications=(services, shipped_tariff()), furnish=furnish), *numbers


def _tell_of(feed: Feed, counter: Counter, taken: list[Accepted]) -> None:
    for number, one in enumerate(taken[:3]):
        feed.give(
            FeedKind.RECEIPT_RECORDED,
            {"application": one.application, "receipt": one.receipt, "tracking": f"T-{number + 1:06d}"},
        )
    said = {"application": taken[1].application, "upstream": "conscription", "reference": "S-104"}
    looked_at = {"fa": "در کمیسیون", "en": "With the commission"}
    issued = {"fa": "برگه صادر شد", "en": "The paper was issued"}
    feed.give(FeedKind.APPLICATION_DECIDED, {**said, "decision": "forwarded", "note": looked_at})
    post = {"barcode": "RX123456789IR"}
    feed.give(FeedKind.APPLICATION_DECIDED, {**said, "decision": "issued", "note": issued, "post": post})
    feed.give(
        FeedKind.FINDING_RAISED,
        {
            "finding": "f-1",
            "type": "wrong-fee",
            "application": taken[2].application,
            "receipt": taken[2].receipt,
            "device": counter.identity.device,
            "seq": 3,
            "note": {"fa": "مبلغ با تعرفه نمی‌خواند", "en": "The amount differs from the tariff"},
        },
    )


def _attach_a_page(counter: Counter, one: Accepted) -> None:
    service = counter.catalogue().find_service(QUEUED[1])
    assert service is not None
    paper = service.documents[0]
    page = take_in(Source("x", two_halves(620, 400)), limits_of(paper))
    attach(counter, CLERK, one.receipt, keep_all(counter.store, [(paper, page)])[0])


def _sample(counter: Counter, service: str, rng: random.Random, *, paid: bool = True) -> AcceptRequest:
    found = counter.catalogue().find_service(service)
    assert found is not None
    now = datetime.now(UTC)
    return sample_request(found, counter.tariff(now), rng, paid, today=counter.day(now)[0])


# The scenes ---------------------------------------------------------------------------------------------


def sign_in(desk: Desk) -> None:
    wait_until(lambda: desk.launch.workplace is not None)
    wait_until(desk.launch.window.sign_in.staff.line.hasFocus)
    type_here("1001")


def sign_in_refused(desk: Desk) -> None:
    press(Qt.Key.Key_Return)
    type_here("wrong password")
    press(Qt.Key.Key_Return)
    wait_until(lambda: desk.launch.window.sign_in.password.line.text() == "")
    settle()


def chooser(desk: Desk) -> None:
    page = desk.launch.window.sign_in
    page.staff.line.setText("1001")
    page.password.line.setText(PASSWORD)
    page.password.line.setFocus()
    press(Qt.Key.Key_Return)
    wait_until(lambda: desk.launch.window.stack.currentWidget() is desk.launch.window.work)
    desk.page.choose_service()


def chooser_searched(desk: Desk) -> None:
    desk.page.chooser.line.setText("گذر")


def chooser_recent(desk: Desk) -> None:
    """Some were given: they stand first."""
    for code in ("licence.replacement", "passport.issue", "fuel.duplicate"):
        desk.page.chooser.line.setText(code)
        press(Qt.Key.Key_Return)
        wait_until(lambda: desk.page.stack.currentWidget() is desk.page.work)
        desk.page.choose_service()


def form_empty(desk: Desk) -> None:
    desk.page.chooser.line.clear()
    desk.page.open_service("passport.renewal")


def form_wrong(desk: Desk) -> None:
    form = desk.page.form
    assert form is not None
    form.fill({"applicant.national_code": "9900000014", "applicant.mobile": "0912000"})
    desk.page.accept()


def form_filled(service: str) -> Callable[[Desk], None]:
    def fill(desk: Desk) -> None:
        desk.page.clear()
        desk.page.clear()
        desk.page.open_service(service)
        form, request = desk.page.form, desk.sample(service)
        assert form is not None
        form.clear()
        form.fill(by_path(request.applicant, dict(request.fields)))
        form.focus_first()

    return fill


def look_at_papers(page: ApplicationPage) -> None:
    """Say that the first of the service's identity papers was seen, where it asks for a check."""
    seen = page.identity.seen
    if seen is not None:
        seen.set_value(seen.field.choices[0].value)


def person_known(desk: Desk) -> None:
    """Somebody who was here for another matter: their values are offered at the head of the form."""
    type_person(desk, "passport.issue", PERSON_SERVED)
    offered = desk.page.sheet.person
    assert offered is not None
    wait_until(offered.fill_button.isVisible)


def person_filled(desk: Desk) -> None:
    """The same after the clerk said yes; the focus stands at the Latin name, whose spelling is offered."""
    assert desk.page.sheet.person is not None
    desk.page.sheet.person.fill_button.click()
    assert desk.page.form is not None
    desk.page.form.widgets["fields.latin_given"].focus_first()


def person_read_back(desk: Desk) -> None:
    """The spelling was taken, typed a second time, and stands to be read back."""
    holder = QApplication.focusWidget()
    assert holder is not None
    press(Qt.Key.Key_Down)
    written = holder.property("text")
    press(Qt.Key.Key_Return)
    type_here(written)
    press(Qt.Key.Key_Return)


def person_duplicate(desk: Desk) -> None:
    """Somebody who asked for this very service already."""
    type_person(desk, PERSON_SERVED, PERSON_SERVED)
    asked = desk.page.sheet.person
    assert asked is not None
    wait_until(asked.go_on_button.isVisible)


def type_person(desk: Desk, service: str, served_for: str) -> None:
    """Open an empty form and type the national code of who was served for another matter."""
    with desk.counter.store.read() as conn:
        code = conn.exec_driver_sql(
            "SELECT national_code FROM applications WHERE service = ?", (served_for,)
        ).scalar_one()
    desk.page.clear()
    desk.page.clear()
    desk.page.open_service(service)
    assert desk.page.form is not None
    desk.page.form.clear()
    desk.page.form.focus_first()
    type_here(code)
    press(Qt.Key.Key_Return)


def identity_differs(desk: Desk) -> None:
    look_at_papers(desk.page)
    assert desk.page.identity.check is not None
    desk.page.identity.check.stand(Standing.DIFFERS, ("birth",))
    desk.page.identity.check.focus_first()


def documents(desk: Desk) -> None:
    """Papers with pages, in every state; seen from below, where they stand."""
    form_filled("passport.issue")(desk)
    form = desk.page.form
    assert form is not None
    for number, row in enumerate(form.papers.shown()[:3]):
        sheets = [paper_sheet(f"{row.words} {page}") for page in range(3 - number)]
        form.papers.take_in(row.paper.code, [Source(row.words, sheet) for sheet in sheets])
    settle()
    form.papers.rows["photo"].thumbnails[0].setFocus()
    settle()


def receipt(desk: Desk) -> None:
    form_filled("clearance.certificate")(desk)
    look_at_papers(desk.page)
    desk.page.side.payment.choose(Way.CASH)
    assert desk.page.form is not None
    do_twice(desk.page.form)
    desk.page.accept()
    wait_until(lambda: desk.page.stack.currentWidget() is desk.page.receipt)
    wait_until(desk.page.receipt.paper.is_drawn)


def printing(desk: Desk) -> None:
    """The choice of printer, beside the receipt: a receipt printer in the network."""
    settings = desk.launch.workplace.settings if desk.launch.workplace is not None else None
    assert settings is not None
    choose(settings, Choice(parse_address("tcp:192.0.2.10"), by_itself=True))
    desk.page.receipt.choose_button.click()
    settle()


def receipt_on_roll(desk: Desk) -> None:
    desk.page.receipt.close_choice()
    view = desk.page.receipt.view()
    assert view is not None
    desk.page.receipt.show_receipt(view, given_before=True)


def queue(desk: Desk) -> None:
    press(Qt.Key.Key_F4)
    wait_until(lambda: desk.work.current_name() == "queue")
    settle()


def story(desk: Desk) -> None:
    desk.work.page("story").show_argument(desk.decided)
    desk.work.go("story")
    settle()


def story_documents(desk: Desk) -> None:
    """The same, scrolled to its documents."""
    page = desk.work.page("story")
    assert isinstance(page, StoryPage)
    button = page.cards.papers.papers[0].pages[0]
    button.setFocus()
    area: QWidget | None = page.cards.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    assert area is not None
    area.ensureWidgetVisible(button, 0, 160)


def story_unpaid(desk: Desk) -> None:
    desk.work.page("story").show_argument(desk.unpaid)
    settle()


def payment(desk: Desk) -> None:
    desk.work.page("payment").show_argument(desk.unpaid)
    desk.work.go("payment")
    settle()


def find(desk: Desk) -> None:
    press(Qt.Key.Key_F3)
    wait_until(lambda: desk.work.current_name() == "find")
    settle()


def find_typed(desk: Desk) -> None:
    type_text(desk.work.page("find").focusWidget(), "نمونه")
    settle()


def help_panel(desk: Desk) -> None:
    press(Qt.Key.Key_F1)
    wait_until(desk.work.help.isVisible)


SCENES: dict[str, Callable[[Desk], None]] = {
    "01-sign-in": sign_in,
    "02-sign-in-refused": sign_in_refused,
    "03-services": chooser,
    "04-services-searched": chooser_searched,
    "04-services-recent": chooser_recent,
    "05-form-empty": form_empty,
    "06-form-wrong": form_wrong,
    **{f"07-form-{service}": form_filled(service) for service in LONG_FORMS},
    "07-identity-differs": identity_differs,
    **PAYMENT_SCENES,
    "07-person-known": person_known,
    "07-person-filled": person_filled,
    "07-person-read-back": person_read_back,
    "07-person-duplicate": person_duplicate,
    "08-documents": documents,
    "08-receipt": receipt,
    "08-receipt-printing": printing,
    "08-receipt-roll": receipt_on_roll,
    **DRAFT_SCENES,
    "09-queue": queue,
    "10-payment": payment,
    "12-story": story,
    "12-story-documents": story_documents,
    "13-story-unpaid": story_unpaid,
    "14-find": find,
    "15-find-typed": find_typed,
    "16-help": help_panel,
}
"""By the name of the picture, in the order of the day."""


def play(desk: Desk, scene: Callable[[Desk], None]) -> None:
    """Bring the window into the state, and let everything under way come in."""
    scene(desk)
    settle()
    QCoreApplication.processEvents()


def close_all_the_same(launch: Launch) -> None:
    """Close a window as by its frame's button; asked whether to lose what was typed, the answer is yes."""
    leaver = QTimer(interval=50)
    leaver.timeout.connect(_leave_all_the_same)
    leaver.start()
    launch.window.close()
    wait_until(lambda: not launch.is_open)
    leaver.stop()
    settle()


def _leave_all_the_same() -> None:
    box = QApplication.activeModalWidget()
    if isinstance(box, QMessageBox):
        for button in box.buttons():
            if box.buttonRole(button) is QMessageBox.ButtonRole.AcceptRole:
                button.click()
