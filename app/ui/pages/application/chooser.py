"""Which service? Chosen by typing a part of its Persian or English name, its code, its family or a synonym.

With nothing typed, those that the person gave last stand first, then all others by family, each group under
a heading that cannot be picked. Typing filters them all, and what was given last stays before its equals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.catalogue import Service
from app.domain.fee import Fee
from app.domain.text import fold
from app.ui import texts
from app.ui.fonts import body_font, secondary_font
from app.ui.money_words import with_unit
from app.ui.pages.application.recent import RecentServices
from app.ui.texts import translate
from app.ui.theme import FIELD_RADIUS, tokens
from app.ui.widgets.card import Card
from app.ui.widgets.labels import label
from app.ui.widgets.reading_edge import stand_at_reading_edge
from app.ui.widgets.showing import show_if

ROW_HEIGHT_EMS = 3.6
HEADING_EMS = 2.2
WIDTH_EMS_MAX = 52
TYPED_MAX = 60


@dataclass(frozen=True, slots=True)
class Offer:
    """A service in the list: its fee (None when it cannot be priced) and whether it can be taken.

    ``depends``: the fee is that before anything is answered, and the answers may add to it.
    """

    service: Service
    fee: Fee | None
    blocked: str = ""
    depends: bool = False

    def fee_words(self) -> str:
        """What it costs."""
        if self.fee is None:
            return ""
        amount = with_unit(self.fee.total_rials, self.fee.in_unit)
        return translate("application", "from {amount}").format(amount=amount) if self.depends else amount


def matching(offers: list[Offer], typed: str) -> list[Offer]:
    """The offers in which every typed word is found; those whose name begins with it come first."""
    words = [fold(word) for word in typed.split()]
    if not any(words):
        return offers
    found = []
    for offer in offers:
        service = offer.service
        names = [service.name.fa, service.name.en, service.code, *service.synonyms, service.family.fa]
        names = [fold(name) for name in [*names, service.family.en]]
        if all(any(word in name for name in names) for word in words):
            found.append((not any(name.startswith(words[0]) for name in names[:2]), offer))
    return [offer for _, offer in sorted(found, key=lambda pair: pair[0])]


def grouped(offers: list[Offer], recent: list[str]) -> list[tuple[str, list[Offer]]]:
    """The offers under their headings: those of ``recent`` in its order, then the others by family.

    A family stands where its first service does; the headings are in the window's language.
    """
    by_code = {offer.service.code: offer for offer in offers}
    first = [by_code[code] for code in recent if code in by_code]
    groups = {translate("application", "Given last"): first} if first else {}
    for offer in offers:
        if offer not in first:
            groups.setdefault(texts.words(offer.service.family), []).append(offer)
    return list(groups.items())


def found_in(offers: list[Offer], recent: list[str], typed: str) -> list[Offer]:
    """What fits the typed words: of those given last in their order, before all others."""
    found = matching(offers, typed)
    return sorted(found, key=lambda offer: _place(offer.service.code, recent))


def _place(code: str, recent: list[str]) -> int:
    return recent.index(code) if code in recent else len(recent)


class _Rows(QStyledItemDelegate):
    """Paints a service: name, family and what is in its way; fee at the end. Or the heading of a group."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines high; a heading one."""
        is_offer = isinstance(index.data(Qt.ItemDataRole.UserRole), Offer)
        ems = ROW_HEIGHT_EMS if is_offer else HEADING_EMS
        return QSize(100, round(ems * option.fontMetrics.height() * 0.8))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """One row."""
        offer = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(offer, Offer):
            self._paint_heading(painter, option, str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))
            return
        now = tokens()
        box = option.rect.adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(now.primary))
            painter.setBrush(QColor(now.primary_weak))
            painter.drawRoundedRect(box, FIELD_RADIUS, FIELD_RADIUS)
        inner = box.adjusted(12, 6, -12, -6)
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        lower = QRect(inner.left(), upper.bottom(), inner.width(), inner.height() // 2)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        start = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        end = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        font = body_font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(now.text if not offer.blocked else now.soft))
        painter.drawText(upper, start | middle, texts.words(offer.service.name))
        painter.setFont(body_font())
        painter.drawText(upper, end | middle, offer.fee_words())
        painter.setFont(secondary_font())
        painter.setPen(QColor(now.wait if offer.blocked else now.soft))
        below = offer.blocked or texts.words(offer.service.family)
        painter.drawText(lower, start | middle, below)
        painter.setPen(QColor(now.soft))
        painter.drawText(lower, end | middle, texts.code(offer.service.code))
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, words: str) -> None:
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        start = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.save()
        painter.setFont(secondary_font())
        painter.setPen(QColor(tokens().soft))
        box = option.rect.adjusted(14, 2, -14, -3)
        painter.drawText(box, start | Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignAbsolute, words)
        painter.restore()


class Chooser(QWidget):
    """``chosen(code)`` when a service was picked."""

    chosen = Signal(str)

    def __init__(
        self, offers: Callable[[], list[Offer]], recent: RecentServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._read = offers
        self._recent = recent
        self._offers: list[Offer] = []
        self.line = QLineEdit()
        self.line.setMaxLength(TYPED_MAX)
        stand_at_reading_edge(self.line)
        self.line.setPlaceholderText(translate("application", "part of the name, or the code"))
        self.line.setAccessibleName(translate("application", "Which service?"))
        self.line.textChanged.connect(self._filter)
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setStyleSheet("QListWidget { background: transparent; border: none; outline: none; }")
        self.list.itemClicked.connect(self._pick)
        self.list.setAccessibleName(translate("application", "Services"))
        self.none = label("", "soft", wraps=True)
        card = Card(translate("application", "Which service?"))
        card.body.addWidget(self.line)
        card.body.addWidget(self.none)
        card.body.addWidget(self.list, 1)
        column = QHBoxLayout(self)
        column.addStretch(1)
        column.addWidget(card, 100)
        column.addStretch(1)
        card.setMaximumWidth(round(WIDTH_EMS_MAX * self.fontInfo().pixelSize()))
        column.setContentsMargins(0, 0, 0, 0)
        self.setFocusProxy(self.line)

    def come_up(self) -> None:
        """Read the services afresh; nothing typed yet."""
        self._offers = self._read()
        self.line.clear()
        self._filter()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def offers(self) -> list[Offer]:
        """The services that are listed now."""
        return [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in self._rows()]

    def headings(self) -> list[str]:
        """The headings between them."""
        rows = set(range(self.list.count())) - set(self._rows())
        return [str(self.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in sorted(rows)]

    def codes(self) -> list[str]:
        """Their codes."""
        return [offer.service.code for offer in self.offers()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move in the list while the line is typed into; Enter picks."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~(
                Qt.KeyboardModifier.KeypadModifier
            ):
                if self.list.currentItem() is not None:
                    self._pick(self.list.currentItem())
                return True
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._step(1 if key == Qt.Key.Key_Down else -1)
                return True
        return super().eventFilter(watched, event)

    def _rows(self) -> list[int]:
        """The rows of the list that hold a service."""
        rows = range(self.list.count())
        return [row for row in rows if self.list.item(row).flags() & Qt.ItemFlag.ItemIsSelectable]

    def _step(self, by: int) -> None:
        """To the next service up or down, over the headings; the first one brings its heading into sight."""
        rows, row = self._rows(), self.list.currentRow()
        if row not in rows:
            return
        at = min(max(rows.index(row) + by, 0), len(rows) - 1)
        self.list.setCurrentRow(rows[at])
        if at == 0:
            self.list.scrollToTop()

    def _filter(self) -> None:
        self.list.clear()
        typed = texts.to_ascii(self.line.text())
        recent = self._recent.codes()
        groups = grouped(self._offers, recent)
        if typed.strip():
            groups = [("", found_in(self._offers, recent, typed))]
        for heading, group in groups:
            if heading:
                self._add_heading(heading)
            for offer in group:
                self._add(offer)
        rows = self._rows()
        if rows:
            self.list.setCurrentRow(rows[0])
            self.list.scrollToTop()
        none = ""
        if not self._offers:
            none = translate(
                "application",
                "No services have come from the centre yet. They come by themselves when it answers.",
            )
        elif not self.list.count():
            none = translate("application", "No service is called so.")
        self.none.setText(none)
        show_if(self.none, bool(none))

    def _add(self, offer: Offer) -> None:
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.UserRole, offer)
        said = ", ".join(filter(None, (texts.words(offer.service.name), offer.blocked)))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        self.list.addItem(item)

    def _add_heading(self, words: str) -> None:
        item = QListWidgetItem()
        item.setFlags(Qt.ItemFlag.NoItemFlags)  # neither clicked nor reached by a key
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self.list.addItem(item)

    def _pick(self, item: QListWidgetItem) -> None:
        offer = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(offer, Offer):
            self._recent.note(offer.service.code)
            self.chosen.emit(offer.service.code)
