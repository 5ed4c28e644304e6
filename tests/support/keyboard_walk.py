"""Walks round a window by Tab: what is reached, whether it comes round, whether one sees where one is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from support.readable import controls

STEPS_MAX = 250
FRAME_PX = 3


@dataclass(frozen=True, slots=True)
class Round:
    """``missed``: controls that Tab does not come to; ``unseen``: those that do not show the focus."""

    reached: int
    comes_round: bool
    missed: list[str]
    unseen: list[str]


def walk_round(window: QWidget) -> Round:
    """Press Tab until the focus is back where it was."""
    asked, start = controls(window), QApplication.focusWidget()
    assert start is not None
    visited, unseen = [], []
    holder: QWidget = start
    for _ in range(STEPS_MAX):
        visited.append(holder)
        with_focus = _frame(window, holder)
        QTest.keyClick(holder, Qt.Key.Key_Tab)
        following = QApplication.focusWidget()
        if following is None or following is holder:
            return Round(len(visited), False, [_name(holder)], unseen)
        if with_focus == _frame(window, holder):
            unseen.append(_name(holder))
        holder = following
        if holder is start:
            break
    groups = {one.group() for one in visited if isinstance(one, QAbstractButton) and one.group()}
    missed = [
        _name(one)
        for one in asked
        if one not in visited and not (isinstance(one, QAbstractButton) and one.group() in groups)
    ]
    return Round(len(visited), holder is start, missed, unseen)


def _frame(window: QWidget, holder: QWidget) -> list[QImage]:
    """What is painted at the four edges of a control, where its focus shows; its cursor is not there."""
    at = QRect(holder.mapTo(window, QPoint(0, 0)), holder.size())
    picture = window.grab(at).toImage()
    room = picture.rect()
    width, height = room.width(), room.height()
    return [
        picture.copy(0, 0, width, FRAME_PX),
        picture.copy(0, height - FRAME_PX, width, FRAME_PX),
        picture.copy(0, 0, FRAME_PX, height),
        picture.copy(width - FRAME_PX, 0, FRAME_PX, height),
    ]


def _name(one: QWidget) -> str:
    words = one.accessibleName() or (one.text() if isinstance(one, QAbstractButton) else "")
    return f"{type(one).__name__} {words!r}"
