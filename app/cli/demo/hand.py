"""The demo's clerk: reads what the window shows, and answers by key presses (``app.cli.demo.keyboard``)."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from app.cli.demo.alone import decided_meanwhile
from app.cli.demo.form_hand import FormHand
from app.cli.demo.keyboard import Stuck, press, settle, type_text, until
from app.cli.demo.terminal import terminal_on_the_desk
from app.cli.secrets import read_secret
from app.domain.application import AcceptRequest
from app.domain.sample import sample_request
from app.local_db.queries import outages
from app.ui.fields.plate import PlateField
from app.ui.models.situation import Link, waiting
from app.ui.pages.application import ApplicationPage
from app.ui.pages.application.reach import why_not
from app.ui.pages.queue import QueuePage
from app.ui.receipt.giving import Given
from app.ui.shell.work_area import WorkArea
from app.ui.start import Launch
from app.ui.workplace import Workplace

HANDED_IN_AGAIN = 3
"""So often F12 is pressed for one application when only its price has changed meanwhile."""
UNPAID_EVERY = 10
"""One citizen in so many has no money yet: captured unpaid."""
IN_PARTS_EVERY = 5
"""One citizen in so many gives a part in cash and the rest by card."""
BY_TERMINAL = ("1", 2)
"""Act and citizen for whom a card terminal stands on the desk."""
SHOWN = (
    "identity.verification",
    "clearance.certificate",
    "violation.statement",
    "subsidy.household",
    "conscription.guardianship",
    "licence.replacement",
    "vehicle.address",
    "passport.renewal",
    "fuel.duplicate",
    "inspection.booking",
    "business.permit",
)
"""One service of each family that an office gives."""
PICTURED = "licence.replacement"
SHOWN_AN_ACT = 2
"""By so many services each act begins later in the list, so that together they come to all."""
IN_A_ROW = 3
"""So many citizens come for the same service before the next one's turn."""
ASKED_FOR_MAX = 5
"""So often a service is asked for when another form comes up instead."""
SENT_HOME_MAX = 5
"""So many citizens in a row may have to come again because the registry does not stand by them."""
FINAL = frozenset({"issued", "posted", "rejected", "delivered"})
DECIDED_SHARE = 0.5
SCREEN = (1366, 768)
Tell = Callable[..., None]


class Hand:
    """Sits at the window of ``launch``; pictures and PDFs go under ``out``; ``tell(event, **members)``."""

    def __init__(self, launch: Launch, out: Path, tell: Tell) -> None:
        self._launch, self._out, self._tell = launch, out, tell
        self._given: list[Given] = []
        self._service = ""
        launch.window.resize(*SCREEN)

    # Tasks ---------------------------------------------------------------------------------------------

    def sign_in(self, staff: str, password_file: str, shot: str) -> None:
        """Type code and password; picture the page before Enter."""
        window = self._launch.window
        until(lambda: self._launch.workplace is not None, "the store to open")
        until(window.sign_in.staff.line.hasFocus, "the sign-in page")
        type_text(staff)
        press(Qt.Key.Key_Return)
        type_text(read_secret(Path(password_file), "password"))
        self.shot(shot)
        press(Qt.Key.Key_Return)
        until(lambda: self._workplace().session is not None, "the sign-in")
        receipt = self._page().receipt
        receipt.folder = self._out / "receipts"
        receipt.given.connect(self._given.append)
        self._work().workplace.bridge.progress.connect(self._on_progress)
        with self._workplace().counter.store.read() as conn:
            taken = int(conn.exec_driver_sql("SELECT count(*) FROM applications").scalar_one())
        self._tell("signed-in", offline=self._workplace().signed_in().offline, taken=taken)

    def accept(self, count: str, seed: str) -> None:
        """Serve ``count`` invented citizens of all services by turns, each with a PDF of the receipt."""
        rng = random.Random(f"demo-{seed}")  # noqa: S311 - invented people, not secrets
        first = (int(seed) - 1) * SHOWN_AN_ACT
        for number in range(int(count)):
            if (seed, number) == BY_TERMINAL:
                with terminal_on_the_desk(self._workplace().counter.store.place, self._work()):
                    self._serve_one(first, number, rng)
            else:
                self._serve_one(first, number, rng)
        self._tell("served", count=int(count))

    def _serve_one(self, first: int, number: int, rng: random.Random) -> None:
        """Serve the citizen whose turn it is; the next one in line, when that cannot be done today."""
        for _ in range(SENT_HOME_MAX):
            offered = self._offered()
            if self._serve(offered[(first + number // IN_A_ROW) % len(offered)], number, rng):
                return
        raise Stuck("the registry stands by nobody")

    def picture_form(self, seed: str, name: str) -> None:
        """Fill a form as far as the payment, picture it, and clear it as a clerk does: Esc, and once more."""
        self._begin(PICTURED)
        FormHand(self._page()).fill(self._sample(PICTURED, random.Random(seed)))  # noqa: S311
        self.shot(name)
        self._clear_the_form()

    def look_at_vehicle(self, service: str, plate: str, wanted: str, line: str, name: str) -> None:
        """Type a plate into a service's form, read what it says of the inspection, picture it, and clear.

        ``wanted`` is what it has to say, ``line`` whether the office is ``online`` or ``offline`` by then.
        """
        page = self._page()
        self._begin(service)
        hand = FormHand(page)
        while not isinstance(widget := hand.field_with_focus(), PlateField):
            if widget is None:
                raise Stuck(f"{service} asks for no plate")
            press(Qt.Key.Key_Return)
        type_text(plate.replace("-", ""))
        said = page.inspection
        if said is None:
            raise Stuck(f"{service} says nothing of an inspection")
        counter = self._workplace().counter

        def is_so() -> bool:
            found = said.standing()
            is_told = found is not None and found.state == wanted
            return is_told and counter.is_offline("") == (line == "offline")

        until(is_so, f"the inspection to be {wanted} while {line}")
        self._tell("vehicle-seen", state=wanted, said=said.text(), offline=line == "offline")
        page.fields.ensureWidgetVisible(said)
        self.shot(name)
        self._clear_the_form()

    def show_queue(self) -> None:
        """Bring the queue up."""
        press(Qt.Key.Key_F4)
        until(lambda: self._work().current_name() == "queue", "the queue")
        page = self._work().page("queue")
        if not isinstance(page, QueuePage):
            raise Stuck("the queue is another page")
        until(lambda: page.model.rowCount() > 0, "the queue's rows")

    def await_banner(self) -> None:
        """Until the banner says that the centre is down."""
        watch = self._work().watch
        until(
            lambda: watch.situation().link == Link.CENTRE_DOWN,
            "the banner to own up to the outage",
        )
        self._tell("banner-seen")

    def await_outage(self, system: str) -> None:
        """Until an outage of this system stands in the store."""

        def is_recorded() -> bool:
            with self._workplace().counter.store.read() as conn:
                return any(row.system == system for row in outages.open(conn))

        until(is_recorded, f"the outage of {system} to be recorded")
        self._tell("outage-recorded")

    def await_tariff(self, version: str) -> None:
        """Until the office holds this version of the tariff, begun or not."""
        prices = self._workplace().counter.prices
        until(
            lambda: any(tariff.version == int(version) for tariff in prices().tariffs),
            f"tariff {version}",
        )
        self._tell("tariff-held")

    def await_level(self) -> None:
        """Until the centre has confirmed every entry; tells of each change of the count on the way."""
        began, told = time.monotonic(), -1

        def is_level() -> bool:
            nonlocal told
            now = self._work().watch.situation()
            if now.pending != told:
                told = now.pending
                self._tell("waiting", waiting=now.pending, recorded=now.recorded_today)
            return now.pending == 0 and waiting(now) == 0

        until(is_level, "both sides to be level")
        self._tell("level", seconds=time.monotonic() - began)

    def await_decisions(self, without: str) -> None:
        """Until the national systems have decided on the larger part of what was paid.

        Tells what the others decided while the system ``without`` was down.
        """

        def enough() -> bool:
            with self._workplace().counter.store.read() as conn:
                states = conn.exec_driver_sql("SELECT state, count(*) FROM applications GROUP BY state").all()
            decided = sum(n for state, n in states if state in FINAL)
            return bool(decided >= DECIDED_SHARE * sum(n for _, n in states))

        until(enough, "decisions of the national systems")
        with self._workplace().counter.store.read() as conn:
            self._tell("decided", meanwhile=decided_meanwhile(conn, without))

    def shot(self, name: str) -> None:
        """Keep a picture of the window."""
        settle()
        file = self._out / f"{name}.png"
        if not self._launch.window.grab().save(str(file)):
            raise Stuck(f"no picture could be written to {file}")
        self._tell("shot", file=str(file))

    def close(self) -> None:
        """Close the window, as its frame's button does."""
        self._launch.window.close()

    # One citizen ---------------------------------------------------------------------------------------

    def _offered(self) -> list[str]:
        """Those of the shown services that can be taken at this moment."""
        counter = self._workplace().counter
        found = (counter.catalogue().find_service(code) for code in SHOWN)
        return [
            s.code
            for s in found
            if s is not None and s.enabled and not why_not(counter, self._workplace().session, s)
        ]

    def _serve(self, service: str, number: int, rng: random.Random) -> bool:
        """Take one application; False when the registry does not stand by the citizen, who is sent home."""
        request = self._sample(service, rng)
        self._begin(service)
        hand = FormHand(self._page())
        hand.fill(request)
        hand.identify(request)
        later, in_parts = number % UNPAID_EVERY == UNPAID_EVERY - 1, number % IN_PARTS_EVERY == 1
        hand.pay(request, later=later, in_parts=in_parts)
        before = len(self._given)
        page = self._page()
        if not hand.hear_the_registry():
            self._clear_the_form()
            return False
        for _ in range(HANDED_IN_AGAIN):
            hand.hand_in()
            if page.stack.currentWidget() is page.receipt or page.faulty():
                break  # else the price changed just now: the clerk takes the new amount
        view = page.receipt.view()
        if page.stack.currentWidget() is not page.receipt or view is None:
            said = [f"{field.path}: {field.shown_message()}" for field in page.faulty()]
            said.append(f"identity {page.identity.standing()}")
            raise Stuck(f"{service} not accepted: {' '.join([page.notice.text(), *said])}")
        press(Qt.Key.Key_F9)
        until(lambda: len(self._given) > before, "the receipt's PDF")
        if not (self._out / "receipt.png").exists():
            self.shot("receipt")
        self._tell("accepted", receipt=view.number, service=service, unpaid=view.unpaid_rials > 0)
        press(Qt.Key.Key_Return)
        return True

    def _clear_the_form(self) -> None:
        """As a clerk does: Esc, and once more."""
        press(Qt.Key.Key_Escape)
        press(Qt.Key.Key_Escape)
        until(self._page().sheet.is_empty, "an empty form")

    def _begin(self, service: str) -> None:
        """To an empty form of this service, by name.

        The window may open a form by itself meanwhile: the last one, or what its clerk had typed before.
        """
        page = self._page()
        if self._work().current_name() != "application":
            press(Qt.Key.Key_F2)
            until(lambda: self._work().current_name() == "application", "the application page")
        for _ in range(ASKED_FOR_MAX):
            if self._is_at(service):
                break
            if page.stack.currentWidget() is not page.chooser:
                press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
            until(
                lambda: page.chooser.line.hasFocus() or page.stack.currentWidget() is page.work,
                "the list of services",
            )
            if page.chooser.line.hasFocus():
                type_text(service)
                press(Qt.Key.Key_Return)
                until(lambda: page.stack.currentWidget() is not page.chooser, "the form")
        until(lambda: self._is_at(service), "the form")
        if not page.sheet.is_empty():
            self._clear_the_form()
        until(lambda: FormHand(page).field_with_focus() is not None, "the first field")

    def _is_at(self, service: str) -> bool:
        page = self._page()
        return (
            page.form is not None
            and page.form.service.code == service
            and page.stack.currentWidget() is page.work
        )

    # What is on the screen -----------------------------------------------------------------------------

    def _sample(self, service: str, rng: random.Random) -> AcceptRequest:
        counter = self._workplace().counter
        found = counter.catalogue().find_service(service)
        if found is None:
            raise Stuck(f"no service {service}")
        now = counter.now()
        return sample_request(found, counter.tariff(now), rng, paid=True, today=counter.day(now)[0])

    def _workplace(self) -> Workplace:
        if self._launch.workplace is None:
            raise Stuck("the store is not open")
        return self._launch.workplace

    def _work(self) -> WorkArea:
        if self._launch.window.work is None:
            raise Stuck("the window has no pages yet")
        return self._launch.window.work

    def _page(self) -> ApplicationPage:
        page = self._work().page("application")
        if not isinstance(page, ApplicationPage):
            raise Stuck("the application page is another")
        return page

    def _on_progress(self, step: Any) -> None:
        self._tell("progress", sent=step.sent, total=step.total, rate=step.rate)
