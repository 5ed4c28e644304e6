"""New application: one page, no wizard. Chosen by name, typed, checked, accepted; then its receipt."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import (
    QAbstractButton,
    QWidget,
)

from app.domain.catalogue import Service
from app.domain.errors import DaftarError
from app.office.accept import Refused
from app.ui import texts
from app.ui.after_paint import after_paint
from app.ui.documents.paper_row import PaperRow
from app.ui.fields.base import FieldWidget
from app.ui.pages.application.chooser import Chooser, Offer
from app.ui.pages.application.drafts.part import DraftsPart
from app.ui.pages.application.esc_again import EscAgain
from app.ui.pages.application.form import Form
from app.ui.pages.application.frame import ApplicationFrame
from app.ui.pages.application.going_on import go_on
from app.ui.pages.application.held_keys import WINDOWS_OWN, HeldKeys, press_again
from app.ui.pages.application.identity_card import IdentityCard
from app.ui.pages.application.inspection_line import InspectionLine
from app.ui.pages.application.mend_button import jump
from app.ui.pages.application.reach import offers, policy_words, why_not
from app.ui.pages.application.recent import RecentServices
from app.ui.pages.application.saving import Taken
from app.ui.pages.application.sheet import Sheet
from app.ui.pages.application.taking import Taking
from app.ui.pages.page import Page
from app.ui.receipt.panel import ReceiptPanel
from app.ui.texts import translate
from app.ui.theme import Tone
from app.ui.workplace import Workplace

LAST_SERVICE = "last-service"


class ApplicationPage(ApplicationFrame):
    """``stack`` shows the chooser, the form, or the receipt of the application just taken.

    ``sheet`` is the application at work: form, identity check and payment together.
    """

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._counter = workplace.counter
        self._blocked = ""
        self._opening = ""
        self._typed_ahead = HeldKeys(self, WINDOWS_OWN)
        self.chooser = Chooser(self._offers, RecentServices(workplace), self.stack)
        self.sheet = Sheet(workplace, self.side, self.fields_column, self)
        self.receipt = ReceiptPanel(workplace, translate("application", "Next citizen"), self.stack)
        self._esc = EscAgain(self.notice, "", self)
        self.drafts = DraftsPart(workplace, self.sheet, self)
        held, off = (self.fields, self.side), (self.change, self.drafts)
        self.taking = Taking(workplace, self.sheet, self.side, self, held=held, off=off)
        self.lay_out(self.drafts, self.chooser, self.work, self.receipt)
        self._connect()

    @property
    def form(self) -> Form | None:
        """The form at work; None until a service was chosen."""
        return self.sheet.form

    @property
    def inspection(self) -> InspectionLine | None:
        """The line over a vehicle's plate, where the form asks for one."""
        return self.sheet.inspection

    @property
    def identity(self) -> IdentityCard:
        """The identity check."""
        return self.sheet.identity

    # What the window asks ------------------------------------------------------------------------------

    def came_up(self) -> None:
        """The next citizen after a receipt; else where one was, or the service of last time."""
        if self._opening:
            self.open_service(self._opening)
        elif self.stack.currentWidget() is self.receipt:
            if not self.receipt.come_up():
                self.next_citizen()
        elif self.form is not None and self.stack.currentWidget() is self.work:
            self._refresh()
            if self.form.is_empty():
                self.form.focus_first()
        else:
            last = self._workplace.find_service(str(self._workplace.remembered(LAST_SERVICE, "")))
            if last is not None and last.enabled and self.form is None:
                self.open_soon(last.code)
            else:
                self.choose_service()

    def would_lose(self) -> str:
        """What was typed and could not be saved: everything else is kept as a draft."""
        return self.drafts.would_lose()

    def put_away(self) -> bool:
        """Keep what was typed, for the same person to go on with."""
        self.drafts.desk.keep()
        return bool(self.drafts.desk.drafts)

    def asked_again(self) -> None:
        """The next citizen: what was typed for this one is put aside."""
        if self.taking.is_busy:
            return
        service = self.form.service if self.form is not None else None
        if self.stack.currentWidget() is self.receipt or not self.drafts.set_aside():
            self.came_up()
            return
        self._esc.forget()
        if service is None:
            self.choose_service()
        else:
            self.open_soon(service.code)

    def great_button(self) -> QAbstractButton | None:
        """Accept, or the next citizen."""
        if self.stack.currentWidget() is self.work:
            return self.side.accept_button
        return self.receipt.next_button if self.stack.currentWidget() is self.receipt else None

    def go_back(self) -> bool:
        """Esc: out of the chooser, past the receipt, or clear the form (asked when something is in it)."""
        shown = self.stack.currentWidget()
        if shown is self.chooser and self.form is not None:
            self._show_form()
            return True
        if shown is self.receipt:
            self.next_citizen()
            return True
        return shown is self.work and (self.side.payment.go_back() or self.clear())

    def take_over(self, before: Page) -> None:
        """Go on where the page in the other language stood."""
        if isinstance(before, ApplicationPage):
            before._empty_taken()
            go_on(self, before)

    def topic(self) -> str:
        """Which of its three faces is up, for its guide."""
        if self.stack.currentWidget() is self.work:
            return "form"
        return "receipt" if self.stack.currentWidget() is self.receipt else "services"

    # Acts ----------------------------------------------------------------------------------------------

    def choose_service(self) -> None:
        """Ask for the service; what was typed stays and goes along where the next form asks the same."""
        if self.taking.is_busy or self.stack.currentWidget() is self.receipt:
            return
        self.notice.say("")
        self.head("", None)
        self.stack.setCurrentWidget(self.chooser)
        self.chooser.come_up()

    def open_service(self, code: str) -> None:
        """Open the form of a service, with what the applicant told already."""
        service = self._workplace.find_service(code)
        self._opening = ""
        if service is None:
            return
        self._workplace.remember(LAST_SERVICE, code)
        self._empty_taken()
        if self.form is not None and self.form.service == service:
            self._show_form()
            return
        self.sheet.open(service)
        self._show_form()

    def open_soon(self, code: str) -> None:
        """As :meth:`open_service`; a form that is to be made first is made in turns of its own.

        So no key waits for the whole of it, and none that is pressed meanwhile is lost.
        """
        service = self._workplace.find_service(code)
        is_there = self.form is not None and self.form.service == service
        if service is None or is_there or self.sheet.is_ready(service):
            self.open_service(code)
            return
        self._opening = code
        self._typed_ahead.begin()
        after_paint(self, partial(self._make, service))

    def _make(self, service: Service) -> None:
        self.sheet.make_ready(service)
        after_paint(self, partial(self._open_made, service.code))

    def _open_made(self, code: str) -> None:
        _, keys = self._typed_ahead.end()
        if not self.isVisible():
            return  # another page came up meanwhile, and has the keyboard: it is opened by coming back
        if code == self._opening:  # else another was chosen meanwhile
            self.open_service(code)
        press_again(keys)

    def clear(self) -> bool:
        """Empty the form; asks first when something is in it. False when there was nothing to empty."""
        if self.form is None or self.taking.is_busy or self.sheet.is_empty():
            return False
        if self._esc.confirmed(self.drafts.question("Esc")):
            self._discard()
        return True

    def discard(self) -> None:
        """Throw the draft on the sheet away and go on with the next one; asks first."""
        if self.taking.is_busy or self.sheet.is_empty():
            return
        if not self._esc.confirmed(self.drafts.question("Ctrl+W")):
            return
        after = self.drafts.desk.neighbour(1)
        self._discard()
        if after is not None:
            self.drafts.desk.turn_to(after)
        elif self.form is not None:
            self._show_form()

    def _discard(self) -> None:
        self.drafts.desk.discard()
        self.drafts.say("")
        self._start_afresh()

    def accept(self) -> None:
        """Check everything; save; show the receipt. What is wrong is said where it is."""
        if self.form is None or self.taking.is_busy or self.stack.currentWidget() is not self.work:
            return
        blocked = self._why_not(self.form.service)
        shown_rials = self.side.price.total_rials
        self._refresh()
        sound = self.sheet.check_all()
        self._count_errors()
        if not sound:
            jump(self.faulty())
            if not self.faulty():
                self.notice.say(self.sheet.identity_step.why_wait(), Tone.WAIT)
            return
        hindered = self.taking.hindered(self.form, blocked, shown_rials)
        if hindered is not None:
            self.notice.say(*hindered)
            return
        self.taking.begin(self.form)

    def next_citizen(self) -> None:
        """An empty form of the same service."""
        self._empty_taken()
        self.notice.say("")
        self._show_form()

    def show_taken(self, before: ReceiptPanel) -> None:
        """Show the receipt that stood on another panel."""
        self.head(translate("application", "Application taken"), None)
        self.stack.setCurrentWidget(self.receipt)
        self.receipt.take_over(before)

    def _on_taken(self, taken: Taken) -> None:
        self.sheet.is_taken = True
        self.drafts.desk.taken(repeated=taken.accepted.repeated)
        self.drafts.say("")
        self.notice.say("")
        self.head(translate("application", "Application taken"), None)
        self.stack.setCurrentWidget(self.receipt)
        self.receipt.show_receipt(taken.view, given_before=taken.accepted.repeated)
        after_paint(self, self._empty_taken)  # the number is seen first

    def _empty_taken(self) -> None:
        """Empty the sheet of an application that was taken."""
        if self.sheet.is_taken:
            self._start_afresh()

    def _on_not_taken(self, error: DaftarError) -> None:
        said = self.taking.explain(error, self._why_not(self.form.service) if self.form is not None else "")
        if isinstance(error, Refused):
            self._count_errors()
            jump(self.faulty())
        self.notice.say(said, Tone.BAD)

    # The form ------------------------------------------------------------------------------------------

    def _show_form(self) -> None:
        if self.form is None:
            return
        word, tone = policy_words(self.form.service.offline)
        self.head(texts.words(self.form.service.name), (word, tone))
        self.stack.setCurrentWidget(self.work)
        self._refresh()
        self._count_errors()
        self.sheet.focus_first()
        self.fields.verticalScrollBar().setValue(0)

    def _start_afresh(self) -> None:
        self._esc.forget()
        self.notice.say("")
        self.sheet.clear()
        self._count_errors()
        self._refresh()

    def _on_turned(self, homeless: bool) -> None:
        self._esc.forget()
        self.notice.say("")
        if homeless:
            self.choose_service()
        else:
            self._show_form()

    def _on_typed(self) -> None:
        self._esc.forget()
        if self.errors.isVisible():
            self._count_errors()

    def _refresh(self) -> None:
        """What depends on tariff, catalogue and link, as they are now."""
        if self.form is None:
            return
        service = self.form.service
        priced = self.sheet.show_price()
        offline = self._counter.is_offline(service.upstream)
        self.side.told.setText(texts.words(service.citizen_offline if offline else service.citizen))
        blocked = self._why_not(service)
        if self.stack.currentWidget() is self.work and (blocked or self._blocked):
            self.notice.say(blocked, Tone.WAIT)
        self._blocked = blocked
        self.side.accept_button.setEnabled(priced and not blocked and not self.taking.is_busy)

    def _on_store_changed(self, topics: frozenset[str]) -> None:
        if self.taking.is_busy or not topics & {"catalogue", "tariff", "link", "upstreams", "staff"}:
            return
        if self.stack.currentWidget() is self.chooser and topics & {"catalogue", "staff"}:
            self.chooser.come_up()
        if self.form is not None and "catalogue" in topics:
            service = self._workplace.find_service(self.form.service.code)
            if service is not None and service != self.form.service:
                self.sheet.open(service)
        self._refresh()

    # Errors --------------------------------------------------------------------------------------------

    def faulty(self) -> list[FieldWidget | PaperRow]:
        """The fields and papers with an error, in the form, in the identity check and in the payment."""
        return self.sheet.faulty()

    def _count_errors(self) -> None:
        self.errors.show_count(len(self.faulty()) if self.stack.currentWidget() is self.work else 0)

    # Construction --------------------------------------------------------------------------------------

    def _offers(self) -> list[Offer]:
        return offers(self._counter, self._workplace.session)

    def _why_not(self, service: Service) -> str:
        return why_not(self._counter, self._workplace.session, service)

    def _connect(self) -> None:
        self.change.clicked.connect(self.choose_service)
        self.chooser.chosen.connect(self.open_soon)
        self.errors.clicked.connect(lambda: jump(self.faulty()))
        self.side.accept_button.clicked.connect(self.accept)
        self.side.clear_button.clicked.connect(self.clear)
        self.sheet.changed.connect(self._on_typed)
        self.sheet.stale.connect(self._refresh)
        self.sheet.answered.connect(lambda: self.notice.say(""))  # what was said of waiting is over
        self.taking.taken.connect(self._on_taken)
        self.taking.failed.connect(self._on_not_taken)
        self.receipt.next_asked.connect(self.next_citizen)
        self.receipt.late.connect(lambda told: self.notice.say(told, Tone.BAD))
        self.drafts.bind_keys(self)
        self.drafts.turned.connect(self._on_turned)
        self.drafts.cleared.connect(lambda: self.notice.say(""))
        self.drafts.another_asked.connect(self.asked_again)
        self.drafts.discard_asked.connect(self.discard)
        self._workplace.bridge.changed.connect(self._on_store_changed)
