"""The strip of open drafts: one chip each, the one on the sheet marked. Hidden while none lies aside."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.stylesheet import set_look
from app.ui.texts import isolate, translate
from app.ui.theme import GAP
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.showing import show_if

CHIP_EMS_MAX = 17
"""Widest chip, in heights of the font."""


class DraftChip(QPushButton):
    """Whose draft it is, above for what and how old."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.about = ElidedLabel("", "strong"), ElidedLabel("", "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP + 2, GAP, 2 * GAP + 2, GAP)
        column.setSpacing(0)
        for line in (self.name, self.about):
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(line)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        set_look(self, "draft")

    def show_draft(self, name: str, about: str, *, current: bool) -> None:
        """Change what stands on it."""
        self.name.setText(isolate(name))
        self.about.setText(about)
        self.setChecked(current)
        set_look(self.name, "button-chosen" if current else "strong")
        said = translate("drafts", "Draft: {person}, {about}").format(person=isolate(name), about=about)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for both lines, up to a limit."""
        inner = self.layout()
        wanted = inner.sizeHint() if inner is not None else QSize()
        return QSize(min(wanted.width(), CHIP_EMS_MAX * self.fontInfo().pixelSize()), wanted.height())

    def minimumSizeHint(self) -> QSize:
        """A few letters of each line."""
        return QSize(6 * self.fontInfo().pixelSize(), self.sizeHint().height())


class DraftStrip(QWidget):
    """``chosen(number)`` when a chip is picked; ``another_asked`` and ``discard_asked`` by the buttons."""

    chosen = Signal(int)
    another_asked = Signal()
    discard_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: list[DraftChip] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.another = KeyButton(translate("drafts", "Another citizen"), "F2", look="quiet")
        self.discard = KeyButton(translate("drafts", "Discard"), "Ctrl+W", look="quiet")
        self.another.clicked.connect(self.another_asked)
        self.discard.clicked.connect(self.discard_asked)
        self._holder = QWidget()
        self._chips = QHBoxLayout(self._holder)
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chips.setSpacing(GAP + 2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GAP)
        row.addWidget(self._holder)
        row.addStretch(1)
        row.addWidget(self.another)
        row.addWidget(self.discard)
        self.setAccessibleName(translate("drafts", "Open drafts"))
        self.setToolTip(
            translate("drafts", "{next} and {back} go from draft to draft.").format(
                next=isolate("Ctrl+Tab"), back=isolate("Ctrl+Shift+Tab")
            )
        )
        self.hide()

    def show_drafts(self, drafts: list[tuple[str, str]], current: int) -> None:
        """Show these, each by name and what is said of it; ``current`` is -1 when none is on the sheet."""
        while len(self.chips) < len(drafts):
            chip, number = DraftChip(self), len(self.chips)
            chip.clicked.connect(lambda _=False, number=number: self.chosen.emit(number))
            self._chips.addWidget(chip)
            self.chips.append(chip)
        while len(self.chips) > len(drafts):
            gone = self.chips.pop()
            self._chips.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for number, (name, about) in enumerate(drafts):
            self.chips[number].show_draft(name, about, current=number == current)
            self.chips[number].show()
        self._holder.updateGeometry()
        self.discard.setEnabled(current >= 0)
        show_if(self, len(drafts) > (1 if current >= 0 else 0))
