"""The door: people come in by the sign-in page, and leave by the lock."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.domain.errors import DaftarError
from app.office.sign_in import LeaseEnded, NeverSignedInHere, NotWorkingHere, sign_out
from app.sync.sign_in import sign_in as ask_centre
from app.ui import authentication, operations
from app.ui.authentication import SignedIn
from app.ui.shell.main_window import MainWindow
from app.ui.texts import explained, translate
from app.ui.workplace import Workplace


class Door(QObject):
    """``entered(lease_end)`` when someone signed in; the instant until which that works offline, or empty."""

    entered = Signal(str)

    def __init__(self, window: MainWindow, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._workplace = workplace
        window.sign_in.submitted.connect(self._sign_in)
        window.sign_in.staff_typed.connect(self._tell_about)

    def lock(self) -> None:
        """The person leaves the counter: journalled, and the sign-in comes up."""
        counter, session = self._workplace.counter, self._workplace.session
        if session is None:
            return
        work = self._window.work
        is_kept = work is not None and work.put_away()
        self._workplace.session = None
        operations.run(self, partial(sign_out, counter, session), failed=self._workplace.report)
        self._window.show_sign_in(
            translate("door", "Locked. What was being typed is kept.") if is_kept else ""
        )

    def _sign_in(self, staff: str, password: str) -> None:
        counter = self._workplace.counter
        ask = partial(ask_centre, counter.identity, counter.signer, counter.clock)
        work = partial(authentication.sign_in, counter, ask, staff, password)
        operations.run(self, work, self._on_signed_in, self._on_refused)

    def _on_signed_in(self, came: SignedIn) -> None:
        self._workplace.session = came.session
        self._window.sign_in.forget()
        self.entered.emit(came.lease_end)

    def _on_refused(self, error: DaftarError) -> None:
        told = explained(error)
        self._window.sign_in.refused(
            f"{told.what} {told.todo}".strip(),
            at_staff=isinstance(error, NeverSignedInHere | NotWorkingHere | LeaseEnded),
        )

    def _tell_about(self, staff: str) -> None:
        work = self._window.work
        if work is None:
            return
        link = work.watch.situation().link
        ask = partial(authentication.offline_note, self._workplace.counter, staff, link)
        operations.run(self, ask, self._window.sign_in.say_about)
