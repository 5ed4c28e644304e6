"""Looks at a window as a reader does: what is cut off, what is in the wrong language, what has no name."""

from __future__ import annotations

import re

from PySide6.QtCore import QAbstractProxyModel, QAbstractTableModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from app.ui.widgets.buttons import KeyButton, KeyHint
from app.ui.widgets.labels import ElidedLabel

ISOLATED = re.compile("\u2068[^\u2068\u2069]*\u2069")
OTHER_LANGUAGE = {"English", "فارسی"}
"""Each language is called by its own name."""
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
LATIN_DIGIT = re.compile(r"[0-9]")
PERSIAN = re.compile("[\u0600-\u06ff]")
KEYS = re.compile(
    r"\b(?:F\d{1,2}|(?:Ctrl|Shift|Alt)(?:\+[A-Za-z]+)*|Enter|Esc|Tab|Home|Delete|RRN|PDF|QR|VIN|CVV2?|A4|A5|USB|ESC/POS)\b"
)
"""Names of keys, and abbreviations that Persian clerks read in Latin letters."""
PEOPLE = {"Applicant", "متقاضی"}
"""Columns of people's names, which are as they are in any language."""
ROWS_READ = 20
LOOKS, LOOK_AGAIN_MS = 10, 20


def seen(root: QWidget) -> list[QWidget]:
    """Everything in it that is on the screen now."""
    return [
        one for one in root.findChildren(QWidget) if one.isVisible() and not one.visibleRegion().isEmpty()
    ]


def clipped(root: QWidget) -> list[str]:
    """Texts that have less room than they need."""
    found = []
    for one in seen(root):
        if isinstance(one, KeyButton):
            if one.width() < one.minimumSizeHint().width():
                found.append(f"button {one.words()!r}: {one.width()} of {one.minimumSizeHint().width()}")
        elif isinstance(one, QPushButton):
            needed = one.fontMetrics().horizontalAdvance(one.text())
            if one.text() and one.width() < needed:
                found.append(f"button {one.text()!r}: {one.width()} of {needed}")
        elif isinstance(one, QLabel) and one.text() and one.pixmap().isNull():
            found.extend(_clipped_label(one))
        elif isinstance(one, QLineEdit) and one.placeholderText() and not one.text():
            needed = one.fontMetrics().horizontalAdvance(one.placeholderText())
            if one.width() < needed + 12:
                found.append(f"placeholder {one.placeholderText()!r}: {one.width()} of {needed}")
    return found


def _clipped_label(one: QLabel) -> list[str]:
    room, metrics = one.contentsRect(), one.fontMetrics()
    if one.wordWrap():
        needed = one.heightForWidth(one.width())
        if needed > one.height() + 1:
            return [f"text {one.text()!r}: {one.height()} of {needed} high"]
        widest = max((metrics.horizontalAdvance(word) for word in one.text().split()), default=0)
        return [f"word in {one.text()!r}: {room.width()} of {widest}"] if widest > room.width() else []
    needed = max(metrics.horizontalAdvance(line) for line in one.text().split("\n"))
    if isinstance(one, ElidedLabel):
        return []
    if needed > room.width() + 1:
        return [f"label {one.text()!r}: {room.width()} of {needed}"]
    if metrics.height() > room.height() + 2:
        return [f"label {one.text()!r}: {room.height()} of {metrics.height()} high"]
    return []


def overflowing(root: QWidget) -> list[str]:
    """Columns that scroll up and down only and are wider than their room: their side is cut off."""
    return [
        f"{type(one.widget()).__name__}: {one.widget().width()} in {one.viewport().width()}"
        for one in seen(root)
        if isinstance(one, QScrollArea)
        and one.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        and one.widget() is not None
        and one.widget().width() > one.viewport().width()
    ]


def elided(root: QWidget) -> list[str]:
    """Texts that shortened themselves."""
    return [
        one.text()
        for one in seen(root)
        if isinstance(one, ElidedLabel)
        and one.fontMetrics().horizontalAdvance(one.text()) > one.contentsRect().width()
    ]


def texts(root: QWidget) -> list[str]:
    """Every text of the window's own on the screen: labels, buttons, headings, lists, tips and names."""
    found: list[str] = []
    for one in seen(root):
        if isinstance(one, KeyHint):
            continue
        if isinstance(one, QLabel | QAbstractButton):
            found.append(one.text())
        elif isinstance(one, QComboBox):
            found.extend(one.itemText(at) for at in range(one.count()))
        elif isinstance(one, QLineEdit):
            found.append(one.placeholderText())
        elif isinstance(one, QAbstractItemView) and not isinstance(one.parent(), QComboBox):
            found.extend(_cells(one))
        found.extend((one.toolTip(), one.accessibleName(), one.accessibleDescription()))
    return [text for text in found if text and text not in OTHER_LANGUAGE]


def _cells(view: QAbstractItemView) -> list[str]:
    model = view.model()
    is_table = isinstance(model, QAbstractTableModel | QAbstractProxyModel)
    columns = range(model.columnCount() if is_table else 1)
    heads = [str(model.headerData(c, Qt.Orientation.Horizontal) or "") for c in columns if is_table]
    rows = range(min(model.rowCount(), ROWS_READ))
    read = [c for c in columns if c >= len(heads) or heads[c] not in PEOPLE]
    return [*heads, *(str(model.index(r, c).data() or "") for r in rows for c in read)]


def not_persian(root: QWidget) -> list[str]:
    """Texts of a Persian window with Latin digits or words outside what is set apart as a code."""
    found = []
    for text in texts(root):
        rest = KEYS.sub("", ISOLATED.sub("", text))
        if LATIN_DIGIT.search(rest) or LATIN_WORD.search(rest):
            found.append(text)
    return found


def not_english(root: QWidget) -> list[str]:
    """Texts of an English window that are Persian through and through; names of people and offices are."""
    found = []
    for text in texts(root):
        rest = ISOLATED.sub("", text)
        if PERSIAN.search(rest):
            found.append(text)
    return found


def controls(root: QWidget) -> list[QWidget]:
    """What the keyboard can be given to by Tab, on the screen or scrolled out of it."""
    return [
        one
        for one in root.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusProxy() is None
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(one.parent(), QComboBox | QAbstractSpinBox)
    ]


def nameless(root: QWidget) -> list[str]:
    """Controls of which a screen reader could say nothing."""
    return [
        f"{type(one).__name__} in {type(one.parent()).__name__}"
        for one in controls(root)
        if not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()))
    ]


def faults(window: QWidget, language: str) -> list[str]:
    """All that keeps a reader of this language from reading or hearing the window."""
    other = not_persian(window) if language == "fa" else not_english(window)
    return [
        *(f"cut off: {one}" for one in clipped(window)),
        *(f"too wide: {one}" for one in overflowing(window)),
        *(f"shortened: {one}" for one in elided(window)),
        *(f"other language: {one!r}" for one in other),
        *(f"without a name: {one}" for one in nameless(window)),
    ]


def lasting_faults(window: QWidget, language: str) -> list[str]:
    """As :func:`faults`, of a window that had time to lay itself out."""
    for _ in range(LOOKS):
        found = faults(window, language)
        if not found:
            break
        QTest.qWait(LOOK_AGAIN_MS)
    return found
