"""The frame of every field: its label, its inputs, and one line of words under them.

The line shows, in this order: what is wrong, what was found out ("correct", "37 years old"), the hint of
the definition. Enter walks through the inputs and then goes on; leaving the last of them is leaving the
field. What stands in it, and whether it is right, is the business of :mod:`app.ui.fields.base`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from app.domain.catalogue import Field
from app.domain.field_types import find_type
from app.domain.problems import Problem, Severity
from app.ui import texts
from app.ui.fields.read_back import ReadBack
from app.ui.language import is_persian
from app.ui.stylesheet import set_look
from app.ui.texts import translate
from app.ui.theme import GAP
from app.ui.widgets.labels import label

REQUIRED_MARK = "*"


class FieldFrame(QWidget):
    """Subclasses build their inputs and hand each to :meth:`adopt`."""

    changed = Signal()
    """The value was changed by a person."""
    left = Signal()
    """The focus went out of the whole field."""
    entered = Signal()
    """Enter was pressed: go on to the next field."""

    columns_wanted = 1
    """How many columns of a section it would like to take."""

    def __init__(self, field: Field, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.path = path
        self.setObjectName(path)
        self._problem: Problem | None = None
        self._error_text = ""
        self._error_at: QWidget | None = None
        self._note = ""
        self._is_focused = False
        self._inputs: list[QWidget] = []
        self.read_back: ReadBack | None = None
        """Where the definition wants the value read back to the applicant."""
        self.caption = label("", "secondary", parent=self)
        self.message = label("", "secondary", wraps=True, parent=self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.message.setSizePolicy(policy)
        self.message.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP - 1)
        self.column.addWidget(self.caption)
        self.column.addWidget(self.message)
        self.column.addStretch(1)
        self._say_caption()
        self._say()

    def hint(self) -> str:
        """The quiet words under a field: its help; without one, while it has the focus, its type's hint."""
        if self.field.help is not None:
            return texts.words(self.field.help)
        kind = find_type(self.field.type) if self._is_focused else None
        return texts.words(kind.hint) if kind is not None else ""

    def adopt(self, widget: QWidget, *, at: int | None = None) -> None:
        """Take an input in: between label and message, watched for leaving and for Enter."""
        self.column.insertWidget(self.column.count() - 2 if at is None else at, widget)
        self.watch(widget)

    def watch(self, widget: QWidget) -> None:
        """Watch an input that stands inside another widget."""
        self._inputs.append(widget)
        widget.installEventFilter(self)
        widget.setAccessibleName(texts.words(self.field.label))
        if len(self._inputs) == 1:  # no focus proxy: Tab would come to it where the field stands, too
            self.caption.setBuddy(widget)
        self._say()

    def inputs(self) -> list[QWidget]:
        """The widgets that take keys, in the order of typing."""
        return list(self._inputs)

    def problem(self) -> Problem | None:
        """What is shown as wrong."""
        return self._problem

    def has_error(self) -> bool:
        """Whether something refuses the value (a warning does not)."""
        if self._error_text:
            return True
        return self._problem is not None and self._problem.severity is Severity.ERROR

    def show_problem(self, problem: Problem | None) -> None:
        """Say what is wrong under the field, or that nothing is."""
        self._problem = problem
        self._error_text, self._error_at = "", None
        self._say()

    def show_error_text(self, text: str, at: QWidget | None = None) -> None:
        """Say something wrong that only the window knows of; ``at`` is where it can be settled."""
        self._problem = None
        self._error_text, self._error_at = text, at
        self._say()

    def show_note(self, text: str) -> None:
        """Say something found out about a right value; empty takes it away."""
        self._note = text
        self._say()

    def shown_message(self) -> str:
        """The words under the field."""
        return self.message.text()

    def focus_first(self) -> None:
        """Put the focus on the input, what is in it selected; or where what is wrong can be settled."""
        first = self._error_at or self._inputs[0]
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on; leaving the last input of the field is leaving the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter(watched)
                return True
        elif isinstance(event, QFocusEvent):
            self._on_focus(event)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_caption()
            self._say()

    def _on_focus(self, event: QFocusEvent) -> None:
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        inside = QApplication.focusWidget() in self._inputs
        if event.gotFocus() or (not inside and event.reason() not in passing):
            self._is_focused = event.gotFocus()
            self._say()
            if event.lostFocus():
                self.left.emit()

    def _enter(self, watched: QObject) -> None:
        read_back = self.read_back
        if watched is read_back and read_back is not None:
            read_back.confirm()
            self.changed.emit()
            self.entered.emit()
            return
        inputs = self.inputs()
        position = next((n for n, one in enumerate(inputs) if one is watched), -1)
        following = inputs[position + 1] if 0 <= position < len(inputs) - 1 else None
        if following is None or not self._enter_walks_inside():
            following = read_back
        if following is not None and following.isEnabled():
            following.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.entered.emit()

    def _enter_walks_inside(self) -> bool:
        """Whether Enter goes through the field's own inputs before it goes on."""
        return True

    def _say_caption(self) -> None:
        words = texts.words(self.field.label)
        edge = Qt.AlignmentFlag.AlignRight if is_persian() else Qt.AlignmentFlag.AlignLeft
        self.caption.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self.caption.setText(f"{words} {REQUIRED_MARK}" if self.field.required else words)
        self.caption.setAccessibleName(
            translate("fields", "{label}, required").format(label=words) if self.field.required else words
        )

    def _say(self) -> None:
        error = self._error_text or (texts.problem(self._problem) if self._problem else "")
        if error:
            look = "error" if self.has_error() else "warning"
            said = error
        elif self._note:
            look, said = "good", self._note
        else:
            look, said = "secondary", self.hint()
        set_look(self.message, look)
        self.message.setText(said or " ")
        self._mark("error" if self.has_error() else "")
        for one in self._inputs:
            one.setAccessibleDescription(said)

    def _mark(self, look: str) -> None:
        """Give the inputs the look of an error, or take it away."""
        for one in self._inputs:
            set_look(one, look)
