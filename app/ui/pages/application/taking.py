"""From the great button to the receipt: saving the sheet in the background, and what is said of failures."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import DaftarError
from app.local_db.errors import StoreFault
from app.office.accept import Refused, ServiceNeedsCentre
from app.office.counter import StoppedAccepting
from app.ui import operations, texts
from app.ui.pages.application.form import Form
from app.ui.pages.application.hold import Hold
from app.ui.pages.application.saving import Taken, take
from app.ui.pages.application.sheet import Sheet
from app.ui.pages.application.side import Side
from app.ui.texts import explained, translate
from app.ui.theme import Tone
from app.ui.workplace import Workplace


class Taking(QObject):
    """``held`` parts of the page take no keys while an application is being saved; ``off`` are disabled."""

    taken = Signal(object)
    """A :class:`Taken`: durable, with what its receipt shows."""
    failed = Signal(object)
    """A :class:`DaftarError`."""

    def __init__(
        self,
        workplace: Workplace,
        sheet: Sheet,
        side: Side,
        parent: QObject,
        *,
        held: tuple[QWidget, ...],
        off: tuple[QWidget, ...],
    ) -> None:
        super().__init__(parent)
        self._workplace, self._sheet, self._side = workplace, sheet, side
        self._hold, self._off = Hold(held, self), off
        self._hold.lasts.connect(self._say)
        self.is_busy = False

    def hindered(self, form: Form, blocked: str, shown_rials: int) -> tuple[str, Tone] | None:
        """What is in the way of a sheet without errors; ``shown_rials`` is the fee that was last seen."""
        if form.papers.is_busy():
            said = translate("application", "A picture is still being read. Wait a moment.")
            return said, Tone.WAIT
        if blocked:
            return blocked, Tone.BAD
        if self._side.price.total_rials != shown_rials:
            changed = translate("application", "The fee has changed since it was shown. Take the new amount.")
            return changed, Tone.WAIT
        return None

    def begin(self, form: Form) -> None:
        """Save what stands on the sheet."""
        request, pages = self._sheet.request(form), form.papers.to_keep()
        self._set_busy(busy=True)
        work = partial(take, self._workplace.counter, self._workplace.signed_in(), request, pages)
        operations.run(self, work, self._on_taken, self._on_failed)

    def explain(self, error: DaftarError, why_not: str) -> str:
        """Put what was refused at its places; the rest in words. ``why_not``: why the service waits now."""
        if isinstance(error, Refused):
            return " ".join(texts.problem(one) for one in self._sheet.show_problems(error.problems))
        if isinstance(error, ServiceNeedsCentre):
            return why_not or explained(error).what
        return explained(error).in_one()

    def _on_taken(self, taken: Taken) -> None:
        self._set_busy(busy=False)
        self.taken.emit(taken)

    def _on_failed(self, error: DaftarError) -> None:
        self._set_busy(busy=False)
        if isinstance(error, StoreFault | StoppedAccepting):
            self._workplace.report(error)
        self.failed.emit(error)

    def _set_busy(self, *, busy: bool) -> None:
        self.is_busy = busy
        if busy:
            self._hold.begin()
        else:
            self._hold.end()
        for part in self._off:
            part.setEnabled(not busy)

    def _say(self, lasts: bool) -> None:
        """On the button: other words on it lay the page out again, which takes longer than most savings."""
        self._side.accept_button.set_words(
            translate("application", "Saving…") if lasts else translate("application", "Accept and receipt")
        )
