"""A vehicle's plate, typed into boxes in the order in which a plate is read: ``12 ب 345 | ایران 46``.

A full box hands on to the next. A digit where the letter would stand makes it a motorcycle's plate
(region of three, number of five); a letter in there makes it a car's again. A letter where the first
digit would stand makes it a free zone's (name and five digits); a digit there a car's again. After ت the
next letter of تشریفات completes the word.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.domain.catalogue import Field
from app.domain.identifiers import plate
from app.domain.text import to_persian_digits
from app.ui import texts
from app.ui.fields.base import FieldWidget
from app.ui.fields.plate_box import PAPER, PRINT, PlateBox
from app.ui.texts import translate
from app.ui.theme import FIELD_HEIGHT, FIELD_RADIUS, tokens
from app.ui.widgets.showing import show_if

_ALEF = "الف"


class PlateEdit(QWidget):
    """The plate. ``edited`` on every key of a person."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wrong = False
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.first, self.letter = PlateBox(2, self), PlateBox(0, self)
        self.second, self.region = PlateBox(3, self), PlateBox(2, self)
        self.cycle_region, self.cycle_number = PlateBox(3, self), PlateBox(5, self)
        self.car = (self.first, self.letter, self.second, self.region)
        self.cycle = (self.cycle_region, self.cycle_number)
        self.zone, self.zone_number = PlateBox(0, self, name=True), PlateBox(5, self)
        self.free = (self.zone, self.zone_number)
        self._kinds = (self.car, self.cycle, self.free)
        self._now: tuple[PlateBox, ...] = self.car
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
        row.addWidget(self.zone)
        row.addWidget(self.zone_number)
        for box in self.all_boxes():
            box.textEdited.connect(lambda _, box=box: self._typed(box))
            box.installEventFilter(self)
        self._name_boxes()
        self._show_as(self.car)

    def boxes(self) -> tuple[QLineEdit, ...]:
        """The boxes that are seen, in reading order."""
        return self._now

    def all_boxes(self) -> tuple[PlateBox, ...]:
        """The boxes of every kind of plate."""
        return tuple(box for kind in self._kinds for box in kind)

    def value(self) -> str:
        """``12ب345-46``, ``123-45678`` or ``کیش-12345`` as far as typed; empty when nothing is."""
        typed = [texts.to_ascii(box.text()).strip() for box in self.boxes()]
        if not any(typed):
            return ""
        if self._now is not self.car:
            return "-".join(typed)
        return f"{typed[0]}{typed[1]}{typed[2]}-{typed[3]}"

    def set_value(self, value: str) -> None:
        """Show a stored plate; anything else empties the boxes but for what fits."""
        found = plate.parse(plate.normalise(value)) if value else None
        for box in self.all_boxes():
            box.clear()
        if isinstance(found, plate.MotorcyclePlate):
            self._show_as(self.cycle)
            self._put(self.cycle, (found.region, found.number))
            return
        if isinstance(found, plate.FreeZonePlate):
            self._show_as(self.free)
            self._put(self.free, (found.zone, found.number))
            return
        self._show_as(self.car)
        if isinstance(found, plate.CarPlate):
            self._put(self.car, (found.first, found.letter, found.second, found.region))

    def draft(self) -> list[str]:
        """The boxes as far as they are typed, the kind of plate (its place among the kinds) first."""
        typed = [texts.to_ascii(box.text()).strip() for box in self.boxes()]
        return [str(self._kinds.index(self._now)), *typed] if any(typed) else []

    def take_up(self, draft: list[str]) -> None:
        """Show what :meth:`draft` gave."""
        kind = self._kinds[int(draft[0])] if draft else self.car
        for box in self.all_boxes():
            box.clear()
        self._show_as(kind)
        self._put(kind, tuple(draft[1:]) or ("",) * len(kind))

    def set_wrong(self, wrong: bool) -> None:
        """Frame it as wrong, or not."""
        self.wrong = wrong
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Backspace at a box's edge go to its neighbour; focus redraws the ring."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return isinstance(watched, PlateBox) and self._walk(watched, event)
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
        after = self.second if self._now is self.car else self._now[0]
        x = after.geometry().right() + (7 if self._now is self.car else 3)
        painter.drawLine(x, 4, x, self.height() - 5)

    def sizeHint(self) -> QSize:
        """As high as every field."""
        inner = self.layout()
        wanted = inner.sizeHint() if inner is not None else QSize()
        return QSize(wanted.width(), max(FIELD_HEIGHT, wanted.height()))

    def _put(self, boxes: tuple[PlateBox, ...], parts: tuple[str, ...]) -> None:
        for box, part in zip(boxes, parts, strict=True):
            box.setText(to_persian_digits(part))
            box.updateGeometry()
        self.updateGeometry()

    def _show_as(self, kind: tuple[PlateBox, ...]) -> None:
        self._now = kind
        for box in self.all_boxes():
            show_if(box, box in kind)
        show_if(self.iran, kind is self.car)
        self.updateGeometry()
        self.update()

    def _typed(self, box: PlateBox) -> None:
        if not box.digits:
            box.updateGeometry()
            self.updateGeometry()
        if box is self.first and box.text() and not texts.to_ascii(box.text()).isdigit():
            self._become_free(box)
        elif box is self.second and self.letter.text() + box.text() == plate.PROTOCOL[:2]:
            box.clear()
            self.letter.setText(plate.PROTOCOL)
            self.letter.updateGeometry()
        elif box is self.second and self.letter.text() in (plate.PROTOCOL, _ALEF):
            # The rest of a letter that was written out, whose first was enough.
            box.setText("".join(c for c in box.text() if texts.to_ascii(c).isdigit()))
            if box.is_full():
                self._next(box)
        elif box is self.zone:
            self._zone_typed()
        elif box is self.letter and box.text() and texts.to_ascii(box.text()).isdigit():
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
        self._show_as(self.cycle)
        self.cycle_region.setText(digits)
        target = self.cycle_number if self.cycle_region.is_full() else self.cycle_region
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _become_car(self, box: PlateBox) -> None:
        kept = self.cycle_region.text()[:2]
        letter = "".join(c for c in box.text() if not texts.to_ascii(c).isdigit())[:1]
        for one in self.cycle:
            one.clear()
        self._show_as(self.car)
        self.first.setText("".join(c for c in kept if texts.to_ascii(c).isdigit()))
        self.letter.setText(_ALEF if letter in ("ا", "آ") else letter)
        self.second.setFocus(Qt.FocusReason.OtherFocusReason)

    def _become_free(self, box: PlateBox) -> None:
        letters = "".join(c for c in box.text() if not texts.to_ascii(c).isdigit())
        for one in self.car:
            one.clear()
        self._show_as(self.free)
        self.zone.setText(letters)
        self.zone.setFocus(Qt.FocusReason.OtherFocusReason)

    def _zone_typed(self) -> None:
        """A digit after the name goes to the number; one without a name makes it a car's plate again."""
        name = "".join(c for c in self.zone.text() if not texts.to_ascii(c).isdigit())
        digits = "".join(c for c in self.zone.text() if texts.to_ascii(c).isdigit())
        if not digits:
            return
        if name.strip():
            self.zone.setText(name)
            self.zone_number.setText(digits[:5])
            self.zone_number.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.zone.clear()
        self._show_as(self.car)
        self.first.setText(digits[:2])
        target = self.letter if self.first.is_full() else self.first
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next(self, box: PlateBox) -> None:
        boxes = self.boxes()
        at = boxes.index(box)
        if at < len(boxes) - 1:
            boxes[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
            boxes[at + 1].selectAll()

    def _walk(self, box: PlateBox, event: QKeyEvent) -> bool:
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
            (self.zone, translate("fields", "name of the free zone")),
            (self.zone_number, translate("fields", "five digits")),
        ):
            box.setToolTip(name)


class PlateField(FieldWidget):
    """A field holding a plate."""

    def __init__(self, field: Field, path: str, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self.edit = PlateEdit(self)
        self.column.insertWidget(1, self.edit, 0, Qt.AlignmentFlag.AlignLeading)
        for box in self.edit.all_boxes():
            self.watch(box)
            box.setAccessibleName(f"{texts.words(field.label)}: {box.toolTip()}")
        self.edit.edited.connect(self.changed)

    def value(self) -> str:
        """The plate as far as typed."""
        return self.edit.value()

    def set_value(self, value: str) -> None:
        """Show a stored plate."""
        self.edit.set_value(value)

    def draft(self) -> Any:
        """The boxes, also of half a plate."""
        return self.edit.draft()

    def take_up(self, draft: Any) -> bool:
        """A whole plate, or the boxes of half a one."""
        try:
            self.edit.take_up(list(draft))
        except (TypeError, ValueError, IndexError):
            self.set_value("")
            return False
        return bool(self.draft() == draft)

    def show_normalised(self, value: str) -> None:
        """Nothing to rewrite: the boxes hold the parts already."""

    def focus_first(self) -> None:
        """The first box that is seen, or where what is wrong can be settled."""
        first = self._error_at or self.edit.boxes()[0]
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def inputs(self) -> list[QWidget]:
        """The boxes that are seen, and where the plate is read back."""
        return [*self.edit.boxes(), *([self.read_back] if self.read_back is not None else [])]

    def _enter_walks_inside(self) -> bool:
        return False

    def _mark(self, look: str) -> None:
        if hasattr(self, "edit"):
            self.edit.set_wrong(look == "error")
