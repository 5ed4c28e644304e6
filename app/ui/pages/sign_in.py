"""Sign in: staff code, password, Enter. The window's first page, painted before anything heavy is loaded.

The page checks nothing itself: it emits ``submitted(staff, password)`` and shows what comes back.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.pages.entrance import EntrancePage
from app.ui.texts import to_ascii, translate
from app.ui.theme import Tone
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.entry_field import EntryField
from app.ui.widgets.labels import label
from app.ui.widgets.notice import Notice

STAFF_CODE_MAX = 20


class SignInPage(EntrancePage):
    """``staff_typed(code)`` asks for what is known of a person; the answer comes by :meth:`say_about`."""

    submitted = Signal(str, str)
    staff_typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._busy = False
        self._waiting = False
        self._ready = False
        self.staff = EntryField(latin=True)
        self.staff.line.setMaxLength(STAFF_CODE_MAX)
        self.password = EntryField(latin=True, secret=True)
        self.notice = Notice()
        self.state = label("", "secondary")
        self.button = KeyButton("", "Enter", primary=True)
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        row.addWidget(self.button)
        body = self.card.body
        body.addWidget(self.notice)
        body.addWidget(self.staff)
        body.addWidget(self.password)
        body.addLayout(row)
        self.staff.entered.connect(self._staff_entered)
        self.staff.line.editingFinished.connect(self._staff_finished)
        self.staff.edited.connect(lambda _: self.staff.set_note(""))
        self.password.entered.connect(self._submit)
        self.button.clicked.connect(self._submit)
        self.setFocusProxy(self.staff)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word anew."""
        self.brand.setText(translate("sign_in", "Daftar"))
        self.card.set_title(translate("sign_in", "Sign in"))
        self.staff.set_caption(translate("sign_in", "Staff code"))
        self.password.set_caption(translate("sign_in", "Password"))
        self.button.set_words(translate("sign_in", "Sign in"))
        self._settle()

    def set_office(self, text: str) -> None:
        """Which office and counter this is."""
        self.office.setText(text)

    def set_ready(self, *, ready: bool) -> None:
        """Whether the store is open. What was submitted before is tried as soon as it is."""
        self._ready = ready
        self._settle()
        if ready and self._waiting:
            self._waiting = False
            self._submit()

    def say_about(self, note: str) -> None:
        """Under the staff code: until when this person may sign in without the centre, or nothing."""
        self.staff.set_note(note)

    def set_busy(self, *, busy: bool) -> None:
        """While a password is being checked; the window stays alive meanwhile."""
        self._busy = busy
        self._settle()

    def refused(self, text: str, *, at_staff: bool = False) -> None:
        """Show why not, under the field that it concerns; the password is to be typed anew."""
        self.set_busy(busy=False)
        field = self.staff if at_staff else self.password
        self.password.line.clear()
        field.show_error(text)
        field.line.setFocus()
        field.line.selectAll()

    def came_up(self, note: str = "", tone: Tone = Tone.INFO) -> None:
        """Begin anew: empty fields, the focus on the first."""
        self.forget()
        self.notice.say(note, tone)
        self.staff.line.setFocus()

    def forget(self) -> None:
        """Keep nothing of who signed in."""
        self.password.line.clear()
        self.password.clear_error()
        self.staff.line.clear()
        self.staff.set_note("")
        self.set_busy(busy=False)

    def _staff_entered(self) -> None:
        if self._code():
            self.password.line.setFocus()
        else:
            self.staff.show_error(translate("sign_in", "Type your staff code."))

    def _staff_finished(self) -> None:
        if self._code():
            self.staff_typed.emit(self._code())

    def _code(self) -> str:
        return to_ascii(self.staff.text()).strip()

    def _submit(self) -> None:
        if self._busy:
            return
        if not self._code():
            self.staff.show_error(translate("sign_in", "Type your staff code."))
            self.staff.line.setFocus()
        elif not self.password.text():
            self.password.show_error(translate("sign_in", "Type your password."))
            self.password.line.setFocus()
        elif not self._ready:
            self._waiting = True
            self._settle()
        else:
            self.set_busy(busy=True)
            self.submitted.emit(self._code(), self.password.text())

    def _settle(self) -> None:
        if self._busy:
            self.state.setText(translate("sign_in", "Checking…"))
        elif not self._ready:
            self.state.setText(translate("sign_in", "The store is being opened…"))
        else:
            self.state.setText("")
        self.button.setEnabled(not self._busy)
