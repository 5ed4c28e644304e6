"""A vehicle's plate, typed into boxes in the order in which a plate is read: ``12 ب 345 | ایران 46``.

A full box hands on to the next. A digit where the letter would stand makes it a motorcycle's plate
(region of three, number of five); a letter in there makes it a car's again.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.domain.catalogue import Field
from app.domain.identifiers import plate
from app.domain.text import normalise, to_persian_digits
from app.ui import texts
from app.ui.fields.base import FieldWidget
from app.ui.texts import translate
from app.ui.theme import FIELD_HEIGHT, FIELD_RADIUS, tokens

PAPER, PRINT = "#FFFFFF", "#16202B"
"""A plate is white with dark letters in both palettes."""

_ALEF = "الف"


class _Box(QLineEdit):
    """One box. ``digits`` of them at most, or one letter when ``digits`` is 0."""

    def __init__(self, digits: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.digits = digits
        self.setMaxLength(digits or len(_ALEF))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight if digits else Qt.LayoutDirection.RightToLeft)
        self.setFrame(False)
        self.setValidator(_PlateKeys(self))
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Bold)
        self.setFont(font)
        self.setStyleSheet(
            f"QLineEdit {{ background: {PAPER}; color: {PRINT}; border: none; min-height: 0; padding: 0;"
            f" font-weight: 700; selection-background-color: #0B6477; selection-color: #FFFFFF; }}"
        )

    def is_full(self) -> bool:
        """Whether nothing more belongs in here."""
        return len(self.text()) >= self.digits if self.digits else bool(self.text())

    def sizeHint(self) -> QSize:
        """As wide as its characters."""
        wide = self.fontMetrics().horizontalAdvance("۰" * (self.digits or 2)) + 10
        return QSize(wide, FIELD_HEIGHT - 8)

    def minimumSizeHint(self) -> QSize:
        """Never clipped."""
        return self.sizeHint()


class _PlateKeys(QValidator):
    """Persian digits, as on the plate; ی and ک of either keyboard; capitals."""

    def validate(self, typed: str, cursor: int) -> tuple[QValidator.State, str, int]:
        """The text as on a plate; lengths and cursor stay where they can."""
        shown = to_persian_digits(normalise(typed).upper())
        return QValidator.State.Acceptable, shown, min(cursor, len(shown))


class PlateEdit(QWidget):
    """The plate. ``edited`` on every key of a person."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wrong = False
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.first, self.letter = _Box(2, self), _Box(0, self)
        self.second, self.region = _Box(3, self), _Box(2, self)
        self.cycle_region, self.cycle_number = _Box(3, self), _Box(5, self)
        self.car = (self.first, self.letter, self.second, self.region)
        self.cycle = (self.cycle_region, self.cycle_number)
        self.iran = QLabel(translate("fields", "Iran"), self)
        self.iran.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.iran.setStyleSheet(f"color: {PRINT}; font-size: 6.5pt; font-weight: 700;")
        self.iran.setFixedHeight(round(self.fontMetrics().height() * 0.55))
        corner = QVBoxLayout()
        corner.setSpacing(0)
        corner.addWidget(self.iran)
        corner.addWidget(self.region)
        self.region.setFixedHeight(round(self.fontMetrics().height() * 0.78))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 1, 8, 1)
        row.setSpacing(4)
        for box in (self.first, self.letter, self.second):
            row.addWidget(box)
        row.addSpacing(7)
        row.addLayout(corner)
        row.addWidget(self.cycle_region)
        row.addWidget(self.cycle_number)
        for box in (*self.car, *self.cycle):
            box.textEdited.connect(lambda _, box=box: self._typed(box))
            box.installEventFilter(self)
        self._name_boxes()
        self._show_as(cycle=False)

    def boxes(self) -> tuple[QLineEdit, ...]:
        """The boxes that are seen, in reading order."""
        return self.cycle if self.is_cycle() else self.car

    def is_cycle(self) -> bool:
        """Whether it is a motorcycle's."""
        return self.cycle_region.isVisibleTo(self)

    def value(self) -> str:
        """``12ب345-46`` or ``123-45678`` as far as typed; empty when no box holds anything."""
        typed = [texts.to_ascii(box.text()).strip() for box in self.boxes()]
        if not any(typed):
            return ""
        if self.is_cycle():
            return "-".join(typed)
        return f"{typed[0]}{typed[1]}{typed[2]}-{typed[3]}"

    def set_value(self, value: str) -> None:
        """Show a stored plate; anything else empties the boxes but for what fits."""
        found = plate.parse(plate.normalise(value)) if value else None
        for box in (*self.car, *self.cycle):
            box.clear()
        if isinstance(found, plate.MotorcyclePlate):
            self._show_as(cycle=True)
            self._put(self.cycle, (found.region, found.number))
            return
        self._show_as(cycle=False)
        if isinstance(found, plate.CarPlate):
            self._put(self.car, (found.first, found.letter, found.second, found.region))

    def set_wrong(self, wrong: bool) -> None:
        """Frame it as wrong, or not."""
        self.wrong = wrong
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Backspace at a box's edge go to its neighbour; focus redraws the ring."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return isinstance(watched, _Box) and self._walk(watched, event)
        return super().eventFilter(watched, event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """White plate, frame, the line before the region."""
        focused = any(box.hasFocus() for box in self.boxes())
        now = tokens()
        colour = now.primary if focused else now.bad if self.wrong else PRINT
        width = 2.0 if focused or self.wrong else 1.2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colour), width))
        painter.setBrush(QColor(PAPER))
        inner = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(inner, FIELD_RADIUS, FIELD_RADIUS)
        painter.setPen(QPen(QColor(PRINT), 1))
        after = self.cycle_region if self.is_cycle() else self.second
        x = after.geometry().right() + (3 if self.is_cycle() else 7)
        painter.drawLine(x, 4, x, self.height() - 5)

    def sizeHint(self) -> QSize:
        """As high as every field."""
        inner = self.layout()
        wanted = inner.sizeHint() if inner is not None else QSize()
        return QSize(wanted.width(), max(FIELD_HEIGHT, wanted.height()))

    def _put(self, boxes: tuple[_Box, ...], parts: tuple[str, ...]) -> None:
        for box, part in zip(boxes, parts, strict=True):
            box.setText(to_persian_digits(part))

    def _show_as(self, *, cycle: bool) -> None:
        for box in self.car:
            box.setVisible(not cycle)
        self.iran.setVisible(not cycle)
        for box in self.cycle:
            box.setVisible(cycle)
        self.updateGeometry()
        self.update()

    def _typed(self, box: _Box) -> None:
        if box is self.letter and box.text() and texts.to_ascii(box.text()).isdigit():
            self._become_cycle()
        elif box in self.cycle and not texts.to_ascii(box.text() or "0").isdigit():
            self._become_car(box)
        elif box is self.letter and box.text() in ("ا", "آ"):
            box.setText(_ALEF)
            self._next(box)
        elif box.is_full():
            self._next(box)
        self.edited.emit()

    def _become_cycle(self) -> None:
        digits = self.first.text() + self.letter.text()
        for box in self.car:
            box.clear()
        self._show_as(cycle=True)
        self.cycle_region.setText(digits)
        target = self.cycle_number if self.cycle_region.is_full() else self.cycle_region
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _become_car(self, box: _Box) -> None:
        kept = self.cycle_region.text()[:2]
        letter = "".join(c for c in box.text() if not texts.to_ascii(c).isdigit())[:1]
        for one in self.cycle:
            one.clear()
        self._show_as(cycle=False)
        self.first.setText("".join(c for c in kept if texts.to_ascii(c).isdigit()))
        self.letter.setText(_ALEF if letter in ("ا", "آ") else letter)
        self.second.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next(self, box: _Box) -> None:
        boxes = self.boxes()
        at = boxes.index(box)
        if at < len(boxes) - 1:
            boxes[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
            boxes[at + 1].selectAll()

    def _walk(self, box: _Box, event: QKeyEvent) -> bool:
        boxes = self.boxes()
        at = boxes.index(box) if box in boxes else 0
        start = box.cursorPosition() == 0 and not box.hasSelectedText()
        end = box.cursorPosition() == len(box.text()) and not box.hasSelectedText()
        key = event.key()
        if key == Qt.Key.Key_Backspace and not box.text() and at > 0:
            boxes[at - 1].setFocus(Qt.FocusReason.OtherFocusReason)
            boxes[at - 1].end(False)
            boxes[at - 1].backspace()
            self._emptied(boxes[at - 1])
            return True
        if key == Qt.Key.Key_Left and start and at > 0:
            boxes[at - 1].setFocus(Qt.FocusReason.BacktabFocusReason)
            return True
        if key == Qt.Key.Key_Right and end and at < len(boxes) - 1:
            boxes[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def _emptied(self, box: QLineEdit) -> None:
        if box is self.letter:
            box.clear()
        self.edited.emit()

    def _name_boxes(self) -> None:
        for box, name in (
            (self.first, translate("fields", "first two digits")),
            (self.letter, translate("fields", "letter")),
            (self.second, translate("fields", "three digits")),
            (self.region, translate("fields", "region")),
            (self.cycle_region, translate("fields", "region of three digits")),
            (self.cycle_number, translate("fields", "five digits")),
        ):
            box.setToolTip(name)


class PlateField(FieldWidget):
    """A field holding a plate."""

    def __init__(self, field: Field, path: str, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self.edit = PlateEdit()
        self.column.insertWidget(1, self.edit, 0, Qt.AlignmentFlag.AlignLeading)
        for box in (*self.edit.car, *self.edit.cycle):
            self.watch(box)
            box.setAccessibleName(f"{texts.words(field.label)}: {box.toolTip()}")
        self.edit.edited.connect(self.changed)

    def value(self) -> str:
        """The plate as far as typed."""
        return self.edit.value()

    def set_value(self, value: str) -> None:
        """Show a stored plate."""
        self.edit.set_value(value)

    def show_normalised(self, value: str) -> None:
        """Nothing to rewrite: the boxes hold the parts already."""

    def focus_first(self) -> None:
        """The first box that is seen."""
        self.edit.boxes()[0].setFocus(Qt.FocusReason.TabFocusReason)

    def inputs(self) -> list[QWidget]:
        """The boxes that are seen."""
        return list(self.edit.boxes())

    def _enter_walks_inside(self) -> bool:
        return False

    def _mark(self, look: str) -> None:
        if hasattr(self, "edit"):
            self.edit.set_wrong(look == "error")
