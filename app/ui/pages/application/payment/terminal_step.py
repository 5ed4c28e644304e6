"""Serves a payment card with the counter's terminal: asks it off the UI thread, and looks after charges that
were left over.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from app.domain.errors import DaftarError
from app.local_db.charges import Charge
from app.local_db.errors import StoreFault
from app.office.charge import (
    OpenCharges,
    find_taken,
    inquire_all,
    open_charges,
    say_given_back,
    say_not_taken,
    take_by_terminal,
)
from app.office.counter import Counter, StoppedAccepting
from app.office.terminals import Cancel, Step
from app.office.terminals.errors import MoneyNotTaken
from app.office.terminals.setting import TerminalSettingBad, read_setting
from app.ui import operations, texts
from app.ui.pages.application.payment.part import Part
from app.ui.pages.application.payment_card import PaymentCard
from app.ui.texts import explained, translate
from app.ui.theme import Tone
from app.ui.workplace import Workplace

TOLD_EVERY_MS = 200
ASKED_AGAIN_EVERY_MS = 20_000
"""How often the terminal is asked what became of a charge while one is unknown and the card is seen."""


class Progress:
    """What the terminal waits for, written by the pool's thread and read by the window's."""

    def __init__(self) -> None:
        self.step = Step.CONNECTING
        self.since = time.monotonic()

    def tell(self, step: Step) -> None:
        """The terminal waits for this."""
        self.step = step


class TerminalStep(QObject):
    """Serves one card. ``about`` gives the service or receipt that the money is for."""

    def __init__(self, card: PaymentCard, workplace: Workplace, about: Callable[[], str]) -> None:
        super().__init__(card)
        self._card, self._workplace, self._about = card, workplace, about
        self._part: Part | None = None
        self._is_gone = False
        self._amount = ""
        self._cancel: Cancel | None = None
        self.progress = Progress()
        self._inquiring = False
        self._open = OpenCharges()
        self.teller = QTimer(self, interval=TOLD_EVERY_MS)
        self.teller.timeout.connect(self.tell)
        self._again = QTimer(self, interval=ASKED_AGAIN_EVERY_MS)
        self._again.timeout.connect(self._on_again)
        card.find_charge = self._find
        card.left_over.name_of = self._name
        card.came_up.connect(self.look)
        card.changed.connect(self.say_left_over)
        card.cleared.connect(self._on_cleared)
        card.bar.take_asked.connect(self.ask)
        card.bar.cancel_asked.connect(self.cancel)
        card.left_over.given_back.connect(partial(self._settle, say_given_back))
        card.left_over.not_taken.connect(partial(self._settle, say_not_taken))
        card.left_over.ask_again.connect(lambda _: self._inquire())
        workplace.bridge.changed.connect(self._on_store_changed)
        workplace.closing.connect(self.cancel)
        workplace.spoken_for.add(self, card.all_held)

    @property
    def _counter(self) -> Counter:
        return self._workplace.counter

    def look(self) -> None:
        """Whether a terminal is set now, and what was left over; what is unknown is asked about."""
        try:
            self._card.has_terminal = read_setting(self._counter.store.place) is not None
        except TerminalSettingBad as error:
            self._card.has_terminal = False
            self._card.bar.end(explained(error).in_one(), Tone.BAD)
        self._card.offer_terminal()
        if self._show_left_over().unknown:
            self._inquire()

    def ask(self) -> None:
        """Ask the terminal for exactly the amount that its key shows."""
        wanted = self._card.asks_for()
        if wanted is None or self._cancel is not None or not self._card.isEnabled():
            return
        amount_rials, self._part = wanted
        self._is_gone = False
        self._amount = self._card.in_words(amount_rials)
        self._cancel, self.progress = Cancel(), Progress()
        self._card.set_asking(asking=True)
        self._card.bar.begin()
        self.tell()
        self.teller.start()
        work = partial(
            take_by_terminal,
            self._counter,
            self._workplace.signed_in(),
            amount_rials,
            self._about(),
            cancel=self._cancel,
            tell=self.progress.tell,
        )
        operations.run(self, work, self._on_taken, self._on_not_taken)

    def cancel(self) -> None:
        """Ask it to stop; what it says last still counts."""
        if self._cancel is not None and not self._cancel.is_set():
            self._cancel.set()
            self._card.bar.tell_cancelling()

    def tell(self) -> None:
        """Say what the terminal waits for now."""
        if self._cancel is not None and not self._cancel.is_set():
            seconds = round(time.monotonic() - self.progress.since)
            self._card.bar.tell(self.progress.step, self._amount, seconds)

    def _end(self, words: str, tone: Tone) -> None:
        self.teller.stop()
        self._cancel = None
        self._card.set_asking(asking=False)
        self._card.calm()
        self._card.bar.end(words, tone)

    def _on_taken(self, charge: Charge) -> None:
        amount, rrn = self._card.in_words(charge.charged_rials), texts.isolate(texts.digits(charge.rrn))
        said = translate("payment", "Taken: {amount}, reference {reference}").format(
            amount=amount, reference=rrn
        )
        part, self._part = self._part, None
        self._end(said, Tone.OK)
        if self._is_gone:  # its form was put aside meanwhile: the money is offered there as left over
            self._show_left_over()
            return
        self._card.hold(charge, part)
        self._card.bar.end(said, Tone.OK)
        self._card.go_past(part)

    def _on_not_taken(self, error: DaftarError) -> None:
        part, self._part = self._part, None
        if isinstance(error, StoreFault | StoppedAccepting):
            self._workplace.report(error)
        tone = Tone.WAIT if isinstance(error, MoneyNotTaken) else Tone.BAD
        self._end(explained(error).in_one(), tone)
        self._show_left_over()
        if not self._is_gone:
            self._card.go_to_slip_of(part)

    # Charges left over -----------------------------------------------------------------------------------

    def _on_cleared(self) -> None:
        self._is_gone = True
        self.say_left_over()

    def _show_left_over(self) -> OpenCharges:
        self._open = found = open_charges(self._counter)
        self.say_left_over()
        if found.unknown and not self._again.isActive():
            self._again.start()
        elif not found.unknown:
            self._again.stop()
        return found

    def say_left_over(self) -> None:
        """By what was read last: every key in the card comes by here."""
        today = self._counter.day(self._counter.now())[0]
        held = self._card.held() | self._workplace.spoken_for.by_others(self)
        self._card.left_over.show_open(self._open, held, today)

    def _on_store_changed(self, topics: frozenset[str]) -> None:
        if "charges" in topics:
            self._show_left_over()

    def _on_again(self) -> None:
        if self._card.isVisible():
            self._inquire()

    def _inquire(self) -> None:
        if not self._inquiring:
            self._inquiring = True
            operations.run(
                self, partial(inquire_all, self._counter), self._on_inquired, self._on_settle_failed
            )

    def _on_inquired(self, found: OpenCharges) -> None:
        del found  # what is shown is read anew
        self._inquiring = False
        self._show_left_over()

    def _settle(self, act: Callable[..., None], charge: Charge) -> None:
        work = partial(act, self._counter, self._workplace.signed_in(), charge.charge)
        operations.run(self, work, lambda _: self._show_left_over(), self._on_settle_failed)

    def _on_settle_failed(self, error: DaftarError) -> None:
        self._inquiring = False
        self._card.bar.end(explained(error).in_one(), Tone.BAD)
        self._show_left_over()

    def _find(self, charge: str) -> Charge | None:
        return find_taken(self._counter, charge) if charge else None

    def _name(self, about: str) -> str:
        service = self._workplace.find_service(about)
        return texts.words(service.name) if service is not None else texts.code(about)
